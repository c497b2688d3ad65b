"""Whoever loses a partner through no wish of their own is asked, and comes first."""

import pytest

from domain.cohort.details import cohort_details
from domain.cohort.events import MatchesConfirmed, OfferAnswered, PlacesFreed
from domain.cohort.overview import figures
from domain.cohort.progress import PairingProgress
from domain.cohort.vocabulary import CohortDeadlineKind, CohortStage
from domain.cohort.work import question_to_match
from domain.engine.errors import NotAllowed
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from tests.unit.cohort.story import CohortStory, asked, pair, row, running, waiting

CLOSED = Stage.CLOSED
MENTEE_LEFT = (Side.MENTEE,)


def lost(
    number: int = 1,
    reason: EndReason = EndReason.LEFT_COMPANY,
    left_behind: tuple[Side, ...] = MENTEE_LEFT,
) -> PairingProgress:
    """A pairing that ended through no wish of these sides."""
    said = {"mentor_said": True, "mentee_said": True}
    return row(number, CLOSED, reason, left_behind=left_behind, **said)


def told(story: CohortStory) -> list[tuple[NoticeKind, str]]:
    """Who was told what in the last step."""
    return [(notice.kind, notice.to) for notice in story.notices]


def test_case_36_the_partner_of_who_left_is_asked_and_comes_first() -> None:
    """A mentee whose mentor left the company is asked whether they want another one; with a yes
    they come first in the next matching, and the new pairing is linked to the old one."""
    story = running("anna+bert", "carl+dora")
    story.looked(lost())
    assert told(story) == [(NoticeKind.ANOTHER_PARTNER, "bert")]
    assert story.one(PlacesFreed).done == ("anna",)
    assert question_to_match(story.state) is None
    story.answer("bert", wanted=True)
    question = asked(story)
    assert (question.priority, question.candidates) == (("bert",), ("bert", "carl", "dora"))
    assert pair("anna+bert") in question.excluded
    story.matched("carl+bert")
    (entry,) = story.one(MatchesConfirmed).entries
    assert entry.predecessor == "c-001"


def test_case_36_until_the_answer_nobody_is_proposed() -> None:
    """A person who is asked whether they want another partner is not matched before the answer,
    and keeps the cohort open."""
    story = running("anna+bert")
    story.looked(lost())
    assert story.stage() is CohortStage.RUNNING
    story.add("carl")
    assert asked(story).candidates == ("carl",)


def test_case_36_a_no_is_a_no() -> None:
    """A person who wants no other partner is matched again only on request."""
    story = running("anna+bert", "carl+dora")
    story.looked(lost())
    story.answer("bert", wanted=False)
    assert story.one(OfferAnswered).wanted is False
    assert (story.state.people.offers, question_to_match(story.state)) == ((), None)
    assert "bert" in story.state.people.unavailable


def test_only_who_is_asked_can_answer() -> None:
    """An answer of a person who was not asked is refused, with where to look."""
    story = running("anna+bert")
    with pytest.raises(NotAllowed, match=r"is not asked.*people\.offers"):
        story.answer("bert", wanted=True)


def test_case_43_coming_back_needs_no_permission_to_join() -> None:
    """After half of the term newcomers are refused, but a person of the cohort whose partner is
    lost answers, or is added again, and is matched with priority."""
    story = running("anna+bert", "carl+dora")
    story.days(100)
    story.looked(lost())
    with pytest.raises(NotAllowed, match="too late to join"):
        story.add("zoe")
    story.add("bert")
    assert asked(story).priority == ("bert",)


@pytest.mark.parametrize(
    "reason",
    [
        EndReason.PREPARATION_UNANSWERED,
        EndReason.PAUSE_EXPIRED,
        EndReason.HOLD,
        EndReason.TIME,
        EndReason.INVITATION_EXPIRED,
    ],
)
def test_case_43_whoever_is_left_behind_is_asked(reason: EndReason) -> None:
    """Silence, a pause that is too long, misconduct or the wish of the other, an invitation that
    never arrived: whoever lost the partner by it is asked whether they want another."""
    story = running("anna+bert", "carl+dora")
    said = None if reason is EndReason.INVITATION_EXPIRED else True
    story.looked(row(1, CLOSED, reason, left_behind=("mentor",), mentor_said=said))
    (offer,) = story.state.people.offers
    assert (offer.person, offer.predecessor) == ("anna", "c-001")
    assert told(story) == [(NoticeKind.ANOTHER_PARTNER, "anna")]
    assert story.state.people.unavailable == ("bert",)


def test_case_56_two_who_were_matched_in_error_are_matched_anew() -> None:
    """After an annulled pairing both come first in the next matching, not with each other."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, CLOSED, EndReason.ANNULLED))
    question = asked(story)
    assert question.priority == ("anna", "bert")
    assert pair("anna+bert") in question.excluded


def test_case_56_what_was_annulled_is_in_no_figure_of_the_cohort() -> None:
    """An annulled pairing is not among the closed ones, and neither its sessions nor its stage are
    counted, also if it was closed for another reason before."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(1, CLOSED, EndReason.OBJECTIVES_REACHED, sessions_held=4))
    assert figures(story.state).sessions_held == 4
    story.looked(row(1, CLOSED, EndReason.ANNULLED, sessions_held=4))
    numbers = figures(story.state)
    assert (numbers.sessions_held, numbers.sessions_planned) == (0, 0)
    assert [one.stage for one in numbers.stages] == [Stage.INVITED]
    assert "| closed |" not in cohort_details(story.state, None)


def test_case_44_of_a_trio_one_ends_and_the_others_go_on() -> None:
    """When one of a mentor's two mentees loses nothing but the place, the other pairing goes on and
    the free place is offered to those who wait."""
    story = CohortStory()
    story.matched("anna+bert", "anna+carl", waiting=[waiting("dora")])
    story.started(1, 2)
    story.days(50)
    story.looked(row(1, CLOSED, EndReason.OBJECTIVES_REACHED), row(2, Stage.SESSIONS))
    question = asked(story)
    assert question.candidates == ("anna", "carl", "dora")
    assert [(seats.person, seats.count) for seats in question.taken] == [("anna", 1), ("carl", 1)]


def test_case_44_every_freed_place_is_offered_to_those_who_wait() -> None:
    """Whatever the end, those on the waiting list are matched again when places become free."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora")])
    story.started(1)
    story.looked(lost(left_behind=(Side.MENTOR,)))
    assert asked(story).candidates == ("dora",)


def test_nobody_is_asked_during_a_break() -> None:
    """A person whose partner was lost during the cohort's break is asked when it is over."""
    story = running("anna+bert", "carl+dora")
    story.pause()
    story.told()
    story.looked(lost())
    assert told(story) == []
    story.resume()
    assert (NoticeKind.ANOTHER_PARTNER, "bert") in told(story)


def test_a_person_is_asked_once() -> None:
    """A mentor who loses two mentees is asked once."""
    story = running("anna+bert", "anna+dora")
    story.looked(lost(1, left_behind=(Side.MENTOR,)), lost(2, left_behind=(Side.MENTOR,)))
    assert [offer.person for offer in story.state.people.offers] == ["anna"]
    assert told(story) == [(NoticeKind.ANOTHER_PARTNER, "anna")]


def test_case_55_a_reopened_pairing_takes_the_question_back() -> None:
    """When a pairing is reopened, nobody of it is asked or sought for any more."""
    story = running("anna+bert", "carl+dora")
    story.looked(lost())
    notice = story.notices[0]
    story.looked(row(1, Stage.SESSIONS))
    assert (story.state.people.offers, story.state.people.unavailable) == ((), ())
    assert notice.id in story.bag.taken_back


def test_the_question_ends_with_matching() -> None:
    """When nobody is matched any more, nobody is asked, and an answer comes too late."""
    story = running("anna+bert", "carl+dora")
    story.looked(lost())
    story.on(CohortDeadlineKind.MATCHING_OVER)
    assert story.state.people.offers == ()
    with pytest.raises(NotAllowed, match="too late to put people together"):
        story.answer("bert", wanted=True)


def test_case_08_two_who_found_no_place_are_matched_again_and_may_get_each_other() -> None:
    """A pairing that found no free place never began: both are matched anew without being asked,
    and are not kept apart."""
    story = running("anna+bert", "cleo+dora")
    story.looked(row(1, Stage.CLOSED, EndReason.NO_SEAT), row(2, Stage.SESSIONS))
    question = asked(story)
    assert question.priority == ("anna", "bert")
    assert pair("anna+bert") not in question.excluded
    assert not any(entry.counts for entry in story.state.pairings[:1])


def test_case_10_who_was_not_refused_comes_first_without_being_asked() -> None:
    """After the no of a line manager, the partner, who has said yes and was told that there is
    nothing to do, comes first for somebody else and is asked nothing."""
    story = running("anna+bert")
    refused = row(1, CLOSED, EndReason.NOT_APPROVED, left_behind=MENTEE_LEFT, mentee_said=True)
    story.looked(refused)
    assert told(story) == []
    assert asked(story).priority == ("bert",)


def test_who_could_not_answer_yet_is_not_asked_about_another_partner() -> None:
    """A mentee whose mentor left before they had answered the invitation gets the next partner,
    without a question about another one."""
    story = running("anna+bert")
    unanswered = row(1, CLOSED, EndReason.LEFT_COMPANY, left_behind=MENTEE_LEFT)
    story.looked(unanswered)
    assert told(story) == []
    assert asked(story).priority == ("bert",)
