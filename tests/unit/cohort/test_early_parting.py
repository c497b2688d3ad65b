"""A no-fault exit: both get a new partner before all others."""

from domain.cohort.events import (
    MatchesConfirmed,
    PlacesFreed,
)
from domain.cohort.progress import PairingProgress
from domain.cohort.work import question_to_match
from domain.matching import WaitingCause
from domain.pairing.vocabulary import EndReason, Stage
from domain.telling.kinds import ItemKind
from tests.unit.cohort.story import asked, pair, row, running, waiting

CLOSED = Stage.CLOSED


def parted(number: int = 1, **more: object) -> PairingProgress:
    """A no-fault exit after both had said yes."""
    said = {"mentor_said": True, "mentee_said": True}
    return row(number, CLOSED, EndReason.NO_FIT, no_fault=True, **said, **more)


def test_case_41_two_who_parted_early_both_come_first_and_not_for_each_other() -> None:
    """After a no-fault exit both come first in matching, but not for each other."""
    story = running("anna+bert", "carl+dora")
    story.looked(parted())
    fell = story.one(PlacesFreed)
    assert (fell.seeking, fell.done) == (("anna", "bert"), ())
    question = asked(story)
    assert question.priority == ("anna", "bert")
    assert question.candidates == ("anna", "bert", "carl", "dora")
    assert pair("anna+bert") in question.excluded
    assert [seats.person for seats in question.taken] == ["carl", "dora"]


def test_case_43_both_new_pairings_name_the_one_that_was_parted_from() -> None:
    """The new pairings of two who parted early name the old one, which stays as it was (case
    43)."""
    story = running("anna+bert")
    story.looked(parted())
    story.matched("anna+dora", "emil+bert")
    entries = story.one(MatchesConfirmed).entries
    assert [entry.predecessor for entry in entries] == ["c-001", "c-001"]
    assert story.state.people.seekers == ()
    assert story.state.pairings[0].progress == parted()


def test_an_early_parting_leaves_other_pairings_alone() -> None:
    """When two part early, the mentor's other pairing is left alone."""
    story = running("anna+bert", "anna+dora")
    story.looked(parted())
    assert [(seats.person, seats.count) for seats in asked(story).taken] == [
        ("anna", 1),
        ("dora", 1),
    ]


def test_an_early_parting_is_acted_on_once() -> None:
    """A no-fault exit asks for one matching; a later change of its row asks for none."""
    story = running("anna+bert", "carl+dora")
    story.looked(parted())
    story.matched("anna+dora", "carl+bert")
    story.looked(parted(sessions_planned=6))
    assert story.all(PlacesFreed) == []
    assert question_to_match(story.state) is None


def test_an_early_parting_after_the_matching_is_an_end_like_any_other() -> None:
    """A no-fault exit after the end of matching frees no one for a new pairing."""
    story = running("anna+bert", "carl+dora")
    story.end()
    story.looked(parted())
    assert story.all(PlacesFreed) == []
    assert (story.state.people.seekers, question_to_match(story.state)) == ((), None)


def test_nobody_left_for_two_who_parted_is_an_item() -> None:
    """If no partner is left for two people who parted, the owners get an item."""
    story = running("anna+bert")
    story.looked(parted())
    story.matched(waiting=[waiting("bert", WaitingCause.ALL_TAKEN)])
    assert story.items == [ItemKind.NOBODY_FITS]


def test_a_parting_that_was_a_mistake_is_taken_back() -> None:
    """When a pairing that was parted is reopened, no one seeks, and its places are taken again."""
    story = running("anna+bert", "carl+dora")
    story.looked(parted())
    story.matched(waiting=[waiting("bert")])
    story.looked(row(1, Stage.SESSIONS, mentor_said=True, mentee_said=True))
    assert story.state.people.seekers == ()
    assert len(story.state.running) == 2
    story.looked(parted())
    assert story.one(PlacesFreed).seeking == ("anna", "bert")
