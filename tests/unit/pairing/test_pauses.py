"""Pauses and extensions: one command moves everything that lies ahead."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.engine.roles import Role
from domain.pairing.commands import Accept, End, PausePairing, ResumePairing, SubmitReview
from domain.pairing.events.course import (
    DeadlineElapsed,
    PairingClosed,
    PairingPaused,
    PairingResumed,
    StageEntered,
)
from domain.pairing.events.preparation import PlanContinued
from domain.pairing.events.reviews import ReviewClosed, ReviewOpened, ReviewSubmitted
from domain.pairing.facts import PersonLeft
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import REVIEW, given, held, reviewed

Kind = DeadlineKind


def paused(story: Story, return_on: date | None = None) -> Story:
    """The mentee pauses the pairing."""
    return story.when(PausePairing, MENTEE, return_on=return_on)


def table(story: Story) -> dict[Kind, float]:
    """Days from now to every deadline."""
    return {deadline.kind: (deadline.due - story.now).days for deadline in story.state.deadlines}


@pytest.mark.parametrize("acting", [MENTOR, MENTEE])
def test_neither_pauses_nor_ends_unheard(acting: Role) -> None:
    """One of the two who wants nobody to be told of a pause, of going on or of the end is refused
    with the name of the field."""
    running = given(Stage.SESSIONS)
    running.when(PausePairing, acting, quiet=True).refused("quiet")
    running.when(End, acting, reason=EndReason.TIME, quiet=True).refused("quiet")
    paused(running).when(ResumePairing, acting, quiet=True).refused("quiet")


# -- pause and resume ----------------------------------------------------------------------------


def test_case_54_a_pause_of_the_two_within_that_of_the_cohort_wakes_nobody() -> None:
    """Two whose own pause ends while the whole cohort pauses go on pausing with it, hear nothing,
    and get back as many days as they paused in all, once."""
    story = given(Stage.SESSIONS).at(day(1))
    before = story.state.ends_on
    assert before is not None
    story = story.when(PausePairing, MENTEE, return_on=day(11).date()).at(day(2))
    story = story.when(PausePairing, OPERATOR, return_on=day(50).date(), quiet=True)
    story = story.until(day(45))
    assert story.state.pause is not None
    assert story.state.pause.quiet
    story.tells()
    story = story.at(day(50)).when(ResumePairing, OPERATOR, quiet=True)
    assert (story.state.pause, story.state.cohort_break) == (None, None)
    assert story.state.ends_on == before + timedelta(days=49)


def test_case_54_the_cohort_goes_on_while_the_two_still_pause() -> None:
    """The end of the cohort's pause ends no pause of the two, whichever began first, and they do
    not fall back into it afterwards."""
    first = given(Stage.SESSIONS).at(day(1))
    ours_first = first.when(PausePairing, MENTEE, return_on=day(60).date())
    ours_first = ours_first.when(PausePairing, OPERATOR, quiet=True)
    cohort_first = first.when(PausePairing, OPERATOR, quiet=True)
    cohort_first = cohort_first.when(PausePairing, MENTEE, return_on=day(60).date())
    for story in (ours_first, cohort_first):
        resumed = story.at(day(20)).when(ResumePairing, OPERATOR, quiet=True)
        assert resumed.state.pause is not None
        assert resumed.state.pause.return_on == day(60).date()
        assert resumed.until(day(61)).state.pause is None


def test_a_pause_stops_every_clock() -> None:
    """During a pause no deadline elapses but its own, the last of which ends the pairing."""
    story = paused(given(Stage.SESSIONS)).then(PairingPaused).tells((NoticeKind.PAUSED, BOTH))
    story.waits_for(Kind.PAUSE_QUESTION, Kind.PAUSE_MAX)


@pytest.mark.parametrize(
    "stage",
    [Stage.INVITED, Stage.ASSESSMENT, Stage.EXPECTATIONS, Stage.PLANNING, Stage.REVIEW],
)
def test_case_35_everything_goes_on_with_what_was_left_of_it(stage: Stage) -> None:
    """In every stage, deadlines go on after a pause with what was left of them, to the day (case
    35)."""
    story = given(stage).at(day(4))
    before = table(story)
    story = paused(story).at(day(4 + 35)).when(ResumePairing, MENTOR).then(PairingResumed)
    story.tells((NoticeKind.RESUMED, BOTH)).enters(stage)
    assert table(story) == before


def test_the_term_becomes_longer_by_the_pause() -> None:
    """A pause moves the end of the term, the notice before it and the review by the same time."""
    story = paused(given(Stage.SESSIONS).at(day(3, 15))).at(day(10, 8))
    story = story.when(ResumePairing, MENTEE)
    assert story.state.ends_on == day(182 + 7).date()
    assert story.due(Kind.REVIEW_DUE).due == day(189)
    assert story.due(Kind.WIND_DOWN).due == day(161)


def test_an_ongoing_programme_looks_back_later_by_the_pause() -> None:
    """In an ongoing term, a pause moves the next review."""
    story = paused(given(Stage.SESSIONS, **ongoing(8)).at(day(7))).at(day(21))
    story = story.when(ResumePairing, MENTEE)
    assert story.state.ends_on is None
    assert story.due(Kind.REVIEW_DUE).due == day(70)


def test_what_was_left_never_falls_on_a_day_off() -> None:
    """A deadline that a pause moves to a Saturday falls due on the Monday after."""
    story = given().at(day(4)).when(Accept, MENTOR)
    story = paused(story).at(day(6)).when(ResumePairing, OPERATOR)
    assert story.due(Kind.REMINDER).due == day(9)
    story = paused(story).at(day(9)).when(ResumePairing, OPERATOR)
    assert story.due(Kind.REMINDER).due == day(14)


def test_case_34_a_pause_without_a_date_is_asked_about_and_ends_at_last() -> None:
    """A pause without a date is asked about after 4, 8 and 12 weeks, and ends after 26 (case
    34)."""
    story = paused(given(Stage.SESSIONS)).on(Kind.PAUSE_QUESTION).then(DeadlineElapsed)
    story.tells((NoticeKind.STILL_PAUSED, BOTH)).opens(ItemKind.STILL_PAUSED)
    days = [story.now]
    for _ in range(2):
        story = story.on(Kind.PAUSE_QUESTION).opens()
        days.append(story.now)
    assert days == [day(28), day(56), day(84)]
    story = story.waits_for(Kind.ITEM_REMINDER, Kind.PAUSE_MAX).on(Kind.PAUSE_MAX)
    story.then(DeadlineElapsed, PairingClosed, StageEntered).tells((NoticeKind.CLOSED, BOTH))
    assert story.state.ending
    assert story.state.ending.reason is EndReason.PAUSE_EXPIRED
    assert story.now == day(182)


def test_a_pause_with_a_date_ends_on_it() -> None:
    """A pause with a date ends on that morning; one that is too long is refused (case 33)."""
    story = paused(given(Stage.SESSIONS), day(182).date()).waits_for(Kind.PAUSE_RETURN)
    story = story.on(Kind.PAUSE_RETURN).then(DeadlineElapsed, PairingResumed)
    story.tells((NoticeKind.RESUMED, BOTH))
    assert story.now == day(182)


def test_a_return_on_a_day_off_is_on_the_next_working_day() -> None:
    """A pause with a return on a Saturday ends on Monday."""
    assert paused(given(), day(5).date()).due(Kind.PAUSE_RETURN).due == day(7)


def test_a_return_lies_between_tomorrow_and_the_longest_pause() -> None:
    """A date of return lies between tomorrow and the longest pause, counted from its beginning."""
    story = given(Stage.SESSIONS)
    for number in (-1, 0, 183, 100_000):
        paused(story, day(number).date()).refused("return_on")
    paused(paused(story).at(day(10)), day(183).date()).refused("return_on")


def test_the_date_of_return_can_be_named_later() -> None:
    """Naming a date of return during a pause settles the question and the item about it."""
    story = paused(given(Stage.SESSIONS)).on(Kind.PAUSE_QUESTION)
    story = paused(story, day(40).date()).then(PairingPaused).leaves_open()
    story.tells((NoticeKind.PAUSED, BOTH)).waits_for(Kind.PAUSE_RETURN)
    assert story.state.pause
    assert story.state.pause.since == day(0)
    paused(story, day(40).date()).then()
    story = story.on(Kind.PAUSE_RETURN)
    assert story.state.ends_on == day(182 + 42).date()


def test_case_35_an_early_return_is_welcome() -> None:
    """A pause can be ended early; ending it again changes nothing."""
    story = paused(given(Stage.SESSIONS), day(60).date()).at(day(7)).when(ResumePairing, MENTOR)
    story.then(PairingResumed).when(ResumePairing, MENTEE).then()


def test_a_cohort_pauses_and_resumes_quietly() -> None:
    """Pause and return of a cohort send no mail from its pairings: the cohort does (case 54)."""
    story = given(Stage.SESSIONS).when(PausePairing, OPERATOR, quiet=True).tells()
    story.at(day(7)).when(ResumePairing, OPERATOR, quiet=True).then(PairingResumed).tells()
    story = given(Stage.SESSIONS)
    story = story.when(PausePairing, OPERATOR, quiet=True, return_on=day(7).date())
    story.on(Kind.PAUSE_RETURN).then(DeadlineElapsed, PairingResumed).tells()


def test_a_paused_pairing_can_be_ended() -> None:
    """A paused pairing can be ended: at once, or with the review that a good end calls for."""
    story = paused(held(given(Stage.SESSIONS)))
    assert story.when(End, MENTEE, reason=EndReason.TIME).enters(Stage.CLOSED).state.pause is None
    good = story.when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED)
    good.then(PairingResumed, ReviewOpened, StageEntered).tells((NoticeKind.REVIEW_REQUEST, BOTH))


def test_a_review_can_be_finished_during_a_pause() -> None:
    """A closing review ends a pause; after a periodic one no booking is asked for."""
    closing = paused(given(Stage.REVIEW))
    assert reviewed(closing).enters(Stage.CLOSED).state.pause is None
    story = paused(held(given(Stage.SESSIONS, **ongoing(8))).on(Kind.REVIEW_DUE))
    story = story.when(SubmitReview, MENTOR, **REVIEW).when(SubmitReview, MENTEE, **REVIEW)
    story.then(ReviewSubmitted, ReviewClosed, PlanContinued, StageEntered).tells()
    story = story.at(day(70)).when(ResumePairing, MENTOR).enters(Stage.SESSIONS)
    assert story.due(Kind.NEXT_BOOKING).due == day(84)


def test_what_begins_during_a_pause_has_its_full_time_after_it() -> None:
    """A deadline that begins during a pause has its full length after it."""
    story = paused(given(Stage.SESSIONS).at(day(1))).at(day(15))
    story = held(story).at(day(22)).when(ResumePairing, MENTOR)
    assert story.due(Kind.JUNIOR_CHECK_IN).due == day(24)
    assert story.due(Kind.NEXT_BOOKING).due == day(36)


def test_nobodys_last_day_can_be_put_off() -> None:
    """A pause does not move a person's last day, whether it became known before or during it."""
    fields: dict[str, Any] = {"person_id": "p-senior", "last_day": day(30).date()}
    before = paused(given(Stage.SESSIONS)).when(PersonLeft, **fields)
    after = paused(given(Stage.SESSIONS).when(PersonLeft, **fields))
    for story in (before, after):
        assert story.due(Kind.LAST_DAY).due == day(31)
        resumed = story.at(day(14)).when(ResumePairing, MENTOR)
        assert resumed.due(Kind.LAST_DAY).due == day(31)
        assert resumed.due(Kind.REVIEW_DUE).due == day(17)
        story.on(Kind.LAST_DAY).enters(Stage.CLOSED)
