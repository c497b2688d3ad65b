"""Why: what happened, and the rule that led to each recent notice and open item."""

from domain.engine.base import Frozen, Instant
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import Stage
from domain.pairing.waiting import Awaited, awaited
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.catalogue import because, spec_of
from domain.telling.desk import IssuedNotice
from domain.telling.items import Item
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from domain.telling.specs import Because

NO_FAULT = Because(
    "The two parted within {n} days of their first session: nobody is to blame, and both come "
    "first for somebody new",
    "no_fault_exit_days",
)
"""Why an early end counts as no fault."""


class Reason(Frozen):
    """Why one notice was sent, or one item opened."""

    what: str
    """Kind of the notice, or the item in words."""
    to: Side | OwnerRole
    about: Side | None = None
    """The side that an item is about."""
    session_id: str | None = None
    at: Instant
    until: Instant | None = None
    why: str
    """What happened and the rule, in one sentence with the configured number and its name."""
    cause: str
    """Wire tag of the event, or kind of the deadline, that brought it about."""
    outcome: DeliveryOutcome | None = None
    """Bad news of a notice, or good news after bad; how each fared, tells ``eyelevel history``."""


class Explanation(Frozen):
    """The answer to the query ``explain``."""

    pairing_id: str
    stage: Stage
    why_these_two: tuple[str, ...]
    awaited: Awaited
    items: tuple[Reason, ...]
    """Open items, the oldest first."""
    notices: tuple[Reason, ...]
    """The last notices, the newest first."""


def explain(state: PairingState) -> Explanation:
    """Explain every recent notice and every open item."""
    return Explanation(
        pairing_id=state.setup.pairing_id,
        stage=state.stage,
        why_these_two=state.setup.reasons,
        awaited=awaited(state),
        items=tuple(_of_item(item, state) for item in state.desk.items),
        notices=tuple(_of_notice(told, state) for told in reversed(state.desk.told)),
    )


def _of_item(item: Item, state: PairingState) -> Reason:
    return Reason(
        what=spec_of(item.kind).task,
        to=item.owner,
        about=item.side,
        session_id=item.session_id,
        at=item.opened_at,
        why=because(item.kind, item.cause).in_words(state.setup.deadlines),
        cause=item.cause,
    )


def _of_notice(told: IssuedNotice, state: PairingState) -> Reason:
    notice = told.notice
    return Reason(
        what=notice.kind.value,
        to=notice.side or _role_told(notice, state),
        about=notice.item_side,
        session_id=notice.session_id,
        at=told.at,
        until=notice.until,
        why=_why(notice, state).in_words(state.setup.deadlines),
        cause=notice.cause,
        outcome=told.outcome,
    )


def _role_told(notice: Notice, state: PairingState) -> OwnerRole:
    """The role to which an item was told; a mail that was passed on counts as the lead's."""
    is_confidant = notice.to == state.confidant and notice.to not in state.owners
    return OwnerRole.CONFIDANT if is_confidant else OwnerRole.LEAD


def _why(notice: Notice, state: PairingState) -> Because:
    """Why the notice was sent; for an early end, the no-fault rule as well."""
    if notice.kind is NoticeKind.CLOSED and state.ending and state.ending.no_fault:
        return NO_FAULT
    return because(notice.item or notice.kind, notice.cause)
