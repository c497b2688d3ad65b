"""The files that the operator uses: examples/, with dates of today."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from adapters.holiday_regions import holiday_regions
from domain.programme.people import Person
from domain.programme.request import CohortRequest
from domain.roster.reading import ImportRules, read_roster

EXAMPLES = Path(__file__).parents[1] / "examples"
PEOPLE = EXAMPLES / "people.csv"
BERLIN = ZoneInfo("Europe/Berlin")
"""Where the programme office of the examples is."""
ROSTER = "demo"
WEEKLY = 7 * 24
NEWCOMER = (
    "p-213,Ulrike Brenner,ulrike.brenner@example.com,de,Europe/Berlin,DE-BW,Legal,5,1969,female,"
    "p-100,mentee,,ai-tools:1; video-meetings:2,collaboration-tools; ai-tools,contracts,de; en,\n"
)
"""Joins the company, and the cohort, when the others are on their way."""


@dataclass(frozen=True)
class Files:
    """What the demo wrote into its folder, and what is in it."""

    request: Path
    roster: str
    first_day: date
    people: Path
    """The roster with the newcomer."""
    newcomer: str
    persons: dict[str, Person]


def begin_on(first_day: date, content: dict[str, Any]) -> None:
    """Let a cohort file begin on another day, with its briefings as long after it as before."""
    later = first_day - date.fromisoformat(content["term"]["start"])
    content["term"]["start"] = first_day.isoformat()
    for briefing in content["preparation"]["briefings"]:
        briefing["starts_at"] = (datetime.fromisoformat(briefing["starts_at"]) + later).isoformat()


def write_files(folder: Path, now: datetime) -> Files:
    """Copies of the examples: a cohort that starts today, a roster with one more person.

    The roster has a name of its own, so that whoever types along with the examples finds everybody
    free: capacity is counted over all cohorts of a roster.

    Mails go at any hour: the demo may run at night, and its time passes faster than the post's.

    The cohort looks at its pairings every week instead of every day: each look takes the demo half
    a second.
    """
    today = now.astimezone(BERLIN).date()
    content = json.loads((EXAMPLES / "cohort.json").read_text(encoding="utf-8"))
    begin_on(today, content)
    content["roster"] = ROSTER
    content["mail_hours"] = None
    content["deadlines"] = {"progress_check_hours": WEEKLY}
    request = folder / "cohort.json"
    request.write_text(json.dumps(content, indent=2, ensure_ascii=False), encoding="utf-8")
    people = folder / "people.csv"
    people.write_text(PEOPLE.read_text(encoding="utf-8") + NEWCOMER, encoding="utf-8")
    rules = ImportRules(this_year=now.year, regions=holiday_regions())
    return Files(
        request=request,
        roster=CohortRequest.model_validate(content).roster,
        first_day=today,
        people=people,
        newcomer=NEWCOMER.partition(",")[0],
        persons={person.id: person for person in read_roster(people.read_bytes(), rules).people},
    )
