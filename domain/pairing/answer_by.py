"""Until when an answer to a letter is of use, or what it tells of happens by itself."""

from domain.engine.base import Instant
from domain.pairing.state import PairingState
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import DeadlineKind
from domain.telling.items import ItemKind
from domain.telling.notices import Notice, NoticeKind

Kind = NoticeKind

HAPPENS_BY_ITSELF = {
    ItemKind.ASSESSMENT_MISSING: DeadlineKind.GIVE_UP,
    ItemKind.EXPECTATIONS_MISSING: DeadlineKind.GIVE_UP,
    ItemKind.AGREEMENT_NOT_ACCEPTED: DeadlineKind.GIVE_UP,
    ItemKind.PLAN_NOT_ACCEPTED: DeadlineKind.GIVE_UP,
    ItemKind.REVIEW_MISSING: DeadlineKind.GIVE_UP,
    ItemKind.FIRST_SESSION_NOT_BOOKED: DeadlineKind.SILENCE,
    ItemKind.PERSON_LEFT: DeadlineKind.LAST_DAY,
    ItemKind.STILL_PAUSED: DeadlineKind.PAUSE_MAX,
}
"""What comes without anybody's doing if the owner of an item does nothing. The other items wait."""


def answer_by(state: PairingState, notice: Notice, issued_at: Instant) -> Instant | None:
    """As the notice says, else as the timetable has it; none where nothing is asked for."""
    if notice.until is not None:
        return notice.until
    match notice.kind:
        case Kind.BOOKING_REMINDER:
            return due_of(state, DeadlineKind.SILENCE)
        case Kind.REFLECTION_REMINDER | Kind.JUNIOR_CHECK_IN:
            # Nothing falls due: it is asked for while the session is still fresh in mind.
            return _in_days(state, issued_at, state.setup.deadlines.reflection_reminder_days)
        case Kind.PARTNERSHIP_FOLLOW_UP:
            # There is no hurry: as long as for an invitation.
            return _in_days(state, issued_at, state.setup.deadlines.invitation_days)
        case Kind.EXTENSION_PROPOSED:
            return due_of(state, DeadlineKind.REVIEW_DUE)
        case Kind.ITEM_OPENED if notice.item in HAPPENS_BY_ITSELF:
            return due_of(state, HAPPENS_BY_ITSELF[notice.item])
        case _:
            return None


def _in_days(state: PairingState, since: Instant, days: int) -> Instant:
    calendar = state.setup.calendar
    return calendar.roll_forward(calendar.in_days(since, days))
