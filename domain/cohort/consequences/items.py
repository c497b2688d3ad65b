"""When the owners of a cohort are asked for help, and when the matter is settled."""

from collections.abc import Callable, Iterator, Mapping

from domain.cohort.briefing_events import BriefingAdded, BriefingRecorded, CohortBriefingWaived
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import (
    CohortClosed,
    CohortDeadlineElapsed,
    CohortDeadlinePostponed,
    CohortEndingBegun,
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
    PairingsFoundRunning,
    PairingsFoundStopped,
    PairingsNotStarted,
    PersonAdded,
    PersonReported,
    ProgressChecked,
    RuleRelaxed,
)
from domain.cohort.situation import needs_help
from domain.cohort.state import CohortState
from domain.cohort.to_brief import attendance_is_missing, lacks_a_date, people_are_briefed
from domain.cohort.vocabulary import CohortDeadlineKind, CohortStage
from domain.engine.tables import complete
from domain.telling.catalogue import COHORT_ITEMS, shown
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, KnownKind
from domain.telling.notices import DeliveryOutcome
from domain.telling.opening import Wanted, items_opened, items_settled

Kind = CohortDeadlineKind

MATTERS_OF_MATCHING = (
    ItemKind.MATCHES_NOT_CONFIRMED,
    ItemKind.NOBODY_FITS,
    ItemKind.PAIRING_NOT_STARTED,
)
"""Settled once matching is over."""
MATTERS_OF_PAIRINGS = (ItemKind.PAIRING_NOT_REACHED, ItemKind.PAIRING_NOT_RUNNING)
"""Open until the cohort is closed: an ending cohort leads its pairings to their end."""


def items_after(event: CohortEvent, state: CohortState) -> Events:
    """Items that an event settles, and the item that it opens; none twice."""
    settled = (item for item in state.desk.items if _is_settled(item, event, state))
    return (
        *items_settled(CohortItemSettled, settled, event),
        *items_opened(CohortItemOpened, _wanted(event, state), event, state),
    )


def _wanted(event: CohortEvent, state: CohortState) -> tuple[Wanted, ...]:
    if isinstance(event, PairingsFoundStopped):
        kind = ItemKind.PAIRING_NOT_RUNNING
        return tuple(Wanted(kind, pairing_id=pairing_id) for pairing_id in event.pairing_ids)
    about_all = _wanted_once(event, state)
    return (
        *((Wanted(about_all),) if about_all else ()),
        *map(Wanted, _wanted_for_briefings(event, state)),
    )


def _wanted_once(event: CohortEvent, state: CohortState) -> ItemKind | None:
    match event:
        case CohortDeadlineElapsed(kind=Kind.CONFIRMATION_ITEM):
            return ItemKind.MATCHES_NOT_CONFIRMED
        case CohortDeadlineElapsed(kind=Kind.PAUSE_QUESTION):
            return ItemKind.STILL_PAUSED
        case CohortDeadlinePostponed(supersedes=milder) if Kind.PAUSE_QUESTION in milder:
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


def _wanted_for_briefings(event: CohortEvent, state: CohortState) -> Iterator[ItemKind]:
    """A look at the pairings may find somebody who is to be briefed again, and was expected at a
    date that is long over."""
    now = event.occurred_at
    looked = isinstance(event, ProgressChecked) and people_are_briefed(state)
    asked = isinstance(event, CohortDeadlineElapsed) and event.kind is Kind.ATTENDANCE
    if (looked or asked) and attendance_is_missing(state, now):
        yield ItemKind.BRIEFING_NOT_RECORDED
    if isinstance(event, ProgressChecked | BriefingRecorded) and lacks_a_date(state, now):
        yield ItemKind.NO_BRIEFING_AHEAD


def _undeliverable(state: CohortState) -> ItemKind | None:
    """An item for a mail that did not arrive; none in a closed cohort: nothing would settle it."""
    return None if state.stage is CohortStage.CLOSED else ItemKind.MAIL_UNDELIVERABLE


def _is_settled(item: Item, event: CohortEvent, state: CohortState) -> bool:
    """Whether the event settles the item; ``state`` is the state after the event."""
    match event:
        case CohortClosed():
            return True
        case CohortEndingBegun():
            return item.kind not in MATTERS_OF_PAIRINGS
        case MatchingEnded():
            return item.kind in MATTERS_OF_MATCHING
        case _:
            return _SETTLED_BY[item.kind](item, event, state)


def _confirmed(item: Item, event: CohortEvent, state: CohortState) -> bool:
    decided = isinstance(event, MatchesConfirmed | MatchesRejected | PersonReported)
    return decided and not state.matching.proposals


def _everybody_fits(item: Item, event: CohortEvent, state: CohortState) -> bool:
    return isinstance(event, MatchesProposed) and not needs_help(state)


def _matched_anew(item: Item, event: CohortEvent, state: CohortState) -> bool:
    return isinstance(event, PersonAdded | RuleRelaxed)


def _attendance_recorded(item: Item, event: CohortEvent, state: CohortState) -> bool:
    said = isinstance(event, BriefingRecorded | CohortBriefingWaived | ProgressChecked)
    return said and not attendance_is_missing(state, event.occurred_at)


def _has_a_date(item: Item, event: CohortEvent, state: CohortState) -> bool:
    said = isinstance(
        event, BriefingAdded | BriefingRecorded | CohortBriefingWaived | ProgressChecked
    )
    return said and not lacks_a_date(state, event.occurred_at)


def _pairings_reached(item: Item, event: CohortEvent, state: CohortState) -> bool:
    """Every running pairing has received the latest instruction."""
    missed = any(entry.pairing_id in state.unreached for entry in state.running)
    return isinstance(event, InstructionCarriedOut | ProgressChecked) and not missed


def _runs_again(item: Item, event: CohortEvent, state: CohortState) -> bool:
    return isinstance(event, PairingsFoundRunning) and item.pairing_id in event.pairing_ids


def _resumed(item: Item, event: CohortEvent, state: CohortState) -> bool:
    return isinstance(event, CohortResumed)


def _everybody_reached(item: Item, event: CohortEvent, state: CohortState) -> bool:
    """The latest mail to everyone has arrived, or is on its way."""
    latest = {issued.notice.to: issued.outcome for issued in state.desk.told}
    arrived = all(outcome in (None, DeliveryOutcome.DELIVERED) for outcome in latest.values())
    return isinstance(event, CohortNoticeSettled) and arrived


_SETTLED_BY: Mapping[KnownKind, Callable[[Item, CohortEvent, CohortState], bool]] = complete(
    map(shown, COHORT_ITEMS),
    {
        ItemKind.MATCHES_NOT_CONFIRMED: _confirmed,
        ItemKind.NOBODY_FITS: _everybody_fits,
        ItemKind.BRIEFING_NOT_RECORDED: _attendance_recorded,
        ItemKind.NO_BRIEFING_AHEAD: _has_a_date,
        ItemKind.PAIRING_NOT_STARTED: _matched_anew,
        ItemKind.PAIRING_NOT_REACHED: _pairings_reached,
        ItemKind.PAIRING_NOT_RUNNING: _runs_again,
        ItemKind.STILL_PAUSED: _resumed,
        ItemKind.MAIL_UNDELIVERABLE: _everybody_reached,
    },
    verb="settles",
)
