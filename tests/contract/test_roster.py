"""What every roster promises, whether in memory or in PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Protocol

import pytest

from activities.ports import ChangingRoster
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from domain.programme.ids import PersonId
from domain.programme.people import Gender, Locale, MailChoice, Person, Side
from domain.roster.reading import RosterFile
from tests.conftest import PostgresServer
from tests.fakes.roster import InMemoryRoster

FULL = Person(
    id="p-1",
    name="Zoë Öztürk",
    mail="zoe@example.org",
    locale=Locale.GERMAN,
    mails=MailChoice.WEEKLY,
    time_zone="Europe/Berlin",
    site="DE-BW",
    department="Research & Development",
    level=2,
    birth_year=1999,
    gender=Gender.FEMALE,
    manager_id="p-2",
    roles=(Side.MENTOR, Side.MENTEE),
    capacity=2,
    knowledge={"agile-work": 0, "ai-tools": 5},
    wanted=("social-media", "ai-tools"),
    experience=("training",),
    expectations=("honest-feedback", "network"),
    languages=("de", "tr"),
    do_not_match=("p-2",),
    leaves_on=date(2028, 4, 30),
    away_from=date(2027, 5, 10),
    away_until=date(2027, 5, 28),
    changes_on=date(2027, 5, 1),
    new_department="Law",
    new_level=3,
    new_manager_id="p-2",
    new_site="FR",
    new_time_zone="Asia/Tokyo",
)
SHORT = Person(
    id="p-2", name="A", mail="a@example.org", site="FR", department="IT", level=0, roles=()
)


class Known(Protocol):
    """A roster, and the way in which this kind of it gets to know people."""

    @property
    def roster(self) -> ChangingRoster:
        """What is tested."""
        ...

    async def file(self, name: str, *people: Person) -> None:
        """Exactly these people are in the latest file."""
        ...


class InMemory:
    """The stand-in."""

    def __init__(self) -> None:
        self.roster = InMemoryRoster()

    async def file(self, name: str, *people: Person) -> None:
        self.roster.put(name, *await self.roster.people(name), active=False)
        self.roster.put(name, *people)


class InPostgres:
    """The real one."""

    def __init__(self, roster: PostgresRoster) -> None:
        self.roster = roster

    async def file(self, name: str, *people: Person) -> None:
        file = RosterFile(sha256="0" * 64, people=people)
        await self.roster.import_file(name, file, confirmed=True)


@pytest.fixture(params=["memory", "postgres"])
async def known(
    request: pytest.FixtureRequest, postgres_server: PostgresServer
) -> AsyncIterator[Known]:
    """Every kind of roster."""
    if request.param == "memory":
        yield InMemory()
        return
    pool = await open_pool(await postgres_server.fresh_database(), max_size=2)
    yield InPostgres(PostgresRoster(pool))
    await pool.close()


async def test_people_come_back_as_they_were(known: Known) -> None:
    """Every field of a person is kept, filled or empty, and people come in the order of ids."""
    await known.file("main", SHORT, FULL)
    assert await known.roster.people("main") == [FULL, SHORT]
    assert await known.roster.by_id("main", [PersonId("p-1")]) == {"p-1": FULL}


async def test_many_are_found_at_once(known: Known) -> None:
    """Of many ids those that are known are found, each once, and nobody else."""
    await known.file("main", SHORT, FULL)
    asked = [PersonId(id_) for id_ in ("p-2", "p-9", "p-1", "p-2")]
    assert await known.roster.by_id("main", asked) == {"p-1": FULL, "p-2": SHORT}
    assert await known.roster.by_id("main", []) == {}


async def test_rosters_do_not_mix(known: Known) -> None:
    """The same id in two rosters means two people."""
    other = SHORT.model_copy(update={"name": "B"})
    await known.file("main", SHORT)
    await known.file("other", other)
    assert await known.roster.people("main") == [SHORT]
    assert await known.roster.by_id("other", [PersonId("p-2")]) == {"p-2": other}


async def test_who_is_unknown_is_nobody(known: Known) -> None:
    """An unknown roster is empty, an unknown person none: neither is an error."""
    await known.file("main", SHORT)
    assert await known.roster.people("none") == []
    assert await known.roster.by_id("main", [PersonId("p-9")]) == {}


async def test_who_is_missing_can_still_be_written_to(known: Known) -> None:
    """People missing in the latest file are not listed, but found by id, until they return."""
    await known.file("main", SHORT, FULL)
    await known.file("main", SHORT)
    assert await known.roster.people("main") == [SHORT]
    assert await known.roster.by_id("main", [PersonId("p-1")]) == {"p-1": FULL}
    await known.file("main", SHORT, FULL)
    assert await known.roster.people("main") == [FULL, SHORT]


BOSS = SHORT.model_copy(update={"id": "p-3", "mail": "boss@example.org"})
NEW = {"new_department": "Law", "new_manager_id": "p-3", "new_site": "DE-BW"}
AHEAD = SHORT.model_copy(update={"changes_on": date(2027, 5, 1), **NEW})
DAY, BEFORE = date(2027, 5, 1), date(2027, 4, 30)


async def _untold(known: Known) -> list[tuple[str, str, date]]:
    return [(one.roster, one.person, one.on) for one in await known.roster.untold()]


async def test_case_38_a_change_ahead_is_made_on_its_day(known: Known) -> None:
    """A change that a file knew ahead is kept until its day, made then, and remembered as untold
    until somebody has noted that the pairings know; people without any stay as they are."""
    await known.file("main", AHEAD, BOSS)
    await known.roster.make_changes(BEFORE)
    assert await known.roster.people("main") == [AHEAD, BOSS]
    assert await _untold(known) == []
    for _ in range(2):
        await known.roster.make_changes(DAY)
        assert await known.roster.people("main") == [AHEAD.as_of(DAY), BOSS]
        assert await _untold(known) == [("main", "p-2", DAY)]
    for change in await known.roster.untold():
        await known.roster.note_told(change)
    await known.roster.make_changes(DAY)
    assert await _untold(known) == []


async def test_case_38_a_change_that_was_withdrawn_is_never_made(known: Known) -> None:
    """If the next file has no change ahead any more, its day passes without one; a corrected one is
    made on the corrected day, however late somebody looks."""
    later = AHEAD.model_copy(update={"changes_on": date(2027, 6, 1)})
    await known.file("main", AHEAD, BOSS)
    await known.file("main", SHORT, BOSS)
    await known.file("other", AHEAD, BOSS)
    await known.file("other", later, BOSS)
    await known.roster.make_changes(DAY)
    assert await known.roster.people("main") == [SHORT, BOSS]
    assert await known.roster.people("other") == [later, BOSS]
    await known.roster.make_changes(date(2027, 7, 1))
    assert await known.roster.people("other") == [later.as_of(date(2027, 6, 1)), BOSS]


async def test_who_is_missing_changes_when_they_are_back(known: Known) -> None:
    """A change of somebody who is not in the latest file waits until a file has them again."""
    await known.file("main", AHEAD, BOSS)
    await known.file("main", BOSS)
    await known.roster.make_changes(DAY)
    assert await known.roster.by_id("main", [PersonId("p-2")]) == {"p-2": AHEAD}
    assert await _untold(known) == []
