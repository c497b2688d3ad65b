"""Everybody who is measured, behind one interface."""
