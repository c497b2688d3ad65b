"""Temporal, as workers, commands and tests reach it."""
