"""Pairings that Temporal does not run any more: one item each, until they run again."""

import pytest
from pydantic import ValidationError

from domain.cohort.commands import PairingsWatched
from domain.cohort.details import cohort_details
from domain.cohort.vocabulary import CohortStage
from domain.engine.errors import NotAllowed
from domain.engine.roles import Role
from domain.pairing.vocabulary import EndReason, Stage
from domain.telling.kinds import ItemKind
from tests.unit.cohort.story import CohortStory, row, running

COMMAND = "eyelevel reconcile --cohort c --repair"


def _about(story: CohortStory) -> list[str | None]:
    return [
        item.pairing_id
        for item in story.state.desk.items
        if item.kind is ItemKind.PAIRING_NOT_RUNNING
    ]


def test_each_pairing_that_does_not_run_is_an_item_of_its_own() -> None:
    """Of three pairings two do not run, one after the other: two items, each settled by itself."""
    story = running("anna+bert", "carl+dora", "emil+fina")
    story.watched("c-003")
    story.watched("c-001")
    assert _about(story) == ["c-003", "c-001"]
    story.watched(again=("c-003",))
    assert _about(story) == ["c-001"]


def test_what_is_known_is_not_recorded_again() -> None:
    """The watch may tell the same twice, or of pairings that do not concern the cohort."""
    story = running("anna+bert")
    story.watched("c-001")
    assert story.watched("c-001", "c-009", again=("c-002", "d-001")) == []


def test_one_that_stops_again_is_an_item_again() -> None:
    """A pairing that ran again and has stopped once more is a new item, with a new mail."""
    story = running("anna+bert")
    story.watched("c-001")
    story.watched(again=("c-001",))
    story.watched("c-001")
    assert _about(story) == ["c-001"]


def test_it_stays_open_when_the_cohort_begins_to_end() -> None:
    """A cohort that ends leads its pairings to their end, and so still needs them to run."""
    story = running("anna+bert")
    story.watched("c-001")
    story.end()
    assert _about(story) == ["c-001"]


def test_a_closed_cohort_asks_nobody() -> None:
    """A closed cohort opens no item for a pairing that can still be reopened: none settles it."""
    story = running("anna+bert")
    story.looked(row(1, Stage.CLOSED, EndReason.PROGRAMME_ENDED))
    assert story.stage() is CohortStage.CLOSED
    assert story.watched("c-001") == []


def test_only_systems_and_operators_may_say_so() -> None:
    """What a mentor or mentee says about pairings that do not run is refused."""
    said = PairingsWatched(message_id="m", acting=Role.MENTOR, cohort_id="c")
    with pytest.raises(NotAllowed, match="mentor may not do this"):
        running("anna+bert").do(said)


def test_a_message_names_no_more_than_it_may() -> None:
    """A message about more pairings than one may name is refused as a whole."""
    many = tuple(f"c-{number:03}" for number in range(51))
    with pytest.raises(ValidationError):
        PairingsWatched(message_id="m", acting=Role.INTEGRATION, cohort_id="c", not_running=many)


def test_the_owners_read_the_command_that_helps() -> None:
    """The details in the Temporal UI name the pairing and the command that starts it again."""
    story = running("anna+bert")
    story.watched("c-001")
    (line,) = [
        line for line in cohort_details(story.state, None).splitlines() if "pairing-c-001" in line
    ]
    assert COMMAND in line
