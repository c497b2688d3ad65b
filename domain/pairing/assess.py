"""When an assessment is complete, and what is still missing."""

from domain.pairing.preparation import Assessment
from domain.pairing.state import PairingState
from domain.programme.people import Side
from domain.programme.topics import Topic


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
