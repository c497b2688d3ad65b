"""Orchestration only: waiting, retrying, telling the world. The rules are in `domain`."""
