"""Rules that came when pairings were running already.

A run replays its history by the rules under which it was recorded. One that does not know a later
rule goes on without it until it continues as new; the next run has them all.
"""

from collections.abc import Set as AbstractSet
from enum import StrEnum

from domain.base import Instant
from domain.notices import Notice, NoticeKind
from domain.pairing.commands import Command, PersonLeft, Reopen
from domain.pairing.consequences import consequences, of_both
from domain.pairing.decide import decide
from domain.pairing.events import NoticeIssued, PairingEvent
from domain.pairing.state import PairingState
from domain.people import Side

Events = tuple[PairingEvent, ...]


class LaterRule(StrEnum):
    """The names stand in Temporal's histories: none may change."""

    WHO_HAS_LEFT_IS_TOLD_NOTHING = "who-has-left-is-told-nothing"
    """Before, only the end was kept from them; and whoever left after it was not remembered."""

    def matters(self, state: PairingState, command: Command) -> bool:
        """Whether it could make a difference here."""
        match self:
            case LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING:
                leaves = any(state.leaving.of(side) for side in Side)
                return leaves or isinstance(command, PersonLeft)


def decide_without(
    rules: AbstractSet[LaterRule], state: PairingState | None, command: Command, now: Instant
) -> Events:
    """What `decide` said before there were these rules."""
    if state is None or LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING not in rules:
        return decide(state, command, now)
    match command:
        case PersonLeft() if state.stage.is_over:
            decide(state, command, now)
            return ()
        case Reopen():
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
