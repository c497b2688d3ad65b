"""The end because two have reached what they wanted (case 51)."""

from typing import Any

import pytest

from domain.pairing.commands import End, SubmitReview
from domain.pairing.events.reviews import EndConfirmed, ReviewClosed
from domain.pairing.gate import RUNNING
from domain.pairing.vocabulary import ASKABLE_END_REASONS, DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story
from tests.unit.pairing.ways import REVIEW, given, held, on_hold, reviewed

GIVE_UP = DeadlineKind.GIVE_UP
WISH = REVIEW | {"partnership": True}


def reached(story: Story, by: Any = MENTEE, **fields: Any) -> Story:
    """Somebody says that the two have reached what they wanted."""
    return story.when(End, by, reason=EndReason.OBJECTIVES_REACHED, **fields)


def reason_of(story: Story) -> EndReason:
    """Why it closed."""
    assert story.state.ending
    return story.state.ending.reason


def test_case_51_a_missing_review_does_not_undo_the_success() -> None:
    """Two who say that they reached what they wanted have completed the pairing, also if a review,
    or both, never come; which are missing can be seen."""
    early = reached(held(given(Stage.SESSIONS)))
    one = early.when(SubmitReview, MENTEE, **REVIEW)
    for story, missing in ((one, (Side.MENTOR,)), (early, BOTH)):
        over = story.on(GIVE_UP).enters(Stage.CLOSED).tells((NoticeKind.CLOSED, BOTH))
        assert reason_of(over) is EndReason.OBJECTIVES_REACHED
        assert ReviewClosed in map(type, over.events)
        assert over.state.reviews[-1].answers.missing == missing


def test_case_51_a_late_review_makes_learning_partners_of_the_two() -> None:
    """After objectives were reached the last review may come late, too: both are partners then."""
    closed = reached(held(given(Stage.SESSIONS))).when(SubmitReview, MENTEE, **WISH).on(GIVE_UP)
    late = closed.when(SubmitReview, MENTOR, **WISH).enters(Stage.PARTNERSHIP)
    assert reason_of(late) is EndReason.OBJECTIVES_REACHED


def test_case_51_who_says_so_during_the_closing_review_is_heard() -> None:
    """During the closing review either may say that they have reached what they wanted: the pairing
    ends for that, without another review; saying it again, or for a cohort, changes no reason."""
    story = reached(given(Stage.REVIEW), MENTOR).then(EndConfirmed).tells()
    reached(story).then()
    assert reason_of(story.on(GIVE_UP)) is EndReason.OBJECTIVES_REACHED
    assert reason_of(reviewed(story)) is EndReason.OBJECTIVES_REACHED
    for over in (reached(given(Stage.REVIEW), OPERATOR, quiet=True), given(Stage.REVIEW)):
        assert reason_of(reviewed(over)) is EndReason.PROGRAMME_ENDED
    given(Stage.REVIEW).when(End, MENTOR, reason=EndReason.PROGRAMME_ENDED).then()


@pytest.mark.parametrize("stage", [stage for stage in RUNNING if stage is not Stage.REVIEW])
def test_case_51_nothing_is_reached_before_the_first_session(stage: Stage) -> None:
    """Before two have met, objectives reached is no reason to end: it is refused with the reasons
    that there are, also on hold; a cohort that ends for it ends the pairing with the programme."""
    story = reached(given(stage)).refused("reason")
    allowed = (story.problems[0].allowed or "").replace("; or", ",").split(", ")
    others = [reason for reason in ASKABLE_END_REASONS if reason != EndReason.OBJECTIVES_REACHED]
    assert allowed == ["report_session: when the two met", *others]
    reached(on_hold(stage), OPERATOR).refused("reason")
    over = reached(given(stage), OPERATOR, quiet=True).enters(Stage.CLOSED)
    assert reason_of(over) is EndReason.PROGRAMME_ENDED
