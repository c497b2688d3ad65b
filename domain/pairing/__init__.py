"""One pairing: what it is, what may be asked of it, what happened to it, and what follows.

Read in this order: `vocabulary`, `state`, `commands`, `events`, `decide`, `evolve`, `consequences`;
then what is told of it: `letters`, `waiting`, `explain`.
"""
