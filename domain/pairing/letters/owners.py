"""Letters to the owners about the items of a pairing."""

from domain.engine.base import Instant
from domain.pairing.lapses import in_a_row
from domain.pairing.letters.base import Writers, due_on, session_line
from domain.pairing.letters.course import goes_on, is_asleep
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind, LapseKind
from domain.programme.people import Side
from domain.telling.bodies import (
    ItemBody,
    LapsesItemBody,
    ReportsItemBody,
    ReviewItemBody,
    RulesItemBody,
)
from domain.telling.desk import open_item
from domain.telling.letters import needed
from domain.telling.lines import ItemLine, PairLine, SessionLine
from domain.telling.notices import Notice


def _item_line(state: PairingState, notice: Notice, at: Instant) -> ItemLine:
    setup, item = state.setup, open_item(state, notice.item_id)
    return ItemLine(
        kind=needed(notice.item, "the item"),
        id=needed(notice.item_id, "the id of the item"),
        pair=PairLine(mentor=setup.mentor, mentee=setup.mentee),
        about=notice.item_side,
        due_on=item.due_on if item else None,
        overdue=item is not None and item.is_overdue(state.calendar.local_day(at)),
    )


def _item(state: PairingState, notice: Notice, at: Instant) -> ItemBody:
    return ItemBody(item=_item_line(state, notice, at))


def _reports(state: PairingState, notice: Notice, at: Instant) -> ReportsItemBody:
    return ReportsItemBody(item=_item_line(state, notice, at), session=_session(state, notice))


def _session(state: PairingState, notice: Notice) -> SessionLine | None:
    item = open_item(state, notice.item_id)
    session = state.session(item.session_id) if item and item.session_id else None
    return session_line(state, session) if session else None


def _lapses(state: PairingState, notice: Notice, at: Instant) -> LapsesItemBody:
    """Of the side that the item is about, or of both."""
    sides = tuple(Side) if notice.item_side is None else (notice.item_side,)
    kinds = [lapse.kind for side in sides for lapse in in_a_row(state, side)]
    return LapsesItemBody(
        item=_item_line(state, notice, at),
        cancelled=kinds.count(LapseKind.CANCELLED),
        cancelled_late=kinds.count(LapseKind.CANCELLED_LATE),
        moved=kinds.count(LapseKind.MOVED),
        missed=kinds.count(LapseKind.MISSED),
        sessions_held=state.tally.held,
    )


def _rules(state: PairingState, notice: Notice, at: Instant) -> RulesItemBody:
    return RulesItemBody(item=_item_line(state, notice, at), broken_rules=state.rule_check.broken)


def _review(state: PairingState, notice: Notice, at: Instant) -> ReviewItemBody:
    return ReviewItemBody(
        item=_item_line(state, notice, at),
        goes_on=goes_on(state),
        asleep=is_asleep(state),
        closes_on=due_on(state, DeadlineKind.GIVE_UP),
    )


BODIES: Writers = {
    ItemBody: _item,
    ReportsItemBody: _reports,
    LapsesItemBody: _lapses,
    RulesItemBody: _rules,
    ReviewItemBody: _review,
}
