"""Recovery and reconciliation: reads the journal and Temporal, and makes them agree again.

`reading` gives what the journal says, `examining` compares it with what Temporal says, `repairing`
acts on the differences. What counts as a difference is decided in `domain.recovery`.
"""
