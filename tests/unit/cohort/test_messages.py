"""How a cohort answers: once, to the right address, and with what is possible instead."""

import re

import pytest

from domain.cohort.commands import EndCohort, PauseCohort, RelaxRule
from domain.cohort.events import COHORT_EVENTS, CohortMessageRejected
from domain.cohort.vocabulary import CohortStage
from domain.engine.errors import NotAllowed, Problem
from domain.engine.orders import RejectMessage
from domain.engine.roles import Role
from domain.programme.request import HardRule
from domain.telling.desk import NOTICES_KEPT, issued_notice
from domain.telling.kinds import ItemKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.cohort.story import CohortStory, running

PAUSE = PauseCohort(message_id="m", acting=Role.OPERATOR, cohort_id="c")


def test_the_same_message_again_gets_the_recorded_receipt() -> None:
    """A repeated message changes nothing and is answered as the first time."""
    story = running("anna+bert")
    story.do(PAUSE)
    answer = story.receipt
    story.resume()
    assert story.do(PAUSE) == []
    assert story.receipt == answer
    assert story.state.pause is None


def test_a_receipt_says_where_the_cohort_stands() -> None:
    """A receipt names message, stage and version, so that a sender can go on from there."""
    story = running("anna+bert")
    story.end()
    assert story.receipt is not None
    assert (story.receipt.message, story.receipt.stage) == ("end", CohortStage.ENDING)
    assert story.receipt.version == story.state.version


def test_an_id_is_good_for_one_message_only() -> None:
    """The id of an earlier message cannot be used for another one."""
    story = running("anna+bert")
    story.do(PAUSE)
    with pytest.raises(NotAllowed, match="was used before, for pause"):
        story.do(EndCohort(message_id="m", acting=Role.OPERATOR, cohort_id="c"))


def test_everything_that_is_wrong_is_named_at_once() -> None:
    """Another cohort, a role that may not and the wrong moment are named in one answer."""
    story = running("anna+bert")
    story.end()
    message = RelaxRule(
        message_id="m", acting=Role.MENTEE, cohort_id="d", rule=HardRule.ROLES, reason="why not"
    )
    with pytest.raises(NotAllowed) as caught:
        story.do(message)
    assert [problem.path for problem in caught.value.problems] == ["cohort_id", "acting", ""]


def test_what_cannot_be_taken_is_kept_for_its_sender() -> None:
    """An unknown signal leaves a record in the state, where its sender can look it up."""
    story = CohortStory()
    problem = Problem(path="", problem="there is no such signal")
    story.do(RejectMessage(message="hello", message_id="x", problems=(problem,)))
    assert story.one(CohortMessageRejected).message == "hello"
    assert story.state.desk.rejected[-1].message_id == "x"


def test_every_event_has_a_tag_of_its_own() -> None:
    """Wire tags say whose events they are, carry a version, and are unique."""
    tags = [event.tag for event in COHORT_EVENTS]
    assert len(set(tags)) == len(tags)
    assert all(re.fullmatch(r"cohort\.[a-z_]+\.v[1-9]", tag) for tag in tags)


# -- mails ---------------------------------------------------------------------------------------


def settle(story: CohortStory, outcome: DeliveryOutcome) -> None:
    """The oldest mail of which nothing has come back has fared so."""
    story.fared(story.on_their_way[0], outcome)


def test_good_news_changes_nothing() -> None:
    """A delivered mail is no event of a cohort, unless a rule waits for it."""
    story = CohortStory(confirm=True)
    story.matched("anna+bert")
    before = story.state
    settle(story, DeliveryOutcome.DELIVERED)
    assert (story.events, story.state) == ([], before)


def test_a_mail_that_does_not_arrive_is_an_item() -> None:
    """A mail that does not arrive is an item; the next one that arrives settles it."""
    story = running("anna+bert")
    story.pause()
    refused, arrived = story.on_their_way
    story.fared(refused, DeliveryOutcome.REFUSED)
    assert story.items == [ItemKind.MAIL_UNDELIVERABLE]
    story.fared(arrived, DeliveryOutcome.DELIVERED)
    assert story.items == [ItemKind.MAIL_UNDELIVERABLE]
    story.resume()
    again = next(notice for notice in story.notices if notice.to == refused.to)
    story.fared(again, DeliveryOutcome.DELIVERED)
    assert story.items == []


def test_a_mail_about_an_undeliverable_mail_raises_no_further_item() -> None:
    """If no owner's mailbox takes mails, each of them is told once, and one item stays open."""
    story = running("anna+bert")
    story.pause()
    settle(story, DeliveryOutcome.REFUSED)
    for _ in range(10):
        if story.on_their_way:
            settle(story, DeliveryOutcome.REFUSED)
    about_items = [sent.notice for sent in story.state.desk.told if sent.notice.item]
    assert [item.to for item in about_items] == ["p-lead", "p-deputy", "p-sponsor"]
    assert story.items == [ItemKind.MAIL_UNDELIVERABLE]


def test_news_of_a_mail_of_long_ago_is_taken() -> None:
    """A mail that a cohort with many people has forgotten is an item as well if it is refused."""
    pairs = [f"anna{number}+bert{number}" for number in range(NOTICES_KEPT)]
    story = running(*pairs)
    story.pause()
    first = story.notices[0]
    assert issued_notice(story.state, first.id) is None
    story.fared(first, DeliveryOutcome.REFUSED)
    assert story.items == [ItemKind.MAIL_UNDELIVERABLE]
    story.resume()
    again = next(notice for notice in story.notices if notice.to == first.to)
    story.fared(again, DeliveryOutcome.DELIVERED)
    assert story.items == []


def test_a_cohort_closes_while_mails_are_on_their_way() -> None:
    """A cohort is over without waiting for its mails; the outbox has them all."""
    story = running("anna+bert")
    story.end()
    story.days(60)
    assert story.stage() is CohortStage.CLOSED
    assert story.on_their_way
    assert story.state.archived


def test_after_the_end_an_undeliverable_mail_is_no_item() -> None:
    """After the end an undeliverable mail is recorded, but opens no item."""
    story = running("anna+bert")
    story.end()
    story.days(60)
    while story.on_their_way:
        settle(story, DeliveryOutcome.GAVE_UP)
    assert story.items == []
