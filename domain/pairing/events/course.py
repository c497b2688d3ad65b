"""Events of the course of a pairing: opened, paused, extended, closed, archived."""

from datetime import date

from domain.engine.events import Elapsed, Postponed
from domain.engine.roles import Role
from domain.pairing.events.base import PairingEvent, PrivateHold, PrivateWords
from domain.pairing.setup import PairingSetup
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import SessionId
from domain.programme.people import Side
from domain.programme.request import Shutdown
from domain.programme.running_policy import RunningPolicy
from domain.programme.seats import NoSeat


class PairingOpened(PairingEvent):
    """A pairing was opened. Holds everything that was settled beforehand."""

    tag = "pairing.opened.v1"
    setup: PairingSetup
    no_seats: tuple[NoSeat, ...] = ()
    """Who has no seat free: then it is over at once, and nobody is invited."""


class CalendarRenewed(PairingEvent):
    """The holidays of the years to come were looked up."""

    tag = "pairing.calendar_renewed.v1"
    calendar: WorkingCalendar
    closed: tuple[date, ...] = ()
    """Days that were known as working days, and are not: a shutdown was announced."""


class ShutdownAnnounced(PairingEvent):
    """The company, or some of its sites, will be closed."""

    tag = "pairing.shutdown_announced.v1"
    shutdown: Shutdown


class PolicyAdopted(PairingEvent):
    """The pairing goes by other numbers of the programme from now on."""

    tag = "pairing.policy_adopted.v1"
    policy: RunningPolicy


class StageEntered(PairingEvent):
    """The pairing went on to another stage, or back to an earlier one."""

    tag = "pairing.stage_entered.v1"
    stage: Stage
    left: Stage


class DeadlineElapsed(PairingEvent, Elapsed[DeadlineKind]):
    """A deadline elapsed: what it waits for was not done in time."""

    tag = "pairing.deadline_elapsed.v1"
    session_id: SessionId | None = None


class DeadlinePostponed(PairingEvent, Postponed[DeadlineKind]):
    """A deadline that would decide something waits, because nobody could answer in time."""

    tag = "pairing.deadline_postponed.v1"
    session_id: SessionId | None = None

    @property
    def about(self) -> str | None:
        """The session, if it is about one."""
        return self.session_id


class PairingPaused(PairingEvent):
    """The pairing is paused; every deadline stands still."""

    tag = "pairing.paused.v1"
    by: Role
    return_on: date | None = None
    quiet: bool = False
    away: Side | None = None
    """The side that is away, if that is why the two pause."""


class PairingResumed(PairingEvent):
    """The pause is over; every deadline goes on with what was left of it."""

    tag = "pairing.resumed.v1"
    by: Role | None = None
    """Absent when the date of return came."""
    quiet: bool = False


class CohortBreakBegun(PairingEvent):
    """The whole cohort pauses, beside a pause of the two that goes by its own dates."""

    tag = "pairing.cohort_break_begun.v1"
    return_on: date | None = None


class CohortBreakOver(PairingEvent):
    """The cohort goes on, and the two still pause by themselves."""

    tag = "pairing.cohort_break_over.v1"


class HoldBegun(PairingEvent):
    """Everything of the pairing rests until the office decides."""

    tag = "pairing.hold_begun.v1"
    by: Role
    private: PrivateHold | None = None


class HoldLifted(PairingEvent):
    """The office has decided that the pairing goes on; every deadline with what was left of it."""

    tag = "pairing.hold_lifted.v1"
    by: Role
    quiet: bool = False
    """The pause that was beneath it goes on, so that nobody is called back."""


class ExtensionProposed(PairingEvent):
    """One side would like to have more time."""

    tag = "pairing.extension_proposed.v1"
    by: Side
    weeks: int


class PairingExtended(PairingEvent):
    """The term became longer, and every later deadline moved along."""

    tag = "pairing.extended.v1"
    weeks: int
    ends_on: date


class PairingClosed(PairingEvent):
    """The pairing ended, for a reason of the closed list."""

    tag = "pairing.closed.v1"
    reason: EndReason
    by: Role | None = None
    no_fault: bool = False
    """They parted early because the two do not fit: both are matched anew, with priority."""
    left_behind: tuple[Side, ...] = ()
    """Sides that lose the partner through no wish of their own."""
    quiet: bool = False
    private: PrivateWords | None = None


class EndingCorrected(PairingEvent):
    """The last review came late, but in time: the pairing has ended as it would have with it."""

    tag = "pairing.ending_corrected.v1"
    reason: EndReason


class PairingReopened(PairingEvent):
    """It had been closed by mistake and goes on as a new phase."""

    tag = "pairing.reopened.v1"
    by: Role
    ends_on: date | None = None


class PartnershipEnded(PairingEvent):
    """A learning partnership ended, by word of one of the two or in silence."""

    tag = "pairing.partnership_ended.v1"
    by: Role | None = None


class ReopeningOver(PairingEvent):
    """The pairing can no longer be reopened."""

    tag = "pairing.reopening_over.v1"


class PairingArchived(PairingEvent):
    """Nothing can happen to the pairing any more."""

    tag = "pairing.archived.v1"


EVENTS: tuple[type[PairingEvent], ...] = (
    StageEntered,
    DeadlineElapsed,
    DeadlinePostponed,
    CalendarRenewed,
    ShutdownAnnounced,
    PolicyAdopted,
    PairingPaused,
    PairingResumed,
    CohortBreakBegun,
    CohortBreakOver,
    HoldBegun,
    HoldLifted,
    ExtensionProposed,
    PairingExtended,
    PairingClosed,
    EndingCorrected,
    PairingReopened,
    PartnershipEnded,
    ReopeningOver,
    PairingArchived,
)
