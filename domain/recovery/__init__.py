"""Journal and Temporal side by side: what each says of a workflow, and what is wrong between them.

Read in this order: `accounts`, `judging`; then `memory`, for journals that have lost events.
"""
