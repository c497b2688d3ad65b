"""The commands to a pairing.

A `Request` is an update: it may be refused. A `Fact` is a signal: it has happened, and is used or
recorded as rejected. An `Order` comes from the engine itself.
"""

from collections.abc import Mapping
from typing import Annotated, get_args

from pydantic import Field, StringConstraints

from domain.engine.base import Day, FreeText, Frozen, Instant, OpaqueId
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.pairing.facts import (
    ConsentWithdrawn,
    MailBounced,
    MailFared,
    PeopleBriefed,
    PersonAway,
    PersonBack,
    PersonChanged,
    PersonLeft,
    PersonStays,
    SessionCompleted,
    SessionWasMissed,
    ShutdownAhead,
)
from domain.pairing.messages import Fact, HeldMinutes, PairingMessage, Request
from domain.pairing.preparation_requests import AnswerApproval, ConfirmContact, WaiveBriefing
from domain.pairing.setup import PairingSetup
from domain.pairing.sides import Both
from domain.pairing.survey import Survey, SurveyQuestion
from domain.pairing.vocabulary import (
    Channel,
    CheckIn,
    CheckInAnswer,
    EndReason,
    HoldReason,
    Objectives,
    SessionOutcome,
)
from domain.planning.plan import PlanAmendment
from domain.programme.calendar import RecordCalendar
from domain.programme.ids import PersonId, SessionId, TopicId
from domain.programme.people import Side
from domain.programme.quantities import Level0To5, Minutes, Rating1To5
from domain.programme.request import HardRule, Owners, WaiverReason
from domain.programme.running_policy import RunningPolicy
from domain.programme.seats import NoSeat
from domain.telling.orders import GiveUpNotice

Tags = Annotated[tuple[OpaqueId, ...], Field(max_length=20)]
Words = Annotated[tuple[FreeText, ...], Field(max_length=10)]


LONGEST_EXTENSION_WEEKS = 52
"""By which one extension makes a term longer, at most."""


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
    on_behalf_of: Side | None = None
    """For whom a tool or the office cancels; absent: it counts against nobody."""


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


class AnswerSurvey(Request):
    """Answer the short questions of a survey; answering again replaces the ratings."""

    name = "answer_survey"
    summary = "Rate the statements of a survey from 1 to 5: pulse, midpoint, follow-up"
    survey: Survey
    ratings: dict[SurveyQuestion, Rating1To5]
    words: FreeText | None = None
    """Private."""


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


class PutOnHold(Request):
    """Everything rests at once until the office decides: no mails, no sessions, no deadlines."""

    name = "hold"
    summary = "Let everything of the pairing rest until it is decided: lift the hold, or end it"
    reason: HoldReason
    """Private; misconduct is told to the confidant of the cohort alone."""
    words: FreeText | None = None
    """Private."""


class LiftHold(Request):
    """The pairing goes on with what was left of every deadline."""

    name = "lift"
    summary = "Lift the hold: the pairing goes on where it stopped"


class Extend(Request):
    """Make a fixed term longer; both sides ask for the same, or the operator decides."""

    name = "extend"
    summary = "Extend the fixed term by some weeks; both sides must agree"
    weeks: Annotated[int, Field(ge=1, le=LONGEST_EXTENSION_WEEKS)]


class End(Request):
    """End the pairing; one side is enough, and the partner is told in agreed words."""

    name = "end"
    summary = "End the pairing for a reason of the closed list"
    reason: EndReason
    words: FreeText | None = None
    """Private."""
    left_behind: tuple[Side, ...] = ()
    """Only with the reason `hold`: who is asked whether they want another partner."""
    quiet: bool = False


class ChangeOwners(Request):
    """Other people look after the pairing from now on."""

    name = "change_owners"
    summary = "Name the people who look after the pairing from now on"
    owners: Owners


class Annul(Request):
    """The pair was matched in error: it leaves a trace, but no figures."""

    name = "annul"
    summary = "Annul a pairing that was matched in error"
    words: FreeText | None = None


class Reopen(Request):
    """The pairing was closed by mistake: a new phase begins, history intact."""

    name = "reopen"
    summary = "Reopen a pairing that was closed by mistake"


class Waive(Request):
    """Let the two go on although a hard rule no longer holds for them."""

    name = "waive"
    summary = "Waive a rule that no longer holds for the two, with a reason; it is not raised again"
    rule: HardRule
    reason: WaiverReason


class AboutItem(Request):
    """About an item that is open."""

    item_id: OpaqueId


class AcknowledgeItem(AboutItem):
    """Say that somebody deals with an item: nobody else is told of it once it is overdue."""

    name = "acknowledge_item"
    summary = "Say that you deal with an open item"


class SnoozeItem(AboutItem):
    """Put an item off."""

    name = "snooze_item"
    summary = "Put an open item off until a day"
    until: Day


class AdoptPolicy(Request):
    """Go by other numbers of the programme from now on; deadlines move by the difference."""

    name = "adopt_policy"
    summary = "Go by other numbers of the programme from now on"
    policy: RunningPolicy


class SettleItem(AboutItem):
    """Settle an item by hand."""

    name = "settle_item"
    summary = "Settle an open item that was dealt with elsewhere"


class OpenPairing(Frozen):
    """The engine opens a pairing."""

    setup: PairingSetup
    no_seats: tuple[NoSeat, ...] = ()
    """Who has no seat free; known once the journal has refused it."""


class RecordRuleCheck(Frozen):
    """The hard rules were checked again, after data of a person had changed."""

    side: Side
    broken: tuple[HardRule, ...]
    managers: Both[PersonId] | None = None
    """The line managers as the roster names them now; absent if it lacks one of the two."""


Order = (
    OpenPairing | ElapseDeadlines | GiveUpNotice | RecordRuleCheck | RecordCalendar | RejectMessage
)
Command = PairingMessage | Order

REQUESTS: tuple[type[Request], ...] = (
    Accept,
    Decline,
    AnswerApproval,
    SubmitAssessment,
    SubmitExpectations,
    AcceptAgreement,
    AcceptPlan,
    ConfirmContact,
    WaiveBriefing,
    BookSession,
    CancelSession,
    ReportSession,
    WithdrawSessionReport,
    SubmitReflection,
    AnswerCheckIn,
    AnswerSurvey,
    SubmitReview,
    PausePairing,
    ResumePairing,
    PutOnHold,
    LiftHold,
    Extend,
    End,
    Annul,
    Reopen,
    Waive,
    ChangeOwners,
    AcknowledgeItem,
    SnoozeItem,
    AdoptPolicy,
    SettleItem,
)
FACTS: tuple[type[Fact], ...] = (
    SessionCompleted,
    SessionWasMissed,
    PersonLeft,
    PersonStays,
    ConsentWithdrawn,
    PersonAway,
    PersonBack,
    PersonChanged,
    ShutdownAhead,
    PeopleBriefed,
    MailBounced,
    MailFared,
)
MESSAGES: Mapping[str, type[PairingMessage]] = {model.name: model for model in (*REQUESTS, *FACTS)}
"""Every message by the name of its update or signal."""
COMMANDS: tuple[type[Command], ...] = (*MESSAGES.values(), *get_args(Order))
"""Every command: messages from outside, and the engine's own orders."""
