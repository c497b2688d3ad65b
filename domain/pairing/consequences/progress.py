"""The way of a pairing: which step follows when the last one is done."""

from functools import singledispatch

from domain.base import Instant
from domain.pairing.assess import incomplete_sides
from domain.pairing.decide.course import cancel_booked, open_final_review
from domain.pairing.events import (
    AgreementAccepted,
    AssessmentSubmitted,
    CheckInAnswered,
    ExpectationsSubmitted,
    InvitationAccepted,
    InvitationDeclined,
    PairingClosed,
    PairingEvent,
    PairingExtended,
    PairingReopened,
    PartnershipEnded,
    PersonLeaving,
    PlanAccepted,
    PlanAmended,
    PlanContinued,
    PlanDrawnUp,
    ReviewClosed,
    ReviewOpened,
    ReviewSubmitted,
    SessionHeld,
    StageEntered,
)
from domain.pairing.planning import draft_agreement, plan_basis
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import CheckInAnswer, EndReason, Role, SessionStatus, Stage
from domain.people import Side
from domain.plan import continue_plan, draw_up
from domain.programme import SessionPattern

Events = tuple[PairingEvent, ...]


@singledispatch
def progress_after(event: PairingEvent, state: PairingState) -> Events:
    """The next step after an event; most events leave the pairing where it is."""
    return ()


def _enter(stage: Stage, state: PairingState, now: Instant) -> StageEntered:
    return StageEntered(occurred_at=now, stage=stage, left=state.stage)


@progress_after.register
def _invitation_accepted(event: InvitationAccepted, state: PairingState) -> Events:
    if state.accepted.missing:
        return ()
    return (_enter(Stage.ASSESSMENT, state, event.occurred_at),)


@progress_after.register
def _invitation_declined(event: InvitationDeclined, state: PairingState) -> Events:
    by = Role(event.side.value)
    return (PairingClosed(occurred_at=event.occurred_at, reason=EndReason.DECLINED, by=by),)


@progress_after.register
def _assessment_submitted(event: AssessmentSubmitted, state: PairingState) -> Events:
    if state.stage is not Stage.ASSESSMENT or incomplete_sides(state):
        return ()
    return (_enter(Stage.EXPECTATIONS, state, event.occurred_at),)


@progress_after.register
def _expectations_submitted(event: ExpectationsSubmitted, state: PairingState) -> Events:
    """Both sides' expectations make an agreement; a change of them makes another one."""
    mentor, mentee = state.expectations.mentor, state.expectations.mentee
    if mentor is None or mentee is None:
        return ()
    draft = draft_agreement(mentor, mentee, event.occurred_at)
    if state.agreement is not None and draft.version == state.agreement.version:
        return ()
    if state.stage is Stage.EXPECTATIONS:
        return (draft,)
    return (_enter(Stage.EXPECTATIONS, state, event.occurred_at), draft)


@progress_after.register
def _agreement_accepted(event: AgreementAccepted, state: PairingState) -> Events:
    if state.agreement_accepted.missing:
        return ()
    return (_enter(Stage.PLANNING, state, event.occurred_at),)


@progress_after.register
def _plan_accepted(event: PlanAccepted, state: PairingState) -> Events:
    if state.plan_accepted.missing:
        return ()
    return (_enter(Stage.SESSIONS, state, event.occurred_at),)


@progress_after.register
def _session_held(event: SessionHeld, state: PairingState) -> Events:
    """After the last session of a fixed term there is nothing to wait for: the review opens."""
    done = all(session.status is SessionStatus.HELD for session in state.sessions)
    if not done or state.stage is not Stage.SESSIONS or state.ends_on is None:
        return ()
    return (open_final_review(state, EndReason.PROGRAMME_ENDED, event.occurred_at),)


@progress_after.register
def _check_in_answered(event: CheckInAnswered, state: PairingState) -> Events:
    if event.answer is not CheckInAnswer.STOP:
        return ()
    return (PartnershipEnded(occurred_at=event.occurred_at, by=Role(event.side.value)),)


@progress_after.register
def _partnership_ended(event: PartnershipEnded, state: PairingState) -> Events:
    return (_enter(Stage.CLOSED, state, event.occurred_at),)


@progress_after.register
def _review_opened(event: ReviewOpened, state: PairingState) -> Events:
    return (_enter(Stage.REVIEW, state, event.occurred_at),)


@progress_after.register
def _review_submitted(event: ReviewSubmitted, state: PairingState) -> Events:
    if state.reviews[-1].answers.missing:
        return ()
    return (ReviewClosed(occurred_at=event.occurred_at, number=event.number, complete=True),)


@progress_after.register
def _review_closed(event: ReviewClosed, state: PairingState) -> Events:
    """A closing review ends the pairing; a periodic one leads back to the sessions."""
    review = state.reviews[-1]
    if review.final:
        reason = review.then or EndReason.PROGRAMME_ENDED
        return (_closed(event, reason if event.complete else EndReason.CLOSED_WITHOUT_REVIEW),)
    if _has_fallen_asleep(state):
        return (_closed(event, EndReason.LACK_OF_COMMITMENT),)
    return (_enter(Stage.SESSIONS, state, event.occurred_at),)


def _closed(event: PairingEvent, reason: EndReason) -> PairingClosed:
    return PairingClosed(occurred_at=event.occurred_at, reason=reason)


def _has_fallen_asleep(state: PairingState) -> bool:
    """Nobody answered the review, and no session took place since the one before."""
    this = state.reviews[-1]
    before = state.reviews[-2].sessions_held if len(state.reviews) > 1 else 0
    nobody_answered = len(this.answers.missing) == len(Side)
    return nobody_answered and this.sessions_held == before


@progress_after.register
def _stage_entered(event: StageEntered, state: PairingState) -> Events:
    match event.stage:
        case Stage.PLANNING:
            return (_drawn_up(event, state),)
        case Stage.SESSIONS if event.left is Stage.REVIEW:
            return _continued(event, state, state.setup.sessions)
        case Stage.CLOSED if _stay_partners(event, state):
            return (_enter(Stage.PARTNERSHIP, state, event.occurred_at),)
        case _:
            return ()


def _drawn_up(event: PairingEvent, state: PairingState) -> PlanDrawnUp:
    plan = draw_up(plan_basis(state, event.occurred_at))
    version = state.plan.version + 1 if state.plan else 1
    return PlanDrawnUp(
        occurred_at=event.occurred_at, plan=plan.model_copy(update={"version": version})
    )


def _continued(event: PairingEvent, state: PairingState, pattern: SessionPattern) -> Events:
    """New sessions behind the plan, unless as many are still to come."""
    left = sum(session.status is not SessionStatus.HELD for session in state.sessions)
    if state.plan is None or left >= pattern.count:
        return ()
    more = pattern.model_copy(update={"count": pattern.count - left})
    basis = plan_basis(state, event.occurred_at)
    basis = basis.model_copy(
        update={"pattern": basis.pattern.model_copy(update={"count": more.count})}
    )
    plan = continue_plan(state.plan, basis)
    return (PlanContinued(occurred_at=event.occurred_at, plan=plan),)


@progress_after.register
def _extended(event: PairingExtended, state: PairingState) -> Events:
    """More weeks make room for more sessions, at the cadence that was agreed."""
    pattern = state.setup.sessions
    left = sum(session.status is not SessionStatus.HELD for session in state.sessions)
    extra = event.weeks * 7 // pattern.every_days
    if extra == 0:
        return ()
    return _continued(event, state, pattern.model_copy(update={"count": left + extra}))


def _stay_partners(event: StageEntered, state: PairingState) -> bool:
    """Both said in their closing review that they want to stay in touch (mission, line 12)."""
    if event.left is Stage.PARTNERSHIP or not state.reviews or state.ending is None:
        return False
    answers = state.reviews[-1].answers
    both = (answers.mentor, answers.mentee)
    wanted = all(answer is not None and answer.partnership for answer in both)
    return (
        wanted and state.reviews[-1].final and not state.leaving.mentor and not state.leaving.mentee
    )


@progress_after.register
def _pairing_closed(event: PairingClosed, state: PairingState) -> Events:
    return (
        *cancel_booked(state, event.occurred_at),
        _enter(Stage.CLOSED, state, event.occurred_at),
    )


@progress_after.register
def _reopened(event: PairingReopened, state: PairingState) -> Events:
    return (_enter(_stage_to_reopen(state), state, event.occurred_at),)


def _stage_to_reopen(state: PairingState) -> Stage:
    """The furthest stage whose preparations are there."""
    if not state.plan_accepted.missing:
        return Stage.SESSIONS
    if state.agreement is not None and not state.agreement_accepted.missing:
        return Stage.PLANNING
    if not incomplete_sides(state):
        return Stage.EXPECTATIONS
    return (
        Stage.ASSESSMENT if not state.accepted.missing and _both_said_yes(state) else Stage.INVITED
    )


def _both_said_yes(state: PairingState) -> bool:
    return bool(state.accepted.mentor and state.accepted.mentee)


@progress_after.register
def _person_leaving(event: PersonLeaving, state: PairingState) -> Events:
    today = state.setup.calendar.local_day(event.occurred_at)
    if event.last_day is not None and event.last_day >= today:
        return ()
    return (_closed(event, EndReason.LEFT_COMPANY),)


@progress_after.register(PlanDrawnUp)
@progress_after.register(PlanAmended)
@progress_after.register(PlanContinued)
def _plan_without_sessions(
    event: PlanDrawnUp | PlanAmended | PlanContinued, state: PairingState
) -> Events:
    """A term that leaves no room for a session ends with its review; nothing has to be agreed."""
    if state.sessions or state.stage is not Stage.PLANNING:
        return ()
    return (open_final_review(state, EndReason.PROGRAMME_ENDED, event.occurred_at),)
