"""How mails fared, as the delivery ledger knows: good news does not come back to who wrote them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from domain.engine.base import Frozen, Instant
from domain.telling.desk import HasDesk, IssuedNotice
from domain.telling.notices import DeliveryOutcome

S = TypeVar("S", bound=HasDesk)


class Address(StrEnum):
    """Which of the addresses that the roster has of a person; never the address itself."""

    FIRST = "first"
    SECOND = "second"


class Fared(Frozen):
    """How the mail of one notice fared."""

    outcome: DeliveryOutcome
    at: Instant
    attempts: int
    address: Address = Address.FIRST
    """The one that was tried last."""


def with_ledger(state: S, ledger: Mapping[str, Fared], as_of: Instant) -> S:
    """The state with the outcomes of its notices, by their ids, as they were known at a moment.

    What came back to the state itself counts more: a mail may bounce after it was delivered.
    """
    told = tuple(_completed(sent, ledger.get(sent.notice.id), as_of) for sent in state.desk.told)
    return state.with_part("desk", told=told)


def _completed(sent: IssuedNotice, fared: Fared | None, as_of: Instant) -> IssuedNotice:
    if sent.outcome is not None or fared is None or fared.at > as_of:
        return sent
    return sent.model_copy(update={"outcome": fared.outcome})
