"""Nothing is forgotten: every message says what it is for, every kind is explained and settled."""

import re

import pytest

from domain.pairing.commands import MESSAGES
from domain.pairing.consequences.items import items_after
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import PairingArchived
from domain.pairing.events.messages import ItemSettled, MessageRejected
from domain.pairing.messages import PairingMessage
from domain.pairing.vocabulary import CHECK_IN_ANSWERS, CheckIn, Stage
from domain.telling.catalogue import PAIRING_ITEMS
from domain.telling.items import Item
from domain.telling.kinds import ItemKind
from tests.unit.pairing.story import START
from tests.unit.pairing.ways import given


def test_every_event_has_a_tag_of_its_own_with_a_schema_version() -> None:
    """Every event has a wire tag of its own, with a schema version, by which the journal finds
    it."""
    tags = [event.tag for event in PAIRING_EVENTS]
    assert len(set(tags)) == len(tags)
    assert all(re.fullmatch(r"pairing\.[a-z_]+\.v[1-9]", tag) for tag in tags)


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_message_says_what_it_is_for(message: type[PairingMessage]) -> None:
    """Every message has one sentence for the Temporal UI that says what it is for."""
    assert 10 < len(message.summary) < 100
    assert not message.summary.endswith(".")


@pytest.mark.parametrize("kind", PAIRING_ITEMS)
def test_every_item_is_settled_when_the_pairing_is_archived(kind: ItemKind) -> None:
    """Every item is settled when its pairing is archived, and not by an unrelated event."""
    state = given(Stage.SESSIONS).state.with_part("desk", items=(_an_item(kind),))
    settled = ItemSettled(occurred_at=START, item_id="i-1")
    assert items_after(PairingArchived(occurred_at=START), state) == (settled,)
    assert items_after(_unrelated(), state) == ()


def _an_item(kind: ItemKind) -> Item:
    return Item(
        id="i-1", kind=kind, opened_at=START, due_on=START.date(), remind_at=START, cause="whatever"
    ).shown()


def _unrelated() -> PairingEvent:
    return MessageRejected(occurred_at=START, message="accept", problems=())


@pytest.mark.parametrize("check_in", CheckIn)
def test_every_check_in_can_be_answered(check_in: CheckIn) -> None:
    """Every check-in has at least two different answers."""
    assert len(set(CHECK_IN_ANSWERS[check_in])) > 1
