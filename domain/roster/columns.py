"""The columns of a roster file, and what each of them holds."""

from enum import StrEnum
from typing import NamedTuple

from domain.programme.people import Gender, Locale, MailChoice, Side


class CellKind(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = "text"
    NUMBER = "number"
    """A whole number; spreadsheets write 2 also as 2.0."""
    CHOICE = "choice"
    """A word of a closed list, in upper or lower case."""
    DATE = "date"
    """2027-04-30, or 30.04.2027 as spreadsheets write it in German."""
    LIST = "list"
    CHOICES = "choices"
    KNOWLEDGE = "knowledge"


class Column(NamedTuple):
    """One column. ``name`` is the field of `domain.programme.people.Person` that it fills."""

    name: str
    kind: CellKind
    meaning: str
    allowed: str
    example: str
    needed: bool = False


_ID = "letters, digits and . _ : -, at most 64 characters"
_LINE = "one line of text, at most 200 characters"
_IDS = "ids or numbers of people in the file, separated by ;"
_DAY = "a day such as 2027-04-30 or 30.04.2027"
_TOPICS = "ids of topics, separated by ;"
EARLIEST_WORKING_AGE = 14
"""Years; light work is allowed from here on (Directive 94/33/EC, article 4)."""

COLUMNS = (
    Column(
        "id",
        CellKind.TEXT,
        "a pseudonym that stays the same for ever; without it the import makes one",
        _ID,
        "p-101",
    ),
    Column(
        "number",
        CellKind.TEXT,
        "what HR calls the person; needed without an id, and never leaves the roster",
        "one line of text, at most 64 characters",
        "00417-B",
    ),
    Column("name", CellKind.TEXT, "as mails address them", _LINE, "Aylin Kaya", needed=True),
    Column(
        "mail",
        CellKind.TEXT,
        "where mails go; one person each",
        "an address such as name@example.org",
        "aylin.kaya@example.org",
        needed=True,
    ),
    Column(
        "second_mail",
        CellKind.TEXT,
        "where a mail goes that is refused at the first address; empty: nowhere",
        "an address that nobody else in the file has",
        "aylin@example.com",
    ),
    Column(
        "locale",
        CellKind.CHOICE,
        "language of mails; empty: en",
        " or ".join(Locale),
        Locale.GERMAN,
    ),
    Column(
        "mails",
        CellKind.CHOICE,
        "how often they hear of what is not urgent; empty: each",
        " or ".join(MailChoice),
        MailChoice.WEEKLY,
    ),
    Column(
        "time_zone",
        CellKind.TEXT,
        "in which they read times; empty: UTC",
        "a time zone of the IANA database such as Europe/Berlin",
        "Europe/Berlin",
    ),
    Column(
        "site",
        CellKind.TEXT,
        "place of work, which decides on the holidays",
        "a country or region of ISO 3166 that has a holiday calendar, such as FR or DE-BW",
        "DE-BW",
        needed=True,
    ),
    Column("department", CellKind.TEXT, "organisational unit", _LINE, "Product Care", needed=True),
    Column(
        "level",
        CellKind.NUMBER,
        "rank in the hierarchy; larger is higher",
        "a whole number from 0 to 30",
        "2",
        needed=True,
    ),
    Column(
        "birth_year",
        CellKind.NUMBER,
        "needed for mentors and mentees: the age gap follows from it",
        f"a year from 1900 on, at least {EARLIEST_WORKING_AGE} years ago",
        "1998",
    ),
    Column("gender", CellKind.CHOICE, "empty: not recorded", ", ".join(Gender), Gender.FEMALE),
    Column(
        "manager_id",
        CellKind.TEXT,
        "the next superior; empty: none",
        "the id or number of a person in the file",
        "p-204",
    ),
    Column(
        "roles",
        CellKind.CHOICES,
        "sides on which they can be matched; empty: none",
        " or ".join(Side) + ", or both, separated by ;",
        Side.MENTOR,
    ),
    Column(
        "capacity",
        CellKind.NUMBER,
        "pairings at the same time in all cohorts together; empty: as the cohort says",
        "a whole number from 0 to 10",
        "2",
    ),
    Column(
        "knowledge",
        CellKind.KNOWLEDGE,
        "what they know: 0 is nothing, 5 is could teach it",
        "topic:level separated by ;, with levels from 0 to 5",
        "ai-tools:4; video-meetings:5",
    ),
    Column("wanted", CellKind.LIST, "what they want to learn", _TOPICS, "agile-work"),
    Column(
        "experience", CellKind.LIST, "tags of their experience", "tags, separated by ;", "training"
    ),
    Column(
        "expectations",
        CellKind.LIST,
        "tags of what they hope for; what two people share is told to both",
        "tags, separated by ;",
        "honest-feedback",
    ),
    Column(
        "languages",
        CellKind.CHOICES,
        "in which they can hold a session; empty: en",
        "two-letter codes of ISO 639-1, separated by ;",
        "de; en; tr",
    ),
    Column("do_not_match", CellKind.LIST, "never to be matched with", _IDS, "p-207"),
    Column("leaves_on", CellKind.DATE, "the last day in the company", _DAY, "2027-04-30"),
    Column("away_from", CellKind.DATE, "the first day of a leave", _DAY, "2027-05-10"),
    Column(
        "away_until",
        CellKind.DATE,
        "the last day of the leave; empty: nobody knows yet",
        f"{_DAY}, not before away_from",
        "2027-05-28",
    ),
    Column(
        "changes_on",
        CellKind.DATE,
        "from which day on the new_… hold; those that are empty stay as they are",
        f"{_DAY}, with at least one of the new_…",
        "2027-06-01",
    ),
    Column("new_department", CellKind.TEXT, "department then", _LINE, "Logistics"),
    Column("new_level", CellKind.NUMBER, "level then", "a whole number from 0 to 30", "3"),
    Column(
        "new_manager_id",
        CellKind.TEXT,
        "the next superior then",
        "the id or number of a person in the file",
        "p-207",
    ),
    Column(
        "new_site",
        CellKind.TEXT,
        "site then",
        "a country or region of ISO 3166 that has a holiday calendar, such as FR or DE-BW",
        "FR",
    ),
    Column(
        "new_time_zone",
        CellKind.TEXT,
        "time zone then",
        "a time zone of the IANA database such as Europe/Berlin",
        "Europe/Paris",
    ),
)

COLUMN_NAMES = tuple(column.name for column in COLUMNS)

KEYS = ("id", "number")
"""One of them says who a line is about."""
