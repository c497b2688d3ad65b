"""Which owner hears of an item: lead, deputy, sponsor."""

import pytest

from domain.engine.confidence import IN_CONFIDENCE
from domain.pairing.commands import AnswerCheckIn
from domain.pairing.events.messages import NoticeIssued
from domain.pairing.letters import letter
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.request import Owners
from domain.telling.kinds import ItemKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import MENTOR, Story
from tests.unit.pairing.ways import booked, given, held

Kind = DeadlineKind
OWNERS = Owners(lead="p-lead", deputy="p-deputy", sponsor="p-sponsor")


def owners_told(story: Story) -> list[tuple[str, str]]:
    """Which owner was told of what in the last step."""
    notices = [event.notice for event in story.events if isinstance(event, NoticeIssued)]
    return [(notice.to, notice.item) for notice in notices if notice.item]


def failed(story: Story, to: str) -> Story:
    """The latest mail to this person is refused."""
    notice = [sent for sent in story.on_their_way if sent.to == to][-1]
    return story.fared(notice, DeliveryOutcome.REFUSED)


def test_case_58_what_a_lead_does_not_get_goes_to_the_deputy_and_then_to_the_sponsor() -> None:
    """What the lead's mailbox refuses goes to the deputy and then to the sponsor."""
    story = given(Stage.SESSIONS, owners=OWNERS).on(Kind.FIRST_BOOKING_ITEM)
    item, refused = ItemKind.FIRST_SESSION_NOT_BOOKED, ItemKind.MAIL_UNDELIVERABLE
    assert owners_told(story) == [("p-lead", item)]
    story = failed(story, "p-lead")
    assert owners_told(story) == [("p-deputy", item), ("p-deputy", refused)]
    story = failed(story, "p-deputy")
    assert owners_told(story) == [("p-sponsor", refused)]
    story = failed(story, "p-deputy")
    assert owners_told(story) == [("p-sponsor", item)]
    assert owners_told(failed(story, "p-sponsor")) == []


def test_a_mailbox_that_refuses_is_settled_when_it_takes_mails_again() -> None:
    """The item about a mailbox that refuses is settled when it accepts a mail again."""
    story = failed(given(Stage.SESSIONS, owners=OWNERS).on(Kind.FIRST_BOOKING_ITEM), "p-lead")
    for notice in story.on_their_way:
        story = story.fared(notice, DeliveryOutcome.DELIVERED)
    assert ItemKind.MAIL_UNDELIVERABLE in [item.kind for item in story.state.desk.items]
    story = story.on(Kind.SILENCE).on(Kind.SILENCE_ITEM)
    assert owners_told(story) == [("p-lead", ItemKind.SILENT_PAIR)]
    story = story.fared(story.on_their_way[-1], DeliveryOutcome.DELIVERED)
    assert ItemKind.MAIL_UNDELIVERABLE not in [item.kind for item in story.state.desk.items]


def test_an_item_that_was_settled_meanwhile_is_not_passed_on() -> None:
    """An item that was settled meanwhile is not passed on to the next owner."""
    story = given(Stage.SESSIONS, owners=OWNERS).on(Kind.FIRST_BOOKING_ITEM)
    story = failed(booked(story, on=20), "p-lead")
    assert owners_told(story) == [("p-deputy", ItemKind.MAIL_UNDELIVERABLE)]


@pytest.mark.parametrize("pair", [("p-lead", "p-deputy"), ("p-deputy", "p-lead")])
def test_case_58_nobody_gets_confidential_mail_about_themselves(pair: tuple[str, str]) -> None:
    """An owner who is in the pair gets no confidential mail about it."""
    mentor, mentee = pair
    story = held(given(Stage.SESSIONS, owners=OWNERS, mentor=mentor, mentee=mentee))
    answer = {"check_in": "junior", "answer": "end_without_naming_me"}
    story = story.when(AnswerCheckIn, MENTOR, **answer)
    assert owners_told(story) == [("p-sponsor", IN_CONFIDENCE)]
    assert letter(story.state, story.on_their_way[-1], story.now).lead == "p-sponsor"


def test_a_pair_of_all_owners_keeps_its_items_to_itself() -> None:
    """If both sides are the only owners, items get no mail; HR still sees them."""
    owners = Owners(lead="p-senior")
    story = given(Stage.SESSIONS, owners=owners).on(Kind.FIRST_BOOKING_ITEM)
    assert owners_told(story) == []
    assert letter(story.state, story.on_their_way[-1], story.now).lead is None
    assert story.state.desk.items
