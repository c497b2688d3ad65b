"""How a cohort ends: after its last pairing, with its term, or on request."""

import pytest

from domain.cohort.events import (
    CohortClosed,
    CohortItemSettled,
    InstructionGiven,
)
from domain.cohort.vocabulary import CohortEndReason, CohortStage, EntryStatus, InstructionKind
from domain.cohort.work import pairings_to_start
from domain.engine.errors import NotAllowed
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.request import HardRule
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.story import END_OF_TERM, ONGOING, CohortStory, row, running, waiting

DONE = EndReason.PROGRAMME_ENDED


def test_the_cohort_closes_after_its_last_pairing() -> None:
    """When the last pairing is over, closed or in partnership, nothing is left to do."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, Stage.CLOSED, DONE), row(2, Stage.REVIEW))
    assert story.stage() is CohortStage.RUNNING
    story.looked(row(1, Stage.CLOSED, DONE), row(2, Stage.PARTNERSHIP, DONE))
    assert story.one(CohortClosed).reason is CohortEndReason.COMPLETED
    assert story.stage() is CohortStage.CLOSED
    assert story.state.archived
    assert story.state.next_due is None


def test_a_cohort_whose_pairings_all_fell_through_stays_open_for_help() -> None:
    """A cohort whose pairings all fell through stays open until its term is over."""
    story = running("anna+bert")
    story.looked(row(1, Stage.CLOSED, EndReason.INVITATION_EXPIRED))
    assert story.stage() is CohortStage.RUNNING
    story.add("carl")
    story.matched("carl+bert")
    assert len(pairings_to_start(story.state)) == 1


def test_a_cohort_whose_pairings_all_fell_through_closes_with_its_term() -> None:
    """A cohort whose pairings all fell through closes with its term: no one was paired."""
    story = running("anna+bert")
    story.looked(row(1, Stage.CLOSED, EndReason.INVITATION_EXPIRED))
    story.until(END_OF_TERM)
    assert story.one(CohortClosed).reason is CohortEndReason.NOBODY_PAIRED


def test_whoever_waits_for_a_candidate_keeps_the_cohort_open_until_the_term_is_over() -> None:
    """A cohort stays open for its waiting list until its term is over, even without pairings."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, Stage.CLOSED, EndReason.DECLINED, mentee_said=False))
    story.matched(waiting=[waiting("anna")])
    story.looked(row(2, Stage.CLOSED, DONE))
    assert story.stage() is CohortStage.RUNNING
    story.until(END_OF_TERM)
    assert story.one(CohortClosed).reason is CohortEndReason.COMPLETED
    assert story.items == []


def test_the_end_of_the_term_settles_what_concerns_matching_and_nothing_else() -> None:
    """The end of the term settles the items about matching, and no others."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, Stage.CLOSED, EndReason.DECLINED, mentee_said=False))
    story.matched(waiting=[waiting("anna")])
    story.fared(story.on_their_way[0], DeliveryOutcome.NO_ADDRESS)
    assert story.items == [ItemKind.NOBODY_FITS, ItemKind.MAIL_UNDELIVERABLE]
    story.until(END_OF_TERM)
    assert story.items == [ItemKind.MAIL_UNDELIVERABLE]
    assert story.state.people.seekers == ()


def test_pairings_may_outlive_the_term() -> None:
    """After the term, a cohort stays open for the reviews and extensions of its pairings."""
    story = running("anna+bert")
    story.until(END_OF_TERM)
    assert story.stage() is CohortStage.RUNNING
    story.days(60)
    story.looked(row(1, Stage.CLOSED, DONE))
    assert story.stage() is CohortStage.CLOSED


def test_an_ongoing_programme_stays_open_as_long_as_it_has_pairings() -> None:
    """An ongoing programme keeps putting people together, review period after review period."""
    story = running("anna+bert", term=ONGOING)
    story.days(7 * 8 * 3)
    assert not story.state.matching.over
    story.looked(row(1, Stage.CLOSED, DONE))
    assert story.stage() is CohortStage.CLOSED


def test_an_ongoing_programme_without_pairings_closes_after_a_review_period() -> None:
    """An ongoing programme without pairings closes after a whole review period."""
    story = CohortStory(term=ONGOING)
    story.matched(waiting=[waiting("dora")])
    story.days(55)
    assert story.stage() is CohortStage.MATCHING
    story.days(1)
    assert story.one(CohortClosed).reason is CohortEndReason.NOBODY_PAIRED


def test_an_end_reaches_every_pairing_and_tells_everybody_once() -> None:
    """The end of a cohort is one mail per person; it closes after the last review."""
    story = running("anna+bert", "anna+dora")
    story.end()
    instruction = story.one(InstructionGiven).instruction
    assert (instruction.kind, instruction.reason) == (
        InstructionKind.END,
        EndReason.PROGRAMME_ENDED,
    )
    assert instruction.pairing_ids == ("c-001", "c-002")
    assert [(notice.kind, notice.to) for notice in story.notices] == [
        (NoticeKind.COHORT_ENDED, "anna"),
        (NoticeKind.COHORT_ENDED, "bert"),
        (NoticeKind.COHORT_ENDED, "dora"),
    ]
    assert story.stage() is CohortStage.ENDING
    story.told()
    story.looked(row(1, Stage.CLOSED, DONE), row(2, Stage.CLOSED, DONE))
    assert story.one(CohortClosed).reason is CohortEndReason.PROGRAMME_ENDED


def test_the_reason_reaches_the_pairings() -> None:
    """A cohort that ends for another reason ends its pairings for that reason."""
    story = running("anna+bert")
    story.end(CohortEndReason.WITHDRAWN_CONSENT)
    assert story.one(InstructionGiven).instruction.reason is EndReason.WITHDRAWN_CONSENT


def test_an_end_without_pairings_is_an_end_at_once() -> None:
    """A cohort without pairings closes as soon as it is ended."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    story.end()
    assert story.one(CohortClosed).reason is CohortEndReason.PROGRAMME_ENDED
    assert story.state.matching.proposals == ()
    assert story.notices == []


def test_a_confirmed_pair_that_was_not_started_is_not_started_any_more() -> None:
    """A confirmed pair that was not started is not started once the cohort is ending."""
    story = running("anna+bert")
    story.add("carl")
    story.matched("carl+dora")
    story.end()
    assert pairings_to_start(story.state) == ()
    assert story.state.pairings[1].status is EntryStatus.WITHDRAWN


def test_a_pairing_that_starts_while_the_cohort_ends_is_ended_too() -> None:
    """A pairing that starts while its cohort ends, or after, is told so at once."""
    story = CohortStory()
    story.matched("anna+bert")
    story.end()
    assert story.stage() is CohortStage.CLOSED
    story.started(1)
    instruction = story.one(InstructionGiven).instruction
    assert (instruction.kind, instruction.pairing_ids) == (InstructionKind.END, ("c-001",))
    assert not story.state.archived
    story.told()
    assert story.state.archived


def test_an_ending_cohort_does_not_wait_for_ever() -> None:
    """When every hard stop has passed, the cohort closes even without news of its pairings."""
    story = running("anna+bert")
    story.end()
    days = story.state.request.deadlines
    story.days(days.hard_stop_days + days.review_days + 3)
    assert story.one(CohortClosed).reason is CohortEndReason.PROGRAMME_ENDED
    assert story.state.instructions == ()


def test_a_reason_of_the_engine_is_refused() -> None:
    """An operator cannot claim a reason that only the engine may give."""
    story = running("anna+bert")
    with pytest.raises(NotAllowed, match="only the engine gives this reason"):
        story.end(CohortEndReason.COMPLETED)


def test_an_ended_cohort_takes_no_more_requests() -> None:
    """An ended cohort refuses everything that would change it, and says what is still possible."""
    story = running("anna+bert")
    story.end()
    refusal = r"does not fit the stage ending.*now: pairings_watched"
    with pytest.raises(NotAllowed, match=refusal):
        story.end()
    with pytest.raises(NotAllowed, match=refusal):
        story.pause()
    with pytest.raises(NotAllowed, match=refusal):
        story.relax(HardRule.AGE_GAP)


def test_an_item_of_matching_is_moot_in_the_end() -> None:
    """Items about matching are settled when the cohort is ending."""
    story = running("anna+bert")
    story.looked(row(1, Stage.CLOSED, EndReason.DECLINED, mentee_said=False))
    story.matched(waiting=[waiting("anna")])
    story.end()
    assert len(story.all(CohortItemSettled)) == 1
    assert story.items == []
