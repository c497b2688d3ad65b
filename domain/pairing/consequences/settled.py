"""When an item of a pairing settles by itself, without an operator."""

from domain.engine.tables import complete
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import (
    PairingArchived,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    StageEntered,
)
from domain.pairing.events.messages import NoticeSettled
from domain.pairing.events.people import RulesChecked
from domain.pairing.events.preparation import (
    AgreementAccepted,
    AssessmentSubmitted,
    ExpectationsSubmitted,
    PlanAccepted,
    PlanAmended,
)
from domain.pairing.events.reviews import CheckInAnswered, ReviewSubmitted
from domain.pairing.events.sessions import (
    SessionBooked,
    SessionHeld,
    SessionMissed,
    SessionReportWithdrawn,
)
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import CheckIn
from domain.telling.catalogue import ITEMS, PAIRING_ITEMS
from domain.telling.desk import issued_notice
from domain.telling.items import Item, ItemKind
from domain.telling.notices import DeliveryOutcome
from domain.telling.owners import all_reachable


def is_settled(item: Item, event: PairingEvent, state: PairingState) -> bool:
    """Whether the event settles the item; ``state`` is the state after the event."""
    match event:
        case PairingArchived() | PairingReopened():
            return True
        case StageEntered(stage=stage) if stage.is_over:
            return not ITEMS[item.kind].after_the_end
        case _:
            return _SETTLED_BY[item.kind](item, event, state)


def _has_answered(item: Item, event: PairingEvent, state: PairingState) -> bool:
    """The side that the item waits for has handed in what was asked for, or the stage is over."""
    match item.kind, event:
        case _, StageEntered():
            return True
        case ItemKind.ASSESSMENT_MISSING, AssessmentSubmitted(side=side, complete=True):
            return side is item.side
        case ItemKind.EXPECTATIONS_MISSING, ExpectationsSubmitted(side=side):
            return side is item.side
        case ItemKind.AGREEMENT_NOT_ACCEPTED, AgreementAccepted(side=side):
            return side is item.side
        case ItemKind.PLAN_NOT_ACCEPTED, PlanAccepted(side=side) | PlanAmended(by=side):
            return side is item.side
        case _:
            return False


def _mail_arrives_again(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if not isinstance(event, NoticeSettled) or event.outcome is not DeliveryOutcome.DELIVERED:
        return False
    told = issued_notice(state, event.notice_id)
    if told is None or told.notice.side is not item.side:
        return False
    return item.side is not None or all_reachable(state)


def _first_booking(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return isinstance(event, SessionBooked | SessionHeld | StageEntered)


def _session_held(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return isinstance(event, SessionHeld)


def _session_settled(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if not isinstance(event, SessionHeld | SessionMissed | SessionReportWithdrawn):
        return False
    return event.session_id == item.session_id


def _heard_of(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if isinstance(event, CheckInAnswered):
        return event.check_in is CheckIn.DID_YOU_MEET
    return isinstance(event, SessionBooked | SessionHeld | StageEntered)


def _rules_hold(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return isinstance(event, RulesChecked) and not event.broken


def _pause_is_clear(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if isinstance(event, PairingPaused):
        return event.return_on is not None
    return isinstance(event, PairingResumed)


def _reviewed(item: Item, event: PairingEvent, state: PairingState) -> bool:
    answered = isinstance(event, ReviewSubmitted) and event.side is item.side
    return answered or isinstance(event, StageEntered)


def _never(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return False


_SETTLED_BY = complete(
    PAIRING_ITEMS,
    {
        ItemKind.INVITATION_EXPIRED: _never,
        ItemKind.ASSESSMENT_MISSING: _has_answered,
        ItemKind.EXPECTATIONS_MISSING: _has_answered,
        ItemKind.AGREEMENT_NOT_ACCEPTED: _has_answered,
        ItemKind.PLAN_NOT_ACCEPTED: _has_answered,
        ItemKind.FIRST_SESSION_NOT_BOOKED: _first_booking,
        ItemKind.MENTEE_KEEPS_CANCELLING: _session_held,
        ItemKind.MENTOR_KEEPS_CANCELLING: _session_held,
        ItemKind.CONFLICTING_REPORTS: _session_settled,
        ItemKind.SILENT_PAIR: _heard_of,
        ItemKind.MENTOR_WANTS_OUT: _never,
        ItemKind.RULE_BROKEN: _rules_hold,
        ItemKind.PERSON_LEFT: _never,
        ItemKind.STILL_PAUSED: _pause_is_clear,
        ItemKind.REVIEW_MISSING: _reviewed,
        ItemKind.MAIL_UNDELIVERABLE: _mail_arrives_again,
    },
    verb="settles",
)
