"""Old histories on new code: pairings that run for a year live through many releases."""
