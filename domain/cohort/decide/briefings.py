"""Deciding on briefings: further dates, who was there, who needs none."""

from collections.abc import Iterator, Sequence

from domain.cohort.briefing_events import BriefingAdded, BriefingRecorded, CohortBriefingWaived
from domain.cohort.briefings import BriefingWaiver
from domain.cohort.commands import AddBriefing, RecordBriefing, WaiveCohortBriefing
from domain.cohort.event import CohortEvent, Events
from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.engine.errors import NotAllowed, Problem, not_allowed
from domain.engine.tables import Deciders, On
from domain.programme.ids import PersonId
from domain.programme.preparation import Briefing

MOST_DATES = 200
"""Briefings of a cohort in all its years."""


def _add(command: AddBriefing, state: CohortState, now: Instant) -> Events:
    briefing, dates = command.briefing, state.briefings.dates
    if briefing in dates:
        return ()
    problems = []
    if state.briefings.date(briefing.id) is not None:
        problem = "is the id of another briefing"
        problems.append(Problem(path="briefing.id", problem=problem, allowed="a new id"))
    if briefing.starts_at <= now:
        problem, allowed = "lies in the past", "a time after now"
        problems.append(Problem(path="briefing.starts_at", problem=problem, allowed=allowed))
    if len(dates) >= MOST_DATES:
        problem = f"there have been {MOST_DATES} briefings"
        problems.append(Problem(path="", problem=problem, allowed="another cohort"))
    if problems:
        raise NotAllowed(problems)
    return (BriefingAdded(occurred_at=now, briefing=briefing, by=command.acting),)


def _record(command: RecordBriefing, state: CohortState, now: Instant) -> Events:
    date = state.briefings.date(command.briefing_id)
    if date is None:
        known = ", ".join(known.id for known in state.briefings.dates) or "none yet: add_briefing"
        raise not_allowed("briefing_id", "this cohort has no such briefing", known)
    if problems := list(_record_problems(command, date, state, now)):
        raise NotAllowed(problems)
    invited = tuple(place.person for place in state.briefings.at(date.id))
    attended = _named(command.attended, invited, but=command.missed)
    missed = _named(command.missed, invited, but=command.attended)
    so_far = {place.person: place.attended for place in state.briefings.at(date.id)}
    attended = tuple(person for person in attended if so_far.get(person) is not True)
    missed = tuple(person for person in missed if so_far.get(person) is not False)
    if not (attended or missed):
        return ()
    return (
        BriefingRecorded(
            occurred_at=now,
            briefing_id=date.id,
            attended=attended,
            missed=missed,
            by=command.acting,
        ),
    )


def _record_problems(
    command: RecordBriefing, date: Briefing, state: CohortState, now: Instant
) -> Iterator[Problem]:
    if date.starts_at > now:
        begins = f"{date.starts_at.astimezone(state.calendar.zone):%Y-%m-%d %H:%M}"
        problem = "is about a briefing that lies ahead"
        yield Problem(path="briefing_id", problem=problem, allowed=f"from {begins} on")
    if command.attended == command.missed:
        problem = "nobody is named" if not command.attended else "all were there and all were not"
        allowed = "people of the cohort under attended or missed; one of the two may be 'all'"
        yield Problem(path="attended", problem=problem, allowed=allowed)
        return
    taking_part = set(state.people.participants)
    attended = set(_listed(command.attended))
    for path, people in (("attended", command.attended), ("missed", command.missed)):
        for place, person in enumerate(_listed(people)):
            if person not in taking_part:
                allowed = "an id of `people.participants` in the query state"
                problem = "is not in this cohort"
                yield Problem(path=f"{path}[{place}]", problem=problem, allowed=allowed)
            elif path == "missed" and person in attended:
                problem = "is named under attended as well"
                yield Problem(path=f"{path}[{place}]", problem=problem, allowed="one of the two")


def _listed(people: str | Sequence[PersonId]) -> Sequence[PersonId]:
    return () if isinstance(people, str) else people


def _named(
    people: str | Sequence[PersonId],
    invited: Sequence[PersonId],
    but: str | Sequence[PersonId],
) -> tuple[PersonId, ...]:
    """The people of a list, each once; of ``all``, everybody invited who is not in the other."""
    if not isinstance(people, str):
        return tuple(dict.fromkeys(people))
    others = set(_listed(but))
    return tuple(person for person in invited if person not in others)


def _waive(command: WaiveCohortBriefing, state: CohortState, now: Instant) -> Events:
    if command.person_id not in state.people.participants:
        allowed = "an id of `people.participants` in the query state"
        raise not_allowed("person_id", "is not in this cohort", allowed)
    if any(waiver.person == command.person_id for waiver in state.briefings.waived):
        return ()
    waiver = BriefingWaiver(person=command.person_id, reason=command.reason)
    return (CohortBriefingWaived(occurred_at=now, waiver=waiver, by=command.acting),)


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(AddBriefing, _add),
    On(RecordBriefing, _record),
    On(WaiveCohortBriefing, _waive),
)
