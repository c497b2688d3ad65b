"""When the owners of a cohort are asked for help, and when the matter is settled."""

from domain.cohort.consequences.settled import is_settled
from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortEvent,
    CohortItemOpened,
    CohortItemSettled,
    CohortNoticeSettled,
    InstructionCarriedOut,
    MatchesProposed,
    MatchingRefused,
    PairingsNotStarted,
)
from domain.cohort.situation import needs_help
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortDeadlineKind, CohortStage
from domain.telling.asking import Wanted, items_opened, items_settled
from domain.telling.items import ItemKind
from domain.telling.notices import DeliveryOutcome


def items_after(event: CohortEvent, state: CohortState) -> tuple[CohortEvent, ...]:
    """Items that an event settles, and the item that it opens; none twice."""
    settled = (item for item in state.desk.items if is_settled(item, event, state))
    kind = _wanted(event, state)
    return (
        *items_settled(CohortItemSettled, settled, event),
        *items_opened(CohortItemOpened, (Wanted(kind),) if kind else (), event, state),
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
    """The item about a mail that did not arrive; none in a closed cohort, where nothing would
    settle it."""
    return None if state.stage is CohortStage.CLOSED else ItemKind.MAIL_UNDELIVERABLE
