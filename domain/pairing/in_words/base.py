"""The sentence of an event, and the pieces that many sentences share."""

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.engine.words import spelled_out
from domain.pairing.state import PairingState
from domain.programme import dates
from domain.programme.people import Side


def who(by: Role | Side) -> str:
    """A party at the beginning of a sentence."""
    return "An integration" if by is Role.INTEGRATION else f"The {by}"


def by_whom(by: Role | None) -> str:
    """“by the mentor”; empty if a deadline or a rule did it."""
    return f" by {who(by)[0].lower()}{who(by)[1:]}" if by else ""


def session(session_id: str, state: PairingState) -> str:
    """A session by its number in the plan."""
    found = state.session(session_id)
    return f"session {found.number}" if found else f"session {session_id}"


def moment(instant: Instant, state: PairingState) -> str:
    """A point in time in the programme's zone, such as “Mon 08 Mar 2027 09:00”."""
    return dates.moment(instant, state.setup.calendar.zone)


def topics(ids: tuple[str, ...], state: PairingState) -> str:
    """Topics by their titles."""
    return ", ".join(state.setup.topic_title(topic) for topic in ids)


def terms(channel: str, cadence_days: int, notice_hours: int) -> str:
    """How the two want to meet."""
    return f"{spelled_out(channel)}, every {cadence_days} days, {notice_hours} hours’ notice"


def joined(names: tuple[str, ...]) -> str:
    """Words of a closed list, one after the other."""
    return ", ".join(map(spelled_out, names))
