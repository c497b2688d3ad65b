"""News of a person reach all pairings of that person by one message to the cohort."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.cohort.commands import (
    CohortConsentWithdrawn,
    CohortFact,
    CohortPersonAway,
    CohortPersonBack,
    CohortPersonChanged,
    CohortPersonLeft,
    CohortPersonStays,
    RecordNewsPassedOn,
)
from domain.cohort.events import NewsPassedOn, PersonReported
from domain.cohort.instructing import facts_of, for_pairing
from domain.cohort.partnerless import people_waiting
from domain.cohort.vocabulary import CohortDeadlineKind, CohortStage
from domain.cohort.work import news_to_pass_on, question_to_match
from domain.engine.errors import NotAllowed
from domain.engine.roles import Role
from domain.pairing.facts import (
    ConsentWithdrawn,
    PersonAway,
    PersonBack,
    PersonChanged,
    PersonLeft,
    PersonStays,
)
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from tests.unit.cohort.story import ONGOING, CohortStory, asked, row, running, waiting

LAST_DAY = date(2027, 2, 28)


def _news(kind: type[CohortFact], person: str = "anna", **fields: object) -> CohortFact:
    number = "-".join((kind.name, person, *(f"{value}" for value in fields.values())))
    who = {"message_id": f"hr-{number}", "acting": Role.INTEGRATION, "cohort_id": "c"}
    return kind.model_validate({**who, "person_id": person, **fields})


def _anna_twice() -> CohortStory:
    return running("anna+bert", "anna+carl", "emma+fred")


def test_one_message_reaches_all_pairings_of_a_person() -> None:
    """Somebody with two mentees leaves: both pairings are told by one message, and no other is."""
    story = _anna_twice()
    story.do(_news(CohortPersonLeft, last_day=LAST_DAY))
    news = news_to_pass_on(story.state)
    assert news is not None
    told = facts_of(story.state, news)
    assert [fact.pairing_id for fact in told] == ["c-001", "c-002"]
    assert all(isinstance(fact, PersonLeft) and fact.last_day == LAST_DAY for fact in told)
    story.do(RecordNewsPassedOn(news_id=news.id))
    assert [type(event) for event in story.events] == [NewsPassedOn]
    assert story.state.news == ()
    assert story.do(RecordNewsPassedOn(news_id=news.id)) == []


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        (CohortPersonStays, PersonStays),
        (CohortPersonBack, PersonBack),
        (CohortPersonChanged, PersonChanged),
    ],
)
def test_case_37_all_other_news_are_passed_on_as_well(
    kind: type[CohortFact], fact: type[PersonStays | PersonBack | PersonChanged]
) -> None:
    """A cohort tells the pairings of a person also that the person stays, or has changed in the
    roster."""
    story = _anna_twice()
    story.do(_news(kind))
    news = news_to_pass_on(story.state)
    assert news is not None
    assert {type(told) for told in facts_of(story.state, news)} == {fact}


def test_case_32_a_leave_reaches_all_pairings_of_a_person() -> None:
    """Somebody with two mentees goes on leave: both pairings learn the dates by one message."""
    story = _anna_twice()
    first, last = date(2027, 3, 1), date(2027, 3, 14)
    story.do(_news(CohortPersonAway, away_from=first, away_until=last))
    news = news_to_pass_on(story.state)
    assert news is not None
    told = facts_of(story.state, news)
    assert [fact.pairing_id for fact in told] == ["c-001", "c-002"]
    assert all(
        isinstance(fact, PersonAway) and (fact.away_from, fact.away_until) == (first, last)
        for fact in told
    )


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (CohortPersonLeft, {"last_day": LAST_DAY}),
        (CohortPersonStays, {}),
        (CohortConsentWithdrawn, {}),
        (CohortPersonAway, {"away_from": date(2027, 3, 1), "away_until": date(2027, 3, 14)}),
        (CohortPersonBack, {}),
        (CohortPersonChanged, {}),
    ],
)
def test_case_50_a_pairing_hears_from_outside_what_its_cohort_would_tell(
    kind: type[CohortFact], fields: dict[str, Any]
) -> None:
    """What a pairing of a closed cohort is told of a person is what the cohort would have passed
    on, dates included."""
    story = running("anna+bert")
    story.do(_news(kind, **fields))
    news = news_to_pass_on(story.state)
    assert news is not None
    (by_cohort,) = facts_of(story.state, news)
    by_hand = for_pairing(_news(kind, **fields), by_cohort.pairing_id)
    sender = {"message_id", "acting"}
    assert type(by_hand) is type(by_cohort)
    assert by_hand.model_dump(exclude=sender) == by_cohort.model_dump(exclude=sender)


def test_case_50_a_withdrawn_consent_reaches_all_pairings_of_a_person() -> None:
    """Somebody with two mentees withdraws the consent: both pairings learn it, and the person waits
    for nobody and is matched with nobody any more."""
    story = _anna_twice()
    story.do(_news(CohortConsentWithdrawn))
    news = news_to_pass_on(story.state)
    assert news is not None
    told = facts_of(story.state, news)
    assert [fact.pairing_id for fact in told] == ["c-001", "c-002"]
    assert all(isinstance(fact, ConsentWithdrawn) and fact.person_id == "anna" for fact in told)
    assert story.state.people.unavailable == ("anna",)


def test_case_50_a_proposal_with_who_withdraws_is_gone() -> None:
    """A proposed pair of whom one withdraws the consent is not to be confirmed any more."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    story.do(_news(CohortConsentWithdrawn, person="anna"))
    assert story.state.matching.proposals == ()
    assert asked(story).candidates == ("bert",)


def test_a_pairing_out_of_reach_is_told_when_it_runs_again() -> None:
    """News that could not be passed on wait, hold up no others, and arrive after all."""
    story = _anna_twice()
    story.do(_news(CohortPersonLeft))
    (news,) = story.state.news
    story.do(RecordNewsPassedOn(news_id=news.id, unreached=("c-002",)))
    assert news_to_pass_on(story.state) is None
    story.watched("c-002")
    story.watched(again=("c-002",))
    later = news_to_pass_on(story.state)
    assert later is not None
    assert later.pairing_ids == ("c-002",)


def test_news_of_a_stranger_are_told_to_be_of_no_use() -> None:
    """News of somebody without a pairing in the cohort are refused, so that a mistake is seen."""
    with pytest.raises(NotAllowed, match="has no pairing in this cohort, and waits for none"):
        _anna_twice().do(_news(CohortPersonLeft, person="zoe"))


def test_a_leave_of_somebody_who_waits_is_of_no_use_to_pairings() -> None:
    """News that only pairings need are refused of who is in none; that they wait is not denied."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora")])
    with pytest.raises(NotAllowed) as refused:
        story.do(_news(CohortPersonAway, person="dora", away_from=date(2027, 3, 1)))
    (problem,) = refused.value.problems
    assert problem.problem == "has no pairing in this cohort"


def test_case_36_who_leaves_waits_for_nobody_and_is_proposed_to_nobody() -> None:
    """Somebody without a partner who leaves the company is off the waiting list and in no further
    matching; with the news that they stay they are again."""
    story = CohortStory()
    story.matched("anna+bert", waiting=[waiting("dora")])
    story.started(1)
    story.do(_news(CohortPersonLeft, person="dora", last_day=LAST_DAY))
    assert people_waiting(story.state) == ()
    assert story.state.news == ()
    assert "dora" not in (asked(story).candidates or ())
    with pytest.raises(NotAllowed, match="leaves the company"):
        story.add("dora")
    story.do(_news(CohortPersonStays, person="dora"))
    assert "dora" in (asked(story).candidates or ())


def _bert_waits(reason: EndReason, **fields: object) -> CohortStory:
    """Bert has lost his mentor, and Eve waits for one."""
    story = CohortStory()
    story.matched("anna+bert", "cleo+dora", waiting=[waiting("eve")])
    story.started(1, 2)
    story.days(20)
    story.looked(row(1, Stage.CLOSED, reason, **fields))
    return story


def _is_asked(story: CohortStory, name: str) -> bool:
    return name in [offer.person for offer in story.state.people.offers]


def _asked_of_his_own() -> CohortStory:
    return _bert_waits(EndReason.TIME, left_behind=(Side.MENTEE,))


def _declined() -> CohortStory:
    return _bert_waits(EndReason.DECLINED, mentor_said=False, mentee_said=True)


@pytest.mark.parametrize("lost", [_asked_of_his_own, _declined])
@pytest.mark.parametrize("last_day", [date(2027, 12, 31), date(2027, 7, 4)])
def test_case_36_who_leaves_after_the_term_is_treated_as_everybody_else(
    lost: Callable[[], CohortStory], last_day: date
) -> None:
    """Somebody who leaves when the pairings are over is asked, sought for and matched as before."""
    story = lost()
    before = story.state.people, story.state.matching, question_to_match(story.state)
    story.do(_news(CohortPersonLeft, person="bert", last_day=last_day))
    people = story.state.people.model_copy(update={"leaving": ()})
    assert (people, story.state.matching, question_to_match(story.state)) == before
    assert story.notices == []


def test_case_36_a_proposal_with_somebody_who_leaves_much_later_stays() -> None:
    """A pair that may still be together for long enough is confirmed as if nobody left."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    story.do(_news(CohortPersonLeft, person="anna", last_day=date(2027, 12, 31)))
    assert [pair.mentor for pair in story.state.matching.proposals] == ["anna"]


@pytest.mark.parametrize("last_day", [None, date(2027, 2, 10)])
@pytest.mark.parametrize("again", [CohortPersonStays, CohortPersonLeft])
def test_case_38_who_was_asked_and_stays_after_all_is_asked_again(
    last_day: date | None, again: type[CohortFact]
) -> None:
    """Somebody who was asked about another partner is not asked while they are about to leave; if
    they stay, or leave much later, the question stands, and without a yes nobody is proposed."""
    story = _asked_of_his_own()
    (offer,) = story.state.people.offers
    story.days(1)
    story.do(_news(CohortPersonLeft, person="bert", last_day=last_day))
    assert not _is_asked(story, "bert")
    later = {"last_day": date(2027, 12, 31)} if again is CohortPersonLeft else {}
    story.do(_news(again, person="bert", **later))
    assert story.state.people.offers == (offer.model_copy(update={"told_at": story.now}),)
    assert [(one.kind, one.to) for one in story.notices] == [(NoticeKind.ANOTHER_PARTNER, "bert")]
    assert "bert" not in (asked(story).candidates or ())


def test_case_38_who_came_first_and_stays_after_all_comes_first_again() -> None:
    """Somebody who was to get the next partner, with a link to the lost one, still is once it turns
    out that they stay; so is a place on the waiting list, with the time waited."""
    story = _declined()
    story.matched(waiting=[waiting("eve"), waiting("bert")])
    story.days(10)
    before = story.state.people.seekers, story.state.matching.waiting
    assert {one.person for one in story.state.matching.waiting} == {"eve", "bert"}
    for person in ("bert", "eve"):
        story.do(_news(CohortPersonLeft, person=person))
    assert (story.state.people.seekers, story.state.matching.waiting) == ((), ())
    for person in ("eve", "bert"):
        story.do(_news(CohortPersonStays, person=person))
    after = story.state.people.seekers, story.state.matching.waiting
    assert after == before
    assert asked(story).priority == ("bert",)
    story.matched("cleo+bert")
    assert story.state.pairings[-1].predecessor == "c-001"


def test_case_38_who_loses_the_partner_while_about_to_leave_is_asked_once_they_stay() -> None:
    """Somebody about to leave whose partner is lost meanwhile gets no question, but gets it when it
    turns out that they stay."""
    story = running("anna+bert", "cleo+dora")
    story.do(_news(CohortPersonLeft, person="bert"))
    story.looked(row(1, Stage.CLOSED, EndReason.TIME, left_behind=(Side.MENTEE,)))
    assert story.notices == []
    story.do(_news(CohortPersonStays, person="bert"))
    assert [(one.kind, one.to) for one in story.notices] == [(NoticeKind.ANOTHER_PARTNER, "bert")]


def test_case_55_a_pairing_that_is_reopened_leaves_nothing_to_come_back_to() -> None:
    """If the lost pairing of somebody about to leave is reopened, no question comes back with the
    news that they stay."""
    story = _asked_of_his_own()
    story.do(_news(CohortPersonLeft, person="bert"))
    story.looked(row(1, Stage.SESSIONS))
    story.do(_news(CohortPersonStays, person="bert"))
    assert story.state.people.offers == ()


def test_case_50_who_withdrew_the_consent_is_not_asked_again_when_they_stay() -> None:
    """Nothing that was put aside for somebody who leaves comes back once the consent is gone."""
    story = _asked_of_his_own()
    for kind in (CohortPersonLeft, CohortConsentWithdrawn, CohortPersonStays):
        story.do(_news(kind, person="bert"))
    assert (story.state.people.offers, story.notices) == ((), [])


def test_case_36_whoever_is_about_to_leave_by_now_is_asked_no_more() -> None:
    """In an ongoing programme the monthly question about another partner ends when too little time
    is left before the last day."""
    story = CohortStory(term=ONGOING)
    story.matched("anna+bert", "cleo+dora")
    story.started(1, 2)
    story.looked(row(1, Stage.CLOSED, EndReason.TIME, left_behind=(Side.MENTEE,)))
    story.do(_news(CohortPersonLeft, person="bert", last_day=date(2027, 4, 30)))
    assert _is_asked(story, "bert")
    for _ in range(4):
        if _is_asked(story, "bert"):
            story.on(CohortDeadlineKind.WAITING_NEWS)
    assert not _is_asked(story, "bert")


def test_case_36_a_proposal_with_somebody_who_leaves_is_gone() -> None:
    """A proposed pair of whom one leaves is not to be confirmed any more, nobody is reminded of it,
    and the other gets the next candidate."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    story.do(_news(CohortPersonLeft, person="anna"))
    assert story.state.matching.proposals == ()
    assert story.stage() is CohortStage.MATCHING
    assert asked(story).candidates == ("bert",)
    assert CohortDeadlineKind.CONFIRMATION_ITEM not in [line.kind for line in story.state.deadlines]


def test_case_36_who_leaves_is_not_asked_about_another_partner() -> None:
    """Somebody who leaves gets no question about another partner when their partner goes too."""
    story = running("anna+bert", "carl+dora")
    story.do(_news(CohortPersonLeft, person="bert", last_day=LAST_DAY))
    story.looked(
        row(
            1,
            Stage.CLOSED,
            EndReason.LEFT_COMPANY,
            left_behind=(Side.MENTEE,),
            mentor_said=True,
            mentee_said=True,
        )
    )
    assert story.state.people.offers == ()


def test_a_pause_holds_up_no_news() -> None:
    """During a pause of the cohort, and while it ends, news is passed on at once."""
    story = _anna_twice()
    story.pause()
    story.do(_news(CohortPersonLeft))
    assert isinstance(story.events[0], PersonReported)
    story.end()
    story.do(_news(CohortPersonStays))
    assert isinstance(story.events[0], PersonReported)
    assert news_to_pass_on(story.state) is not None


def test_pairings_are_looked_at_after_news() -> None:
    """When pairings have been told that somebody left, the cohort looks how they are now."""
    story = _anna_twice()
    story.do(_news(CohortPersonLeft))
    (news,) = story.state.news
    assert not story.state.progress_wanted
    story.do(RecordNewsPassedOn(news_id=news.id))
    assert story.state.progress_wanted
