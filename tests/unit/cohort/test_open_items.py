"""Open items of a cohort come back to its owners until they are done (case 58)."""

from datetime import timedelta

import pytest

from domain.cohort.commands import (
    AcknowledgeItemOfCohort,
    ChangeOwnersOfCohort,
    RecordNewsPassedOn,
    SnoozeItemOfCohort,
)
from domain.cohort.details import cohort_details
from domain.cohort.events import CohortNoticeIssued
from domain.cohort.instructing import facts_of
from domain.cohort.vocabulary import CohortDeadlineKind as Kind
from domain.cohort.work import news_to_pass_on
from domain.engine.errors import NotAllowed
from domain.engine.roles import Role
from domain.pairing.commands import ChangeOwners
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.request import Owners
from domain.telling.kinds import ItemKind
from tests.unit.cohort.story import CohortStory, row, running
from tests.unit.witnesses.cohorts import after, on, proposed_to_the_lead

OPERATOR = {"message_id": "m", "acting": Role.OPERATOR, "cohort_id": "c"}


def undecided() -> CohortStory:
    """The lead has not decided about the proposed pairs, and has an item."""
    return after(proposed_to_the_lead(), on(Kind.CONFIRMATION_ITEM))


def told(story: CohortStory, weeks: int) -> list[str]:
    """Who is told of items in the weeks to come."""
    events = story.until(story.now + timedelta(weeks=weeks))
    return [
        event.notice.to
        for event in events
        if isinstance(event, CohortNoticeIssued) and event.notice.item
    ]


def test_case_58_an_item_of_a_cohort_comes_back_until_it_is_done() -> None:
    """An overdue item of a cohort comes back to its owners week after week, and no more once it is
    settled."""
    story = undecided()
    assert story.items == [ItemKind.MATCHES_NOT_CONFIRMED]
    first = told(story, 2)
    assert first[0] == "p-lead"
    assert told(story, 2)
    story.confirm("all")
    assert story.items == []
    assert told(story, 2) == []


def test_case_58_an_item_of_a_cohort_can_be_taken_on_and_put_off() -> None:
    """Somebody says that they deal with it, then that it has to wait; the details say both, and
    nobody is told before that day."""
    story = undecided()
    (item,) = story.state.desk.items
    story.do(AcknowledgeItemOfCohort(**OPERATOR, item_id=item.id))
    until = (story.now + timedelta(days=20)).date()
    snooze = SnoozeItemOfCohort(**OPERATOR | {"message_id": "n"}, item_id=item.id, until=until)
    story.do(snooze)
    assert "the lead, who is on it, by" in cohort_details(story.state, None)
    assert told(story, 2) == []
    assert set(told(story, 2)) == {"p-lead"}


def test_an_unknown_item_of_a_cohort_is_refused() -> None:
    """An item that is not open is refused with those that are."""
    with pytest.raises(NotAllowed, match="nothing: no item is open"):
        running("anna+bert").do(AcknowledgeItemOfCohort(**OPERATOR, item_id="i-1-0"))


def test_case_58_items_of_a_cohort_come_back_in_its_pause() -> None:
    """A pause of the whole cohort keeps no item from coming back, and its end brings none twice."""
    story = undecided()
    story.pause()
    assert told(story, 2)
    story.resume()
    lines = [line.kind for line in story.state.deadlines]
    assert lines.count(Kind.ITEM_REMINDER) == 1


def test_case_58_new_owners_of_a_cohort_are_passed_on_to_its_pairings() -> None:
    """When other people look after a cohort, the new lead hears of what is open, every pairing that
    can still go on is told, and later pairings begin with them."""
    story = running("anna+bert", "carl+dora")
    story.looked(row(2, Stage.CLOSED, EndReason.TIME, can_be_reopened=True))
    new = Owners(lead="p-new", deputy="p-lead")
    story.do(ChangeOwnersOfCohort(**OPERATOR, owners=new))
    assert story.state.owners == ("p-new", "p-lead")
    news = news_to_pass_on(story.state)
    assert news is not None
    told_to = facts_of(story.state, news)
    assert [(one.pairing_id, one.owners) for one in told_to if isinstance(one, ChangeOwners)] == [
        ("c-001", new),
        ("c-002", new),
    ]
    story.do(RecordNewsPassedOn(news_id=news.id, unreached=("c-002",)))
    assert news_to_pass_on(story.state) is None
    story.watched("c-002")
    story.watched(again=("c-002",))
    again = news_to_pass_on(story.state)
    assert again is not None
    assert again.pairing_ids == ("c-002",)
    assert story.do(ChangeOwnersOfCohort(**OPERATOR | {"message_id": "n"}, owners=new)) == []


def test_case_58_a_pairing_that_is_just_being_started_learns_of_new_owners() -> None:
    """A pairing that is on its way when the owners change may begin under those of before: it is
    told as well."""
    story = running("anna+bert")
    story.add("carl")
    story.matched("carl+dora")
    story.do(ChangeOwnersOfCohort(**OPERATOR, owners=Owners(lead="p-new")))
    (news,) = story.state.news
    assert news.pairing_ids == ("c-001", "c-002")


def test_case_58_an_open_item_of_a_cohort_is_told_to_its_new_lead() -> None:
    """The new lead of a cohort hears at once of what is open, and is reminded of it later on."""
    story = undecided()
    events = story.do(ChangeOwnersOfCohort(**OPERATOR, owners=Owners(lead="p-new")))
    told_now = [event.notice.to for event in events if isinstance(event, CohortNoticeIssued)]
    assert told_now == ["p-new"]
    assert set(told(story, 2)) == {"p-new"}
