"""One pairing: what it is (state), what may be asked (commands), what happened (events), what follows (rules).

Read in this order: `vocabulary`, `state`, `commands`, `events`, `decide`, `evolve`, `consequences`.
"""
