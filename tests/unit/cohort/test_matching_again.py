"""The next candidate: after a no, after silence, a relaxed rule, or a person who joined."""

import pytest

from domain.cohort.commands import RecordMatches, RecordMatchingRefused
from domain.cohort.events import (
    CohortClosed,
    CohortItemOpened,
    MatchesConfirmed,
    MatchesProposed,
    MatchingRefused,
    PairingProgressed,
    PlacesFreed,
    RuleRelaxed,
)
from domain.cohort.vocabulary import CohortEndReason
from domain.cohort.work import question_to_match
from domain.engine.errors import NotAllowed, Problem
from domain.matching import MatchResult, WaitingCause
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.request import HardRule
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.cohort.story import (
    END_OF_TERM,
    ONGOING,
    CohortStory,
    asked,
    pair,
    row,
    running,
    waiting,
)

CLOSED = Stage.CLOSED
DECLINED, EXPIRED = EndReason.DECLINED, EndReason.INVITATION_EXPIRED
PROBLEM = Problem(path="pairs[0]", problem="breaks a rule")


# -- the first question --------------------------------------------------------------------------


def test_the_first_question_is_about_everybody() -> None:
    """The first matching considers everyone in the roster, with the pairs composed by hand."""
    story = CohortStory(pairs=[{"mentor": "anna", "mentee": "bert"}])
    question = asked(story)
    assert question.candidates is None
    assert [pair.mentor for pair in question.composed] == ["anna"]
    assert (question.taken, question.excluded) == ((), ())


def test_later_questions_are_about_the_same_people() -> None:
    """Later matchings ask about the same people, even if the roster has changed."""
    story = CohortStory(confirm=True, pairs=[{"mentor": "anna", "mentee": "bert"}])
    story.matched("anna+bert", waiting=[waiting("dora")])
    story.confirm(reject=["anna+bert"])
    question = asked(story)
    assert question.candidates == ("anna", "bert", "dora")
    assert question.composed == ()


def test_pairs_that_are_not_allowed_close_the_cohort() -> None:
    """When the first matching is refused, the cohort closes and says why."""
    story = CohortStory()
    story.do(RecordMatchingRefused(round=1, problems=(PROBLEM,)))
    closed = story.one(CohortClosed)
    assert (closed.reason, closed.problems) == (CohortEndReason.MATCHING_REFUSED, (PROBLEM,))
    assert story.state.archived


def test_a_later_refusal_does_not_touch_the_pairings() -> None:
    """When a later matching is refused, the owners get an item and the pairings go on."""
    story = running("anna+bert")
    story.add("carl")
    story.do(RecordMatchingRefused(round=story.state.matching.number, problems=(PROBLEM,)))
    assert story.one(MatchingRefused).problems == (PROBLEM,)
    assert story.items == [ItemKind.NOBODY_FITS]
    assert story.state.desk.rejected[-1].problems == (PROBLEM,)
    assert question_to_match(story.state) is None
    assert len(story.state.running) == 1


# -- after an invitation -------------------------------------------------------------------------


def test_case_06_whoever_says_no_is_not_asked_again_and_the_other_gets_the_next_candidate() -> None:
    """The mentee declined: the mentor comes first in the next matching, the mentee not at all."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, CLOSED, DECLINED, mentor_said=True, mentee_said=False))
    fell = story.one(PlacesFreed)
    assert (fell.seeking, fell.done) == (("anna",), ("bert",))
    question = asked(story)
    assert question.priority == ("anna",)
    assert question.candidates == ("anna", "carl", "dora")
    assert pair("anna+bert") in question.excluded
    assert [seats.person for seats in question.taken] == ["carl", "dora"]


def test_whoever_had_not_answered_yet_when_the_other_declined_is_still_willing() -> None:
    """A quick no of one side is not held against the other, who had no time to answer."""
    story = running("anna+bert")
    story.looked(row(1, CLOSED, DECLINED, mentor_said=False))
    assert story.one(PlacesFreed).seeking == ("bert",)


def test_case_01_whoever_let_the_invitation_expire_is_not_asked_again() -> None:
    """After an expired invitation, only the side that had said yes gets the next candidate."""
    story = running("anna+bert")
    story.looked(row(1, CLOSED, EXPIRED, mentee_said=True))
    fell = story.one(PlacesFreed)
    assert (fell.seeking, fell.done) == (("bert",), ("anna",))


def test_case_07_when_nobody_answered_those_who_wait_are_matched() -> None:
    """An invitation that both let expire offers their places to those who wait, if any do."""
    story = running("anna+bert")
    story.looked(row(1, CLOSED, EXPIRED))
    assert story.one(PlacesFreed).done == ("anna", "bert")
    assert question_to_match(story.state) is None
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora")])
    story.started(1)
    story.looked(row(1, CLOSED, EXPIRED))
    assert asked(story).candidates == ("dora",)


def test_the_new_pairing_names_the_one_it_stands_in_for() -> None:
    """The next candidate's pairing is linked to the one that fell through."""
    story = running("anna+bert")
    story.looked(row(1, CLOSED, DECLINED, mentee_said=False))
    story.matched("anna+dora")
    (entry,) = story.one(MatchesConfirmed).entries
    assert (entry.pairing_id, entry.predecessor) == ("c-002", "c-001")
    assert story.state.people.seekers == ()


def test_the_next_candidate_is_confirmed_by_people_if_they_asked_for_that() -> None:
    """With `confirm: true` the lead is asked about a next candidate too."""
    story = running("anna+bert", confirm=True)
    story.looked(row(1, CLOSED, DECLINED, mentee_said=False))
    story.matched("anna+dora")
    assert [notice.kind for notice in story.notices] == [NoticeKind.MATCHES_TO_CONFIRM]
    assert story.all(MatchesConfirmed) == []
    story.confirm("all")
    assert story.state.pairings[-1].predecessor == "c-001"


def test_a_fall_through_is_acted_on_once() -> None:
    """A declined or expired pairing asks for one more candidate, however often it is reported."""
    story = running("anna+bert", "carl+dora")
    fallen = row(1, CLOSED, DECLINED, mentee_said=False)
    story.looked(fallen)
    story.matched("anna+emil")
    assert story.looked(fallen, row(1, CLOSED, DECLINED, mentee_said=False, sessions_planned=1))
    assert story.all(PlacesFreed) == []
    assert question_to_match(story.state) is None


def test_case_44_a_mentor_with_a_place_left_is_still_there() -> None:
    """After a pairing that came to its good end the mentor is matched with others again, and the
    mentee, who has learned, only on request."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, CLOSED, EndReason.OBJECTIVES_REACHED))
    assert question_to_match(story.state) is None
    story.relax(HardRule.DEPARTMENT)
    question = asked(story)
    assert question.candidates == ("anna", "carl", "dora")
    assert [seats.person for seats in question.taken] == ["carl", "dora"]
    story.add("bert")
    assert "bert" in (asked(story).candidates or ())
    assert pair("anna+bert") in asked(story).excluded


# -- nobody fits ---------------------------------------------------------------------------------


def test_a_promised_candidate_who_does_not_exist_is_an_item() -> None:
    """If no candidate is left for a person whose partner declined, the owners get an item."""
    story = running("anna+bert")
    story.looked(row(1, CLOSED, DECLINED, mentor_said=False))
    story.matched(waiting=[waiting("bert", WaitingCause.ALL_TAKEN)])
    assert story.one(CohortItemOpened).item.kind is ItemKind.NOBODY_FITS
    assert [notice.to for notice in story.notices] == ["p-lead"]


def test_a_waiting_list_alone_is_no_item() -> None:
    """More mentees than mentors make a waiting list with positions, and nothing to do (case 3)."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora", WaitingCause.ALL_TAKEN)])
    assert [unmatched.position for unmatched in story.state.matching.waiting] == [1]
    assert story.items == []


@pytest.mark.parametrize("cause", [WaitingCause.NOBODY_FITS, WaitingCause.NOBODY_THERE])
def test_somebody_whom_nobody_fits_is_an_item(cause: WaitingCause) -> None:
    """A person whom no rule admits stays unmatched with a reason, and the owners get an item (case
    5)."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora", cause)])
    assert story.items == [ItemKind.NOBODY_FITS]


def test_an_empty_matching_is_an_item() -> None:
    """A matching without any pair opens an item, even if no one is waiting."""
    story = CohortStory()
    story.matched()
    assert story.items == [ItemKind.NOBODY_FITS]


def test_somebody_who_fits_settles_the_item() -> None:
    """A relaxed rule finds a partner, which settles the item."""
    story = CohortStory()
    story.matched(waiting=[waiting("dora", WaitingCause.NOBODY_FITS)])
    story.relax(HardRule.AGE_GAP)
    story.matched("anna+dora")
    assert story.items == []


# -- rules and people ----------------------------------------------------------------------------


def test_case_05_a_relaxed_rule_is_recorded_and_asked_under() -> None:
    """Relaxing a rule keeps its reason, and people without a partner are matched under it."""
    story = running("anna+bert")
    story.relax(HardRule.AGE_GAP)
    assert story.one(RuleRelaxed).waiver.reason == "the works council agrees"
    assert [waiver.rule for waiver in asked(story).policy.relaxed] == [HardRule.AGE_GAP]


def test_relaxing_a_relaxed_rule_changes_nothing() -> None:
    """A rule is relaxed once; again is a no-op that is answered all the same."""
    story = CohortStory(matching={"relaxed": [{"rule": "age_gap", "reason": "a small company"}]})
    assert story.relax(HardRule.AGE_GAP) == []
    assert story.receipt is not None


def test_somebody_who_joins_is_considered() -> None:
    """A late joiner takes part from the next matching on."""
    story = running("anna+bert")
    story.add("carl")
    assert asked(story).candidates == ("anna", "bert", "carl")


def test_joining_before_the_first_matching_changes_nothing_for_the_others() -> None:
    """A person who joins before the first matching does not narrow it to those who joined."""
    story = CohortStory()
    story.add("carl")
    assert asked(story).candidates is None


def test_somebody_who_said_no_can_come_back() -> None:
    """Adding a person who was not to be asked again makes the person available."""
    story = running("anna+bert")
    story.looked(row(1, CLOSED, DECLINED, mentee_said=False))
    story.add("bert")
    assert "bert" in (asked(story).candidates or ())


def test_case_04_joining_ends_with_half_of_the_term() -> None:
    """A fixed term takes people in until half of it has passed."""
    story = running("anna+bert")
    story.days(90)
    story.add("carl")
    story.days(2)
    with pytest.raises(NotAllowed, match=r"too late to join.*until 2027-04-05"):
        story.add("dora")


def test_the_request_can_set_how_long_people_may_join() -> None:
    """The cut-off for late joiners is the request's to choose."""
    story = running("anna+bert", late_joining_weeks=1)
    story.days(6)
    story.add("carl")
    story.days(1)
    with pytest.raises(NotAllowed):
        story.add("dora")


def test_an_ongoing_programme_always_takes_people_in() -> None:
    """Without an end there is no time at which joining would be too late."""
    story = running("anna+bert", term=ONGOING)
    story.days(400)
    story.add("carl")
    assert "carl" in (asked(story).candidates or ())


def test_after_the_term_nobody_is_put_together() -> None:
    """After the term, relaxing and joining are refused, and no one seeks any more."""
    story = running("anna+bert", "carl+dora", late_joining_weeks=100)
    story.until(END_OF_TERM)
    story.looked(row(1, CLOSED, DECLINED, mentee_said=False))
    assert story.all(PairingProgressed) != []
    assert story.all(PlacesFreed) == []
    assert question_to_match(story.state) is None
    with pytest.raises(NotAllowed, match="too late to put people together"):
        story.relax(HardRule.AGE_GAP)
    with pytest.raises(NotAllowed, match="too late to put people together"):
        story.add("emil")


# -- answers to older questions ------------------------------------------------------------------


def test_an_answer_to_an_older_question_is_not_used() -> None:
    """A result that was on its way while the question changed is dropped, and asked anew."""
    story = CohortStory()
    old = story.state.matching.number
    story.relax(HardRule.AGE_GAP)
    result = MatchResult(pairs=(), waiting=(), blocking_pairs=0)
    assert story.do(RecordMatches(round=old, result=result)) == []
    assert story.do(RecordMatchingRefused(round=old, problems=(PROBLEM,))) == []
    assert question_to_match(story.state) is not None


def test_the_same_answer_twice_is_used_once() -> None:
    """A result of matching that arrives twice proposes its pairs once."""
    story = CohortStory()
    story.matched("anna+bert")
    assert story.matched("anna+bert") == []


def test_the_proposal_keeps_waiting_list_and_blocking_pairs() -> None:
    """The event about a proposal holds everything that matching found."""
    story = CohortStory()
    result = MatchResult(pairs=(), waiting=(waiting("dora"),), blocking_pairs=3)
    story.do(RecordMatches(round=1, result=result))
    proposal = story.one(MatchesProposed)
    assert (proposal.waiting, proposal.blocking_pairs) == (result.waiting, 3)
    assert story.state.matching.blocking_pairs == 3


def test_a_pair_that_is_together_is_not_put_together_again() -> None:
    """With places left on both sides, those who are paired or proposed are not proposed again."""
    capacities = {"mentor_capacity": 2, "mentee_capacity": 2}
    story = running("anna+bert", matching=capacities)
    story.add("carl")
    assert asked(story).excluded == (pair("anna+bert"),)
