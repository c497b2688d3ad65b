"""After an outage a cohort ends nothing before its owners have had time to answer."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from domain.cohort.event import CohortEvent
from domain.cohort.events import (
    CohortClosed,
    CohortDeadlineElapsed,
    CohortDeadlinePostponed,
    CohortEndingBegun,
    MatchingEnded,
)
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortDeadlineKind, CohortStage
from domain.engine.base import Instant
from domain.engine.events import Delay
from domain.engine.timetable import due_of
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.story import ONGOING, CohortStory, running
from tests.unit.witnesses.cohorts import after, matched, proposed_to_the_lead

Kind = CohortDeadlineKind
MINUTE = timedelta(minutes=1)


def _proposed_long_ago() -> CohortStory:
    """The lead knows of the proposals, and of the item about them."""
    return after(proposed_to_the_lead(), lambda story: story.days(4), lambda story: story.days(10))


def _nobody_paired() -> CohortStory:
    return CohortStory(term=ONGOING)


def _paused() -> CohortStory:
    return after(running("anna+bert"), CohortStory.pause)


def _ending() -> CohortStory:
    return after(running("anna+bert"), CohortStory.end)


OF_EVERY_END = pytest.mark.parametrize(
    ("kind", "begin", "told", "end"),
    [
        (Kind.MATCHING_OVER, _proposed_long_ago, [NoticeKind.MATCHES_REMINDER], MatchingEnded),
        (Kind.MATCHING_OVER, _nobody_paired, [], MatchingEnded),
        (Kind.PAUSE_MAX, _paused, [NoticeKind.ITEM_OPENED], CohortEndingBegun),
        (Kind.ENDING_OVER, _ending, [], CohortClosed),
    ],
    ids=["proposals", "nobody paired", "pause", "ending"],
)


def due(state: CohortState, kind: Kind) -> Instant:
    """When a deadline falls due that the cohort has."""
    found = due_of(state.deadlines, kind)
    assert found is not None
    return found


@OF_EVERY_END
def test_what_ran_out_in_an_outage_ends_when_people_have_had_time_to_answer(
    kind: Kind,
    begin: Callable[[], CohortStory],
    told: list[NoticeKind],
    end: type[CohortEvent],
) -> None:
    """Each deadline that ends something waits after an outage, reminds the lead, and ends later."""
    story = begin()
    story.until(due(story.state, kind) - MINUTE)
    story.after_outage(3)
    assert [event.kind for event in story.all(CohortDeadlinePostponed)] == [kind]
    assert [notice.kind for notice in story.notices] == told
    assert story.all(end) == []
    until = due(story.state, kind)
    assert until >= story.state.calendar.in_working_days(story.now, 2)
    story.until(until - MINUTE)
    assert story.all(end) == []
    assert story.until(until) != []
    assert story.all(end) != []


@OF_EVERY_END
def test_minutes_are_no_outage(
    kind: Kind,
    begin: Callable[[], CohortStory],
    told: list[NoticeKind],
    end: type[CohortEvent],
) -> None:
    """A deadline that elapses up to an hour late ends what it would have ended on time."""
    story = begin()
    moment = due(story.state, kind)
    story.until(moment - MINUTE)
    story.after_outage((moment - story.now + timedelta(minutes=10)) / timedelta(days=1))
    assert story.all(end) != []


def test_the_end_of_a_term_without_open_questions_is_a_day() -> None:
    """If no proposal waits, matching ends with a fixed term, late but at once."""
    story = running("anna+bert")
    story.until(due(story.state, Kind.MATCHING_OVER) - MINUTE)
    story.after_outage(3)
    assert story.all(MatchingEnded) != []
    assert story.all(CohortDeadlinePostponed) == []


def test_an_ongoing_cohort_with_pairings_goes_on_without_a_delay() -> None:
    """If an ongoing programme has pairings, the end of a period ends nothing, and nothing waits."""
    story = running("anna+bert", term=ONGOING)
    story.after_outage(60)
    assert story.all(CohortDeadlinePostponed) == []
    assert Kind.MATCHING_OVER in [line.kind for line in story.state.deadlines]


def test_a_pause_that_ended_meanwhile_ends_before_anything_waits() -> None:
    """A day of return that has passed ends the pause; proposals from before it get time."""
    story = proposed_to_the_lead()
    story.until(due(story.state, Kind.MATCHING_OVER) - timedelta(days=1))
    story.pause(date(2027, 5, 19))
    story.after_outage(20)
    kinds = [type(event) for event in story.events]
    assert kinds.index(CohortDeadlineElapsed) < kinds.index(CohortDeadlinePostponed)
    assert due(story.state, Kind.MATCHING_OVER) == story.state.calendar.in_working_days(
        story.now, 2
    )


def test_pairings_end_before_the_cohort_that_waits_for_them() -> None:
    """A cohort that ends gives its pairings as much more time as they give their people."""
    story = _ending()
    story.after_outage(40)
    state = story.state
    answered = state.calendar.in_working_days(story.now, 2)
    assert due(state, Kind.ENDING_OVER) >= answered + timedelta(days=7)


def test_a_question_that_went_out_late_leaves_time_to_answer() -> None:
    """Proposals wait for two working days after the lead's mail about them was delivered."""
    story = after(CohortStory(confirm=True, term=ONGOING), matched("anna+bert"))
    notice = story.notices[-1]
    moment = due(story.state, Kind.MATCHING_OVER)
    story.until(moment - timedelta(hours=2))
    story.fared(notice, DeliveryOutcome.DELIVERED)
    event = story.one(CohortDeadlinePostponed)
    assert (event.kind, event.delay) == (Kind.MATCHING_OVER, Delay.LATE_MAIL)
    assert [sent.kind for sent in story.notices] == [NoticeKind.MATCHES_REMINDER]
    assert story.notices[0].until == event.until


def test_while_no_mail_can_be_sent_nobody_is_written_to() -> None:
    """A question that still waits in the outbox puts the end off, without another mail."""
    story = after(CohortStory(confirm=True, term=ONGOING), matched("anna+bert"))
    notice = story.notices[-1]
    story.until(due(story.state, Kind.MATCHING_OVER) - timedelta(hours=2))
    story.fared(notice, None)
    assert story.one(CohortDeadlinePostponed).delay is Delay.MAIL_WAITING
    assert story.notices == []


def test_a_pause_that_was_never_asked_about_opens_its_item() -> None:
    """If the question about a long pause was due in the outage too, the lead gets its item."""
    story = _paused()
    story.after_outage(200)
    assert story.items == [ItemKind.STILL_PAUSED]
    assert [notice.kind for notice in story.notices] == [NoticeKind.ITEM_OPENED]
    assert story.stage() is CohortStage.RUNNING
