"""What waits to be sent when a hold begins is taken back, and asked when the hold is lifted."""

from datetime import timedelta

import pytest

from domain.pairing.commands import LiftHold, PausePairing, PutOnHold
from domain.pairing.taking_back import taken_back
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, OPERATOR
from tests.unit.pairing.test_taking_back import ASKING, gone, latest

ASKING_ONCE = (
    *ASKING,
    NoticeKind.JUNIOR_CHECK_IN,
    NoticeKind.EXTENSION_PROPOSED,
    NoticeKind.SESSION_MISSED,
    NoticeKind.WIND_DOWN,
    NoticeKind.PULSE,
    NoticeKind.MIDPOINT,
)


@pytest.mark.parametrize("kind", ASKING_ONCE)
def test_a_question_is_taken_back_by_a_hold_and_asked_when_it_is_lifted(kind: NoticeKind) -> None:
    """Nobody is asked during a hold for what would be refused, and everybody is when it is over:
    each of those who had been asked, once, by a mail of its own."""
    story = latest(kind)
    held = story.when(PutOnHold, OPERATOR, reason="misconduct")
    asked = gone(kind, story, held)
    assert asked
    lifted = held.at(held.now + timedelta(days=2)).when(LiftHold, OPERATOR)
    again = [notice for notice in lifted.notices if notice.kind is kind]
    assert [notice.side for notice in again] == asked
    told = [sent.notice.id for sent in lifted.state.desk.told]
    assert len(set(told)) == len(told)
    assert not {notice.id for notice in again} & set(
        taken_back(held.state, lifted.state, lifted.now)
    )


def test_what_waited_before_a_pause_and_a_hold_is_asked_in_the_pause() -> None:
    """Where a pause goes on after a hold, both are asked what they would have been asked in it."""
    paused = latest(NoticeKind.BOOKING_REQUEST).when(PausePairing, MENTEE)
    lifted = paused.when(PutOnHold, OPERATOR, reason="misconduct").when(LiftHold, OPERATOR)
    assert [(one.kind, one.side) for one in lifted.notices] == [
        (kind, side) for kind in (NoticeKind.BOOKING_REQUEST, NoticeKind.PAUSED) for side in BOTH
    ]
