"""Names from closed lists, as people read them."""

from collections import Counter
from collections.abc import Iterable

from domain.engine.events import Delay
from domain.engine.journal import EventRecord
from domain.engine.tables import complete

DELAYS = complete(
    Delay,
    {
        Delay.OUTAGE: "After an outage",
        Delay.LATE_MAIL: "A mail has gone out late",
        Delay.MAIL_WAITING: "A mail cannot be sent at present",
    },
    verb="puts into words",
)
"""Why a deadline waits, at the beginning of a sentence."""


def spelled_out(name: str) -> str:
    """A name as people write it: ``no_show`` becomes ``no show``."""
    return name.replace("_", " ")


def events_in_words(records: Iterable[EventRecord]) -> str:
    """What was recorded, each type of event once: ``session booked, notice issued (2)``."""
    counts = Counter(spelled_out(record.name.partition(".")[2]) for record in records)
    return ", ".join(name if count == 1 else f"{name} ({count})" for name, count in counts.items())
