"""Sending again what did not reach a person, when their data have changed since (case 47)."""

from collections.abc import Callable
from typing import TypeAlias, TypeVar

from domain.engine.events import DomainEvent, cause_of
from domain.programme.ids import PersonId
from domain.telling.catalogue import matter_of
from domain.telling.desk import HasDesk, IssuedNotice
from domain.telling.notices import DeliveryOutcome, Notice, managed_side, notice_id

S = TypeVar("S", bound=HasDesk)
Matter: TypeAlias = tuple[object, ...]

LOST = (
    DeliveryOutcome.REFUSED,
    DeliveryOutcome.BOUNCED,
    DeliveryOutcome.NO_ADDRESS,
    DeliveryOutcome.GAVE_UP,
)
"""How the mail of a notice has fared that nobody has read."""


def lost_matters(state: HasDesk, person: PersonId) -> tuple[tuple[Notice, ...], ...]:
    """What a person was told of lately and the last word of which did not arrive.

    A request and its reminders are one matter, in the order in which they were issued.
    """
    matters = dict[Matter, list[IssuedNotice]]()
    for sent in state.desk.told:
        if sent.notice.to == person:
            matters.setdefault(_matter(sent.notice), []).append(sent)
    return tuple(
        tuple(sent.notice for sent in matter)
        for matter in matters.values()
        if matter[-1].outcome in LOST
    )


def of_use(state: S, person: PersonId, holds: Callable[[Notice, S], bool]) -> tuple[Notice, ...]:
    """For each matter that did not arrive, the earliest of its mails that is still true, because a
    request says more than its reminders. Once it is issued again, the matter is not lost any more.
    """
    kept = (
        next((notice for notice in matter if holds(notice, state)), None)
        for matter in lost_matters(state, person)
    )
    return tuple(notice for notice in kept if notice is not None)


def once_more(notice: Notice, recipient: str, after: DomainEvent, state: HasDesk) -> Notice:
    """The same notice on a new occasion, with its date if that is still ahead."""
    is_ahead = notice.until is not None and notice.until > after.occurred_at
    changes = {
        "id": notice_id(notice.kind, state.version, recipient),
        "until": notice.until if is_ahead else None,
        "cause": cause_of(after),
    }
    return notice.model_copy(update=changes)


def _matter(notice: Notice) -> Matter:
    about = notice.session_id, notice.briefing_id, notice.item_id, managed_side(notice)
    return matter_of(notice.kind), *about
