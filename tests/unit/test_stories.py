"""A story that waits for a deadline fails if that deadline never elapses."""

from datetime import timedelta

import pytest

from domain.cohort.vocabulary import CohortDeadlineKind
from domain.pairing.vocabulary import DeadlineKind, Stage
from tests.unit.cohort.story import END_OF_TERM, CohortStory
from tests.unit.pairing.ways import booked, given


def test_a_story_does_not_wait_for_a_deadline_that_was_moved_on_the_way() -> None:
    """The silence that a booking puts off is not waited for: the story names what moved it."""
    story = booked(given(Stage.SESSIONS))
    blamed = r"^silence due .* does not elapse: pairing\.session_unconfirmed\.v1 .*: first_booking"
    with pytest.raises(AssertionError, match=blamed):
        story.on(DeadlineKind.SILENCE)


def test_a_story_of_a_cohort_does_not_wait_for_a_deadline_that_was_disarmed() -> None:
    """Pairs that the end of matching withdraws need no confirmation: the story names the event."""
    story = CohortStory(confirm=True)
    story.until(END_OF_TERM - timedelta(weeks=8, days=1))
    story.matched("anna+bert")
    blamed = r"^confirmation_item due .* does not elapse: cohort\.\w+\.v1 .* armed are: none"
    with pytest.raises(AssertionError, match=blamed):
        story.on(CohortDeadlineKind.CONFIRMATION_ITEM)
