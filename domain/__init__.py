"""The rules of reverse mentoring: pure data and pure functions, no clock, no randomness, no I/O."""
