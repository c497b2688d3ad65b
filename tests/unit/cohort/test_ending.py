"""How a cohort ends: after its last pairing, with its term, or on request."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from domain.cohort.events import (
    CohortClosed,
    CohortItemSettled,
    InstructionGiven,
    MatchingEnded,
)
from domain.cohort.progress import PairingProgress
from domain.cohort.vocabulary import (
    CohortDeadlineKind,
    CohortEndReason,
    CohortStage,
    EntryStatus,
    InstructionKind,
)
from domain.cohort.work import pairings_to_start, question_to_match
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


def test_case_03_a_cohort_stays_open_while_somebody_waits() -> None:
    """While somebody on the waiting list may still get a partner, the end of the last pairing does
    not close the cohort, and others may join; it closes when nobody is matched any more."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora")])
    story.started(1)
    story.days(50)
    story.looked(row(1, Stage.CLOSED, EndReason.PREPARATION_UNANSWERED))
    assert story.stage() is CohortStage.RUNNING
    story.add("carl")
    story.matched(waiting=[waiting("dora")])
    assert story.stage() is CohortStage.RUNNING
    story.on(CohortDeadlineKind.MATCHING_OVER)
    assert story.one(CohortClosed).reason is CohortEndReason.COMPLETED


def test_case_43_nobody_is_put_together_when_too_little_of_the_term_is_left() -> None:
    """A re-match is possible after half of the term, until so little of it is left that two could
    not get to know each other: by default eight weeks."""
    story = running("anna+bert", "carl+dora")
    story.days(17 * 7)
    story.looked(row(1, Stage.CLOSED, EndReason.DECLINED, mentor_said=True, mentee_said=False))
    assert question_to_match(story.state) is not None
    story.matched(waiting=[waiting("anna")])
    story.until(END_OF_TERM - timedelta(weeks=8))
    assert story.all(MatchingEnded) != []
    story.looked(row(2, Stage.CLOSED, EndReason.DECLINED, mentor_said=True, mentee_said=False))
    assert question_to_match(story.state) is None


def test_case_43_whoever_may_still_join_may_still_be_matched() -> None:
    """The time for joining that a request sets is never cut short: who joins is matched."""
    story = running("anna+bert", late_joining_weeks=24)
    story.days(23 * 7)
    story.add("carl")
    assert question_to_match(story.state) is not None


def closed_at(number: int, moment: datetime, **more: object) -> PairingProgress:
    """A pairing that closed at this moment and can be reopened for 30 days."""
    return row(number, Stage.CLOSED, DONE, **{"can_be_reopened": True, "closed_at": moment} | more)


def test_case_55_a_cohort_waits_for_pairings_that_can_be_reopened() -> None:
    """After its last pairing a cohort looks on for as long as that can be reopened, and goes on
    with it if it is."""
    story = running("anna+bert")
    story.looked(closed_at(1, story.now))
    story.days(20)
    assert story.stage() is CohortStage.RUNNING
    assert story.state.progress_wanted
    story.looked(row(1, Stage.SESSIONS))
    assert len(story.state.running) == 1
    story.looked(closed_at(1, story.now))
    story.days(30)
    story.looked(closed_at(1, story.now - timedelta(days=30), can_be_reopened=False))
    assert story.one(CohortClosed).reason is CohortEndReason.COMPLETED


def test_case_55_partners_can_come_back_as_long_as_others() -> None:
    """A pairing that became a partnership can be reopened for 30 days, and the cohort waits."""
    story = running("anna+bert")
    partners = row(1, Stage.PARTNERSHIP, DONE, closed_at=story.now, can_be_reopened=True)
    story.looked(partners)
    story.days(29)
    story.looked(partners)
    assert story.stage() is CohortStage.RUNNING
    story.days(2)
    story.looked(partners.model_copy(update={"can_be_reopened": False}))
    assert story.stage() is CohortStage.CLOSED


@pytest.mark.parametrize(
    ("order", "kind"),
    [(CohortStory.pause, InstructionKind.PAUSE), (CohortStory.end, InstructionKind.END)],
)
def test_case_55_a_reopened_pairing_shares_what_its_cohort_does(
    order: Callable[[CohortStory], object], kind: InstructionKind
) -> None:
    """A pairing that is reopened while its cohort pauses or ends pauses or ends with it."""
    story = running("anna+bert", "carl+dora")
    story.looked(closed_at(1, story.now))
    order(story)
    story.told()
    story.looked(row(1, Stage.SESSIONS))
    instruction = story.one(InstructionGiven).instruction
    assert (instruction.kind, instruction.pairing_ids) == (kind, ("c-001",))


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


def test_case_54_an_end_reaches_every_pairing_and_tells_everybody_once() -> None:
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
    story.days(days.hard_stop_days + days.review_days + days.reopen_days + 3)
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
    refusal = r"does not fit the stage ending.*now: .*person_left, .*, pairings_watched"
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
