"""The commands to a pairing.

A `Request` is an update: it may be refused. A `Fact` is a signal: it has happened, and is used or
recorded as rejected. An `Order` comes from the engine itself.
"""

from collections.abc import Mapping
from typing import Annotated, get_args

from pydantic import Field, StringConstraints

from domain.engine.base import Day, FreeText, Frozen, Instant, OpaqueId
from domain.engine.messages import SIZE_OF_FACT, Message
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.pairing.setup import PairingSetup
from domain.pairing.vocabulary import (
    Channel,
    CheckIn,
    CheckInAnswer,
    EndReason,
    Objectives,
    SessionOutcome,
)
from domain.planning.plan import PlanAmendment
from domain.programme.calendar import RecordCalendar
from domain.programme.ids import PairingId, PersonId, SessionId, TopicId
from domain.programme.people import Away, Side
from domain.programme.quantities import Level0To5, Minutes, Rating1To5
from domain.programme.request import HardRule, Shutdown
from domain.programme.seats import NoSeat
from domain.telling.orders import GiveUpNotice, HowMailFared

Tags = Annotated[tuple[OpaqueId, ...], Field(max_length=20)]
Words = Annotated[tuple[FreeText, ...], Field(max_length=10)]
HeldMinutes = Annotated[int, Field(ge=1, le=480)]
"""How long a session took; it may be shorter or longer than any that can be booked."""


class PairingMessage(Message):
    """What every message to a pairing carries."""

    pairing_id: PairingId


class Request(PairingMessage):
    """An update: may be refused, and then changes nothing."""


class Fact(PairingMessage):
    """A signal: something that has happened."""

    largest = SIZE_OF_FACT


class Accept(Request):
    """Say yes to the invitation."""

    name = "accept"
    summary = "Accept the invitation to the pairing"


class Decline(Request):
    """Say no to the invitation; the partner never learns why."""

    name = "decline"
    summary = "Decline the invitation; the reason stays private"
    reason: FreeText | None = None


class SubmitAssessment(Request):
    """Record knowledge and confidence per topic, and experience. Answers may come in parts."""

    name = "submit_assessment"
    summary = "Record knowledge, confidence and experience of the acting side"
    knowledge: dict[TopicId, Level0To5] = {}
    confidence: dict[TopicId, Rating1To5] = {}
    experience: Tags | None = None


class SubmitExpectations(Request):
    """State goals, topics and the frame; submitting again changes the agreement."""

    name = "submit_expectations"
    summary = "State goals, topics, off-limit topics, channel, cadence and notice period"
    goals: Annotated[Words, Field(min_length=1)]
    topics: Annotated[tuple[TopicId, ...], Field(min_length=1, max_length=20)]
    off_limits: Words = ()
    channel: Channel
    cadence_days: Annotated[int, Field(ge=1, le=180)]
    notice_hours: Annotated[int, Field(ge=0, le=336)]


class AcceptAgreement(Request):
    """Accept the agreement in exactly one version."""

    name = "accept_agreement"
    summary = "Accept the agreement in the version that was read"
    version: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class AcceptPlan(Request):
    """Accept the action plan, or amend it; an amendment asks the partner again."""

    name = "accept_plan"
    summary = "Accept the action plan, or amend sessions of it"
    version: Annotated[int, Field(ge=1)]
    amendments: Annotated[tuple[PlanAmendment, ...], Field(max_length=60)] = ()


class BookSession(Request):
    """Fix the appointment of a session, or move it."""

    name = "book_session"
    summary = "Book a session, or move it to another time"
    session_id: SessionId
    starts_at: Instant
    minutes: Minutes | None = None


class CancelSession(Request):
    """Call a booked session off."""

    name = "cancel_session"
    summary = "Cancel a booked session"
    session_id: SessionId


class ReportSession(Request):
    """Report what became of a session, even of one that was never booked here."""

    name = "report_session"
    summary = "Report whether a session took place, and who was there"
    session_id: SessionId
    outcome: SessionOutcome
    held_at: Instant | None = None
    """When it took place; absent: at the booked time."""
    minutes: HeldMinutes | None = None
    cut_short: bool = False
    off_topic: bool = False


class WithdrawSessionReport(Request):
    """Withdraw a report; every figure is derived anew."""

    name = "withdraw_session_report"
    summary = "Withdraw a wrong report about a session"
    session_id: SessionId


class SubmitReflection(Request):
    """Record what one has learned in a session."""

    name = "submit_reflection"
    summary = "What did you learn? A topic and a rating from 1 to 5"
    session_id: SessionId
    topic: TopicId
    rating: Rating1To5


class AnswerCheckIn(Request):
    """Answer a check-in."""

    name = "answer_check_in"
    summary = "Answer a check-in: did you meet, how is it going, shall the partnership go on"
    check_in: CheckIn
    answer: CheckInAnswer
    met_at: Instant | None = None
    """When the two met; required with the answer ``met``."""


class SubmitReview(Request):
    """Look back: confidence per topic again, objectives, would you do it again, stay partners?"""

    name = "submit_review"
    summary = "Hand in the review of the acting side"
    confidence: dict[TopicId, Rating1To5]
    objectives: Objectives
    again: bool
    partnership: bool = False
    """Counts in the closing review only."""


class PausePairing(Request):
    """Pause the pairing; the reason is not asked for."""

    name = "pause"
    summary = "Pause the pairing, with or without a date of return"
    return_on: Day | None = None
    quiet: bool = False
    """Send no mails: the cohort tells everyone itself, once per person."""


class ResumePairing(Request):
    """Go on with what was left of every deadline."""

    name = "resume"
    summary = "Resume a paused pairing"
    quiet: bool = False


class Extend(Request):
    """Make a fixed term longer; both sides ask for the same, or the operator decides."""

    name = "extend"
    summary = "Extend the fixed term by some weeks; both sides must agree"
    weeks: Annotated[int, Field(ge=1, le=52)]


class End(Request):
    """End the pairing; one side is enough, and the partner is told in agreed words."""

    name = "end"
    summary = "End the pairing for a reason of the closed list"
    reason: EndReason
    words: FreeText | None = None
    """Private."""
    quiet: bool = False


class Annul(Request):
    """The pair was matched in error: it leaves a trace, but no figures."""

    name = "annul"
    summary = "Annul a pairing that was matched in error"
    words: FreeText | None = None


class Reopen(Request):
    """The pairing was closed by mistake: a new phase begins, history intact."""

    name = "reopen"
    summary = "Reopen a pairing that was closed by mistake"


class SettleItem(Request):
    """Settle an item by hand."""

    name = "settle_item"
    summary = "Settle an open item that was dealt with elsewhere"
    item_id: OpaqueId


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


class MailBounced(Fact):
    """A mail came back after the mail server had taken it."""

    name = "mail_bounced"
    summary = "A mail came back as undeliverable"
    notice_id: OpaqueId


class MailFared(Fact, HowMailFared):
    """The engine's own post tells how a mail of this pairing fared."""


class OpenPairing(Frozen):
    """The engine opens a pairing."""

    setup: PairingSetup
    no_seats: tuple[NoSeat, ...] = ()
    """Who has no seat free; known once the journal has refused it."""


class RecordRuleCheck(Frozen):
    """The hard rules were checked again, after data of a person had changed."""

    side: Side
    broken: tuple[HardRule, ...]


Order = (
    OpenPairing | ElapseDeadlines | GiveUpNotice | RecordRuleCheck | RecordCalendar | RejectMessage
)
Command = PairingMessage | Order

REQUESTS: tuple[type[Request], ...] = (
    Accept,
    Decline,
    SubmitAssessment,
    SubmitExpectations,
    AcceptAgreement,
    AcceptPlan,
    BookSession,
    CancelSession,
    ReportSession,
    WithdrawSessionReport,
    SubmitReflection,
    AnswerCheckIn,
    SubmitReview,
    PausePairing,
    ResumePairing,
    Extend,
    End,
    Annul,
    Reopen,
    SettleItem,
)
FACTS: tuple[type[Fact], ...] = (
    SessionCompleted,
    SessionWasMissed,
    PersonLeft,
    PersonStays,
    PersonAway,
    PersonBack,
    PersonChanged,
    ShutdownAhead,
    MailBounced,
    MailFared,
)
MESSAGES: Mapping[str, type[PairingMessage]] = {model.name: model for model in (*REQUESTS, *FACTS)}
"""Every message by the name of its update or signal."""
COMMANDS: tuple[type[Command], ...] = (*MESSAGES.values(), *get_args(Order))
"""Every command: messages from outside, and the engine's own orders."""
