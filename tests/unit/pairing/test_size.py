"""A state travels through every continue-as-new: it has to stay small for many years."""

from domain.pairing.commands import SubmitReflection
from domain.pairing.vocabulary import Stage
from tests.unit.pairing.story import MENTEE, MENTOR, Story, day, ongoing
from tests.unit.pairing.ways import booked, given, held, reviewed

LARGEST = 200_000
"""Bytes; Temporal warns at 256 KB and refuses 2 MB."""
TEN_YEARS = 3650


def test_ten_years_of_sessions_and_reviews_stay_below_the_limit() -> None:
    """After ten years of sessions and reviews the state stays below 200 kB."""
    story = given(Stage.SESSIONS, **ongoing())
    for week in range(2, TEN_YEARS // 7, 4):
        story = _a_session(story, week * 7)
        if story.state.stage is Stage.REVIEW:
            story = reviewed(story)
    assert story.state.tally.held > 120
    assert len(story.state.reviews) > 15
    assert len(story.state.model_dump_json()) < LARGEST


def _a_session(story: Story, on: int) -> Story:
    session = story.state.next_to_book
    assert session
    story = booked(story, session.number, on=on)
    story = held(story.until(day(on, 12)), session.number)
    for side in (MENTOR, MENTEE):
        story = story.when(SubmitReflection, side, session_id=session.id, topic="ai", rating=4)
    return story
