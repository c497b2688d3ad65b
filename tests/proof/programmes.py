"""Programmes whose pairings are searched through: small enough to be searched to the end."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from domain.programme.calendar import WorkingCalendar
from domain.programme.mail_hours import MailHours
from domain.programme.people import Side
from domain.programme.request import FixedTerm, OngoingTerm
from domain.programme.session_rules import SessionPattern
from tests.unit.pairing.anything import HURRIED
from tests.unit.pairing.story import START

TODAY = START.date()
TWO_SESSIONS = SessionPattern(count=2)
FAR_APART = ("America/Los_Angeles", "Australia/Sydney")
A_LONG_SHUTDOWN = WorkingCalendar(
    time_zone="UTC", days_off=tuple(TODAY + timedelta(days=n) for n in range(20, 50))
)

PROGRAMMES: Final[Mapping[str, Mapping[str, Any]]] = {
    "fixed": {"term": FixedTerm(start=TODAY, weeks=12), "sessions": TWO_SESSIONS},
    "ongoing": {"term": OngoingTerm(start=TODAY, review_every_weeks=8), "sessions": TWO_SESSIONS},
    "seldom looking back": {
        "term": OngoingTerm(start=TODAY, review_every_weeks=52),
        "sessions": TWO_SESSIONS,
    },
    "short": {
        "term": FixedTerm(start=TODAY, weeks=3),
        "sessions": SessionPattern(count=1),
        "max_extensions": 0,
    },
    "in hours": {
        "term": FixedTerm(start=TODAY, weeks=12),
        "sessions": SessionPattern(count=1),
        "mail_hours": MailHours(),
        "calendar": WorkingCalendar(time_zone="UTC", zones=FAR_APART),
    },
    "shut down": {
        "term": FixedTerm(start=TODAY, weeks=12),
        "sessions": TWO_SESSIONS,
        "calendar": A_LONG_SHUTDOWN,
    },
    "approved": {
        "term": FixedTerm(start=TODAY, weeks=12),
        "sessions": SessionPattern(count=1),
        "to_be_approved": (Side.MENTOR,),
        "managers": {"mentor": "p-boss"},
    },
    "briefed": {
        "term": FixedTerm(start=TODAY, weeks=12),
        "sessions": SessionPattern(count=1),
        "to_be_briefed": tuple(Side),
        "first_contact": True,
    },
    "hurried": {
        "term": OngoingTerm(start=TODAY, review_every_weeks=4),
        "sessions": SessionPattern(count=1),
        "deadlines": HURRIED,
    },
}
"""What differs from the usual setup of `tests.unit.pairing.story`."""
