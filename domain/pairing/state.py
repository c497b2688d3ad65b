"""The state of a pairing: the fold of its events, under a revision of the rules."""

from datetime import date, timedelta
from typing import Generic, Literal, Self, TypeVar

from domain.engine import timetable
from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.messages import Receipt
from domain.engine.roles import Role
from domain.pairing.vocabulary import (
    UNBOOKED,
    Channel,
    DeadlineKind,
    EndReason,
    Objectives,
    SessionOutcome,
    SessionStatus,
    Stage,
)
from domain.planning.plan import ActionPlan
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import CohortId, PairingId, PersonId, SessionId, TopicId
from domain.programme.people import Locale, Side, TimeZoneName
from domain.programme.quantities import Level0To5, Rating1To5
from domain.programme.request import (
    Deadlines,
    HardRule,
    MatchingPolicy,
    Owners,
    ProgrammeContext,
    RuleWaiver,
    SessionPattern,
    Term,
)
from domain.programme.revision import Revision
from domain.programme.topics import Topic
from domain.telling.desk import Desk

T = TypeVar("T")


class Both(Frozen, Generic[T]):
    """Something that each of the two sides has, or not yet."""

    mentor: T | None = None
    mentee: T | None = None

    def of(self, side: Side) -> T | None:
        """The value of a side."""
        return self.mentor if side is Side.MENTOR else self.mentee

    def with_(self, side: Side, value: T | None) -> Self:
        """The same with another value for the side."""
        return self.model_copy(update={side.value: value})

    @property
    def missing(self) -> tuple[Side, ...]:
        """The sides that have nothing yet."""
        return tuple(side for side in Side if self.of(side) is None)


class Counts(Frozen):
    """How often something happened on each of the two sides."""

    mentor: int = 0
    mentee: int = 0

    def of(self, side: Side) -> int:
        """How often it happened on the side."""
        return self.mentor if side is Side.MENTOR else self.mentee

    def plus_one(self, side: Side) -> Self:
        """Once more on the side."""
        return self.model_copy(update={side.value: self.of(side) + 1})

    def __add__(self, other: Self) -> Self:
        return self.model_copy(update={side.value: self.of(side) + other.of(side) for side in Side})


class PairingTerms(Frozen):
    """The terms of a pairing, fixed before it begins.

    A running pairing keeps them when the programme's rules change.
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
    topics: tuple[Topic, ...]
    owners: Owners
    deadlines: Deadlines
    policy: MatchingPolicy
    waived: tuple[RuleWaiver, ...] = ()
    reasons: tuple[str, ...]
    """Why these two: in words, without private data."""
    locale: Locale
    time_zone: TimeZoneName
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
    """The terms, with the days on which the two are at work: looked up once and recorded."""

    calendar: WorkingCalendar


class Assessment(Frozen):
    """One side's assessment. Answers may come in parts; they are kept."""

    knowledge: dict[TopicId, Level0To5] = {}
    confidence: dict[TopicId, Rating1To5] = {}
    experience: tuple[OpaqueId, ...] | None = None
    """Tags of the horizon of experience; absent: not answered yet."""


class Expectations(Frozen):
    """One side's expectations. Goals and off-limit topics are private words."""

    topics: tuple[TopicId, ...]
    channel: Channel
    cadence_days: int
    notice_hours: int
    goals: tuple[str, ...] = ()
    off_limits: tuple[str, ...] = ()


class Agreement(Frozen):
    """What the two agree on. A change makes a new version and voids earlier acceptances."""

    version: str
    """First 16 hex digits of the SHA-256 of the agreement's content."""
    topics: tuple[TopicId, ...]
    channel: Channel
    cadence_days: int
    notice_hours: int
    differences: tuple[str, ...]
    goals_mentor: tuple[str, ...] = ()
    goals_mentee: tuple[str, ...] = ()
    off_limits: tuple[str, ...] = ()


class Preparation(Frozen):
    """What the two have answered and agreed to on the way to their first session."""

    accepted: Both[bool] = Both[bool]()
    """The invitation: yes or no."""
    assessments: Both[Assessment] = Both[Assessment]()
    expectations: Both[Expectations] = Both[Expectations]()
    agreement: Agreement | None = None
    agreement_accepted: Both[str] = Both[str]()
    """Version of the agreement."""
    plan_accepted: Both[int] = Both[int]()
    """Version of the plan."""


class Report(Frozen):
    """One party's report about a session."""

    by: Role
    outcome: SessionOutcome
    held_at: Instant | None = None
    minutes: int | None = None
    cut_short: bool = False
    off_topic: bool = False


class Reflection(Frozen):
    """One side's reflection on a session."""

    topic: TopicId
    rating: Rating1To5


class CalledOff(Frozen):
    """The last appointment that was cancelled."""

    starts_at: Instant
    late: bool


class Session(Frozen):
    """One session of the plan, with its status and reports."""

    id: SessionId
    number: int
    status: SessionStatus = SessionStatus.PLANNED
    starts_at: Instant | None = None
    minutes: int
    sequence: int = 0
    """Grows with every change of the appointment (RFC 5545 SEQUENCE)."""
    moves: int = 0
    called_off: CalledOff | None = None
    reports: tuple[Report, ...] = ()
    """The latest report of each party, in the order in which they first reported."""
    held_at: Instant | None = None
    held_minutes: int | None = None
    source: Role | None = None
    """Whose word settled it."""
    absent: Side | None = None
    """The side that was, or is said to have been, absent."""
    forgiven: Counts = Counts()
    """Consecutive cancellations that it ended when it was held; taken back, they count again."""
    reflections: Both[Reflection] = Both[Reflection]()

    @property
    def ends_at(self) -> Instant | None:
        """When a booked session is over."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None


class Tally(Frozen):
    """What the sessions amount to so far."""

    held: int = 0
    missed: int = 0
    """Appointments for which one side did not come; such a session may still be held later."""
    cancellations: Counts = Counts()
    """Consecutive cancellations; a session that took place resets both."""


class Review(Frozen):
    """The closing or periodic review of one side."""

    confidence: dict[TopicId, Rating1To5]
    objectives: Objectives
    again: bool
    partnership: bool


class ReviewRound(Frozen):
    """One review: at the end, or at intervals in an ongoing programme."""

    number: int
    final: bool
    opened_at: Instant
    sessions_held: int
    """Sessions held when the round was opened."""
    then: EndReason | None = None
    """The reason the pairing closes with after the review; absent in a round that goes on."""
    answers: Both[Review] = Both[Review]()
    closed: bool = False


class Deadline(timetable.Deadline[DeadlineKind]):
    """One line of the timetable."""

    session_id: SessionId | None = None

    @property
    def about(self) -> str | None:
        """The session, if it is about one."""
        return self.session_id


class Pause(timetable.Pause[Deadline]):
    """A pause. The reason is never stored (case 33)."""

    quiet: bool = False
    """A pause of the whole cohort, which sends all mails itself."""


class Extension(Frozen):
    """Extensions of a fixed term, which take the word of both."""

    count: int = 0
    proposed: Both[int] = Both[int]()
    """Weeks that a side has proposed and the other has not yet agreed to."""


class CheckIns(Frozen):
    """What became of the questions asked in between."""

    junior_answered: bool = False
    follow_ups_unanswered: int = 0


class Departure(Frozen):
    """Who leaves the company, and when."""

    last_days: Both[date] = Both[date]()
    """The last day; the day of the news if none was named."""
    gone: tuple[Side, ...] = ()
    """Sides that had left already when it was told."""


class RuleCheck(Frozen):
    """Whether the two may still be paired, after the roster has changed."""

    pending: tuple[Side, ...] = ()
    """Sides whose data changed: the hard rules wait to be checked again."""
    broken: tuple[HardRule, ...] = ()
    """Hard rules that did not hold for the two when they were last checked."""


class Ending(Frozen):
    """How and why a pairing closed. Private words stay in the journal."""

    at: Instant
    reason: EndReason
    by: Role | None = None
    """Absent when a deadline ended it."""
    left_in: Stage
    no_fault: bool = False
    """They parted early because the two do not fit; no fault is recorded."""


class PairingReceipt(Receipt):
    """The receipt for a message to the pairing."""

    stage: Stage


class PairingState(Frozen):
    """The state of a pairing.

    Argument of the run and of continue-as-new, and the answer to the query ``state``.
    """

    schema_version: Literal[1] = 1
    version: int
    """Number of events so far, which is the version of the stream."""
    revision: Revision
    """Of the rules by which the run decides. A rule that has changed reads it here."""
    setup: PairingSetup
    opened_at: Instant
    stage: Stage = Stage.INVITED
    stage_since: Instant
    phase: int = 1
    """2 after a reopening, and so on."""
    ends_on: date | None
    """First day after a fixed term; moved by extensions and pauses."""
    no_fault_until: Instant | None = None
    """Until then the two may part without fault; moved by pauses. Absent before both said yes."""
    preparation: Preparation = Preparation()
    plan: ActionPlan | None = None
    sessions: tuple[Session, ...] = ()
    tally: Tally = Tally()
    check_ins: CheckIns = CheckIns()
    reviews: tuple[ReviewRound, ...] = ()
    extension: Extension = Extension()
    pause: Pause | None = None
    departure: Departure = Departure()
    rule_check: RuleCheck = RuleCheck()
    ending: Ending | None = None
    archived: bool = False
    """Nothing can happen any more; the workflow completes."""
    deadlines: tuple[Deadline, ...] = ()
    """Sorted by due date."""
    desk: Desk = Desk()
    receipts: tuple[PairingReceipt, ...] = ()

    @property
    def next_due(self) -> Deadline | None:
        """The earliest deadline."""
        return self.deadlines[0] if self.deadlines else None

    @property
    def sessions_planned(self) -> int:
        """Sessions of the plan, or of the programme's pattern while there is no plan."""
        return len(self.sessions) or self.setup.sessions.count

    @property
    def review(self) -> ReviewRound | None:
        """The review that is open at present."""
        return self.reviews[-1] if self.reviews and not self.reviews[-1].closed else None

    @property
    def has_fallen_asleep(self) -> bool:
        """No answer to the latest review, and no session held or booked since the one before."""
        if not self.reviews or len(self.reviews[-1].answers.missing) < len(Side):
            return False
        before = self.reviews[-2].sessions_held if len(self.reviews) > 1 else 0
        is_booked = any(session.status is SessionStatus.BOOKED for session in self.sessions)
        return self.tally.held == before and not is_booked

    @property
    def next_to_book(self) -> Session | None:
        """The first session that has no appointment ahead of it, and may get one."""
        return next((session for session in self.sessions if session.status in UNBOOKED), None)

    @property
    def owners(self) -> tuple[PersonId, ...]:
        """The owners who may get mails: not those in the pair, who would read about themselves."""
        pair = {self.setup.person(side) for side in Side}
        return tuple(person for person in self.setup.owners.people if person not in pair)

    def has_left(self, side: Side, today: date) -> bool:
        """Whether the side has left; on their last day people are still there."""
        last_day = self.departure.last_days.of(side)
        return side in self.departure.gone or (last_day is not None and last_day < today)

    def session(self, session_id: str) -> Session | None:
        """A session by its id."""
        return next((session for session in self.sessions if session.id == session_id), None)

    def receipt_for(
        self, message_id: str, message: str, acting: Role, at: Instant
    ) -> PairingReceipt:
        """The receipt for a message, given the present state."""
        return PairingReceipt(
            message_id=message_id,
            message=message,
            acting=acting,
            version=self.version,
            at=at,
            stage=self.stage,
        )
