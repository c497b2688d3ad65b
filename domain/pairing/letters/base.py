"""What the letters of a pairing have in common."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from domain.engine.base import Instant
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import DeadlineKind
from domain.planning.plan import PlannedSession
from domain.programme.ids import PersonId
from domain.telling.bodies import PairingBody
from domain.telling.body import Body
from domain.telling.letters import needed
from domain.telling.lines import SessionLine
from domain.telling.notices import Notice

Writers: TypeAlias = Mapping[type[Body], Callable[[PairingState, Notice, Instant], PairingBody]]
"""From the state, a notice and the moment to what the notice's letter tells."""


def partner(state: PairingState, notice: Notice) -> PersonId:
    """The recipient's partner."""
    return state.setup.person(needed(notice.side, "the side").other)


def planned(state: PairingState, session: Session) -> PlannedSession:
    """The plan's line of a session."""
    lines = state.plan.sessions if state.plan else ()
    found = (line for line in lines if line.session_id == session.id)
    return needed(next(found, None), "the plan of the session")


def session_line(state: PairingState, session: Session) -> SessionLine:
    """A session with what the plan has for it."""
    line = planned(state, session)
    return SessionLine(
        id=session.id,
        number=session.number,
        topic=state.setup.topic_title(line.topic),
        focus=line.focus,
        reflection=line.reflection,
    )


def due_on(state: PairingState, kind: DeadlineKind) -> date | None:
    """The day on which a deadline falls due."""
    due = due_of(state, kind)
    return state.setup.calendar.local_day(due) if due else None
