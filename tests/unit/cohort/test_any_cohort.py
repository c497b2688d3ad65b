"""What holds for every random cohort, whatever people, pairings and time do to it."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.cohort.consequences.notices import QUESTIONS
from domain.cohort.events import (
    COHORT_EVENTS,
    CohortClosed,
    CohortItemOpened,
    CohortItemSettled,
    CohortNoticeIssued,
    CohortStageEntered,
)
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortStage
from domain.cohort.work import question_to_match, taken_seats
from domain.engine.wire import from_record
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice
from tests.unit.cohort.briefed import BRIEFINGS
from tests.unit.cohort.story import FIXED, ONGOING, CohortStory
from tests.unit.cohort.world import CAPACITY, World

Kind = NoticeKind
OFTEN = ("match", "start", "look", "confirm", "tell")
"""Without these not much happens."""
DEEDS = (*World(CohortStory()).deeds, *OFTEN, *OFTEN)
all_deeds = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 999)), min_size=25, max_size=60
)
terms = st.sampled_from((FIXED, ONGOING))
LONGEST = timedelta(weeks=26 + 26 + 10)
"""A fixed term, moved by the longest pause, and the last reviews."""


def after(term: dict[str, object], confirm: bool, deeds: list[tuple[str, int]]) -> World:
    """A cohort after these deeds. Every step compares the state with the folded journal."""
    preparation = {"briefings": BRIEFINGS if confirm else ()}
    world = World(CohortStory(term=term, confirm=confirm, preparation=preparation))
    gone = set[str]()
    for deed, number in deeds:
        world.do(deed, number)
        check(world.story)
        gone.update(world.story.bag.taken_back)
        assert not gone.intersection(notice.id for notice in needed_by_anybody(world.story.state))
    return world


def check(story: CohortStory) -> None:
    """What always holds of a state."""
    state = story.state
    for seats in taken_seats(state):
        assert seats.count <= CAPACITY[seats.side]
    due = [deadline.due for deadline in state.deadlines]
    assert due == sorted(due)
    kinds = Counter(deadline.kind for deadline in state.deadlines)
    assert all(count == 1 for count in kinds.values())
    ids = [entry.pairing_id for entry in state.pairings]
    assert len(set(ids)) == len(ids)
    question = question_to_match(state)
    if question is not None and question.candidates is not None:
        assert not set(question.candidates) & set(state.people.unavailable)
    if state.stage is CohortStage.CLOSED:
        assert (state.deadlines, state.desk.items, state.matching.proposals) == ((), (), ())


def needed_by_anybody(state: CohortState) -> Iterator[Notice]:
    """The latest mails that tell people of something to do, or of how their cohort is."""
    told = [sent.notice for sent in state.desk.told]
    open_ = [item.id for item in state.desk.items]
    yield from (notice for notice in told if notice.item_id in open_)
    yield from (notice for notice in told if notice.kind is NoticeKind.COHORT_ENDED)
    if state.matching.proposals:
        yield from [notice for notice in told if notice.kind in QUESTIONS][-1:]
    if state.pause is not None:
        yield from _told_of_the_pause(state, state.pause.since)[-1:]


def _told_of_the_pause(state: CohortState, since: datetime) -> list[Notice]:
    """Nobody, if no pairing ran when it began and nobody waited.

    It may begin at the moment in which an earlier one ended.
    """
    told = [sent for sent in state.desk.told if sent.at >= since]
    kinds = [sent.notice.kind for sent in told]
    before = kinds[::-1].index(Kind.COHORT_RESUMED) if Kind.COHORT_RESUMED in kinds else len(kinds)
    latest = told[len(told) - before :]
    return [sent.notice for sent in latest if sent.notice.kind is Kind.COHORT_PAUSED]


@given(terms, st.booleans(), all_deeds)
def test_only_refusals_and_the_fold_is_the_state(
    term: dict[str, object], confirm: bool, deeds: list[tuple[str, int]]
) -> None:
    """In a random cohort only `Refused` is ever raised, and no one has more pairings than seats."""
    after(term, confirm, deeds)


@given(terms, st.booleans(), all_deeds)
def test_the_journal_makes_sense(
    term: dict[str, object], confirm: bool, deeds: list[tuple[str, int]]
) -> None:
    """Stages follow each other, items are opened before they are settled, and it closes once."""
    story = after(term, confirm, deeds).story
    stage, opened, closed, notices = CohortStage.MATCHING, list[str](), list[str](), list[str]()
    ends = 0
    for record in story.records:
        match from_record(record, COHORT_EVENTS):
            case CohortStageEntered() as event:
                assert event.left is stage is not event.stage
                stage = event.stage
            case CohortItemOpened(item=item):
                opened.append(item.id)
            case CohortItemSettled(item_id=item_id):
                assert item_id in opened
                closed.append(item_id)
            case CohortNoticeIssued(notice=notice):
                notices.append(notice.id)
            case CohortClosed():
                ends += 1
            case _:
                pass
    for ids in (opened, closed, notices):
        assert len(set(ids)) == len(ids)
    assert ends <= 1
    assert stage is story.state.stage


@given(st.booleans(), all_deeds)
def test_a_fixed_term_ends_without_anybodys_help(
    confirm: bool, deeds: list[tuple[str, int]]
) -> None:
    """With pairings that end in time and people who do nothing at all, the cohort closes itself."""
    world = after(FIXED, confirm, deeds)
    story, last = world.story, world.story.now + LONGEST
    while story.now < last:
        world.match(0)
        world.start(1)
        while story.state.instructions:
            story.told()
        story.days(7)
        if story.state.matching.over:
            world.close_all()
    assert story.stage() is CohortStage.CLOSED


@given(terms, st.booleans(), all_deeds)
def test_an_end_needs_nothing_from_outside(
    term: dict[str, object], confirm: bool, deeds: list[tuple[str, int]]
) -> None:
    """Once ended, a cohort closes even if no one ever answers again, if need be after shutdowns."""
    world = after(term, confirm, deeds)
    world.do("end", 0)
    days = world.story.state.request.deadlines
    closed = len(world.story.state.calendar.days_off)
    world.story.days(days.hard_stop_days + days.review_days + days.reopen_days + 4 + 2 * closed)
    assert world.story.stage() is CohortStage.CLOSED
