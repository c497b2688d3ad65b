"""Which facts each kind of notice tells of. Everything else in a letter may be absent."""

from activities.ports import LetterIncomplete
from domain.telling.letters import Letter
from domain.telling.notices import NoticeKind as Kind

_PAIR = ("notice.side", "partner")
_SESSION = (*_PAIR, "session")
_APPOINTMENT = (*_SESSION, "session.starts_at")
_ENTRY = (*_APPOINTMENT, "session.calendar")
_AGREEMENT = (*_PAIR, "agreement")
_PLAN = (*_PAIR, "plan", "plan_version")

REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.INVITATION: (*_PAIR, "topics"),
    Kind.INVITATION_REMINDER: _PAIR,
    Kind.INVITATION_WITHDRAWN: _PAIR,
    Kind.ASSESSMENT_REQUEST: (*_PAIR, "topics"),
    Kind.ASSESSMENT_REMINDER: _PAIR,
    Kind.EXPECTATIONS_REQUEST: (*_PAIR, "topics"),
    Kind.EXPECTATIONS_REMINDER: _PAIR,
    Kind.AGREEMENT_READY: _AGREEMENT,
    Kind.AGREEMENT_CHANGED: _AGREEMENT,
    Kind.AGREEMENT_REMINDER: _AGREEMENT,
    Kind.PLAN_READY: _PLAN,
    Kind.PLAN_CHANGED: _PLAN,
    Kind.PLAN_REMINDER: _PLAN,
    Kind.BOOKING_REQUEST: _SESSION,
    Kind.BOOKING_REMINDER: _SESSION,
    Kind.BOOKING_OUTREACH: _SESSION,
    Kind.SESSION_BOOKED: _ENTRY,
    Kind.SESSION_MOVED: _ENTRY,
    Kind.SESSION_CANCELLED: _SESSION,
    Kind.SESSION_REMINDER: _APPOINTMENT,
    Kind.REPORT_REQUEST: _SESSION,
    Kind.REPORT_REMINDER: _SESSION,
    Kind.ABSENCE_REPORTED: _SESSION,
    Kind.REFLECTION_REQUEST: _SESSION,
    Kind.REFLECTION_REMINDER: _SESSION,
    Kind.JUNIOR_CHECK_IN: _PAIR,
    Kind.DID_YOU_MEET: _PAIR,
    Kind.PAUSED: _PAIR,
    Kind.STILL_PAUSED: _PAIR,
    Kind.RESUMED: _PAIR,
    Kind.EXTENSION_PROPOSED: (*_PAIR, "weeks"),
    Kind.EXTENDED: (*_PAIR, "on"),
    Kind.WIND_DOWN: (*_PAIR, "on"),
    Kind.REVIEW_REQUEST: (*_PAIR, "topics"),
    Kind.REVIEW_REMINDER: _PAIR,
    Kind.CLOSED: _PAIR,
    Kind.REOPENED: _PAIR,
    Kind.PARTNERSHIP_FOLLOW_UP: _PAIR,
    Kind.ITEM_OPENED: ("item",),
    Kind.MATCHES_TO_CONFIRM: ("pairs",),
    Kind.MATCHES_REMINDER: ("pairs",),
    Kind.COHORT_PAUSED: (),
    Kind.COHORT_RESUMED: (),
    Kind.COHORT_ENDED: (),
}


def check(letter: Letter) -> None:
    """Raise `LetterIncomplete`, naming every fact that the kind needs and the letter lacks."""
    missing = [path for path in REQUIRED[letter.notice.kind] if _is_absent(letter, path)]
    if missing:
        raise LetterIncomplete(f"a letter {letter.notice.kind} needs {', '.join(missing)}")


def _is_absent(letter: Letter, path: str) -> bool:
    value: object = letter
    for name in path.split("."):
        value = getattr(value, name, None)
    return value is None or value == ()
