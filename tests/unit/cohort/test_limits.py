"""A cohort is never larger than what Temporal takes: 2 MB at once."""

from collections.abc import Callable, Sequence

import pytest

from activities.journal import AppendRequest
from domain.cohort import limits
from domain.cohort.commands import AddPerson, RecordMatches, RecordProgress, RecordStarted
from domain.cohort.decide import matches
from domain.cohort.events import CohortClosed, MatchesProposed, MatchingRefused
from domain.cohort.limits import (
    LARGEST_COHORT,
    LARGEST_RESULT,
    MOST_PEOPLE,
    objections_to_crowd,
    objections_to_result,
)
from domain.cohort.progress import PairingProgress
from domain.engine.errors import NotAllowed, Problem
from domain.engine.journal import EventRecord
from domain.engine.roles import Role
from domain.matching import MatchResult, ProposedPair
from domain.pairing.vocabulary import Stage
from domain.telling.kinds import ItemKind
from tests.contract.events import NOON
from tests.unit.cohort.story import CohortStory, running

TEMPORAL_TAKES = 2_000_000
LONG = "x" * 60
"""Ids are as long as they can be."""


def largest(people: int = MOST_PEOPLE) -> MatchResult:
    """All have a partner, and the reasons just fit."""
    pairs = people // 2
    room = LARGEST_RESULT // pairs - 300
    return MatchResult(
        pairs=tuple(
            ProposedPair(
                mentor=f"{LONG}{number}",
                mentee=f"y{LONG[1:]}{number}",
                score=0.5,
                parts=(),
                reasons=("r" * room,),
            )
            for number in range(pairs)
        ),
        waiting=(),
        blocking_pairs=0,
    )


def size_of(records: Sequence[EventRecord]) -> int:
    """Bytes of an append of these records."""
    request = AppendRequest(
        stream="cohort-c", expected_version=0, records=tuple(records), decided_at=NOON
    )
    return len(request.model_dump_json())


@pytest.mark.parametrize("confirm", [True, False])
def test_whatever_the_largest_cohort_does_fits(confirm: bool) -> None:
    """Whatever the largest cohort proposes, confirms, starts or pauses, every append and state
    fits."""
    result = largest()
    assert not objections_to_crowd(MOST_PEOPLE)
    assert not objections_to_result(result)
    story = CohortStory(confirm=confirm)
    sizes = []

    def weigh(before: int) -> None:
        sizes.append(size_of(story.records[before:]))
        sizes.append(len(story.state.model_dump_json()))

    steps: tuple[Callable[[], object], ...] = (
        lambda: story.do(RecordMatches(round=1, result=result)),
        lambda: story.confirm("all") if confirm else [],
        lambda: story.do(
            RecordStarted(started=tuple(pairing.pairing_id for pairing in story.state.pairings))
        ),
        lambda: story.do(
            RecordProgress(rows=tuple(_far(pairing.pairing_id) for pairing in story.state.pairings))
        ),
        story.pause,
    )
    for step in steps:
        before = len(story.records)
        step()
        weigh(before)
    assert len(story.notices) >= MOST_PEOPLE
    assert max(sizes) < TEMPORAL_TAKES


def _far(pairing_id: str) -> PairingProgress:
    return PairingProgress(
        pairing_id=pairing_id,
        stage=Stage.SESSIONS,
        mentor_said=True,
        mentee_said=True,
        sessions_planned=6,
        sessions_held=3,
        items=(ItemKind.DATES_NOT_KEPT,),
    )


def test_a_crowd_is_refused_with_the_way_out() -> None:
    """A roster with too many people is refused with the number there is and the number allowed."""
    (problem,) = objections_to_crowd(MOST_PEOPLE + 1)
    assert problem.path == "roster"
    assert "2001 people" in problem.problem
    assert str(MOST_PEOPLE) in (problem.allowed or "")
    assert "another cohort" in (problem.allowed or "")


def test_too_many_words_are_refused_with_the_way_out() -> None:
    """A proposal with too many words for its few pairs is refused, with the size that is
    allowed."""
    result = largest(people=200)
    wordy = result.model_copy(update={"pairs": result.pairs * 2})
    (problem,) = objections_to_result(wordy)
    assert "200 pairs" in problem.problem
    assert "900 KB" in (problem.allowed or "")


def test_nobody_joins_a_cohort_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full cohort refuses new people; those in it may come back."""
    monkeypatch.setattr(matches, "MOST_PEOPLE", 2)
    story = running("anna+bert")
    with pytest.raises(NotAllowed) as refused:
        story.add("zoe")
    assert [problem.problem for problem in refused.value.problems] == ["the cohort is full"]
    story.add("anna")


def test_a_cohort_that_has_had_too_many_pairings_gets_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A cohort that has had too many pairings gets no more: owners are told, running ones go on."""
    story = running("anna+bert")
    story.do(AddPerson(message_id="m", acting=Role.OPERATOR, cohort_id="c", person_id="zoe"))
    monkeypatch.setattr(limits, "LARGEST_COHORT", len(story.state.model_dump_json()))
    story.matched("zoe+bert")
    refused = story.one(MatchingRefused)
    assert isinstance(refused.problems[0], Problem)
    assert "another cohort" in (refused.problems[0].allowed or "")
    assert story.items == [ItemKind.NOBODY_FITS]
    assert not story.all(MatchesProposed)
    assert not story.all(CohortClosed)


def test_there_is_room_for_growth() -> None:
    """After the largest first proposal the state has room for further ones."""
    assert LARGEST_RESULT < LARGEST_COHORT < TEMPORAL_TAKES
