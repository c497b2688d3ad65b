"""The contenders that are measured, all with one interface."""
