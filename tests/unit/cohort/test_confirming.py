"""Confirming proposals, and what happens to those that are not decided about."""

import pytest

from domain.cohort.commands import ConfirmMatches
from domain.cohort.events import (
    CohortClosed,
    CohortItemOpened,
    CohortItemSettled,
    MatchesConfirmed,
    MatchesRejected,
    MatchingEnded,
)
from domain.cohort.vocabulary import CohortEndReason, CohortStage, EntryStatus
from domain.cohort.work import pairings_to_start, question_to_match, taken_seats
from domain.engine.errors import NotAllowed
from domain.engine.roles import Role
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.cohort.story import END_OF_TERM, CohortStory, pair


def asked_to_confirm(**fields: object) -> CohortStory:
    """A cohort with three proposals that wait for people."""
    story = CohortStory(confirm=True, **fields)
    story.matched("anna+bert", "carl+dora", "emil+fine")
    return story


def test_without_confirmation_by_people_the_engine_confirms_at_once() -> None:
    """With `confirm: false` proposals become pairings at once, and the event names no person."""
    story = CohortStory()
    story.matched("anna+bert", "carl+dora")
    assert story.one(MatchesConfirmed).by is None
    assert [entry.pairing_id for entry in pairings_to_start(story.state)] == ["c-001", "c-002"]
    assert story.stage() is CohortStage.RUNNING
    assert story.notices == []


def test_the_lead_is_asked_to_confirm() -> None:
    """With `confirm: true` no one is invited until the lead confirms; the mail says until when."""
    story = asked_to_confirm()
    assert story.stage() is CohortStage.CONFIRMING
    assert pairings_to_start(story.state) == ()
    (notice,) = story.notices
    assert (notice.kind, notice.to) == (NoticeKind.MATCHES_TO_CONFIRM, "p-lead")
    assert notice.until is not None
    assert (notice.until - story.now).days == story.state.request.deadlines.confirmation_days


def test_without_a_lead_the_deputy_is_asked() -> None:
    """Proposals reach the deputy when no lead is named."""
    waiver = {"prerequisite": "lead", "reason": "not yet hired"}
    story = asked_to_confirm(owners={"deputy": "d", "sponsor": "s"}, readiness_waivers=[waiver])
    assert [notice.to for notice in story.notices] == ["d"]


def test_all_means_all() -> None:
    """`accept: all` confirms every proposal, in the operator's name."""
    story = asked_to_confirm()
    story.confirm("all")
    assert story.one(MatchesConfirmed).by is Role.OPERATOR
    assert [entry.status for entry in story.state.pairings] == [EntryStatus.TO_START] * 3
    assert story.state.matching.proposals == ()
    assert story.stage() is CohortStage.RUNNING


def test_what_is_named_in_neither_list_stays_proposed() -> None:
    """A pair that is neither accepted nor rejected waits on, with its deadlines."""
    story = asked_to_confirm()
    story.confirm(accept=["anna+bert"])
    assert [proposal.mentor for proposal in story.state.matching.proposals] == ["carl", "emil"]
    assert ItemKind.MATCHES_NOT_CONFIRMED in [
        event.item.kind for event in story.days(14) if isinstance(event, CohortItemOpened)
    ]


def test_rejected_pairs_are_matched_anew_without_each_other() -> None:
    """A rejected pair is excluded, its people are matched again, and all others are accepted."""
    story = asked_to_confirm()
    story.confirm("all", reject=["carl+dora"])
    assert story.one(MatchesRejected).pairs == (pair("carl+dora"),)
    question = question_to_match(story.state)
    assert question is not None
    assert pair("carl+dora") in question.excluded
    assert [seats.person for seats in question.taken] == ["anna", "bert", "emil", "fine"]
    assert len(story.state.pairings) == 2


def test_after_all_are_rejected_the_cohort_matches_again() -> None:
    """When all proposals are rejected, the cohort matches again and asks the lead again."""
    story = asked_to_confirm()
    story.confirm(reject=["anna+bert", "carl+dora", "emil+fine"])
    assert story.stage() is CohortStage.MATCHING
    story.matched("anna+dora")
    assert story.stage() is CohortStage.CONFIRMING
    assert [notice.kind for notice in story.notices] == [NoticeKind.MATCHES_TO_CONFIRM]


def test_pairing_numbers_go_on_and_are_never_used_again() -> None:
    """Pairing ids are opaque, in order, and no number is given out twice."""
    story = asked_to_confirm()
    story.confirm(accept=["carl+dora"])
    story.confirm("all")
    assert [(pairing.pairing_id, pairing.mentor) for pairing in story.state.pairings] == [
        ("c-001", "carl"),
        ("c-002", "anna"),
        ("c-003", "emil"),
    ]


@pytest.mark.parametrize(
    ("accept", "reject", "path"),
    [
        (["anna+dora"], [], "accept[0]"),
        ([], ["carl+dora", "anna+fine"], "reject[1]"),
        (["anna+bert"], ["anna+bert"], "reject[0]"),
        ([], [], "accept"),
    ],
)
def test_a_confirmation_that_makes_no_sense_is_refused(
    accept: list[str], reject: list[str], path: str
) -> None:
    """Confirming unknown pairs, a pair in both lists, or no pair at all is refused, changing
    nothing."""
    story = asked_to_confirm()
    with pytest.raises(NotAllowed) as caught:
        story.confirm(accept, reject)
    assert [problem.path for problem in caught.value.problems] == [path]
    assert len(story.state.matching.proposals) == 3


def test_confirming_when_nothing_is_proposed_is_refused() -> None:
    """`accept: all` without a proposal says so instead of pretending."""
    story = asked_to_confirm()
    story.confirm("all")
    with pytest.raises(NotAllowed, match="no proposed pair waits"):
        story.confirm("all")


def test_open_proposals_hold_seats() -> None:
    """A person who is in an open proposal is not proposed to others at the same time."""
    story = asked_to_confirm()
    assert len(taken_seats(story.state)) == 6


def test_case_07_the_lead_is_reminded_and_gets_an_item_but_nothing_is_confirmed() -> None:
    """Unconfirmed proposals lead to a reminder, then to an item; a timer confirms nothing."""
    story = asked_to_confirm()
    story.days(5)
    assert [notice.kind for notice in story.notices] == [NoticeKind.MATCHES_REMINDER]
    story.days(5)
    assert [notice.kind for notice in story.notices] == [NoticeKind.ITEM_OPENED]
    assert story.items == [ItemKind.MATCHES_NOT_CONFIRMED]
    story.days(100)
    assert story.state.pairings == ()


def test_the_confirmation_settles_the_item() -> None:
    """When the last proposal is decided, the item about it is settled and no reminder follows."""
    story = asked_to_confirm()
    story.days(20)
    story.confirm(accept=["anna+bert"])
    assert story.items == [ItemKind.MATCHES_NOT_CONFIRMED]
    story.confirm("all", reject=["emil+fine"])
    assert story.all(CohortItemSettled) != []
    assert story.items == []
    assert story.days(20) == []


def test_after_an_outage_reminder_and_item_become_one() -> None:
    """If reminder and item are both overdue after an outage, only the item is opened."""
    story = asked_to_confirm()
    story.after_outage(30)
    assert [notice.kind for notice in story.notices] == [NoticeKind.ITEM_OPENED]


def test_case_07_proposals_that_nobody_decides_about_lapse_with_the_term() -> None:
    """A cohort that is never confirmed closes at the end of its term by itself."""
    story = asked_to_confirm()
    story.until(END_OF_TERM)
    assert len(story.one(MatchingEnded).lapsed) == 3
    assert story.one(CohortClosed).reason is CohortEndReason.NOBODY_PAIRED
    assert len(story.all(CohortItemSettled)) == 1
    assert story.items == []
    assert story.state.next_due is None


def test_only_the_operator_confirms() -> None:
    """A participant who sends the update is refused."""
    story = asked_to_confirm()
    message = ConfirmMatches(message_id="x", acting=Role.MENTOR, cohort_id="c", accept="all")
    with pytest.raises(NotAllowed, match="acting: mentor may not do this"):
        story.do(message)


def test_after_an_outage_beyond_the_term_proposals_wait_for_two_working_days() -> None:
    """After an outage beyond the end of the term proposals lapse when the lead had time to confirm
    them."""
    story = asked_to_confirm()
    story.after_outage(200)
    assert story.stage() is CohortStage.CONFIRMING
    assert [notice.kind for notice in story.notices] == [NoticeKind.ITEM_OPENED]
    story.days(2)
    assert story.stage() is CohortStage.CONFIRMING
    story.days(2)
    assert story.stage() is CohortStage.CLOSED
