"""Taking back what is no longer true before it was sent.

Every kind of notice has a rule that says whether a notice still holds: whether what it tells is
true, and what it asks for is wanted. What held when it was issued, and does not any more, is taken
back. Whether it was in time only the delivery ledger knows, so nothing is recorded of it here.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

from domain.telling.desk import HasDesk, open_item
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice, counted_up_to

S = TypeVar("S", bound=HasDesk)


def overtaken(before: S | None, after: S, holds: Callable[[Notice, S], bool]) -> tuple[str, ...]:
    """The ids of notices that are overtaken between two states, by what happened in between.

    Of the latest notices only, which a state remembers; but one of them stands for everyone who was
    told the same.
    """
    known = {sent.notice.id: sent for sent in before.desk.told} if before else {}
    # Notices that newer ones have displaced from the state are still checked.
    latest = known | {sent.notice.id: sent for sent in after.desk.told}
    gone = [
        sent.notice
        for sent in latest.values()
        if sent.outcome is None and not holds(sent.notice, after)
    ]
    news = [
        notice
        for notice in gone
        if before is None or notice.id not in known or holds(notice, before)
    ]
    return tuple(dict.fromkeys(id_ for notice in news for id_ in counted_up_to(notice.id)))


def always(notice: Notice, state: HasDesk) -> bool:
    """It tells of something that has happened, and will always have happened."""
    return True


def item_is_open(notice: Notice, state: HasDesk) -> bool:
    """What the owner is asked to do is still to be done."""
    return open_item(state, notice.item_id) is not None


def _matter(notice: Notice) -> tuple[object, ...]:
    return (notice.to, notice.session_id, notice.item_side)


def is_latest(notice: Notice, state: HasDesk, kinds: Collection[NoticeKind]) -> bool:
    """No later notice of these kinds has told the person more about the same."""
    about = [
        sent.notice.id
        for sent in state.desk.told
        if sent.notice.kind in (notice.kind, *kinds) and _matter(sent.notice) == _matter(notice)
    ]
    return not about or about[-1] == notice.id
