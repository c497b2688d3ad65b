"""Proof by search: whatever has been said to a pairing, it comes to its end by itself."""
