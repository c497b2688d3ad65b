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
from domain.telling.items import ItemKind
from domain.telling.notices import NoticeKind
from tests.unit.cohort.life import END_OF_TERM, Life, pair


def asked_to_confirm(**fields: object) -> Life:
    """A cohort with three proposals that wait for people."""
    life = Life(confirm=True, **fields)
    life.matched("anna+bert", "carl+dora", "emil+fine")
    return life


def test_without_confirmation_by_people_the_engine_confirms_at_once() -> None:
    """With `confirm: false` proposals become pairings at once, and the event names no person."""
    life = Life()
    life.matched("anna+bert", "carl+dora")
    assert life.one(MatchesConfirmed).by is None
    assert [entry.pairing_id for entry in pairings_to_start(life.state)] == ["c-001", "c-002"]
    assert life.stage() is CohortStage.RUNNING
    assert life.notices == []


def test_the_lead_is_asked_to_confirm() -> None:
    """With `confirm: true` no one is invited until the lead confirms; the mail says until when."""
    life = asked_to_confirm()
    assert life.stage() is CohortStage.CONFIRMING
    assert pairings_to_start(life.state) == ()
    (notice,) = life.notices
    assert (notice.kind, notice.to) == (NoticeKind.MATCHES_TO_CONFIRM, "p-lead")
    assert notice.until is not None
    assert (notice.until - life.now).days == life.state.request.deadlines.confirmation_days


def test_without_a_lead_the_deputy_is_asked() -> None:
    """Proposals reach the deputy when no lead is named."""
    waiver = {"prerequisite": "lead", "reason": "not yet hired"}
    life = asked_to_confirm(owners={"deputy": "d", "sponsor": "s"}, readiness_waivers=[waiver])
    assert [notice.to for notice in life.notices] == ["d"]


def test_all_means_all() -> None:
    """`accept: all` confirms every proposal, in the operator's name."""
    life = asked_to_confirm()
    life.confirm("all")
    assert life.one(MatchesConfirmed).by is Role.OPERATOR
    assert [entry.status for entry in life.state.pairings] == [EntryStatus.TO_START] * 3
    assert life.state.matching.proposals == ()
    assert life.stage() is CohortStage.RUNNING


def test_what_is_named_in_neither_list_stays_proposed() -> None:
    """A pair that is neither accepted nor rejected waits on, with its deadlines."""
    life = asked_to_confirm()
    life.confirm(accept=["anna+bert"])
    assert [proposal.mentor for proposal in life.state.matching.proposals] == ["carl", "emil"]
    assert ItemKind.MATCHES_NOT_CONFIRMED in [
        event.item.kind for event in life.days(14) if isinstance(event, CohortItemOpened)
    ]


def test_rejected_pairs_are_matched_anew_without_each_other() -> None:
    """A rejected pair is excluded, its people are matched again, and all others are accepted."""
    life = asked_to_confirm()
    life.confirm("all", reject=["carl+dora"])
    assert life.one(MatchesRejected).pairs == (pair("carl+dora"),)
    question = question_to_match(life.state)
    assert question is not None
    assert question.excluded == (pair("carl+dora"),)
    assert [seats.person for seats in question.taken] == ["anna", "bert", "emil", "fine"]
    assert len(life.state.pairings) == 2


def test_after_all_are_rejected_the_cohort_matches_again() -> None:
    """Rejecting everything leads back to matching, and a second proposal asks the lead again."""
    life = asked_to_confirm()
    life.confirm(reject=["anna+bert", "carl+dora", "emil+fine"])
    assert life.stage() is CohortStage.MATCHING
    life.matched("anna+dora")
    assert life.stage() is CohortStage.CONFIRMING
    assert [notice.kind for notice in life.notices] == [NoticeKind.MATCHES_TO_CONFIRM]


def test_pairing_numbers_go_on_and_are_never_used_again() -> None:
    """Pairing ids are opaque, in order, and no number is given out twice."""
    life = asked_to_confirm()
    life.confirm(accept=["carl+dora"])
    life.confirm("all")
    assert [(pairing.pairing_id, pairing.mentor) for pairing in life.state.pairings] == [
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
    """Unknown pairs, pairs in both lists, and no pair at all are refused and change nothing."""
    life = asked_to_confirm()
    with pytest.raises(NotAllowed) as caught:
        life.confirm(accept, reject)
    assert [problem.path for problem in caught.value.problems] == [path]
    assert len(life.state.matching.proposals) == 3


def test_confirming_when_nothing_is_proposed_is_refused() -> None:
    """`accept: all` without a proposal says so instead of pretending."""
    life = asked_to_confirm()
    life.confirm("all")
    with pytest.raises(NotAllowed, match="no proposed pair waits"):
        life.confirm("all")


def test_open_proposals_hold_seats() -> None:
    """A person who is in an open proposal is not proposed to others at the same time."""
    life = asked_to_confirm()
    assert len(taken_seats(life.state)) == 6


def test_the_lead_is_reminded_and_gets_an_item_but_nothing_is_confirmed() -> None:
    """Reminder, then an item for the owners; people are never confirmed by a timer."""
    life = asked_to_confirm()
    life.days(5)
    assert [notice.kind for notice in life.notices] == [NoticeKind.MATCHES_REMINDER]
    life.days(5)
    assert [notice.kind for notice in life.notices] == [NoticeKind.ITEM_OPENED]
    assert life.items == [ItemKind.MATCHES_NOT_CONFIRMED]
    life.days(100)
    assert life.state.pairings == ()


def test_the_confirmation_settles_the_item() -> None:
    """As soon as the last proposal is decided about, the item is closed and no reminder follows."""
    life = asked_to_confirm()
    life.days(20)
    life.confirm(accept=["anna+bert"])
    assert life.items == [ItemKind.MATCHES_NOT_CONFIRMED]
    life.confirm("all", reject=["emil+fine"])
    assert life.all(CohortItemSettled) != []
    assert life.items == []
    assert life.days(20) == []


def test_after_an_outage_reminder_and_item_become_one() -> None:
    """If reminder and item are both overdue after an outage, only the item is opened."""
    life = asked_to_confirm()
    life.slept(30)
    assert [notice.kind for notice in life.notices] == [NoticeKind.ITEM_OPENED]


def test_proposals_that_nobody_decides_about_lapse_with_the_term() -> None:
    """A cohort that is never confirmed closes at the end of its term by itself."""
    life = asked_to_confirm()
    life.until(END_OF_TERM)
    assert len(life.one(MatchingEnded).lapsed) == 3
    assert life.one(CohortClosed).reason is CohortEndReason.NOBODY_PAIRED
    assert len(life.all(CohortItemSettled)) == 1
    assert life.items == []
    assert life.state.next_due is None


def test_only_the_operator_confirms() -> None:
    """A participant who sends the update is refused."""
    life = asked_to_confirm()
    message = ConfirmMatches(message_id="x", acting=Role.MENTOR, cohort_id="c", accept="all")
    with pytest.raises(NotAllowed, match="acting: mentor may not do this"):
        life.do(message)


def test_after_an_outage_beyond_the_term_nobody_is_reminded() -> None:
    """When the term is over as well, the end comes first: what it settles needs no mail."""
    life = asked_to_confirm()
    life.slept(200)
    assert life.stage() is CohortStage.CLOSED
    assert life.notices == []
