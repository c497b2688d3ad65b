"""Sessions in words: booked, moved, cancelled, reported, held, missed."""

from domain.engine.roles import Role
from domain.engine.tables import On, Sentences
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReflectionSubmitted,
    ReportsConflicted,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionReported,
    SessionReportWithdrawn,
    SessionUnconfirmed,
)
from domain.pairing.in_words.base import moment, session, who
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionOutcome


def _booked(event: SessionBooked, state: PairingState) -> str:
    if event.back:
        return f"Back before it: {_appointment(event, state)}, as it was before"
    return f"{who(event.by)} booked {_appointment(event, state)}"


def _moved(event: SessionMoved, state: PairingState) -> str:
    again = "; once too often, it counts as not kept" if event.is_lapse else ""
    return f"{who(event.by)} moved {_appointment(event, state)}{again}"


def _appointment(event: SessionBooked | SessionMoved, state: PairingState) -> str:
    to = "for" if isinstance(event, SessionBooked) else "to"
    name, at = session(event.session_id, state), moment(event.starts_at, state)
    return f"{name} {to} {at}, {event.minutes} minutes"


def _cancelled(event: SessionCancelled, state: PairingState) -> str:
    name = session(event.session_id, state)
    if event.by is None:
        return f"The appointment of {name} is called off, to nobody’s account"
    for_whom = f" for the {event.side}" if event.side and event.by is not Role(event.side) else ""
    return f"{who(event.by)} cancelled {name}{for_whom}{', at short notice' if event.late else ''}"


def _reported(event: SessionReported, state: PairingState) -> str:
    name = session(event.session_id, state)
    match event.outcome:
        case SessionOutcome.HELD:
            what = f"{name} was held{_held_details(event, state)}"
        case SessionOutcome.MENTOR_ABSENT:
            what = f"the mentor was absent from {name}"
        case SessionOutcome.MENTEE_ABSENT:
            what = f"the mentee was absent from {name}"
    return f"{who(event.by)} reported: {what}"


def _held_details(event: SessionReported, state: PairingState) -> str:
    remarks = (
        f" on {moment(event.held_at, state)}" if event.held_at else "",
        f", {event.minutes} minutes" if event.minutes else "",
        ", cut short" if event.cut_short else "",
        ", off topic" if event.off_topic else "",
    )
    return "".join(remarks)


def _absence_claimed(event: AbsenceClaimed, state: PairingState) -> str:
    name = session(event.session_id, state)
    return f"The {event.absent} is said to have missed {name}, and may object"


def _held(event: SessionHeld, state: PairingState) -> str:
    name = session(event.session_id, state).capitalize()
    return f"{name} counts as held on {moment(event.held_at, state)}, {event.minutes} minutes"


def _missed(event: SessionMissed, state: PairingState) -> str:
    name = session(event.session_id, state).capitalize()
    return f"{name} counts as missed: the {event.absent} was absent"


def _conflicted(event: ReportsConflicted, state: PairingState) -> str:
    name = session(event.session_id, state)
    return f"The two report different things about {name}: the operator decides"


def _unconfirmed(event: SessionUnconfirmed, state: PairingState) -> str:
    name = session(event.session_id, state).capitalize()
    return f"{name} counts neither way: nobody said whether it was held"


def _withdrawn(event: SessionReportWithdrawn, state: PairingState) -> str:
    name = session(event.session_id, state)
    what = "all reports" if event.by is Role.OPERATOR else "what they had reported"
    return f"{who(event.by)} took back {what} about {name}"


def _reflected(event: ReflectionSubmitted, state: PairingState) -> str:
    name, topic = session(event.session_id, state), state.setup.topic_title(event.topic)
    return f"{who(event.side)} looked back on {name}: learned about {topic}"


WORDS: Sentences[PairingState] = (
    On(SessionBooked, _booked),
    On(SessionMoved, _moved),
    On(SessionCancelled, _cancelled),
    On(SessionReported, _reported),
    On(AbsenceClaimed, _absence_claimed),
    On(SessionHeld, _held),
    On(SessionMissed, _missed),
    On(ReportsConflicted, _conflicted),
    On(SessionUnconfirmed, _unconfirmed),
    On(SessionReportWithdrawn, _withdrawn),
    On(ReflectionSubmitted, _reflected),
)
