"""What is still missing: in an assessment, in the present stage, of a contact; and who is gone."""

from datetime import date

from domain.pairing.preparation import Assessment
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus, Stage
from domain.programme.people import Side
from domain.programme.topics import Topic
from domain.telling.notices import Notice


def is_complete(assessment: Assessment | None, topics: tuple[Topic, ...]) -> bool:
    """Knowledge and confidence are answered for every topic of the programme, experience too."""
    if assessment is None or assessment.experience is None:
        return False
    return all(
        topic.id in assessment.knowledge and topic.id in assessment.confidence for topic in topics
    )


def incomplete_sides(state: PairingState) -> tuple[Side, ...]:
    """The sides whose assessment is not complete."""
    return tuple(
        side
        for side in Side
        if not is_complete(state.preparation.assessments.of(side), state.setup.topics)
    )


def are_in_touch(state: PairingState) -> bool:
    """Whether somebody has said that the two were in touch, or they have had an appointment."""
    was_made = any(
        session.status is not SessionStatus.PLANNED or session.called_off
        for session in state.sessions
    )
    return was_made or state.preparation.in_touch_since is not None


def unapproved(state: PairingState) -> tuple[Side, ...]:
    """The sides whose line managers have not approved."""
    approved = state.preparation.approved
    return tuple(side for side in state.setup.to_be_approved if not approved.of(side))


def waiting_for(state: PairingState) -> tuple[Side, ...]:
    """The sides whose answer the present stage waits for."""
    match state.stage:
        case Stage.INVITED:
            return tuple(side for side in Side if not state.preparation.accepted.of(side))
        case Stage.APPROVAL:
            return unapproved(state)
        case Stage.ASSESSMENT:
            return incomplete_sides(state)
        case Stage.EXPECTATIONS:
            return (
                state.preparation.expectations.missing
                or state.preparation.agreement_accepted.missing
            )
        case Stage.PLANNING:
            return state.preparation.plan_accepted.missing
        case Stage.REVIEW:
            return state.reviews[-1].answers.missing
        case Stage.SESSIONS | Stage.CLOSED | Stage.PARTNERSHIP:
            return ()


def is_gone(notice: Notice, state: PairingState, today: date) -> bool:
    """Whether the person to be told has left the company. Owners are not known to leave."""
    return notice.side is not None and state.has_left(notice.side, today)
