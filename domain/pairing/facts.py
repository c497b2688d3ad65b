"""The signals to a pairing: what has happened, and cannot be refused."""

from typing import Annotated

from pydantic import Field

from domain.engine.base import Day, Instant, OpaqueId
from domain.pairing.messages import Fact, HeldMinutes
from domain.programme.ids import PersonId, SessionId
from domain.programme.people import Away, Side
from domain.programme.request import Shutdown
from domain.telling.orders import HowMailFared


class SessionCompleted(Fact):
    """An integration saw a session take place."""

    name = "session_completed"
    summary = "A session took place, says an integration"
    session_id: SessionId
    held_at: Instant
    minutes: HeldMinutes | None = None


class SessionWasMissed(Fact):
    """An integration saw that a side did not come."""

    name = "session_missed"
    summary = "An integration saw that one side did not come to a session"
    session_id: SessionId
    absent: Side


class PersonLeft(Fact):
    """A person leaves the company."""

    name = "person_left"
    summary = "One of the two leaves the company"
    person_id: PersonId
    last_day: Day | None = None
    """Absent: gone already."""


class PersonStays(Fact):
    """A person who was to leave the company stays after all."""

    name = "person_stays"
    summary = "One of the two does not leave the company after all; the last day is forgotten"
    person_id: PersonId


class ConsentWithdrawn(Fact):
    """A person withdraws the consent: nothing more is done with what is known of them."""

    name = "consent_withdrawn"
    summary = "One of the two withdraws the consent; the pairing ends, and nobody is asked any more"
    person_id: PersonId


class PersonAway(Fact, Away):
    """A person will not be at work for a while, or is not at work; a later word replaces it."""

    name = "person_away"
    summary = "One of the two is away for a while; the pairing pauses until the return"
    person_id: PersonId


class PersonBack(Fact):
    """A person is back at work, or will not be away after all."""

    name = "person_back"
    summary = "One of the two is back, or is not away after all; the dates are forgotten"
    person_id: PersonId


class ShutdownAhead(Fact):
    """The company, or some of its sites, will be closed."""

    name = "shutdown_announced"
    summary = "The company or some sites will be closed; deadlines and appointments make way"
    shutdown: Shutdown


class PersonChanged(Fact):
    """Data of a person changed in the roster (department, …); the rules are checked again."""

    name = "person_changed"
    summary = "The roster changed for one of the two; check the rules again"
    person_id: PersonId


class PeopleBriefed(Fact):
    """The cohort tells which of the two are briefed."""

    name = "people_briefed"
    summary = "The cohort tells which of the two are briefed by now"
    sides: Annotated[tuple[Side, ...], Field(max_length=2)] = ()
    """All of them; a side that is missing here is not briefed, whatever was told before."""


class MailBounced(Fact):
    """A mail came back after the mail server had taken it."""

    name = "mail_bounced"
    summary = "A mail came back as undeliverable"
    notice_id: OpaqueId


class MailFared(Fact, HowMailFared):
    """The engine's own post tells how a mail of this pairing fared."""
