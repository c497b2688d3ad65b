"""Pairings: given what happened, when a message comes, then these events follow."""
