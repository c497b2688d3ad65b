"""News of a person reach all pairings of that person by one message to the cohort."""

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
from domain.cohort.work import news_to_pass_on
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
from tests.unit.cohort.story import CohortStory, asked, row, running, waiting

LAST_DAY = date(2027, 3, 31)


def _news(kind: type[CohortFact], person: str = "anna", **fields: object) -> CohortFact:
    who = {"message_id": f"hr-{kind.name}", "acting": Role.INTEGRATION, "cohort_id": "c"}
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
    for nobody and is put together with nobody any more."""
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
    """During a pause of the cohort, and while it ends, news are passed on at once."""
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
