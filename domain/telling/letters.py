"""Everything a mail needs to be written, except who the people are: names come on delivery only."""

from datetime import date
from enum import StrEnum

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.planning.questions import FocusQuestion, PlanGround, ReflectionQuestion
from domain.programme.people import Locale, Side
from domain.programme.request import HardRule, ProgrammeContext
from domain.telling.items import ItemKind
from domain.telling.notices import Notice


class CalendarAction(StrEnum):
    """What a calendar entry asks of the recipient's calendar (RFC 5546)."""

    REQUEST = "request"
    CANCEL = "cancel"


class SessionFacts(Frozen):
    """One session as a letter tells of it."""

    number: int
    uid: str
    """Stable for the life of the session (RFC 5545 UID)."""
    sequence: int
    """Grows with every change of the entry (RFC 5545 SEQUENCE)."""
    id: OpaqueId | None = None
    """As messages about the session name it."""
    starts_at: Instant | None = None
    minutes: int
    topic: str | None = None
    focus: FocusQuestion | None = None
    reflection: ReflectionQuestion | None = None
    calendar: CalendarAction | None = None
    late: bool = False
    """Cancelled after the notice that was agreed."""
    bookable: bool = True
    """It may get a new appointment now: not during a pause, nor when the pairing is over."""


class AgreementFacts(Frozen):
    """What both sides agree to. Goals and off-limit topics are their own words."""

    version: str
    topics: tuple[str, ...]
    goals_mentor: tuple[str, ...]
    goals_mentee: tuple[str, ...]
    off_limits: tuple[str, ...]
    channel: str
    cadence_days: int
    notice_hours: int
    differences: tuple[str, ...]
    """Names of the points on which the two answered differently: ``channel``, ``cadence_days`` …"""


class PlanRow(Frozen):
    """One line of the action plan."""

    number: int
    on: date | None
    """Absent when the day that the plan suggests has passed."""
    topic: str
    focus: FocusQuestion
    reflection: ReflectionQuestion
    grounds: tuple[PlanGround, ...] = ()
    """Why it is so."""


class PairLine(Frozen):
    """A proposed pair, for the owners who confirm it."""

    mentor: OpaqueId
    mentee: OpaqueId
    reasons: tuple[str, ...]


class Letter(Frozen):
    """One notice with its facts. Which optional facts are there follows from the notice's kind."""

    stream: str
    """Workflow id of the pairing or cohort; with the notice's id it names the occasion."""
    roster: OpaqueId
    notice: Notice
    issued_at: Instant
    programme: str
    context: ProgrammeContext
    purpose: str | None = None
    locale: Locale
    """Of the programme; a person's own locale comes first."""
    partner: OpaqueId | None = None
    lead: OpaqueId | None = None
    """Answers to the mail go to this person."""
    until: Instant | None = None
    """Until when an answer is of use, or what the letter tells of happens by itself."""
    topics: tuple[str, ...] = ()
    """Titles of the programme's topics."""
    session: SessionFacts | None = None
    agreement: AgreementFacts | None = None
    plan: tuple[PlanRow, ...] = ()
    plan_version: int | None = None
    """The version that is asked to be accepted."""
    item: ItemKind | None = None
    item_side: Side | None = None
    """The side that the item is about: whose answer is missing, who keeps cancelling, …"""
    broken_rules: tuple[HardRule, ...] = ()
    """In a letter about a broken rule: which."""
    pairs: tuple[PairLine, ...] = ()
    """Proposed pairs; in a letter about an item, the one pair that it is about."""
    end_reason: str | None = None
    """An `EndReason` in its wire form; only reasons that may be told appear here."""
    no_fault: bool = False
    """The two parted early, nobody is to blame, and both come first for somebody new."""
    goes_on: bool = False
    """Nothing ends here: the term is ongoing, and the review that is asked for is not the last."""
    may_extend: bool = True
    """The term can still be made longer."""
    asleep: bool = False
    """Unless somebody answers, it ends: an exchange in which nobody meets, or a partnership."""
    partners: bool = False
    """Both have said that they want to stay in touch, and are learning partners from now on."""
    on: date | None = None
    """The day that matters: end of the term, return from a pause, first follow-up of partners, …"""
    weeks: int | None = None
    """The length of a term, from one review to the next of an ongoing one, or how much is added."""
    sessions_held: int | None = None
    certificate: bool = False
    """The mentor has earned the certificate."""
