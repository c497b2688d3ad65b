"""Tests of who is put together with whom."""
