"""Hostile inputs to every workflow on the real server: whatever is sent, everything goes on."""
