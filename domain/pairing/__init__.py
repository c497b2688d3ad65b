"""One pairing: its state, the messages to it, its events, and what follows from them.

Read in this order: `vocabulary`, `state`, `commands`, `events`, `gate`, `decide`, `evolve`,
`consequences`; then what is told of it: `letters`, `waiting`, `explain`.
"""
