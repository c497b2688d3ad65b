"""Rules that came when pairings were running already.

A run replays its history by the rules under which it was recorded. One that does not know a later
rule goes on without it until it continues as new; the next run has them all.
"""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from domain.base import Instant
from domain.errors import not_allowed
from domain.notices import Notice, NoticeKind
from domain.pairing.commands import BookSession, Command, PersonLeft, Reopen
from domain.pairing.consequences import consequences, of_both
from domain.pairing.decide import decide
from domain.pairing.events import NoticeIssued, PairingEvent
from domain.pairing.gate import check
from domain.pairing.state import PairingState
from domain.people import Side

Events = tuple[PairingEvent, ...]


class LaterRule(StrEnum):
    """The names stand in Temporal's histories: none may change."""

    WHO_HAS_LEFT_IS_TOLD_NOTHING = "who-has-left-is-told-nothing"
    """Before, only the end was kept from them; and whoever left after it was not remembered."""

    BOOKING_BEYOND_A_BREAK = "booking-beyond-a-break"
    """Before, nothing was booked during a break, whenever that would end."""

    def matters(self, state: PairingState, command: Command) -> bool:
        """Whether it could make a difference here."""
        match self:
            case LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING:
                leaves = any(state.leaving.of(side) for side in Side)
                return leaves or isinstance(command, PersonLeft)
            case LaterRule.BOOKING_BEYOND_A_BREAK:
                return isinstance(command, BookSession) and state.pause is not None


def decide_without(
    rules: AbstractSet[LaterRule], state: PairingState | None, command: Command, now: Instant
) -> Events:
    """What `decide` said before there were these rules."""
    if state is None:
        return decide(state, command, now)
    leaving_is_ignored = LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING in rules
    match command:
        case PersonLeft() if leaving_is_ignored and state.stage.is_over:
            decide(state, command, now)
            return ()
        case BookSession() if state.pause and LaterRule.BOOKING_BEYOND_A_BREAK in rules:
            check(state, command)
            raise not_allowed("", "the pairing is paused", "resume it first")
        case Reopen() if leaving_is_ignored:
            nobody_leaves = {"leaving": type(state.leaving)(), "left": ()}
            return decide(state.model_copy(update=nobody_leaves), command, now)
        case _:
            return decide(state, command, now)


def consequences_without(
    rules: AbstractSet[LaterRule], event: PairingEvent, state: PairingState
) -> Events:
    """What followed from an event before there were these rules."""
    if LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING not in rules:
        return consequences(event, state)
    return tuple(
        one
        for one in of_both(event, state)
        if not (isinstance(one, NoticeIssued) and _was_kept_back(one.notice, event, state))
    )


def _was_kept_back(notice: Notice, event: PairingEvent, state: PairingState) -> bool:
    if notice.kind not in (NoticeKind.CLOSED, NoticeKind.INVITATION_WITHDRAWN) or not notice.side:
        return False
    last_day = state.leaving.of(notice.side)
    return last_day is not None and last_day <= state.setup.calendar.local_day(event.occurred_at)
