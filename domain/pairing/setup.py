"""The terms of a pairing, fixed before it begins."""

from datetime import date

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.pairing.sides import Both
from domain.programme.calendar import WorkingCalendar
from domain.programme.confidentiality import OUR_TEXTS, ConfidentialityTexts
from domain.programme.ids import CohortId, PairingId, PersonId
from domain.programme.mail_hours import MailHours
from domain.programme.people import Away, HolidayRegion, Locale, Side, TimeZoneName
from domain.programme.request import (
    Deadlines,
    MatchingPolicy,
    Owners,
    ProgrammeContext,
    RuleWaiver,
    Shutdown,
    Term,
)
from domain.programme.session_rules import SessionPattern, SessionRules
from domain.programme.topics import Topic


class PairingTerms(Frozen):
    """The terms of a pairing, fixed before it begins.

    A running pairing keeps them when the programme changes, until it is told to adopt others.
    """

    pairing_id: PairingId
    cohort_id: CohortId
    roster: OpaqueId
    mentor: PersonId
    mentee: PersonId
    title: str
    context: ProgrammeContext
    purpose: str | None = None
    term: Term
    sessions: SessionPattern
    session_rules: SessionRules = SessionRules()
    confidentiality: ConfidentialityTexts = dict(OUR_TEXTS)
    """For agreements that are drafted from now on."""
    to_be_approved: tuple[Side, ...] = ()
    """The sides whose line managers have to approve."""
    to_be_briefed: tuple[Side, ...] = ()
    """The sides that have to be briefed before the first session."""
    first_contact: bool = False
    """Whether the two are asked to get in touch once both have said yes."""
    topics: tuple[Topic, ...]
    owners: Owners
    deadlines: Deadlines
    policy: MatchingPolicy
    waived: tuple[RuleWaiver, ...] = ()
    reasons: tuple[str, ...]
    """Why these two: in words, without private data."""
    locale: Locale
    time_zone: TimeZoneName
    holiday_region: HolidayRegion | None = None
    """Of the programme office; its holidays count besides those of the two sites."""
    shutdowns: tuple[Shutdown, ...] = ()
    mail_hours: MailHours | None
    """Absent: mails go at any hour of any day."""
    max_extensions: int
    predecessor: PairingId | None = None
    """The pairing that this one follows after a re-match."""

    def person(self, side: Side) -> PersonId:
        """The person on the side."""
        return self.mentor if side is Side.MENTOR else self.mentee

    def topic_title(self, topic_id: str) -> str:
        """The title of a topic of the programme."""
        return next((topic.title for topic in self.topics if topic.id == topic_id), topic_id)


class PairingSetup(PairingTerms):
    """The terms, with what was looked up of the two: when they are at work, and for how long."""

    calendar: WorkingCalendar
    managers: Both[PersonId] = Both[PersonId]()
    """The line managers who are to approve, as far as the roster knows them."""
    leaves_on: Both[date] = Both[date]()
    """Last days in the company that are known when the pairing begins."""
    away: Both[Away] = Both[Away]()
    """Leaves that are known when the pairing begins."""

    def gone_by(self, now: Instant) -> tuple[Side, ...]:
        """Sides whose last day is over: they left after they had been matched."""
        today = self.calendar.local_day(now)
        last_days = ((side, self.leaves_on.of(side)) for side in Side)
        return tuple(side for side, last_day in last_days if last_day and last_day < today)
