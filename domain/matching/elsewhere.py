"""What other cohorts of the same roster have already done with its people.

Capacity is a person's, not a cohort's; two who have been paired, or rejected as a pair, are not
proposed again.
"""

from collections import Counter
from collections.abc import Iterable

from domain.matching.model import MatchQuestion, Pair, PairOfRoster, TakenSeats
from domain.programme.people import Side


def with_pairs_elsewhere(question: MatchQuestion, pairs: Iterable[PairOfRoster]) -> MatchQuestion:
    """The question with the seats and the pairs of other cohorts."""
    others = [pair for pair in pairs if pair.cohort != question.cohort]
    seats = Counter(
        seat
        for pair in others
        if pair.running
        for seat in ((pair.mentor, Side.MENTOR), (pair.mentee, Side.MENTEE))
    )
    taken = tuple(
        TakenSeats(person=person, side=side, count=count, elsewhere=True)
        for (person, side), count in sorted(seats.items())
    )
    known = dict.fromkeys(Pair(mentor=pair.mentor, mentee=pair.mentee) for pair in others)
    return question.model_copy(
        update={
            "taken": (*question.taken, *taken),
            "excluded": (*question.excluded, *known),
        }
    )
