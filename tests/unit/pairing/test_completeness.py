"""Nothing is forgotten: every message says what it is for, every kind is explained and settled."""

import re
from collections.abc import Iterable

import pytest

from domain.pairing.because import because
from domain.pairing.commands import MESSAGES, PairingMessage
from domain.pairing.consequences.settled import is_settled
from domain.pairing.events import (
    PAIRING_EVENTS,
    MessageRejected,
    PairingArchived,
    PairingEvent,
)
from domain.pairing.vocabulary import CHECK_IN_ANSWERS, CheckIn, Stage
from domain.programme.request import Deadlines
from domain.telling.items import Item, ItemKind
from domain.telling.notices import NoticeKind
from tests.unit.pairing.story import START
from tests.unit.pairing.ways import given

COHORT_ITEMS = (
    ItemKind.MATCHES_NOT_CONFIRMED,
    ItemKind.NOBODY_FITS,
    ItemKind.PAIRING_NOT_STARTED,
    ItemKind.PAIRING_NOT_REACHED,
)
COHORT_NOTICES = (
    NoticeKind.ITEM_OPENED,
    NoticeKind.MATCHES_TO_CONFIRM,
    NoticeKind.MATCHES_REMINDER,
    NoticeKind.COHORT_PAUSED,
    NoticeKind.COHORT_RESUMED,
    NoticeKind.COHORT_ENDED,
)


def _others(kinds: Iterable[NoticeKind], without: Iterable[NoticeKind]) -> list[NoticeKind]:
    return [kind for kind in kinds if kind not in without]


def test_every_event_has_a_tag_of_its_own_with_a_schema_version() -> None:
    """The journal finds them by it."""
    tags = [event.tag for event in PAIRING_EVENTS]
    assert len(set(tags)) == len(tags)
    assert all(re.fullmatch(r"pairing\.[a-z_]+\.v[1-9]", tag) for tag in tags)


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
def test_every_message_says_what_it_is_for(message: type[PairingMessage]) -> None:
    """One sentence for the Temporal UI, without a full stop."""
    assert 10 < len(message.summary) < 100
    assert not message.summary.endswith(".")


@pytest.mark.parametrize("kind", _others(NoticeKind, COHORT_NOTICES))
def test_every_notice_of_a_pairing_has_a_reason(kind: NoticeKind) -> None:
    """With the number of its rule filled in."""
    words = because(kind, "whatever").in_words(Deadlines())
    assert words
    assert "{" not in words


@pytest.mark.parametrize("kind", [kind for kind in ItemKind if kind not in COHORT_ITEMS])
def test_every_item_of_a_pairing_has_a_reason(kind: ItemKind) -> None:
    """With the number of its rule filled in."""
    assert "{" not in because(kind, "whatever").in_words(Deadlines())


@pytest.mark.parametrize("kind", ItemKind)
def test_every_item_is_settled_when_the_pairing_is_archived(kind: ItemKind) -> None:
    """And not by an event that has nothing to do with it."""
    story = given(Stage.SESSIONS)
    item = _an_item(kind)
    assert is_settled(item, PairingArchived(occurred_at=START), story.state)
    assert not is_settled(item, _unrelated(), story.state)


def _an_item(kind: ItemKind) -> Item:
    return Item(id="i-1", kind=kind, opened_at=START, cause="whatever")


def _unrelated() -> PairingEvent:
    return MessageRejected(occurred_at=START, message="accept", problems=())


@pytest.mark.parametrize("check_in", CheckIn)
def test_every_check_in_can_be_answered(check_in: CheckIn) -> None:
    """With at least two different answers."""
    assert len(set(CHECK_IN_ANSWERS[check_in])) > 1
