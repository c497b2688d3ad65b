"""When an item is settled without anybody ticking it off."""

from typing import assert_never

from domain.items import Item, ItemKind
from domain.notices import DeliveryOutcome
from domain.pairing.events import (
    AgreementAccepted,
    AssessmentSubmitted,
    CheckInAnswered,
    ExpectationsSubmitted,
    NoticeSettled,
    PairingArchived,
    PairingEvent,
    PairingReopened,
    PairingResumed,
    PlanAccepted,
    PlanAmended,
    ReviewSubmitted,
    RulesChecked,
    SessionBooked,
    SessionHeld,
    SessionMissed,
    SessionReportWithdrawn,
    StageEntered,
)
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import CheckIn

KEPT_AFTER_CLOSING = (
    ItemKind.INVITATION_EXPIRED,
    ItemKind.MAIL_UNDELIVERABLE,
)
"""These still need somebody when the pairing is over."""


def is_settled(item: Item, event: PairingEvent, state: PairingState) -> bool:
    """Whether the event settles the item; ``state`` is the state after the event."""
    match event:
        case PairingArchived() | PairingReopened():
            return True
        case StageEntered(stage=stage) if stage.is_over:
            return item.kind not in KEPT_AFTER_CLOSING
        case _:
            return _by_its_own_matter(item, event, state)


def _by_its_own_matter(item: Item, event: PairingEvent, state: PairingState) -> bool:
    match item.kind:
        case (
            ItemKind.ASSESSMENT_MISSING
            | ItemKind.EXPECTATIONS_MISSING
            | ItemKind.AGREEMENT_NOT_ACCEPTED
            | ItemKind.PLAN_NOT_ACCEPTED
        ):
            return isinstance(event, StageEntered) or _has_answered(item, event)
        case ItemKind.FIRST_SESSION_NOT_BOOKED:
            return isinstance(event, SessionBooked | SessionHeld | StageEntered)
        case ItemKind.MENTEE_KEEPS_CANCELLING | ItemKind.MENTOR_KEEPS_CANCELLING:
            return isinstance(event, SessionHeld)
        case ItemKind.CONFLICTING_REPORTS:
            return (
                isinstance(event, SessionHeld | SessionMissed | SessionReportWithdrawn)
                and event.session_id == item.session_id
            )
        case ItemKind.SILENT_PAIR:
            met = isinstance(event, CheckInAnswered) and event.check_in is CheckIn.DID_YOU_MEET
            return met or isinstance(event, SessionBooked | SessionHeld | StageEntered)
        case ItemKind.RULE_BROKEN:
            return isinstance(event, RulesChecked) and not event.broken
        case ItemKind.STILL_PAUSED:
            return isinstance(event, PairingResumed)
        case ItemKind.REVIEW_MISSING:
            answered = isinstance(event, ReviewSubmitted) and event.side is item.side
            return answered or isinstance(event, StageEntered)
        case ItemKind.MAIL_UNDELIVERABLE:
            return _mail_arrives_again(item, event, state)
        case ItemKind.INVITATION_EXPIRED | ItemKind.MENTOR_WANTS_OUT | ItemKind.PERSON_LEFT:
            return False
        case ItemKind.MATCHES_NOT_CONFIRMED | ItemKind.NOBODY_FITS | ItemKind.PAIRING_NOT_STARTED:
            return False
        case _:
            assert_never(item.kind)


def _has_answered(item: Item, event: PairingEvent) -> bool:
    """The side that the item waits for has handed in what the item asks for."""
    match item.kind, event:
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
    told = next((one for one in state.told if one.notice.id == event.notice_id), None)
    return told is not None and told.notice.side is item.side
