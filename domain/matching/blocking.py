"""How stable a matching is: the number of pairs who would both prefer each other."""

from bisect import bisect_left
from collections.abc import Iterable

from domain.matching.crowd import Crowd
from domain.matching.model import ProposedPair
from domain.matching.ranking import Ranking
from domain.matching.score import Scale, micros
from domain.matching.screening import Screening
from domain.matching.seats import Seats
from domain.programme.people import Person, Side

_ANYBODY = -1


class Contentment:
    """What each person has: the least score (in millionths) that a better partner must exceed."""

    def __init__(self, pairs: Iterable[ProposedPair], seats: Seats) -> None:
        self._seats = seats
        self._least: dict[tuple[str, Side], int] = {}
        for pair in pairs:
            for key in ((pair.mentor, Side.MENTOR), (pair.mentee, Side.MENTEE)):
                self._least[key] = min(self._least.get(key, micros(1)), micros(pair.score))

    def least(self, person: Person, side: Side) -> int | None:
        """Below every score for a person without a partner; None if the present partner stays.

        A further free place makes no one discontent: filling it is a question of `even_load`.
        """
        if self._seats.held(person, side):
            return self._least.get((person.id, side))
        return _ANYBODY if self._seats.free(person, side) else None


def count_blocking_pairs(
    mentees: Crowd, screening: Screening, scale: Scale, contentment: Contentment
) -> int:
    """Count the pairs of whom both would score higher with each other than with their partners.

    ``screening`` is of the mentors; it leaves out those who are partners of the mentee already.
    """
    ranking = Ranking(scale, screening.others)
    willing = _Willing(screening.others, contentment)
    count = 0
    for mentee in mentees.people:
        least = contentment.least(mentee, Side.MENTEE)
        if least is None:
            continue
        for score, mask in ranking.ranks(mentee, screening.admissible(mentee)):
            if score <= least:
                break
            count += (mask & willing.by(score)).bit_count()
    return count


class _Willing:
    """Mentors, by the score above which they would prefer another mentee."""

    def __init__(self, mentors: Crowd, contentment: Contentment) -> None:
        by_least: dict[int, int] = {}
        for place, mentor in enumerate(mentors.people):
            least = contentment.least(mentor, Side.MENTOR)
            if least is not None:
                by_least[least] = by_least.get(least, 0) | 1 << place
        self._steps = sorted(by_least)
        self._masks = [0]
        for least in self._steps:
            self._masks.append(self._masks[-1] | by_least[least])

    def by(self, score: int) -> int:
        """The mask of those who have less than this score."""
        return self._masks[bisect_left(self._steps, score)]
