"""Worker, server, mail or database were down over due dates: late, but exactly once (case 60)."""

from datetime import timedelta

from domain.pairing.commands import PausePairing, ReportSession
from domain.pairing.events.course import (
    DeadlineElapsed,
    DeadlinePostponed,
    PairingClosed,
    PairingResumed,
    StageEntered,
)
from domain.pairing.events.reviews import CheckInAsked, ReviewOpened
from domain.pairing.events.sessions import SessionHeld, SessionReported, SessionUnconfirmed
from domain.pairing.facts import PersonLeft
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.programme.request import FixedTerm
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, START, Story, day, ongoing
from tests.unit.pairing.ways import HELD, booked, given, held

Kind = DeadlineKind


def superseded(story: Story) -> list[tuple[Kind, ...]]:
    """What every elapsed deadline has made moot."""
    return [event.supersedes for event in story.events if isinstance(event, DeadlineElapsed)]


def test_nothing_is_due_before_its_time() -> None:
    """A timer that fires before its deadline does nothing."""
    given().after_outage(days=6.9).then().tells()


def test_a_missed_reminder_is_sent_when_the_owners_are_asked() -> None:
    """A reminder that is overdue together with the owners' item is still sent, once."""
    story = given(Stage.ASSESSMENT).after_outage(days=20).then(DeadlineElapsed)
    story.tells((NoticeKind.ASSESSMENT_REMINDER, BOTH))
    story.opens(ItemKind.ASSESSMENT_MISSING, ItemKind.ASSESSMENT_MISSING)
    assert superseded(story) == [(Kind.REMINDER,)]


def test_reminder_item_and_more_time_are_one_step() -> None:
    """If reminder, item and end of the preparation are due at once, the end waits for answers."""
    story = given(Stage.ASSESSMENT).after_outage(days=60).then(DeadlinePostponed)
    story.tells((NoticeKind.ASSESSMENT_REMINDER, BOTH)).enters(Stage.ASSESSMENT)
    story.leaves_open(ItemKind.ASSESSMENT_MISSING, ItemKind.ASSESSMENT_MISSING)
    story.waits_for(Kind.GIVE_UP, Kind.ITEM_REMINDER)


def test_case_60_five_overdue_deadlines_become_one_reminder() -> None:
    """After half a year of outage, first booking, silence, farewell and review make one
    reminder."""
    story = booked(given(Stage.SESSIONS)).on(Kind.UNCONFIRMED).after_outage(days=200)
    story.then(DeadlineElapsed, ReviewOpened, StageEntered).leaves_open()
    story.tells((NoticeKind.REVIEW_REQUEST, BOTH)).enters(Stage.REVIEW)
    assert story.due(Kind.GIVE_UP).due.date() == (story.now + timedelta(days=21)).date()


def test_three_steps_of_one_matter_are_one_item() -> None:
    """After an outage three due steps of one matter become one item, without a mail to the two."""
    story = given(Stage.SESSIONS).after_outage(days=21).then(DeadlineElapsed)
    story.tells().opens(ItemKind.FIRST_SESSION_NOT_BOOKED)


def test_a_session_nobody_could_be_asked_about_is_asked_about_late() -> None:
    """A session whose question was missed is asked about, and stays open for the answer."""
    story = booked(given(Stage.SESSIONS)).after_outage(days=21)
    story.then(DeadlinePostponed).tells((NoticeKind.REPORT_REQUEST, BOTH))
    story.when(ReportSession, MENTEE, **HELD).then(SessionReported, SessionHeld)
    story.on(Kind.UNCONFIRMED).then(DeadlineElapsed, SessionUnconfirmed)


def test_matters_that_have_nothing_to_do_with_each_other_are_all_told() -> None:
    """After an outage each due matter is told once, the gravest first."""
    story = held(booked(given(Stage.SESSIONS), 2, on=10)).after_outage(days=11)
    kinds = [event.kind for event in story.events if isinstance(event, DeadlineElapsed)]
    assert sorted(kinds) == sorted(
        [Kind.REPORT_REQUEST, Kind.REFLECTION_REMINDER, Kind.JUNIOR_CHECK_IN]
    )


def test_a_pause_that_was_over_meanwhile_ends_with_its_full_return() -> None:
    """A pause that was over during an outage ends late, with everything that was left before it."""
    story = given(Stage.SESSIONS).at(day(3))
    story = story.when(PausePairing, MENTEE, return_on=day(30).date()).after_outage(days=301)
    story.then(DeadlineElapsed, PairingResumed).tells((NoticeKind.RESUMED, BOTH))
    assert story.due(Kind.FIRST_BOOKING_MENTEE).due.date() == day(304 + 4).date()


def test_a_pause_that_became_too_long_meanwhile_is_asked_about_before_it_ends() -> None:
    """A pause that became too long during an outage is asked about, and ends if nobody answers."""
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE).after_outage(days=190)
    story.then(DeadlinePostponed).leaves_open(ItemKind.STILL_PAUSED)
    story.tells((NoticeKind.STILL_PAUSED, BOTH))
    story.on(Kind.PAUSE_MAX).then(DeadlineElapsed, PairingClosed, StageEntered)


def test_somebodys_last_day_comes_before_everything_else() -> None:
    """After an outage a last day that has passed comes before a review that is due, and before what
    the owners have still to do."""
    story = given(Stage.SESSIONS).when(PersonLeft, person_id="p-junior", last_day=day(60).date())
    story = story.after_outage(days=90)
    story.then(DeadlineElapsed, PairingClosed, StageEntered, DeadlineElapsed)
    story.tells((NoticeKind.CLOSED, (Side.MENTEE,)))
    assert story.state.ending
    assert story.state.ending.reason is EndReason.LEFT_COMPANY


def test_silence_is_asked_about_once_however_long_the_outage() -> None:
    """Silence is asked about once after an outage; the second question follows a week later."""
    story = held(given(Stage.SESSIONS, **ongoing(52))).after_outage(days=120)
    asked = [event for event in story.events if isinstance(event, CheckInAsked)]
    assert [event.check_in.value for event in asked].count("did_you_meet") == 1
    assert story.due(Kind.SILENCE_AGAIN).due > story.now


def test_a_punctual_and_a_late_worker_end_in_the_same_place() -> None:
    """A worker that works five days in fifty reaches the same state as a punctual one, later."""
    punctual = held(given(Stage.SESSIONS)).until(day(1000))
    late = held(given(Stage.SESSIONS))
    while late.state.next_due:
        late = late.after_outage(days=45)
        late = late.until(late.now + timedelta(days=5))
    for story in (punctual, late):
        assert story.state.archived
        assert story.state.ending
        assert story.state.ending.reason is EndReason.CLOSED_WITHOUT_REVIEW


def test_an_end_of_term_in_an_outage_waits_for_word_that_two_have_met() -> None:
    """Two of whom no session is known may still report one after an outage at the end of term."""
    story = given(Stage.SESSIONS, term=FixedTerm(start=START.date(), weeks=8))
    end = story.due(DeadlineKind.REVIEW_DUE).due
    late = story.until(end - timedelta(days=1)).after_outage(days=3)
    assert late.state.stage is Stage.SESSIONS
    assert held(late).state.stage is not Stage.CLOSED
    assert late.until(late.now + timedelta(days=7)).state.stage is Stage.CLOSED
