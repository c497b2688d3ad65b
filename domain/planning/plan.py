"""The individual action plan: a day, a topic, a focus and a reflection question per session.

It follows from the knowledge and experience of both, the mentee's objectives, and the days on which
both are at work.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from domain.engine.base import Day, Frozen
from domain.engine.errors import NotAllowed, Problem
from domain.planning.absences import Absence, DaysTogether
from domain.planning.curriculum import LearningGoals, reflections, steps_for, topics_for
from domain.planning.questions import FocusQuestion, ReflectionQuestion
from domain.planning.schedule import spread
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import SessionId, TopicId
from domain.programme.session_rules import SessionPattern

PLANNED_AHEAD = timedelta(days=3660)
"""An ongoing pairing plans no session beyond this; a later date is nearly always a typo."""


class PlanBasis(Frozen):
    """The input for an action plan."""

    goals: LearningGoals
    pattern: SessionPattern
    first_day: date
    """No session lies before this day; the first one is wanted on it."""
    end: date | None = None
    """The first day after the term, if nobody is away; absent in an ongoing one."""
    gone: date | None = None
    """The first day on which somebody has left the company, as far as that is known."""
    absences: tuple[Absence, ...] = ()
    """Leaves that are known: the term is longer by those in it."""
    calendar: WorkingCalendar

    @property
    def stop(self) -> date | None:
        """The first day on which no session is possible any more."""
        together = DaysTogether(self.calendar, self.first_day, self.absences)
        ends = [together.real(self.end)] if self.end else []
        return min([*ends, *([self.gone] if self.gone else [])], default=None)


class PlannedSession(Frozen):
    """One line of the plan."""

    number: Annotated[int, Field(ge=1)]
    session_id: SessionId
    on: date
    topic: TopicId
    focus: FocusQuestion
    reflection: ReflectionQuestion


class ActionPlan(Frozen):
    """The sessions in order. Every change makes a new version, which both sides must accept."""

    version: Annotated[int, Field(ge=1)] = 1
    sessions: tuple[PlannedSession, ...]


class PlanAmendment(Frozen):
    """A change to one session of the plan; absent fields stay as they are."""

    session_id: SessionId
    topic: TopicId | None = None
    on: Day | None = None


def draw_up(basis: PlanBasis) -> ActionPlan:
    """The first plan of a pairing. A term without a working day gets a plan without sessions."""
    return ActionPlan(sessions=_block(basis, meeting_days(basis), had=(), number=1))


def continue_plan(plan: ActionPlan, basis: PlanBasis) -> ActionPlan:
    """The plan with another block of sessions after the present ones, as a new version.

    The block begins one cadence after the last session, or on the basis' first day if that is
    later. Topics that had less than their share so far catch up.
    """
    first, number = basis.first_day, 1
    if plan.sessions:
        last = plan.sessions[-1]
        first = max(first, last.on + timedelta(days=basis.pattern.every_days))
        number = last.number + 1
    had = [session.topic for session in plan.sessions]
    block = _block(basis, _days(basis, first), had, number)
    return ActionPlan(version=plan.version + 1, sessions=plan.sessions + block)


def change_topics(plan: ActionPlan, basis: PlanBasis, open_: Collection[str]) -> ActionPlan:
    """The plan with the basis' topics for the open sessions, as a new version; the others stay.

    So does the plan, with all that was amended in it, if it has all topics that it should have, and
    no other is still to come.
    """
    kept = [session.topic for session in plan.sessions if session.session_id not in open_]
    to_come = {session.topic for session in plan.sessions if session.session_id in open_}
    topics = topics_for(basis.goals, len(plan.sessions) - len(kept), kept)
    if to_come <= set(basis.goals.agreed) and set(topics) <= to_come.union(kept):
        return plan
    steps = steps_for(basis.goals, topics, kept)
    fresh = iter(zip(topics, steps, strict=True))
    sessions = tuple(
        _with_topic(session, *next(fresh)) if session.session_id in open_ else session
        for session in plan.sessions
    )
    return ActionPlan(version=plan.version + 1, sessions=sessions)


def _with_topic(session: PlannedSession, topic: TopicId, step: FocusQuestion) -> PlannedSession:
    return session.model_copy(update={"topic": topic, "focus": step})


def meeting_days(basis: PlanBasis) -> tuple[date, ...]:
    """The days of a plan that begins on the first day of the basis."""
    return _days(basis, basis.first_day)


def _days(basis: PlanBasis, first: date) -> tuple[date, ...]:
    together = DaysTogether(basis.calendar, first, basis.absences)
    gone = [together.counted(basis.gone)] if basis.gone else []
    end = min([*([basis.end] if basis.end else []), *gone], default=None)
    if end is not None and end <= first:
        return ()
    return tuple(map(together.real, spread(first, end, basis.pattern, together)))


def _block(
    basis: PlanBasis, days: Sequence[date], had: Sequence[TopicId], number: int
) -> tuple[PlannedSession, ...]:
    topics = topics_for(basis.goals, len(days), had)
    steps = steps_for(basis.goals, topics, had)
    asked = reflections(basis.goals)
    return tuple(
        PlannedSession(
            number=n,
            session_id=SessionId(f"s-{n}"),
            on=day,
            topic=topic,
            focus=step,
            reflection=asked[(n - 1) % len(asked)],
        )
        for n, (day, topic, step) in enumerate(zip(days, topics, steps, strict=True), start=number)
    )


def amend(plan: ActionPlan, amendments: Sequence[PlanAmendment], basis: PlanBasis) -> ActionPlan:
    """The plan with all amendments, as a new version.

    A session that gets another topic gets that topic's step as its focus. Raises `NotAllowed` with
    every problem at once, under paths such as ``amendments[0].on``; the plan then stays as it was.
    """
    wishes = {wish.session_id: wish for wish in amendments}
    sessions = [_amended(session, wishes.get(session.session_id)) for session in plan.sessions]
    problems = [*_problems(plan, amendments, basis), *_out_of_order(sessions, amendments)]
    if problems:
        raise NotAllowed(problems)
    steps = steps_for(basis.goals, [session.topic for session in sessions])
    return ActionPlan(
        version=plan.version + 1,
        sessions=tuple(
            new if new.topic == old.topic else new.model_copy(update={"focus": step})
            for old, new, step in zip(plan.sessions, sessions, steps, strict=True)
        ),
    )


def _amended(session: PlannedSession, wish: PlanAmendment | None) -> PlannedSession:
    changes = wish.model_dump(include={"topic", "on"}, exclude_none=True) if wish else {}
    return session.model_copy(update=changes)


def _problems(
    plan: ActionPlan, amendments: Sequence[PlanAmendment], basis: PlanBasis
) -> Iterator[Problem]:
    if not amendments:
        yield Problem(path="amendments", problem="is empty: nothing would change")
    known = [session.session_id for session in plan.sessions]
    named: set[str] = set()
    for n, wish in enumerate(amendments):
        path = f"amendments[{n}]"
        if wish.session_id not in known:
            yield Problem(
                path=f"{path}.session_id",
                problem="no such session in the plan",
                allowed=", ".join(known),
            )
        if wish.session_id in named:
            yield Problem(path=f"{path}.session_id", problem="is named twice", allowed="once only")
        named.add(wish.session_id)
        if wish.topic is None and wish.on is None:
            yield Problem(path=path, problem="changes nothing", allowed="topic, on or both")
        if wish.topic is not None and wish.topic not in basis.goals.agreed:
            yield Problem(
                path=f"{path}.topic",
                problem="is not a topic of the agreement",
                allowed=", ".join(basis.goals.agreed),
            )
        if wish.on is not None:
            yield from _problems_of_day(wish.on, f"{path}.on", basis)


def _problems_of_day(day: date, path: str, basis: PlanBasis) -> Iterator[Problem]:
    if day > (latest := basis.first_day + PLANNED_AHEAD):
        yield Problem(path=path, problem="is too far away", allowed=f"up to {latest}")
        return
    if not basis.calendar.is_working_day(day):
        after = basis.calendar.next_working_day(day)
        yield Problem(path=path, problem="is not a working day", allowed=f"for example {after}")
    if day < basis.first_day:
        yield Problem(path=path, problem="is too early", allowed=f"from {basis.first_day} on")
    stop = basis.stop
    if stop and day >= stop:
        what = "last day of a person who leaves" if stop == basis.gone else "term"
        yield Problem(path=path, problem=f"lies after the {what}", allowed=f"before {stop}")
    for first, back in basis.absences:
        if first <= day < back:
            allowed = f"before {first}, or from {back} on"
            yield Problem(path=path, problem="is a day on which one is away", allowed=allowed)


def _out_of_order(
    sessions: Sequence[PlannedSession], amendments: Sequence[PlanAmendment]
) -> Iterator[Problem]:
    moved: Mapping[str, int] = {
        wish.session_id: n for n, wish in enumerate(amendments) if wish.on is not None
    }
    for earlier, later in pairwise(sessions):
        if earlier.on < later.on:
            continue
        if earlier.session_id in moved:
            yield Problem(
                path=f"amendments[{moved[earlier.session_id]}].on",
                problem=f"must lie before session {later.session_id}",
                allowed=f"before {later.on}",
            )
        elif later.session_id in moved:
            yield Problem(
                path=f"amendments[{moved[later.session_id]}].on",
                problem=f"must lie after session {earlier.session_id}",
                allowed=f"after {earlier.on}",
            )
