"""Recovery and reconciliation: reads the journal and Temporal, and brings them together again.

`reading` gives the accounts of the journal, `examining` puts those of Temporal beside them,
`repairing` does what can be done. What is wrong is decided in `domain.recovery`.
"""
