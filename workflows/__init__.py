"""Orchestration only: waiting, retrying, calling activities. The rules are in `domain`."""
