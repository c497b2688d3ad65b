"""How the course of a pairing changes its state: stages, pauses, extensions, the end."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.outage import postponed
from domain.engine.roles import Role
from domain.engine.tables import Appliers, Beginnings, On
from domain.engine.timetable import days_of_pause
from domain.pairing.events.course import (
    CalendarRenewed,
    CohortBreakBegun,
    CohortBreakOver,
    DeadlineElapsed,
    DeadlinePostponed,
    EndingCorrected,
    ExtensionProposed,
    HoldBegun,
    HoldLifted,
    PairingArchived,
    PairingClosed,
    PairingExtended,
    PairingOpened,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    PartnershipEnded,
    PolicyAdopted,
    ReopeningOver,
    ShutdownAnnounced,
    StageEntered,
)
from domain.pairing.evolve.booking import expect_reports_after_pause
from domain.pairing.evolve.shutdowns import behind_shutdown
from domain.pairing.evolve.term import aim_at_farewell
from domain.pairing.policy import rerolled
from domain.pairing.state import (
    CohortBreak,
    Deadline,
    Departure,
    Ending,
    Extension,
    Hold,
    PairingState,
    Pause,
    RuleCheck,
)
from domain.pairing.timetable import UNPAUSED, with_kept, without
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.request import FixedTerm
from domain.telling.desk import items_reminded


def _opened(event: PairingOpened, revision: int) -> PairingState:
    """The first state of a pairing."""
    term = event.setup.term
    return PairingState(
        version=0,
        revision=revision,
        setup=event.setup,
        opened_at=event.occurred_at,
        stage_since=event.occurred_at,
        ends_on=term.end if isinstance(term, FixedTerm) else None,
    )


def _stage_entered(event: StageEntered, state: PairingState) -> PairingState:
    if event.stage is Stage.SESSIONS and event.left is Stage.PLANNING:
        state = state.with_part("preparation", sessions_agreed=len(state.sessions))
    return state.model_copy(update={"stage": event.stage, "stage_since": event.occurred_at})


def _deadline_elapsed(event: DeadlineElapsed, state: PairingState) -> PairingState:
    gone = tuple(
        deadline
        for deadline in state.deadlines
        if deadline.session_id == event.session_id and _is_gone(deadline, event)
    )
    left = without(state, gone)
    if event.kind is DeadlineKind.ITEM_REMINDER:
        left = items_reminded(left, event.occurred_at)
    wanted = state.calendar_wanted or state.setup.calendar.runs_out(event.occurred_at)
    return left.model_copy(update={"calendar_wanted": wanted})


def _calendar_renewed(event: CalendarRenewed, state: PairingState) -> PairingState:
    renewed = state.with_part("setup", calendar=event.calendar)
    renewed = renewed.model_copy(update={"calendar_wanted": False})
    if state.pause is None:
        return renewed
    # What a pause has kept is laid out anew after it; its own end, what reminds in it, and the
    # review before a last day are not.
    return aim_at_farewell(behind_shutdown(event, renewed), event.occurred_at)


def _shutdown_announced(event: ShutdownAnnounced, state: PairingState) -> PairingState:
    known = (*state.setup.shutdowns, event.shutdown)
    return state.with_part("setup", shutdowns=known).model_copy(update={"calendar_wanted": True})


def _policy_adopted(event: PolicyAdopted, state: PairingState) -> PairingState:
    return rerolled(state, event.policy, event.occurred_at)


def _is_gone(deadline: Deadline, event: DeadlineElapsed) -> bool:
    if deadline.kind is event.kind:
        return deadline.due <= event.due
    return deadline.kind in event.supersedes and deadline.due <= event.occurred_at


def deadline_postponed(event: DeadlinePostponed, state: PairingState) -> PairingState:
    """The deadline is due later, and the milder ones of its matter are gone."""
    line = Deadline(kind=event.kind, due=event.until, session_id=event.session_id)
    return postponed(state, event, line)


def _paused(event: PairingPaused, state: PairingState) -> PairingState:
    """Pausing again only changes the day of return; during a hold, what comes after it."""
    pause = state.pause or _begun(state, event.occurred_at, event.by)
    hold = pause.hold.model_copy(update={"alone": False}) if pause.hold else None
    changes = {"return_on": event.return_on, "quiet": event.quiet, "away": event.away}
    return state.model_copy(
        update={
            # With the cohort: then there is no other pause beside it.
            "cohort_break": None if event.quiet else state.cohort_break,
            "pause": pause.model_copy(update=changes | {"hold": hold}),
        }
    )


def _begun(state: PairingState, now: Instant, by: Role) -> Pause:
    kept = tuple(line for line in state.deadlines if line.kind not in UNPAUSED)
    return Pause(since=now, kept=kept, by=by)


def _hold_begun(event: HoldBegun, state: PairingState) -> PairingState:
    pause = state.pause or _begun(state, event.occurred_at, event.by)
    hold = pause.hold or Hold(since=event.occurred_at, alone=state.pause is None)
    return state.model_copy(update={"pause": pause.model_copy(update={"hold": hold})})


def _hold_lifted(event: HoldLifted, state: PairingState) -> PairingState:
    return _going_on(state, event.occurred_at)


def _resumed(event: PairingResumed, state: PairingState) -> PairingState:
    """During a hold, only the pause that began before it is over."""
    if state.pause is None or state.pause.hold is None:
        return _going_on(state, event.occurred_at)
    hold = state.pause.hold.model_copy(update={"alone": True})
    changes = {"return_on": None, "quiet": False, "away": None, "hold": hold}
    return state.model_copy(update={"pause": state.pause.model_copy(update=changes)})


def _going_on(state: PairingState, now: Instant) -> PairingState:
    """Everything goes on with what was left of every deadline."""
    if state.pause is None:
        return state
    days, trial = days_of_pause(state, now), state.no_fault_until
    resumed = state.model_copy(
        update={
            "pause": None,
            "ends_on": state.ends_on + timedelta(days=days) if state.ends_on else None,
            "no_fault_until": state.calendar.days_later(trial, days) if trial else None,
        }
    )
    resumed = with_kept(resumed, state.pause.kept, days)
    return expect_reports_after_pause(resumed, state.pause.since, now)


def _break_begun(event: CohortBreakBegun, state: PairingState) -> PairingState:
    return state.model_copy(update={"cohort_break": CohortBreak(return_on=event.return_on)})


def _break_over(event: CohortBreakOver, state: PairingState) -> PairingState:
    return state.model_copy(update={"cohort_break": None})


def _extension_proposed(event: ExtensionProposed, state: PairingState) -> PairingState:
    proposed = state.extension.proposed.with_(event.by, event.weeks)
    return state.with_part("extension", proposed=proposed)


def _extended(event: PairingExtended, state: PairingState) -> PairingState:
    return state.model_copy(
        update={
            "ends_on": event.ends_on,
            "extension": Extension(count=state.extension.count + 1),
        }
    )


def _closed(event: PairingClosed, state: PairingState) -> PairingState:
    """What was over already, and ends for another reason now, was left when and where it was left,
    and can be reopened as long as before."""
    before = state.ending
    ending = Ending(
        at=before.at if before else event.occurred_at,
        reason=event.reason,
        by=event.by,
        left_in=before.left_in if before else state.stage,
        no_fault=event.no_fault,
        left_behind=event.left_behind,
        final=before is not None and before.final,
    )
    return state.model_copy(
        update={
            "ending": ending,
            "pause": None,
            "cohort_break": None,
            "extension": Extension(count=state.extension.count),
            "rule_check": RuleCheck(broken=state.rule_check.broken),
            "reviews": tuple(
                review.model_copy(update={"closed": True}) for review in state.reviews
            ),
            "surveys": tuple(
                survey.model_copy(update={"closed": True}) for survey in state.surveys
            ),
        }
    )


def _reopened(event: PairingReopened, state: PairingState) -> PairingState:
    """While it was over, nobody looked where the two are at work."""
    return state.model_copy(
        update={
            "ending": None,
            "phase": state.phase + 1,
            "ends_on": event.ends_on,
            "departure": Departure(),
            "calendar_wanted": True,
        }
    )


def _ending_corrected(event: EndingCorrected, state: PairingState) -> PairingState:
    return state.with_part("ending", reason=event.reason) if state.ending else state


def _partnership_ended(event: PartnershipEnded, state: PairingState) -> PairingState:
    return state


def _reopening_over(event: ReopeningOver, state: PairingState) -> PairingState:
    return state.with_part("ending", final=True) if state.ending else state


def _archived(event: PairingArchived, state: PairingState) -> PairingState:
    return state.model_copy(update={"archived": True})


BEGIN: Beginnings[PairingState] = (On(PairingOpened, _opened),)
APPLY: Appliers[PairingState] = (
    On(StageEntered, _stage_entered),
    On(DeadlineElapsed, _deadline_elapsed),
    On(DeadlinePostponed, deadline_postponed),
    On(CalendarRenewed, _calendar_renewed),
    On(ShutdownAnnounced, _shutdown_announced),
    On(PolicyAdopted, _policy_adopted),
    On(PairingPaused, _paused),
    On(PairingResumed, _resumed),
    On(CohortBreakBegun, _break_begun),
    On(CohortBreakOver, _break_over),
    On(HoldBegun, _hold_begun),
    On(HoldLifted, _hold_lifted),
    On(ExtensionProposed, _extension_proposed),
    On(PairingExtended, _extended),
    On(PairingClosed, _closed),
    On(PairingReopened, _reopened),
    On(EndingCorrected, _ending_corrected),
    On(PartnershipEnded, _partnership_ended),
    On(ReopeningOver, _reopening_over),
    On(PairingArchived, _archived),
)
