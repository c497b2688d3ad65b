"""Shutdowns that are announced while a cohort runs."""

from datetime import date, timedelta

import pytest

from domain.cohort.commands import RecordNewsPassedOn
from domain.cohort.events import CohortShutdownAnnounced
from domain.cohort.instructing import facts_of
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.cohort.work import news_to_pass_on, terms_of
from domain.engine.errors import NotAllowed
from domain.engine.timetable import due_of
from domain.pairing.facts import ShutdownAhead
from domain.programme.calendar import RecordCalendar
from domain.programme.request import Shutdown
from tests.unit.cohort.story import START, CohortStory, running

Kind = CohortDeadlineKind

FIRST, LAST = date(2027, 12, 24), date(2028, 1, 2)


def test_case_31_a_shutdown_reaches_all_pairings_and_those_to_come() -> None:
    """A shutdown that is announced is passed on to every pairing, is part of the terms of those to
    come, and has the days off of the office looked up again."""
    story = running("anna+bert", "cleo+dora", term={"kind": "ongoing", "start": "2027-01-04"})
    story.shut_down(FIRST, LAST)
    shutdown = Shutdown(first=FIRST, last=LAST)
    news = news_to_pass_on(story.state)
    assert news is not None
    facts = facts_of(story.state, news)
    assert [fact.pairing_id for fact in facts] == ["c-001", "c-002"]
    assert all(isinstance(fact, ShutdownAhead) and fact.shutdown == shutdown for fact in facts)
    assert terms_of(story.state, story.state.pairings[0]).shutdowns == (shutdown,)
    assert story.state.calendar_wanted


def test_days_off_that_are_wanted_stay_wanted_until_they_are_there() -> None:
    """A deadline of the cohort that elapses while days off are being looked up does not call the
    look off."""
    story = running("anna+bert")
    story.shut_down(FIRST, LAST)
    story.on(CohortDeadlineKind.PROGRESS_CHECK)
    assert story.state.calendar_wanted


def test_a_pairing_that_was_just_being_started_is_told_once_it_runs() -> None:
    """A pairing that begins under the terms of before hears of the shutdown after its start."""
    story = CohortStory()
    story.matched("anna+bert")
    story.shut_down(START.date() + timedelta(days=7), START.date() + timedelta(days=9))
    (waiting,) = story.state.news
    story.do(RecordNewsPassedOn(news_id=waiting.id, unreached=waiting.pairing_ids))
    assert news_to_pass_on(story.state) is None
    story.started(1)
    assert news_to_pass_on(story.state) is not None


def test_a_shutdown_is_announced_once_and_without_mistakes() -> None:
    """A shutdown that is over, far too long, or one too many is refused with what is allowed; the
    same again changes nothing."""
    story = running("anna+bert")
    today = START.date()
    with pytest.raises(NotAllowed, match=r"shutdown\.last: is over"):
        story.shut_down(today - timedelta(days=9), today - timedelta(days=1))
    with pytest.raises(NotAllowed, match="at most 180 days"):
        story.shut_down(today, today + timedelta(days=400))
    for number in range(20):
        story.shut_down(today + timedelta(days=number), today + timedelta(days=number))
    assert story.shut_down(today, today) == []
    with pytest.raises(NotAllowed, match="one too many"):
        story.shut_down(today + timedelta(days=50), today + timedelta(days=50))


def test_case_31_the_deadlines_of_the_cohort_move_as_well() -> None:
    """The lead is not reminded of proposals in a shutdown, and the item keeps its distance."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    kinds = CohortDeadlineKind.CONFIRMATION_REMINDER, CohortDeadlineKind.CONFIRMATION_ITEM
    reminder, item = (due_of(story.state.deadlines, kind) for kind in kinds)
    assert reminder is not None
    assert item is not None
    closed = tuple(reminder.date() + timedelta(days=number) for number in range(14))
    story.shut_down(closed[0], closed[-1])
    calendar = story.state.calendar
    closed = (*calendar.days_off, *closed)
    story.do(RecordCalendar(calendar=calendar.model_copy(update={"days_off": closed}), shutdowns=1))
    later, last = (due_of(story.state.deadlines, kind) for kind in kinds)
    assert later is not None
    assert last is not None
    assert later.date() > closed[-1]
    assert last - later >= timedelta(days=3)
    assert story.records[-2].name == CohortShutdownAnnounced.tag.removesuffix(".v1")


@pytest.mark.parametrize(
    ("return_on", "kind"), [(date(2027, 2, 3), Kind.PAUSE_RETURN), (None, Kind.PAUSE_MAX)]
)
def test_case_31_a_pause_of_the_cohort_does_not_end_in_a_shutdown(
    return_on: date | None, kind: CohortDeadlineKind
) -> None:
    """The pause of a cohort goes on until a shutdown is over that is announced in it: nobody is
    told on a closed day that it goes on, or ends."""
    story = running("anna+bert")
    story.pause(return_on)
    due = due_of(story.state.deadlines, kind)
    assert due is not None
    story.until(due - timedelta(days=20))
    days = tuple(due.date() + timedelta(days=number) for number in range(-3, 6))
    story.shut_down(days[0], days[-1])
    calendar = story.state.calendar
    closed = calendar.model_copy(update={"days_off": (*calendar.days_off, *days)})
    story.do(RecordCalendar(calendar=closed, shutdowns=1))
    moved = due_of(story.state.deadlines, kind)
    assert moved is not None
    assert moved.date() > days[-1]
