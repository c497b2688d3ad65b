"""Every mail that asks for something says by when."""

from collections.abc import Callable

import pytest

from domain.pairing.commands import Extend
from domain.pairing.facts import PersonLeft
from domain.pairing.letters import letter
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import MENTEE, Story, day
from tests.unit.pairing.ways import given, held

Kind = DeadlineKind


def leaving() -> Story:
    """A side leaves in three weeks."""
    story = given(Stage.SESSIONS)
    return story.when(PersonLeft, person_id=story.state.setup.mentee, last_day=day(21).date())


CASES: dict[NoticeKind | ItemKind, Callable[[], Story]] = {
    NoticeKind.BOOKING_REMINDER: lambda: held(given(Stage.SESSIONS)).on(Kind.NEXT_BOOKING),
    NoticeKind.REFLECTION_REMINDER: lambda: held(given(Stage.SESSIONS)).on(
        Kind.REFLECTION_REMINDER
    ),
    NoticeKind.JUNIOR_CHECK_IN: lambda: held(given(Stage.SESSIONS)).on(Kind.JUNIOR_CHECK_IN),
    NoticeKind.EXTENSION_PROPOSED: lambda: given(Stage.SESSIONS).when(Extend, MENTEE, weeks=4),
    NoticeKind.PARTNERSHIP_FOLLOW_UP: lambda: given(Stage.PARTNERSHIP).on(Kind.STILL_PARTNERS),
    NoticeKind.PULSE: lambda: held(given(Stage.SESSIONS)).on(Kind.PULSE),
    NoticeKind.FOLLOW_UP_REMINDER: lambda: (
        given(Stage.CLOSED).on(Kind.FOLLOW_UP).on(Kind.SURVEY_REMINDER)
    ),
    ItemKind.ASSESSMENT_MISSING: lambda: given(Stage.ASSESSMENT).on(Kind.ESCALATION),
    ItemKind.EXPECTATIONS_MISSING: lambda: given(Stage.EXPECTATIONS).on(Kind.ESCALATION),
    ItemKind.PLAN_NOT_ACCEPTED: lambda: given(Stage.PLANNING).on(Kind.ESCALATION),
    ItemKind.REVIEW_MISSING: lambda: given(Stage.REVIEW).on(Kind.ESCALATION),
    ItemKind.FIRST_SESSION_NOT_BOOKED: lambda: given(Stage.SESSIONS).on(Kind.FIRST_BOOKING_ITEM),
    ItemKind.PERSON_LEFT: leaving,
}


@pytest.mark.parametrize("kind", CASES, ids=str)
def test_a_mail_says_until_when(kind: NoticeKind | ItemKind) -> None:
    """A mail that asks for something names a moment ahead, even where nothing falls due then."""
    story = CASES[kind]()
    told = [
        sent.notice
        for sent in story.state.desk.told
        if kind in (sent.notice.kind, sent.notice.item)
    ]
    until = letter(story.state, told[-1], story.now).until
    assert until is not None
    assert until > story.now
