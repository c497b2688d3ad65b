"""Who of the owners is written to about a pairing: lead, deputy, sponsor, in this order.

Items belong to a role (case 58). Nobody gets mail about themselves: an owner who is mentor or
mentee of the pairing is passed over in it.
"""

from collections.abc import Iterator

from domain.pairing.state import PairingState
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.items import Item, ItemKind
from domain.telling.notices import DeliveryOutcome, Notice


def _owners_apart(state: PairingState) -> tuple[PersonId, ...]:
    """The owners who are not in the pair; each person once."""
    pair = {state.setup.person(side) for side in Side}
    holders = (state.setup.owners.of(role) for role in OwnerRole)
    return tuple(dict.fromkeys(one for one in holders if one is not None and one not in pair))


def who_answers(state: PairingState) -> PersonId | None:
    """The first owner whose mails arrive; the first of all if nobody's do."""
    owners = _owners_apart(state)
    return next(_reachable(owners, state), owners[0] if owners else None)


def whom_to_tell(item: Item, state: PairingState) -> PersonId | None:
    """Whoever hears of an item first; of an owner's mail that does not arrive, another one."""
    if item.kind is ItemKind.MAIL_UNDELIVERABLE and item.side is None:
        return who_answers(state)
    return next(iter(_owners_apart(state)), None)


def who_stands_in(notice: Notice, state: PairingState) -> PersonId | None:
    """Whoever gets a mail to an owner that did not arrive: the next one whose mails do."""
    owners = _owners_apart(state)
    if notice.to not in owners:
        return None
    after = owners[owners.index(PersonId(notice.to)) + 1 :]
    return next(_reachable(after, state), None)


def all_reachable(state: PairingState) -> bool:
    """Whether no owner's latest mail has failed."""
    owners = _owners_apart(state)
    return len(tuple(_reachable(owners, state))) == len(owners)


def _reachable(owners: tuple[PersonId, ...], state: PairingState) -> Iterator[PersonId]:
    latest = {one.notice.to: one.outcome for one in state.told if one.outcome}
    arrived = (None, DeliveryOutcome.DELIVERED)
    return (one for one in owners if latest.get(one) in arrived)
