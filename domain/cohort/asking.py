"""What a cohort asks of the world: a matching, and the start of its pairings."""

from collections import Counter
from collections.abc import Iterable

from domain.cohort.state import CohortState, PairingEntry
from domain.matching import MatchQuestion, TakenSeats
from domain.pairing.state import PairingTerms
from domain.people import Side


def match_question(state: CohortState) -> MatchQuestion:
    """Whom to put together now, and what has been decided already.

    The first question is about everybody in the roster and the pairs composed by hand; later ones
    are about the participants who are still without a partner.
    """
    request = state.request
    first = state.matching_round == 1
    return MatchQuestion(
        roster=request.roster,
        policy=state.policy,
        topics=request.topics,
        composed=request.pairs if first else (),
        candidates=None if first else _candidates(state),
        taken=tuple(_taken(state)),
        excluded=state.excluded,
        priority=tuple(seeker.person for seeker in state.seekers),
        locale=request.locale,
    )


def _candidates(state: CohortState) -> tuple[str, ...]:
    return tuple(person for person in state.participants if person not in state.withdrawn)


def _taken(state: CohortState) -> Iterable[TakenSeats]:
    """Seats of pairings that run or start, and of proposals that wait for confirmation."""
    pairs = [entry.pair for entry in state.pairings if entry.holds_seats]
    seats = Counter(
        (getattr(pair, side.value), side) for pair in (*pairs, *state.proposals) for side in Side
    )
    for (person, side), count in sorted(seats.items()):
        yield TakenSeats(person=person, side=side, count=count)


def pairing_terms(state: CohortState, entry: PairingEntry) -> PairingTerms:
    """What a pairing of the cohort begins with; it keeps it when the cohort's rules change."""
    request = state.request
    return PairingTerms(
        pairing_id=entry.pairing_id,
        cohort_id=state.cohort_id,
        roster=request.roster,
        mentor=entry.mentor,
        mentee=entry.mentee,
        title=request.title,
        context=request.context,
        purpose=request.purpose,
        term=request.term,
        sessions=request.sessions,
        topics=request.topics,
        owners=request.owners,
        deadlines=request.deadlines,
        policy=state.policy,
        waived=entry.waived,
        reasons=entry.reasons,
        locale=request.locale,
        time_zone=request.time_zone,
        max_extensions=request.max_extensions,
        predecessor=entry.predecessor,
    )
