"""Until when people of a cohort are matched, and until when others may join them."""

from datetime import date, timedelta

from domain.cohort.state import CohortState, Leaver
from domain.engine.base import Instant
from domain.matching import Presence
from domain.programme.request import FixedTerm


def end_of_joining(state: CohortState) -> Instant | None:
    """Until when people may join; an ongoing programme always takes people in (case 4)."""
    term, weeks = state.request.term, state.request.late_joining_weeks
    if not isinstance(term, FixedTerm):
        return None
    length = timedelta(weeks=term.weeks) / 2 if weeks is None else timedelta(weeks=weeks)
    return state.calendar.at_local(term.start + timedelta(days=length.days), 0)


def presence(state: CohortState, day: date) -> Presence:
    """When people have to be there who are matched on a day.

    A pair begins with the term at the earliest, and lasts as long as the shortest in a term.
    """
    first_day = max(state.request.term.start, day)
    shortest = timedelta(weeks=state.request.shortest_pairing_weeks)
    return Presence(first_day=first_day, until=first_day + shortest)


def leaves_too_early(leaver: Leaver, state: CohortState, now: Instant) -> bool:
    """Whether nobody can be matched any more with somebody who leaves."""
    today = state.calendar.local_day(now)
    return leaver.last_day is None or leaver.last_day < presence(state, today).until


def end_of_matching(state: CohortState, term: FixedTerm) -> Instant:
    """From when on a fixed term is too short for two to begin (case 43).

    Not before the end of joining: whoever may join is matched, too.
    """
    shortest = timedelta(weeks=state.request.shortest_pairing_weeks)
    last_start = state.calendar.at_local(term.end - shortest, 0)
    joining = end_of_joining(state) or last_start
    return min(max(last_start, joining), state.calendar.at_local(term.end, 0))
