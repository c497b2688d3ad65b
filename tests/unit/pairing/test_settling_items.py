"""Items that an operator settles by hand."""

from domain.pairing.commands import SettleItem
from domain.pairing.events.messages import ItemSettled
from domain.pairing.facts import MailBounced, PersonLeft
from domain.pairing.vocabulary import Stage
from domain.telling.kinds import ItemKind
from tests.unit.pairing.story import MENTOR, OPERATOR, Story
from tests.unit.pairing.ways import given


def with_two_items() -> Story:
    """A mail came back, and a side leaves."""
    story = given(Stage.SESSIONS)
    bounced = next(sent.notice.id for sent in story.state.desk.told)
    story = story.when(MailBounced, notice_id=bounced)
    return story.when(PersonLeft, person_id=story.state.setup.mentee).leaves_open(
        ItemKind.MAIL_UNDELIVERABLE, ItemKind.PERSON_LEFT
    )


def test_an_item_is_settled_by_hand() -> None:
    """Settling an item by hand settles exactly that one, and nothing else happens."""
    story = with_two_items()
    first, second = story.state.desk.items
    settled = story.when(SettleItem, OPERATOR, item_id=first.id)
    assert settled.events == (ItemSettled(occurred_at=story.now, item_id=first.id),)
    assert settled.state.desk.items == (second,)


def test_an_unknown_item_is_refused_with_the_open_ones() -> None:
    """Settling an unknown item is refused with the open ones."""
    story = with_two_items()
    refused = story.when(SettleItem, OPERATOR, item_id="i-0-0").refused("item_id")
    assert refused.problems[0].allowed == ", ".join(item.id for item in story.state.desk.items)
    none = given(Stage.SESSIONS).when(SettleItem, OPERATOR, item_id="i-0-0").refused("item_id")
    assert none.problems[0].allowed == "nothing: no item is open"


def test_only_operators_settle_by_hand() -> None:
    """Only operators settle items by hand: neither side can."""
    story = with_two_items()
    story.when(SettleItem, MENTOR, item_id=story.state.desk.items[0].id).refused("acting")
