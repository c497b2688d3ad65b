"""A mail with a question that ends by itself says until when."""

import pytest

from domain.pairing.commands import PausePairing
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import MENTEE, Story
from tests.unit.pairing.ways import booked, given

Kind = DeadlineKind


def in_a_pause() -> Story:
    """Without a date of return."""
    return given(Stage.SESSIONS).when(PausePairing, MENTEE)


def in_sessions() -> Story:
    """Nothing is booked yet."""
    return given(Stage.SESSIONS)


def with_a_date() -> Story:
    """The first session is booked."""
    return booked(in_sessions())


@pytest.mark.parametrize(
    ("story", "asked_on", "kind", "ends_on"),
    [
        (
            in_sessions(),
            Kind.FIRST_BOOKING_MENTEE,
            NoticeKind.BOOKING_REMINDER,
            Kind.FIRST_BOOKING_ITEM,
        ),
        (
            in_sessions(),
            Kind.FIRST_BOOKING_MENTOR,
            NoticeKind.BOOKING_OUTREACH,
            Kind.FIRST_BOOKING_ITEM,
        ),
        (in_sessions(), Kind.SILENCE, NoticeKind.DID_YOU_MEET, Kind.SILENCE_ITEM),
        (in_sessions(), Kind.SILENCE_AGAIN, NoticeKind.DID_YOU_MEET, Kind.SILENCE_ITEM),
        (with_a_date(), Kind.REPORT_REQUEST, NoticeKind.REPORT_REQUEST, Kind.UNCONFIRMED),
        (with_a_date(), Kind.REPORT_AGAIN, NoticeKind.REPORT_REMINDER, Kind.UNCONFIRMED),
        (in_a_pause(), Kind.PAUSE_QUESTION, NoticeKind.STILL_PAUSED, Kind.PAUSE_MAX),
    ],
)
def test_a_question_says_until_when(
    story: Story, asked_on: Kind, kind: NoticeKind, ends_on: Kind
) -> None:
    """A mail with a question names the moment at which the two can no longer answer it."""
    if asked_on is Kind.SILENCE_AGAIN:
        story = story.on(Kind.SILENCE)
    story = story.on(asked_on)
    assert [notice.kind for notice in story.notices] == [kind] * len(story.notices)
    assert {notice.until for notice in story.notices} == {story.due(ends_on).due}
