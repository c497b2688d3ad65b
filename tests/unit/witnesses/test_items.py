"""Every kind of item has stories that open it, and settle it."""

from domain.telling.catalogue import ITEMS, shown
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.witnesses.tables import ITEMS_OF_COHORTS, ITEMS_OF_PAIRINGS
from tests.unit.witnesses.witness import (
    TO_LEAD,
    L,
    Opened,
    notices,
    opened_items,
    settled_items,
    witnesses_of,
)

WITNESSES = witnesses_of(ITEMS_OF_PAIRINGS, ITEMS_OF_COHORTS)


def _opened(kind: ItemKind, after: L) -> list[Item]:
    return [item for item in opened_items(after) if item.kind is kind]


@WITNESSES
def test_an_item_is_opened_for_its_owner(kind: ItemKind, witness: Opened[L]) -> None:
    """On each of its occasions an item is opened for its owner, about the right side."""
    items = _opened(kind, witness.story())
    expected = [(ITEMS[kind].owner, side) for side in witness.sides]
    assert [(item.owner, item.side) for item in items] == expected


@WITNESSES
def test_the_lead_gets_a_mail_about_each_item(kind: ItemKind, witness: Opened[L]) -> None:
    """The lead gets one mail about each item, whatever opens it, where nobody else is named."""
    after = witness.story()
    mails = [notice for notice in notices(after) if notice.kind is NoticeKind.ITEM_OPENED]
    for item in _opened(kind, after):
        told = [(mail.to, mail.item) for mail in mails if mail.item_id == item.id]
        assert told == [(to, shown(kind)) for to in TO_LEAD]


@WITNESSES
def test_an_item_is_settled_when_its_matter_is(kind: ItemKind, witness: Opened[L]) -> None:
    """An item is settled with its matter; the same about the other side stays open."""
    after, settled = witness.story(), witness.settled
    items = {item.id: item.side for item in _opened(kind, after)}
    meant = {
        item_id for item_id, side in items.items() if settled.sides is None or side in settled.sides
    }
    assert meant == items.keys() & settled_items(settled.story(after))
