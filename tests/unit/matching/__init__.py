"""Tests of who is matched with whom."""
