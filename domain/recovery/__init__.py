"""Compares the journal with Temporal: what each says about a workflow, and what is wrong.

Read in this order: `accounts`, `judging`; then `memory`, for journals that have lost events.
"""
