"""The state of a pairing: the fold of its events, under a revision of the rules."""

from datetime import date, timedelta
from typing import Literal

from domain.engine import timetable
from domain.engine.base import Frozen, Instant
from domain.engine.fingerprints import Fingerprints
from domain.engine.messages import Receipt
from domain.engine.roles import Role
from domain.pairing.certificate import Certificate
from domain.pairing.preparation import Preparation
from domain.pairing.review import ReviewRound
from domain.pairing.session import Lapse, Session, Tally
from domain.pairing.setup import PairingSetup
from domain.pairing.sides import Both
from domain.pairing.survey import Survey, SurveyRound
from domain.pairing.vocabulary import UNBOOKED, DeadlineKind, EndReason, SessionStatus, Stage
from domain.planning.plan import ActionPlan
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import PersonId, SessionId
from domain.programme.people import Away, Side
from domain.programme.request import Deadlines, HardRule, OwnerRole
from domain.programme.revision import Revision
from domain.telling.desk import Desk


class Deadline(timetable.Deadline[DeadlineKind]):
    """One line of the timetable."""

    session_id: SessionId | None = None

    @property
    def about(self) -> str | None:
        """The session, if it is about one."""
        return self.session_id


class Hold(Frozen):
    """Everything rests until the office decides. Why is not known here."""

    since: Instant
    alone: bool = True
    """The two had not paused before: once the hold is lifted, the pairing goes on."""


class Pause(timetable.Pause[Deadline]):
    """A pause. The reason is never stored (case 33)."""

    by: Role
    """Who asked for it first; a person who pauses too long leaves the other behind."""
    quiet: bool = False
    """A pause of the whole cohort, which sends all mails itself."""
    away: Side | None = None
    """The side that is away, if that is why the two pause."""
    hold: Hold | None = None
    """While the pairing is on hold."""


class CohortBreak(Frozen):
    """A pause of the whole cohort that goes on beside a pause of the two."""

    return_on: date | None = None


class Extension(Frozen):
    """Extensions of a fixed term, which take the word of both."""

    count: int = 0
    proposed: Both[int] = Both[int]()
    """Weeks that a side has proposed and the other has not yet agreed to."""


class CheckIns(Frozen):
    """How the questions between the sessions stand."""

    junior_asked: bool = False
    junior_answered: bool = False
    follow_ups_unanswered: int = 0


class Departure(Frozen):
    """Who leaves the company, and when; and who is away for a while."""

    last_days: Both[date] = Both[date]()
    """The last day; the day of the news if none was named."""
    gone: tuple[Side, ...] = ()
    """Sides that had already left when that was reported."""
    away: Both[Away] = Both[Away]()
    """Time in which a side is not at work; a past one says nothing any more."""

    @property
    def first_last_day(self) -> date | None:
        """The first last day that is known."""
        return min(filter(None, map(self.last_days.of, Side)), default=None)

    @property
    def leaving(self) -> tuple[Side, ...]:
        """The sides of which a last day is known, or that are gone."""
        return tuple(side for side in Side if self.last_days.of(side))

    def had_left(self, side: Side, day: date) -> bool:
        """Whether the side was gone on a day, as far as is known by now."""
        last_day = self.last_days.of(side)
        return last_day is not None and (last_day < day or (last_day == day and side in self.gone))


class RuleCheck(Frozen):
    """Whether the two may still be paired, after the roster has changed."""

    pending: tuple[Side, ...] = ()
    """Sides whose data changed: the hard rules wait to be checked again."""
    broken: tuple[HardRule, ...] = ()
    """Hard rules that did not hold for the two when they were last checked."""


class Ending(Frozen):
    """How and why a pairing closed. Private words stay in the journal."""

    at: Instant
    """When it closed first; another reason that is given later does not change it."""
    reason: EndReason
    by: Role | None = None
    """Absent when a deadline ended it."""
    left_in: Stage
    no_fault: bool = False
    """They parted early because the two do not fit; no fault is recorded."""
    left_behind: tuple[Side, ...] = ()
    """Sides that lost the partner through no wish of their own."""
    final: bool = False
    """It can no longer be reopened."""


class PairingReceipt(Receipt):
    """The receipt for a message to the pairing."""

    stage: Stage
    on_days_off: tuple[SessionId, ...] = ()
    """Booked sessions that lie on a day off of one of the two. That is theirs
    to agree on, and may be a mistake."""


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
    """Until then the two may part without fault; moved by pauses. Absent before they have met."""
    preparation: Preparation = Preparation()
    plan: ActionPlan | None = None
    sessions: tuple[Session, ...] = ()
    tally: Tally = Tally()
    lapses: tuple[Lapse, ...] = ()
    """The latest appointments that did not come about through one side, in the order in which they
    became known."""
    check_ins: CheckIns = CheckIns()
    reviews: tuple[ReviewRound, ...] = ()
    certificates: Both[Certificate] = Both[Certificate]()
    surveys: tuple[SurveyRound, ...] = ()
    extension: Extension = Extension()
    pause: Pause | None = None
    cohort_break: CohortBreak | None = None
    """The two pause on with their cohort when their own pause is over."""
    departure: Departure = Departure()
    rule_check: RuleCheck = RuleCheck()
    calendar_wanted: bool = False
    """Holidays are to be looked up again: the record runs out."""
    ending: Ending | None = None
    archived: bool = False
    """Nothing can happen any more; the workflow completes."""
    deadlines: tuple[Deadline, ...] = ()
    """Sorted by due date."""
    desk: Desk = Desk()
    receipts: tuple[PairingReceipt, ...] = ()
    fingerprints: Fingerprints = ()
    """Of the messages with a receipt; the query `state` does not show them."""

    @property
    def calendar(self) -> WorkingCalendar:
        """The days on which both are at work."""
        return self.setup.calendar

    @property
    def periods(self) -> Deadlines:
        """How long people have."""
        return self.setup.deadlines

    @property
    def next_due(self) -> Deadline | None:
        """The earliest deadline."""
        return self.deadlines[0] if self.deadlines else None

    @property
    def sessions_planned(self) -> int:
        """Sessions of the plan, or of the programme's pattern while there is no plan."""
        return len(self.sessions) or self.setup.sessions.count

    @property
    def cadence_days(self) -> int:
        """Days from one session to the next, as the two agreed, or else the programme."""
        agreement = self.preparation.agreement
        return agreement.cadence_days if agreement else self.setup.sessions.every_days

    @property
    def review(self) -> ReviewRound | None:
        """The review that is open at present."""
        return self.reviews[-1] if self.reviews and not self.reviews[-1].closed else None

    @property
    def survey(self) -> SurveyRound | None:
        """The survey that is open at present."""
        return self.surveys[-1] if self.surveys and not self.surveys[-1].closed else None

    def asked_in(self, survey: Survey) -> SurveyRound | None:
        """A survey, once it was asked."""
        return next((asked for asked in self.surveys if asked.survey is survey), None)

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
    def on_hold(self) -> bool:
        """Whether everything rests until the office decides."""
        return self.pause is not None and self.pause.hold is not None

    @property
    def is_undecided(self) -> bool:
        """The confidant was told of misconduct, and the office has not decided about it yet."""
        return any(item.owner is OwnerRole.CONFIDANT for item in self.desk.items)

    @property
    def owners(self) -> tuple[PersonId, ...]:
        """The owners who may get mails: not those in the pair, who would read about themselves."""
        pair = {self.setup.person(side) for side in Side}
        return tuple(person for person in self.setup.owners.people if person not in pair)

    @property
    def confidant(self) -> PersonId | None:
        """Who looks after misconduct; nobody if that person is one of the pair."""
        person = self.setup.owners.confidant
        return None if person in (self.setup.mentor, self.setup.mentee) else person

    @property
    def unbriefed(self) -> tuple[Side, ...]:
        """The sides for whose briefing the first session waits; once the two have met, none."""
        if self.tally.held or self.preparation.briefing_waiver is not None:
            return ()
        briefed = self.preparation.briefed
        return tuple(side for side in self.setup.to_be_briefed if side not in briefed)

    def may_have_met(self, now: Instant) -> bool:
        """Whether a session took place, or might have: nobody has said yet that it did not."""
        return any(session.may_have_been_held(now) for session in self.sessions)

    def has_left(self, side: Side, today: date) -> bool:
        """Whether the side has left; on their last day people are still there."""
        last_day = self.departure.last_days.of(side)
        return side in self.departure.gone or (last_day is not None and last_day < today)

    @property
    def gone_from(self) -> date | None:
        """The first day on which one of the two will have left, as far as that is known."""
        last_day = self.departure.first_last_day
        return last_day + timedelta(days=1) if last_day else None

    def away_on(self, day: date) -> tuple[Side, ...]:
        """The sides that are away on a day."""
        away = self.departure.away
        return tuple(side for side in Side if (time := away.of(side)) and time.includes(day))

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
            on_days_off=self._on_days_off(),
        )

    def _on_days_off(self) -> tuple[SessionId, ...]:
        return tuple(
            session.id
            for session in self.sessions
            if session.status is SessionStatus.BOOKED
            and session.starts_at is not None
            and self.calendar.is_off_for_somebody(session.starts_at)
        )
