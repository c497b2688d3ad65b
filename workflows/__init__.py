"""Orchestration only: waits, retries, continue-as-new. The rules live in `domain`."""
