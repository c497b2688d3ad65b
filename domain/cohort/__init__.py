"""One cohort: people matched for one programme, until the last pairing is over.

Built like `domain.pairing`; read in the same order: `vocabulary`, `state`, `commands`, `events`,
`gate`, `decide`, `evolve`, `consequences`. What is still to be done in the world is in `work`.
"""
