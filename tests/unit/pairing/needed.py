"""Which mails people need: said in another way than the rules for taking mails back say it."""

from collections.abc import Iterator
from datetime import date

from domain.pairing.missing import waiting_for
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice

Kind = NoticeKind

ASKING = {
    Stage.INVITED: (Kind.INVITATION,),
    Stage.APPROVAL: (),  # line managers are asked, not the two
    Stage.ASSESSMENT: (Kind.ASSESSMENT_REQUEST,),
    Stage.EXPECTATIONS: (Kind.AGREEMENT_READY, Kind.AGREEMENT_CHANGED),
    Stage.PLANNING: (Kind.PLAN_READY, Kind.PLAN_CHANGED),
    Stage.REVIEW: (Kind.REVIEW_REQUEST,),
}
"""The mails without which people would not know what the stage waits for."""


def needed_by_anybody(state: PairingState, today: date) -> Iterator[Notice]:
    """The latest mails that tell people of something to do, to attend, or to stay away from."""
    for side in Side:
        if not state.has_left(side, today):
            yield from _needed_by(side, state)
    yield from _about_open_items(state)


def _needed_by(side: Side, state: PairingState) -> Iterator[Notice]:
    told = _told(side, state)
    yield from (notice for notice in told if notice.kind is Kind.SESSION_CANCELLED)
    if side in waiting_for(state) and _is_drafted(state):
        asking = [notice for notice in told if notice.kind in ASKING[state.stage]]
        yield from asking[-1:]
    if state.stage.is_over:
        yield from [notice for notice in told if notice.kind is Kind.CLOSED][-1:]
        return
    if state.pause is not None and not state.pause.quiet:
        yield from [notice for notice in told if notice.kind is Kind.PAUSED][-1:]
    for session in state.sessions:
        about = [notice for notice in told if notice.session_id == session.id]
        appointments = (Kind.SESSION_BOOKED, Kind.SESSION_BACK, Kind.SESSION_MOVED)
        if session.status is SessionStatus.BOOKED:
            yield from [notice for notice in about if notice.kind in appointments][-1:]
        if session.status is SessionStatus.HELD and side in session.reflections.missing:
            yield from [notice for notice in about if notice.kind is Kind.REFLECTION_REQUEST]


def _told(side: Side, state: PairingState) -> list[Notice]:
    """What the side was told; since a pairing was reopened, which begins anew."""
    told = [sent.notice for sent in state.desk.told if sent.notice.side is side]
    kinds = [notice.kind for notice in told]
    last = max((place for place, kind in enumerate(kinds) if kind is Kind.REOPENED), default=0)
    return told[last:]


def _is_drafted(state: PairingState) -> bool:
    """In the stage of expectations, whether what is asked for is the agreement."""
    return state.stage is not Stage.EXPECTATIONS or state.preparation.agreement is not None


def _about_open_items(state: PairingState) -> Iterator[Notice]:
    open_ = [item.id for item in state.desk.items]
    yield from (sent.notice for sent in state.desk.told if sent.notice.item_id in open_)
