"""When the owners of a cohort are asked for help, and when the matter is settled."""

from domain.cohort.events import (
    CohortClosed,
    CohortDeadlineElapsed,
    CohortEndingBegun,
    CohortEvent,
    CohortItemOpened,
    CohortItemSettled,
    CohortNoticeSettled,
    CohortResumed,
    InstructionCarriedOut,
    MatchesConfirmed,
    MatchesProposed,
    MatchesRejected,
    MatchingEnded,
    MatchingRefused,
    PairingsNotStarted,
    PersonAdded,
    ProgressChecked,
    RuleRelaxed,
)
from domain.cohort.situation import needs_help
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortDeadlineKind, CohortStage
from domain.telling.asking import Wanted, closed, opened
from domain.telling.items import Item, ItemKind
from domain.telling.notices import DeliveryOutcome

MATTERS_OF_MATCHING = (
    ItemKind.MATCHES_NOT_CONFIRMED,
    ItemKind.NOBODY_FITS,
    ItemKind.PAIRING_NOT_STARTED,
)
"""Settled once matching is over."""


def items_after(event: CohortEvent, state: CohortState) -> tuple[CohortEvent, ...]:
    """Items that an event settles, and the item that it opens; none twice."""
    settled = (item for item in state.desk.items if _is_settled(item, event, state))
    kind = _wanted(event, state)
    return (
        *closed(CohortItemSettled, settled, event),
        *opened(CohortItemOpened, (Wanted(kind),) if kind else (), event, state),
    )


def _wanted(event: CohortEvent, state: CohortState) -> ItemKind | None:
    match event:
        case CohortDeadlineElapsed(kind=CohortDeadlineKind.CONFIRMATION_ITEM):
            return ItemKind.MATCHES_NOT_CONFIRMED
        case CohortDeadlineElapsed(kind=CohortDeadlineKind.PAUSE_QUESTION):
            return ItemKind.STILL_PAUSED
        case MatchesProposed() if needs_help(state):
            return ItemKind.NOBODY_FITS
        case MatchingRefused():
            return ItemKind.NOBODY_FITS
        case PairingsNotStarted():
            return ItemKind.PAIRING_NOT_STARTED
        case InstructionCarriedOut(unreached=unreached) if unreached:
            return ItemKind.PAIRING_NOT_REACHED
        case CohortNoticeSettled(outcome=outcome) if outcome is not DeliveryOutcome.DELIVERED:
            return _undeliverable(state)
        case _:
            return None


def _undeliverable(state: CohortState) -> ItemKind | None:
    """In a closed cohort such an item would never be settled."""
    return None if state.stage is CohortStage.CLOSED else ItemKind.MAIL_UNDELIVERABLE


def _is_settled(item: Item, event: CohortEvent, state: CohortState) -> bool:
    """Whether the event settles the item; ``state`` is the state after the event."""
    if item.kind is ItemKind.PAIRING_NOT_REACHED and not isinstance(event, CohortClosed):
        return isinstance(event, InstructionCarriedOut | ProgressChecked) and not _is_missed(state)
    if isinstance(event, CohortClosed | CohortEndingBegun | MatchingEnded):
        return state.ending is not None or item.kind in MATTERS_OF_MATCHING
    match item.kind:
        case ItemKind.MATCHES_NOT_CONFIRMED:
            return (
                isinstance(event, MatchesConfirmed | MatchesRejected)
                and not state.matching.proposals
            )
        case ItemKind.NOBODY_FITS:
            return isinstance(event, MatchesProposed) and not needs_help(state)
        case ItemKind.PAIRING_NOT_STARTED:
            return isinstance(event, PersonAdded | RuleRelaxed)
        case ItemKind.STILL_PAUSED:
            return isinstance(event, CohortResumed)
        case ItemKind.MAIL_UNDELIVERABLE:
            return isinstance(event, CohortNoticeSettled) and _everybody_is_reached(state)
        case _:
            return False


def _is_missed(state: CohortState) -> bool:
    """Whether a pairing is running without the latest instruction."""
    return any(entry.pairing_id in state.unreached for entry in state.running)


def _everybody_is_reached(state: CohortState) -> bool:
    """The latest mail to everyone has arrived, or is on its way."""
    latest = {told.notice.to: told.outcome for told in state.desk.told}
    return all(outcome in (None, DeliveryOutcome.DELIVERED) for outcome in latest.values())
