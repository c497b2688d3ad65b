"""A pairing that is reopened goes on with everything that it waited for (case 55)."""

from datetime import timedelta

import pytest

from domain.pairing.commands import Annul, End, Reopen
from domain.pairing.vocabulary import DeadlineKind, EndReason, SessionStatus, Stage
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import HELD, MENTEE_ABSENT, given, over, reported


def reopened(story: Story, on: float = 9) -> Story:
    """Closed at once, and opened again on that day."""
    closed = story.when(End, MENTEE, reason=EndReason.TIME)
    return closed.until(day(on)).when(Reopen, OPERATOR)


def test_case_55_both_are_asked_about_an_appointment_that_passed_before_the_reopening() -> None:
    """After a reopening both are asked about a past appointment, which can stay unconfirmed."""
    story = reopened(over())
    story.on(DeadlineKind.REPORT_REQUEST).tells((NoticeKind.REPORT_REQUEST, BOTH))
    assert story.until(day(30)).session().status is SessionStatus.UNCONFIRMED


def test_a_reopened_invitation_says_until_when_it_can_be_answered() -> None:
    """An invitation after a reopening names the day until which it holds, and not that of its
    reminder."""
    story = reopened(given(Stage.INVITED)).enters(Stage.INVITED)
    (until,) = {notice.until for notice in story.notices if notice.kind is NoticeKind.INVITATION}
    assert until == story.due(DeadlineKind.GIVE_UP).due


def test_a_claimed_absence_counts_after_a_reopening() -> None:
    """After a reopening there is time again to object to an absence; then it counts."""
    story = reopened(reported(over(), MENTOR, MENTEE_ABSENT))
    assert story.due(DeadlineKind.OBJECTION_OVER).due >= day(11)
    assert story.on(DeadlineKind.OBJECTION_OVER).session().status is SessionStatus.MISSED


def test_owners_are_asked_again_about_a_conflict() -> None:
    """After a reopening the owners are asked again to settle reports that contradict each other."""
    story = reported(reported(over(), MENTOR, MENTEE_ABSENT), MENTEE, HELD)
    story.leaves_open(ItemKind.CONFLICTING_REPORTS)
    reopened(story).leaves_open(ItemKind.CONFLICTING_REPORTS)


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.PARTNERSHIP])
def test_case_56_what_is_closed_already_can_be_annulled(stage: Stage) -> None:
    """A pairing that turns out to be an error after its end is annulled without a word to the two,
    who know that it is over: nobody asks what they still use, and it can still be reopened."""
    story = given(stage).when(Annul, OPERATOR).enters(Stage.CLOSED).tells()
    assert story.state.ending
    assert story.state.ending.reason is EndReason.ANNULLED
    story.waits_for(DeadlineKind.REOPEN_OVER)
    story.when(Annul, OPERATOR).then()
    story.when(Reopen, OPERATOR).enters(Stage.SESSIONS)


def test_case_56_a_month_after_the_end_nothing_is_annulled() -> None:
    """What can no longer be reopened can no longer be annulled either."""
    story = given(Stage.CLOSED)
    story.at(story.now + timedelta(days=40)).when(Annul, OPERATOR).refused("")
