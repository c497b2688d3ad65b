"""Until when an answer to a letter is of use, or when what it tells of happens by itself."""

from domain.engine.base import Instant
from domain.pairing.state import PairingState
from domain.pairing.timetable import by_the_end_of_work, due_of
from domain.pairing.vocabulary import DeadlineKind
from domain.telling.catalogue import ITEMS, NOTICES
from domain.telling.kinds import KnownKind
from domain.telling.notices import Notice

_NOTICES = {kind: DeadlineKind(spec.answer_by) for kind, spec in NOTICES.items() if spec.answer_by}
_REMINDED = {kind: tuple(map(DeadlineKind, spec.reminded_by)) for kind, spec in NOTICES.items()}
_ITEMS: dict[KnownKind, DeadlineKind] = {
    kind: DeadlineKind(spec.by_itself) for kind, spec in ITEMS.items() if spec.by_itself
}


def until(state: PairingState, notice: Notice, issued_at: Instant) -> Instant | None:
    """The moment in the notice, else the catalogue's; none where nothing is asked for."""
    if notice.until is not None:
        return notice.until
    deadline = _ITEMS.get(notice.item) if notice.item else _NOTICES.get(notice.kind)
    if deadline is not None:
        return due_of(state, deadline)
    days = NOTICES[notice.kind].answer_within
    if days is None:
        return None
    due = state.calendar.in_days(issued_at, getattr(state.setup.deadlines, days))
    return by_the_end_of_work(state, due)


def reminded_at(state: PairingState, notice: Notice, issued_at: Instant) -> Instant | None:
    """The first that follows if nobody answers; none in a pause, in which nobody is reminded."""
    dues = (
        due_of(state, kind, session_id)
        for kind in _REMINDED[notice.kind]
        for session_id in (notice.session_id, None)
    )
    return min((due for due in dues if due is not None and due > issued_at), default=None)
