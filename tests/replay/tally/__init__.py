"""A worked example: a rule has changed while tallies were running.

A tally counts. At first it counted for ever; since revision 2 it is full, and over, at three.
`docs/changing-workflows.md` tells the steps, and `tests/replay/test_revisions.py` shows the effect.
"""
