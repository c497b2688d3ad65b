"""When the owners of a cohort are asked for help, and when the matter is settled."""

from collections.abc import Callable, Mapping

from domain.engine.confidence import IN_CONFIDENCE
from domain.engine.tables import complete
from domain.pairing.events.base import Events, PairingEvent, PrivateHold
from domain.pairing.events.course import (
    DeadlineElapsed,
    DeadlinePostponed,
    HoldBegun,
    HoldLifted,
    PairingArchived,
    PairingClosed,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    ReopeningOver,
    StageEntered,
)
from domain.pairing.events.messages import ItemOpened, ItemSettled, NoticeSettled
from domain.pairing.events.people import (
    ManagerChanged,
    PersonLeaving,
    PersonStaying,
    RulesChecked,
    RuleWaived,
)
from domain.pairing.events.preparation import (
    AgreementAccepted,
    ApprovalGiven,
    AssessmentSubmitted,
    BriefingNoted,
    BriefingWaived,
    ContactConfirmed,
    ExpectationsSubmitted,
    PlanAccepted,
    PlanAmended,
)
from domain.pairing.events.reviews import CheckInAnswered, ReviewSubmitted
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReportsConflicted,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionReportWithdrawn,
)
from domain.pairing.lapses import in_a_row, is_too_often, missed_in_a_row
from domain.pairing.missing import waiting_for
from domain.pairing.sides import side_served_by
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import (
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    EndReason,
    HoldReason,
    SessionStatus,
    Stage,
)
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.catalogue import PAIRING_ITEMS, shown, spec_of
from domain.telling.desk import issued_notice
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, KnownKind
from domain.telling.notices import DeliveryOutcome, managed_side
from domain.telling.opening import Wanted, items_opened, items_settled
from domain.telling.owners import all_reachable

Kind = DeadlineKind


def items_after(event: PairingEvent, state: PairingState) -> Events:
    """Items that an event settles, and items that it opens; none twice."""
    settled = (item for item in state.desk.items if _is_settled(item, event, state))
    return (
        *items_settled(ItemSettled, settled, event),
        *items_opened(ItemOpened, _wanted(event, state), event, state),
    )


def _wanted(event: PairingEvent, state: PairingState) -> tuple[Wanted, ...]:
    match event:
        case DeadlineElapsed(kind=kind):
            return _after_deadline(kind, state)
        case StageEntered(stage=Stage.APPROVAL) | ManagerChanged():
            return _without_manager(state)
        case DeadlinePostponed(supersedes=milder):
            return tuple(item for kind in milder for item in _after_deadline(kind, state))
        case PairingClosed(reason=EndReason.INVITATION_EXPIRED):
            silent = waiting_for(state)
            return (Wanted(ItemKind.INVITATION_EXPIRED, silent[0] if len(silent) == 1 else None),)
        case SessionReportWithdrawn() | SessionMissed() if state.stage.is_over:
            return ()
        case SessionCancelled() | SessionMoved() | SessionMissed() | SessionReportWithdrawn():
            return _after_lapses(event, state)
        case ReportsConflicted():
            return _conflicts(state)
        case PairingReopened():
            broken = (Wanted(ItemKind.RULE_BROKEN),) if state.rule_check.broken else ()
            return (*_conflicts(state), *broken)
        case NoticeSettled() if event.outcome is not DeliveryOutcome.DELIVERED:
            return _after_failed_mail(event.notice_id, state)
        case _:
            return _about_people(event, state)


def _without_manager(state: PairingState) -> tuple[Wanted, ...]:
    """Nobody can be asked for the approval of these."""
    sides = waiting_for(state) if state.stage is Stage.APPROVAL else ()
    unknown = (side for side in sides if not state.setup.managers.of(side))
    return tuple(Wanted(ItemKind.APPROVAL_MISSING, side) for side in unknown)


def _about_people(event: PairingEvent, state: PairingState) -> tuple[Wanted, ...]:
    """What one of the two said in confidence, or what became known of one of them."""
    match event:
        case CheckInAnswered(answer=CheckInAnswer.END_WITHOUT_NAMING_ME):
            return (Wanted(ItemKind.MENTOR_WANTS_OUT),)
        case HoldBegun(private=PrivateHold(reason=HoldReason.MISCONDUCT)):
            return (Wanted(ItemKind.MISCONDUCT),)
        case PersonLeaving(side=side) if not state.stage.is_over:
            return (Wanted(ItemKind.PERSON_LEFT, side),)
        case RulesChecked(broken=broken, side=side) if broken:
            return (Wanted(ItemKind.RULE_BROKEN, side),)
        case _:
            return ()


def _conflicts(state: PairingState) -> tuple[Wanted, ...]:
    return tuple(
        Wanted(ItemKind.CONFLICTING_REPORTS, session_id=session.id)
        for session in state.sessions
        if session.status is SessionStatus.CONFLICT
    )


def _after_deadline(kind: DeadlineKind, state: PairingState) -> tuple[Wanted, ...]:
    match kind:
        case Kind.ESCALATION:
            return _after_escalation(state)
        case Kind.FIRST_CONTACT_ITEM:
            return (Wanted(ItemKind.NOT_IN_TOUCH),)
        case Kind.BRIEFING_MISSING:
            return tuple(Wanted(ItemKind.NOT_BRIEFED, side) for side in state.unbriefed)
        case Kind.FIRST_BOOKING_ITEM:
            return (Wanted(ItemKind.FIRST_SESSION_NOT_BOOKED),)
        case Kind.SILENCE_ITEM:
            return (Wanted(ItemKind.SILENT_PAIR),)
        case Kind.STILL_NOT_MET:
            return (Wanted(ItemKind.NOT_MEETING),)
        case Kind.PAUSE_QUESTION:
            return (Wanted(ItemKind.STILL_PAUSED),)
        case _:
            return ()


def _after_escalation(state: PairingState) -> tuple[Wanted, ...]:
    kind = _escalated_item(state)
    return tuple(Wanted(kind, side) for side in waiting_for(state)) if kind else ()


def _escalated_item(state: PairingState) -> ItemKind | None:
    """The item about missing answers in the present stage."""
    match state.stage:
        case Stage.APPROVAL:
            return ItemKind.APPROVAL_MISSING
        case Stage.ASSESSMENT:
            return ItemKind.ASSESSMENT_MISSING
        case Stage.EXPECTATIONS if state.preparation.expectations.missing:
            return ItemKind.EXPECTATIONS_MISSING
        case Stage.EXPECTATIONS:
            return ItemKind.AGREEMENT_NOT_ACCEPTED
        case Stage.PLANNING:
            return ItemKind.PLAN_NOT_ACCEPTED
        case Stage.REVIEW:
            return ItemKind.REVIEW_MISSING
        case _:
            return None


def _after_lapses(event: PairingEvent, state: PairingState) -> tuple[Wanted, ...]:
    """Dates that one side has not kept too often, and appointments that were missed in a row."""
    sides = (side for side in _concerned(event) if is_too_often(state, side))
    wanted = [Wanted(ItemKind.DATES_NOT_KEPT, side) for side in sides]
    if missed_in_a_row(state) >= state.setup.session_rules.no_shows:
        wanted.append(Wanted(ItemKind.NO_SHOWS))
    return tuple(wanted)


def _concerned(event: PairingEvent) -> tuple[Side, ...]:
    """The side that has lapsed; both if a session was not held after all."""
    match event:
        case SessionCancelled(side=side):
            return (side,) if side else ()
        case SessionMoved(by=by, is_lapse=True):
            side = side_served_by(by)
            return (side,) if side else ()
        case SessionMissed(absent=absent):
            return (absent,)
        case SessionReportWithdrawn():
            return tuple(Side)
        case _:
            return ()


def _after_failed_mail(notice_id: str, state: PairingState) -> tuple[Wanted, ...]:
    if state.archived:
        return ()
    told = issued_notice(state, notice_id)
    side = managed_side(told.notice) if told else None
    if told and side:
        is_wanted = state.stage is Stage.APPROVAL and side in waiting_for(state)
        return (Wanted(ItemKind.APPROVAL_MISSING, side),) if is_wanted else ()
    return (Wanted(ItemKind.MAIL_UNDELIVERABLE, told.notice.side if told else None),)


def _is_settled(item: Item, event: PairingEvent, state: PairingState) -> bool:
    """Whether the event settles the item; ``state`` is the state after the event."""
    match event:
        case PairingArchived() | ReopeningOver():
            return True
        case PairingReopened():
            return not _waits_for_a_decision(item)
        case StageEntered(stage=stage) if stage.is_over:
            return not (spec_of(item.kind).after_the_end or _waits_for_a_decision(item))
        case _:
            return _SETTLED_BY[item.kind](item, event, state)


def _waits_for_a_decision(item: Item) -> bool:
    """Whether an end or a reopening leaves it open: neither says who is right."""
    return item.owner is OwnerRole.CONFIDANT or item.kind is ItemKind.CONFLICTING_REPORTS


def _has_answered(item: Item, event: PairingEvent, state: PairingState) -> bool:
    """The side that the item waits for has handed in what was asked for, or the stage is over."""
    match item.kind, event:
        case _, StageEntered():
            return True
        case ItemKind.APPROVAL_MISSING, ApprovalGiven(side=side):
            return side is item.side
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


def _in_touch(item: Item, event: PairingEvent, state: PairingState) -> bool:
    reviewed = isinstance(event, StageEntered) and event.stage is Stage.REVIEW
    return reviewed or isinstance(event, ContactConfirmed | SessionBooked | SessionHeld)


def _briefed(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if isinstance(event, BriefingNoted | BriefingWaived | SessionHeld):
        return item.side not in state.unbriefed
    return isinstance(event, StageEntered)


def _mail_arrives_again(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if not isinstance(event, NoticeSettled) or event.outcome is not DeliveryOutcome.DELIVERED:
        return False
    told = issued_notice(state, event.notice_id)
    if told is None or told.notice.side is not item.side:
        return False
    return item.side is not None or all_reachable(state)


def _date_found(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return isinstance(event, SessionBooked | SessionHeld | StageEntered)


_CHANGES_THE_ROW = (
    SessionBooked,
    SessionHeld,
    SessionMissed,
    ReportsConflicted,
    AbsenceClaimed,
    SessionReportWithdrawn,
)
"""Events that can end a row of lapses, or make it shorter."""


def _dates_are_kept(item: Item, event: PairingEvent, state: PairingState) -> bool:
    """A session took place, or a single lapse was made good by a new date."""
    if item.side is None or not isinstance(event, _CHANGES_THE_ROW):
        return False
    row = len(in_a_row(state, item.side))
    return row == 0 or (isinstance(event, SessionBooked) and row == 1)


def _no_longer_missed(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return isinstance(event, _CHANGES_THE_ROW) and missed_in_a_row(state) == 0


def _session_settled(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if not isinstance(event, SessionHeld | SessionMissed | SessionReportWithdrawn):
        return False
    return event.session_id == item.session_id


def _heard_of(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if isinstance(event, CheckInAnswered):
        return event.check_in is CheckIn.DID_YOU_MEET
    return isinstance(event, SessionBooked | SessionHeld | StageEntered)


def _rules_hold(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return isinstance(event, RulesChecked | RuleWaived) and not state.rule_check.broken


def _pause_is_clear(item: Item, event: PairingEvent, state: PairingState) -> bool:
    if isinstance(event, PairingPaused):
        return event.return_on is not None
    return isinstance(event, PairingResumed)


def _reviewed(item: Item, event: PairingEvent, state: PairingState) -> bool:
    answered = isinstance(event, ReviewSubmitted) and event.side is item.side
    return answered or isinstance(event, StageEntered)


def _stays(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return isinstance(event, PersonStaying) and event.side is item.side


def _is_decided(item: Item, event: PairingEvent, state: PairingState) -> bool:
    """What the confidant was told of is over when the office lifts the hold or ends the pairing for
    it. Any other end, by HR, a side or the time, decides nothing about it (case 45)."""
    if item.owner is not OwnerRole.CONFIDANT:
        return False
    match event:
        case PairingClosed(reason=EndReason.HOLD, by=by):
            return by is not None
        case _:
            return isinstance(event, HoldLifted)


def _never(item: Item, event: PairingEvent, state: PairingState) -> bool:
    return False


_SETTLED_BY: Mapping[KnownKind, Callable[[Item, PairingEvent, PairingState], bool]] = complete(
    dict.fromkeys(map(shown, PAIRING_ITEMS)),
    {
        ItemKind.INVITATION_EXPIRED: _never,
        ItemKind.APPROVAL_MISSING: _has_answered,
        ItemKind.ASSESSMENT_MISSING: _has_answered,
        ItemKind.EXPECTATIONS_MISSING: _has_answered,
        ItemKind.AGREEMENT_NOT_ACCEPTED: _has_answered,
        ItemKind.PLAN_NOT_ACCEPTED: _has_answered,
        ItemKind.NOT_IN_TOUCH: _in_touch,
        ItemKind.NOT_BRIEFED: _briefed,
        ItemKind.FIRST_SESSION_NOT_BOOKED: _date_found,
        ItemKind.DATES_NOT_KEPT: _dates_are_kept,
        ItemKind.NO_SHOWS: _no_longer_missed,
        ItemKind.CONFLICTING_REPORTS: _session_settled,
        ItemKind.SILENT_PAIR: _heard_of,
        ItemKind.NOT_MEETING: _date_found,
        IN_CONFIDENCE: _is_decided,
        ItemKind.RULE_BROKEN: _rules_hold,
        ItemKind.PERSON_LEFT: _stays,
        ItemKind.STILL_PAUSED: _pause_is_clear,
        ItemKind.REVIEW_MISSING: _reviewed,
        ItemKind.MAIL_UNDELIVERABLE: _mail_arrives_again,
    },
    verb="settles",
)
