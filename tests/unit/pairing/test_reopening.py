"""A pairing that is reopened goes on with everything that it waited for (case 55)."""

from datetime import date, timedelta

import pytest

from domain.pairing.commands import Annul, End, Reopen
from domain.pairing.facts import PersonLeft
from domain.pairing.vocabulary import DeadlineKind, EndReason, SessionStatus, Stage
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import HELD, MENTEE_ABSENT, given, held, over, reported, reviewed


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


def test_case_55_the_time_in_between_is_given_back_also_after_an_annulment() -> None:
    """A pairing that was annulled weeks after its end, and reopened, gets back the time since it
    was closed, as it would without the annulment."""
    closed = given(Stage.SESSIONS).at(day(60)).when(End, MENTEE, reason=EndReason.TIME)
    plain = closed.at(day(80)).when(Reopen, OPERATOR)
    annulled = closed.at(day(79)).when(Annul, OPERATOR)
    assert annulled.state.ending
    assert annulled.state.ending.at == day(60)
    assert annulled.at(day(80)).when(Reopen, OPERATOR).state.ends_on == plain.state.ends_on


def leaves(story: Story, person: str, on: float | None = None) -> Story:
    """It becomes known that one leaves, on a day or already."""
    last_day = None if on is None else day(on).date()
    return story.when(PersonLeft, person_id=person, last_day=last_day)


def last_days(story: Story) -> tuple[date | None, date | None]:
    """The last days that are known of mentor and mentee."""
    known = story.state.departure.last_days
    return known.mentor, known.mentee


def test_case_38_the_last_day_of_the_other_outlives_a_mistake() -> None:
    """Reopened after one was reported gone by mistake, a pairing still knows the last day of the
    other: the farewell comes before it."""
    story = leaves(held(given(Stage.SESSIONS)), "p-senior", on=100).at(day(20))
    story = leaves(story, "p-junior").enters(Stage.CLOSED).at(day(22)).when(Reopen, OPERATOR)
    assert last_days(story) == (None, day(100).date())
    assert story.due(DeadlineKind.LAST_DAY).due == day(101)
    assert story.due(DeadlineKind.REVIEW_DUE).due == day(87)


def test_case_38_the_first_of_two_last_days_is_the_mistake() -> None:
    """A last day that came and ended the pairing is forgotten by the reopening, also if the two had
    looked back before it; the later one of the other is not."""
    both = leaves(leaves(held(given(Stage.SESSIONS)), "p-senior", on=100), "p-junior", on=60)
    came = both.until(day(63)).enters(Stage.CLOSED)
    looked_back = reviewed(both.until(day(50))).enters(Stage.CLOSED)
    for story in (came, looked_back.at(day(63))):
        assert last_days(story.when(Reopen, OPERATOR)) == (None, day(100).date())


def test_case_38_who_has_left_since_keeps_a_pairing_closed() -> None:
    """A pairing that a mistake about one has ended is not reopened once the other has left."""
    story = leaves(held(given(Stage.SESSIONS)), "p-senior", on=21).at(day(20))
    story = leaves(story, "p-junior").at(day(22))
    story.when(Reopen, OPERATOR).refused("")
    reported = leaves(leaves(given(Stage.SESSIONS), "p-junior").at(day(1)), "p-senior")
    reported.at(day(2)).when(Reopen, OPERATOR).refused("")


def test_case_38_a_corrected_last_day_holds_after_the_reopening() -> None:
    """The right day that HR tells of after somebody was reported gone holds once the pairing is
    reopened."""
    story = leaves(leaves(given(Stage.SESSIONS), "p-junior").at(day(1)), "p-junior", on=90)
    story = story.at(day(2)).when(Reopen, OPERATOR)
    assert last_days(story) == (day(90).date(), None)
    assert story.due(DeadlineKind.LAST_DAY).due == day(91)
