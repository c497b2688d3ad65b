"""The course of a pairing: which step follows when one is done."""

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.engine.tables import On, Reactions
from domain.pairing.closing import closed
from domain.pairing.consequences import surveys
from domain.pairing.consequences.plans import adapted, continued, drawn_up, still_to_come
from domain.pairing.consequences.reports import settle
from domain.pairing.decide.appointments import brought_back, cancel_booked
from domain.pairing.decide.course import go_on_pausing, pause_while_away, pause_with_cohort
from domain.pairing.decide.ends import open_final_review
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import (
    EndingCorrected,
    HoldLifted,
    PairingClosed,
    PairingExtended,
    PairingOpened,
    PairingResumed,
    PartnershipEnded,
    ReopeningOver,
    StageEntered,
)
from domain.pairing.events.people import (
    PersonComingBack,
    PersonGoingAway,
    PersonLeaving,
    PersonStaying,
)
from domain.pairing.events.preparation import (
    AgreementAccepted,
    ApprovalGiven,
    ApprovalRefused,
    AssessmentSubmitted,
    ExpectationsSubmitted,
    InvitationAccepted,
    InvitationDeclined,
    PlanAccepted,
    PlanDrawnUp,
)
from domain.pairing.events.reviews import (
    CheckInAnswered,
    EndConfirmed,
    ReviewCalledOff,
    ReviewClosed,
    ReviewOpened,
    ReviewSubmitted,
)
from domain.pairing.events.sessions import SessionHeld, SessionReported, SessionReportWithdrawn
from domain.pairing.evolve.term import end_of_last_day, farewell_came_too_early
from domain.pairing.missing import incomplete_sides, unapproved
from domain.pairing.planning import draft_agreement, plan_basis
from domain.pairing.review import ReviewRound
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import CheckInAnswer, EndReason, Stage
from domain.programme.people import Side


def _enter(stage: Stage, state: PairingState, now: Instant) -> StageEntered:
    return StageEntered(occurred_at=now, stage=stage, left=state.stage)


def _opened(event: PairingOpened, state: PairingState) -> Events:
    """What the roster knew beforehand: who is to leave, and who is away for a while."""
    if event.no_seats:
        return (closed(state, EndReason.NO_SEAT, event.occurred_at, quiet=True),)
    now, setup = event.occurred_at, event.setup
    return (
        *(
            PersonLeaving(occurred_at=now, side=side, last_day=last_day)
            for side in Side
            if (last_day := setup.leaves_on.of(side))
        ),
        *(
            PersonGoingAway(occurred_at=now, side=side, away=away)
            for side in Side
            if (away := setup.away.of(side))
        ),
    )


def _invitation_accepted(event: InvitationAccepted, state: PairingState) -> Events:
    if not (state.preparation.accepted.mentor and state.preparation.accepted.mentee):
        return ()
    after = Stage.APPROVAL if unapproved(state) else Stage.ASSESSMENT
    return (_enter(after, state, event.occurred_at),)


def _approval_given(event: ApprovalGiven, state: PairingState) -> Events:
    return () if unapproved(state) else (_enter(Stage.ASSESSMENT, state, event.occurred_at),)


def _approval_refused(event: ApprovalRefused, state: PairingState) -> Events:
    """A withdrawal without blame: it looks like a manager's silence to everybody else."""
    return (closed(state, EndReason.NOT_APPROVED, event.occurred_at),)


def _invitation_declined(event: InvitationDeclined, state: PairingState) -> Events:
    by = Role(event.side.value)
    return (closed(state, EndReason.DECLINED, event.occurred_at, by=by),)


def _assessment_submitted(event: AssessmentSubmitted, state: PairingState) -> Events:
    if state.stage is not Stage.ASSESSMENT or incomplete_sides(state):
        return ()
    return (_enter(Stage.EXPECTATIONS, state, event.occurred_at),)


def _expectations_submitted(event: ExpectationsSubmitted, state: PairingState) -> Events:
    """Both sides' expectations make an agreement; a change of them makes another one, for which
    sessions that go on do not wait (case 15)."""
    mentor, mentee = state.preparation.expectations.mentor, state.preparation.expectations.mentee
    if mentor is None or mentee is None:
        return ()
    draft = draft_agreement(mentor, mentee, state.setup.confidentiality, event.occurred_at)
    known = state.preparation.to_accept
    if known is not None and draft.version == known.version:
        return ()
    if state.stage is not Stage.PLANNING:
        return (draft,)
    return (_enter(Stage.EXPECTATIONS, state, event.occurred_at), draft)


def _agreement_accepted(event: AgreementAccepted, state: PairingState) -> Events:
    if state.preparation.agreement_accepted.missing:
        return ()
    if state.stage is Stage.SESSIONS:
        return adapted(state, event.occurred_at)
    return (_enter(Stage.PLANNING, state, event.occurred_at),)


def _plan_accepted(event: PlanAccepted, state: PairingState) -> Events:
    if state.stage is not Stage.PLANNING or state.preparation.plan_accepted.missing:
        return ()
    return (_enter(Stage.SESSIONS, state, event.occurred_at),)


def _session_reported(event: SessionReported, state: PairingState) -> Events:
    session = state.session(event.session_id)
    return settle(session, event.occurred_at) if session else ()


def _report_withdrawn(event: SessionReportWithdrawn, state: PairingState) -> Events:
    """Reports of others still count; a review that came too early is called off."""
    now, session = event.occurred_at, state.session(event.session_id)
    settled = settle(session, now) if session else ()
    review = state.review
    # If another party still says that it was held, nothing has come too early.
    if review is None or event.still_held or not _came_too_early(review, state, now):
        return settled
    called_off = ReviewCalledOff(occurred_at=now, number=review.number)
    return (*settled, called_off, _enter(Stage.SESSIONS, state, now))


def _came_too_early(review: ReviewRound, state: PairingState, now: Instant) -> bool:
    """It began because every session seemed to be held, and the term has not run out."""
    is_ended = review.then is not EndReason.PROGRAMME_ENDED or review.by is not None
    if is_ended or state.ends_on is None:
        return False
    everything = review.sessions_held == len(state.sessions)
    return everything and state.setup.calendar.local_day(now) < state.ends_on


def _session_held(event: SessionHeld, state: PairingState) -> Events:
    """After the last session a fixed term has its review; an ongoing one gets more sessions."""
    if state.stage is not Stage.SESSIONS or still_to_come(state):
        return ()
    if state.ends_on is None:
        return continued(state, state.setup.sessions.count, event.occurred_at)
    return (open_final_review(state, EndReason.PROGRAMME_ENDED, event.occurred_at),)


def _check_in_answered(event: CheckInAnswered, state: PairingState) -> Events:
    if event.answer is not CheckInAnswer.STOP:
        return ()
    return (PartnershipEnded(occurred_at=event.occurred_at, by=Role(event.side.value)),)


def _partnership_ended(event: PartnershipEnded, state: PairingState) -> Events:
    return (_enter(Stage.CLOSED, state, event.occurred_at),)


def _review_opened(event: ReviewOpened, state: PairingState) -> Events:
    return (_enter(Stage.REVIEW, state, event.occurred_at),)


def _review_submitted(event: ReviewSubmitted, state: PairingState) -> Events:
    if state.reviews[-1].answers.missing:
        return ()
    if state.ending is not None:
        return _ended_well_after_all(event, state)
    return (ReviewClosed(occurred_at=event.occurred_at, number=event.number, complete=True),)


def _ended_well_after_all(event: ReviewSubmitted, state: PairingState) -> Events:
    """Both reviews are there, the last one a little late (case 53)."""
    incomplete = (EndReason.CLOSED_WITHOUT_REVIEW, EndReason.OBJECTIVES_REACHED)
    if state.ending is None or state.ending.reason not in incomplete:
        return ()
    reason = state.reviews[-1].then or EndReason.PROGRAMME_ENDED
    return (EndingCorrected(occurred_at=event.occurred_at, reason=reason),)


def _review_closed(event: ReviewClosed, state: PairingState) -> Events:
    """A closing review ends the pairing; a periodic one leads back to the sessions."""
    review = state.reviews[-1]
    if review.final:
        reason = review.then or EndReason.PROGRAMME_ENDED
        # Who has reached what they wanted has succeeded, also with a review missing (case 51).
        if not event.complete and reason is not EndReason.OBJECTIVES_REACHED:
            reason = EndReason.CLOSED_WITHOUT_REVIEW
        return (closed(state, reason, event.occurred_at),)
    if state.has_fallen_asleep:
        return (closed(state, EndReason.LACK_OF_COMMITMENT, event.occurred_at),)
    more = continued(state, state.setup.sessions.count - still_to_come(state), event.occurred_at)
    return (*more, _enter(Stage.SESSIONS, state, event.occurred_at))


def _stage_entered(event: StageEntered, state: PairingState) -> Events:
    now = event.occurred_at
    match event.stage:
        case Stage.ASSESSMENT if not incomplete_sides(state):
            return (_enter(Stage.EXPECTATIONS, state, now),)
        case Stage.PLANNING:
            return (drawn_up(state, now),)
        # Reopened with every session held: without further ones it would end again at once.
        case Stage.SESSIONS if event.left.is_over and not still_to_come(state):
            return continued(state, state.setup.sessions.count, now)
        # A review asks for more than a survey that is open: one question at a time.
        case Stage.REVIEW:
            return surveys.closed(state, now)
        case Stage.CLOSED if _stay_partners(event, state):
            return (_enter(Stage.PARTNERSHIP, state, now),)
        # It has never begun, so there is nothing to reopen.
        case Stage.CLOSED if state.ending and state.ending.reason is EndReason.NO_SEAT:
            return (ReopeningOver(occurred_at=now),)
        case Stage.CLOSED:
            return surveys.archived(state, now)
        case _:
            return ()


def _plan_drawn_up(event: PlanDrawnUp, state: PairingState) -> Events:
    """A term that leaves no room for a session is over; there is nothing to look back on."""
    if state.sessions:
        return ()
    return (closed(state, EndReason.PROGRAMME_ENDED, event.occurred_at),)


def _extended(event: PairingExtended, state: PairingState) -> Events:
    """More weeks make room for more sessions, at the cadence that was agreed; for one at least, if
    every session was held. A closing review that had begun comes later (case 52)."""
    now = event.occurred_at
    every_days = plan_basis(state, now).pattern.every_days
    one_at_least = 0 if still_to_come(state) else 1
    more = continued(state, max(event.weeks * 7 // every_days, one_at_least), now)
    if state.review is None:
        return more
    called_off = ReviewCalledOff(occurred_at=now, number=state.review.number)
    return (called_off, *more, _enter(Stage.SESSIONS, state, now))


def _ending_corrected(event: EndingCorrected, state: PairingState) -> Events:
    if not _want_to_stay_in_touch(state):
        return ()
    return (_enter(Stage.PARTNERSHIP, state, event.occurred_at),)


def _stay_partners(event: StageEntered, state: PairingState) -> bool:
    return event.left is Stage.REVIEW and _want_to_stay_in_touch(state)


def _want_to_stay_in_touch(state: PairingState) -> bool:
    """Both said so in their closing review."""
    review = state.reviews[-1] if state.reviews else None
    if review is None or not review.final:
        return False
    wanted = all((answer := review.answers.of(side)) and answer.partnership for side in Side)
    return wanted and not any(state.departure.last_days.of(side) for side in Side)


def _pairing_closed(event: PairingClosed, state: PairingState) -> Events:
    return (
        *cancel_booked(state, event.occurred_at),
        _enter(Stage.CLOSED, state, event.occurred_at),
    )


def _person_leaving(event: PersonLeaving, state: PairingState) -> Events:
    """What lies after a last day is called off, and so is a farewell that has become too early."""
    calendar, now = state.calendar, event.occurred_at
    if not state.has_left(event.side, calendar.local_day(now)):
        gone = end_of_last_day(state)
        return (
            *cancel_booked(state, now, since=gone, for_now=True),
            *brought_back(state, now),
            *_farewell_later(state, now),
        )
    match state.stage:
        case Stage.CLOSED:
            return ()
        case Stage.PARTNERSHIP:
            return (PartnershipEnded(occurred_at=now),)
        case _:
            # Who left before the invitation has left nobody who knows of it.
            quiet = not state.desk.told
            return (closed(state, EndReason.LEFT_COMPANY, now, quiet=quiet),)


def _person_staying(event: PersonStaying, state: PairingState) -> Events:
    return (*brought_back(state, event.occurred_at), *_farewell_later(state, event.occurred_at))


def _farewell_later(state: PairingState, now: Instant) -> Events:
    """A review that was opened only because of a last day gives way to further sessions, once that
    day is no longer near (case 38), unless the office has ended the pairing meanwhile."""
    review = state.review
    if review is None or not farewell_came_too_early(state, now):
        return ()
    if review.by is Role.OPERATOR:
        then = EndReason.PROGRAMME_ENDED
        return (EndConfirmed(occurred_at=now, number=review.number, then=then, by=review.by),)
    called_off = ReviewCalledOff(occurred_at=now, number=review.number)
    return (called_off, _enter(Stage.SESSIONS, state, now))


def _going_away(event: PersonGoingAway, state: PairingState) -> Events:
    """Other dates for a leave that has begun change the pause, or end it."""
    now = event.occurred_at
    if state.pause is None or state.pause.away is not event.side:
        return pause_while_away(state, now)
    if event.side in state.away_on(state.setup.calendar.local_day(now)):
        return go_on_pausing(state, now)
    return (PairingResumed(occurred_at=now),)


def _coming_back(event: PersonComingBack, state: PairingState) -> Events:
    """The pause is over that began because this side was away; or there is none, as the leave is
    off that lay ahead."""
    if state.pause is None:
        return brought_back(state, event.occurred_at)
    if state.pause.away is not event.side:
        return ()
    return (PairingResumed(occurred_at=event.occurred_at, by=event.by),)


def _resumed(event: PairingResumed, state: PairingState) -> Events:
    """Whoever is still away keeps the two from going on, and so does a pause of the cohort; else
    they have again what had been called off."""
    now = event.occurred_at
    if away := pause_while_away(state, now):
        return away
    if event.quiet:
        return ()
    return pause_with_cohort(state, now) or brought_back(state, now)


def _hold_lifted(event: HoldLifted, state: PairingState) -> Events:
    """The pause that was beneath the hold goes on; or what keeps the two from going on now."""
    if event.quiet:
        return ()
    now = event.occurred_at
    return pause_while_away(state, now) or pause_with_cohort(state, now)


PROGRESS: Reactions[PairingState, PairingEvent] = (
    On(PairingOpened, _opened),
    On(HoldLifted, _hold_lifted),
    On(InvitationAccepted, _invitation_accepted),
    On(InvitationDeclined, _invitation_declined),
    On(ApprovalGiven, _approval_given),
    On(ApprovalRefused, _approval_refused),
    On(AssessmentSubmitted, _assessment_submitted),
    On(ExpectationsSubmitted, _expectations_submitted),
    On(AgreementAccepted, _agreement_accepted),
    On(PlanAccepted, _plan_accepted),
    On(SessionReported, _session_reported),
    On(SessionReportWithdrawn, _report_withdrawn),
    On(SessionHeld, _session_held),
    On(CheckInAnswered, _check_in_answered),
    On(PartnershipEnded, _partnership_ended),
    On(ReviewOpened, _review_opened),
    On(ReviewSubmitted, _review_submitted),
    On(ReviewClosed, _review_closed),
    On(EndingCorrected, _ending_corrected),
    On(StageEntered, _stage_entered),
    On(PlanDrawnUp, _plan_drawn_up),
    On(PairingExtended, _extended),
    On(PairingClosed, _pairing_closed),
    On(PersonLeaving, _person_leaving),
    On(PersonStaying, _person_staying),
    On(PersonGoingAway, _going_away),
    On(PersonComingBack, _coming_back),
    On(PairingResumed, _resumed),
)
