"""Whole programmes in memory: cohorts, their pairings, a roster and a clock, by the pure rules."""
