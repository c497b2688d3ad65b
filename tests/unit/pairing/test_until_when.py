"""A mail with a question says until when it can be answered; the post knows when it is repeated."""

import pytest

from domain.pairing.commands import PausePairing
from domain.pairing.letters import letter
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import MENTEE, Story
from tests.unit.pairing.ways import GETTING_IN_TOUCH, booked, given

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


@pytest.mark.parametrize(
    ("story", "then"),
    [
        (given(), Kind.REMINDER),
        (given().on(Kind.REMINDER), Kind.GIVE_UP),
        (given(Stage.ASSESSMENT, **GETTING_IN_TOUCH), Kind.FIRST_CONTACT),
        (in_sessions().on(Kind.FIRST_BOOKING_MENTEE), Kind.FIRST_BOOKING_MENTOR),
        (with_a_date().on(Kind.REPORT_REQUEST), Kind.REPORT_AGAIN),
        (in_sessions().on(Kind.SILENCE), Kind.SILENCE_AGAIN),
        (in_a_pause(), None),
    ],
)
def test_the_post_knows_when_a_question_is_reminded_of(story: Story, then: Kind | None) -> None:
    """The letter of a question names the moment at which a reminder or the owners come next, so
    that no weekly mail brings it just before."""
    last = story.state.desk.told[-1]
    due = story.due(then).due if then else None
    assert letter(story.state, last.notice, last.at).reminded_at == due
