"""The people of the example letters, and when they are written."""

from datetime import UTC, datetime

from domain.programme.people import Locale, Person, Side

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
MEETING = datetime(2027, 3, 30, 7, 0, tzinfo=UTC)
"""Two days after the clocks change in Berlin."""

SENDER = "eyelevel@example.com"
MENTOR = Person(
    id="p-204",
    name="Lena Brandt",
    mail="lena.brandt@example.com",
    locale=Locale.GERMAN,
    time_zone="Europe/Berlin",
    site="DE-BW",
    department="Online Sales",
    level=2,
    roles=(Side.MENTOR,),
)
MENTEE = Person(
    id="p-017",
    name="Dr. Martin Keller",
    mail="martin.keller@example.com",
    locale=Locale.GERMAN,
    time_zone="America/New_York",
    site="US",
    department="Controlling",
    level=7,
    roles=(Side.MENTEE,),
)
LEAD = Person(
    id="p-100",
    name="Petra Lang",
    mail="petra.lang@example.com",
    locale=Locale.GERMAN,
    time_zone="Europe/Berlin",
    site="DE-BW",
    department="People",
    level=5,
    roles=(),
)
