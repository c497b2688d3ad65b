"""Old histories on new code: pairings that run for a year meet many releases."""
