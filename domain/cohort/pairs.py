"""From proposals to pairings: ids, and the pairing that each one replaces."""

from collections.abc import Sequence
from itertools import count

from domain.cohort.state import CohortState, PairingEntry
from domain.matching import ProposedPair


def entries_for(state: CohortState, pairs: Sequence[ProposedPair]) -> tuple[PairingEntry, ...]:
    """The pairings that follow from confirmed pairs; no number is ever used again."""
    numbers = count(len(state.pairings) + 1)
    return tuple(
        PairingEntry(
            pairing_id=f"{state.cohort_id}-{next(numbers):03d}",
            mentor=pair.mentor,
            mentee=pair.mentee,
            reasons=pair.reasons,
            waived=pair.waived,
            predecessor=_predecessor(state, pair),
        )
        for pair in pairs
    )


def _predecessor(state: CohortState, pair: ProposedPair) -> str | None:
    """The pairing that this one replaces; of two, the one that fell through first."""
    return next(
        (
            seeker.predecessor
            for seeker in state.people.seekers
            if seeker.person in (pair.mentor, pair.mentee)
        ),
        None,
    )
