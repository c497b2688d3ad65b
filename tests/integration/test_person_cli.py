"""What an import and `eyelevel person …` tell cohorts, on a real journal and a real Temporal."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from temporalio.client import Client, WorkflowHandle

from adapters.embedded.temporal_server import EmbeddedTemporal
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from domain.pairing.vocabulary import EndReason, Stage
from tests.unit.cohort.story import row, running
from tests.unit.pairing.ways import given
from tests.unit.roster.files import cells, csv_of

EYELEVEL = Path(sys.executable).with_name("eyelevel")
Run: TypeAlias = Callable[..., "subprocess.CompletedProcess[str]"]

LEAD = {"id": "p-9", "name": "Lea Lead", "number": "900", "mail": "lead@example.org"}
ANNA = {"id": "anna-1", "number": "417", "name": "Kim Berg", "mail": "k@example.org"}
TOLD_OF_CHANGES = "Told that people changed, for rules, days off and mails: pairing-c-001"
BERT = {"id": "bert-1", "number": "418", "name": "Lou Bach", "mail": "l@example.org"}


def _file(**of_anna: str) -> bytes:
    return csv_of(cells(9, **LEAD), cells(1, **ANNA | of_anna), cells(2, **BERT))


@pytest.fixture
async def cohort(client: Client) -> AsyncIterator[WorkflowHandle[Any, Any]]:
    """A cohort that runs, and has no worker: what it is told can be read in its history."""
    handle = await client.start_workflow("Cohort", id="cohort-c", task_queue="nobody")
    yield handle
    await handle.terminate()


@pytest.fixture
async def closed_cohort(database_url: str, eyelevel: "Run") -> "Run":
    """The same command, after the cohort has closed and the pairing can still be told."""
    cohort = running("anna-1+bert-1", roster="main")
    known = len(cohort.records)
    cohort.looked(row(1, Stage.CLOSED, EndReason.PROGRAMME_ENDED))
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        await journal.append("cohort-c", known, cohort.records[known:])
        await journal.close()
    return eyelevel


@pytest.fixture
async def pairing(client: Client) -> AsyncIterator[WorkflowHandle[Any, Any]]:
    """The pairing, which runs and has no worker either."""
    handle = await client.start_workflow("Pairing", id="pairing-c-001", task_queue="nobody")
    yield handle
    await handle.terminate()


@pytest.fixture
async def eyelevel(database_url: str, temporal_server: EmbeddedTemporal, tmp_path: Path) -> Run:
    """The command, with a roster and a pairing of two of its people."""
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        await journal.append("cohort-c", 0, running("anna-1+bert-1", roster="main").records)
        pair = {"roster": "main", "mentor": "anna-1", "mentee": "bert-1"}
        story = given(Stage.SESSIONS, pairing_id="c-001", cohort_id="c", **pair)
        await journal.append("pairing-c-001", 0, story.records)
        await journal.close()
    file = tmp_path / "people.csv"

    def run(*arguments: str, content: bytes = b"") -> "subprocess.CompletedProcess[str]":
        file.write_bytes(content)
        return subprocess.run(
            [EYELEVEL, *(str(file) if word == "FILE" else word for word in arguments)],
            env={
                "EYELEVEL_DATABASE_URL": database_url,
                "TEMPORAL_ADDRESS": temporal_server.address,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    imported = await asyncio.to_thread(
        run, "roster", "import", "FILE", "--roster", "main", content=_file()
    )
    assert imported.returncode == 0, imported.stderr
    return run


async def _told(cohort: WorkflowHandle[Any, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The signals that a cohort, or a pairing, has got: name and content."""
    history = await cohort.fetch_history()
    found = [
        event.workflow_execution_signaled_event_attributes
        for event in history.events
        if event.HasField("workflow_execution_signaled_event_attributes")
    ]
    decode = cohort._client.data_converter.decode  # noqa: SLF001 - as a worker would
    return [(signal.signal_name, (await decode(signal.input.payloads))[0]) for signal in found]


async def test_case_37_an_import_has_the_rules_checked_for_whom_it_concerns(
    cohort: WorkflowHandle[Any, Any], eyelevel: Run
) -> None:
    """After a change of department the pairing is named, and its cohort told by itself; another
    language of mails concerns no pairing."""
    arguments = ("roster", "import", "FILE", "--roster", "main")
    spoken = await asyncio.to_thread(eyelevel, *arguments, content=_file(locale="de"))
    assert (spoken.returncode, "pairing-c-001" in spoken.stdout) == (0, False)
    tried = await asyncio.to_thread(
        eyelevel, *arguments, "--dry-run", content=_file(department="Law")
    )
    assert TOLD_OF_CHANGES in tried.stdout
    assert await _told(cohort) == []
    moved = await asyncio.to_thread(eyelevel, *arguments, content=_file(department="Law"))
    assert TOLD_OF_CHANGES in moved.stdout
    ((name, fact),) = await _told(cohort)
    assert (name, fact["person_id"], fact["cohort_id"]) == ("person_changed", "anna-1", "c")


async def test_case_32_an_import_tells_pairings_of_a_leave_and_of_its_end(
    cohort: WorkflowHandle[Any, Any], eyelevel: Run
) -> None:
    """A leave and a last day that HR has written into the file reach the pairing by way of its
    cohort, and so does it when a later file no longer has them."""
    arguments = ("roster", "import", "FILE", "--roster", "main")
    dates = {"leaves_on": "31.12.2098", "away_from": "2098-03-01", "away_until": "2098-03-14"}
    ahead = await asyncio.to_thread(eyelevel, *arguments, content=_file(**dates))
    assert "who leaves, stays or is away when: pairing-c-001" in ahead.stdout, ahead.stderr
    empty = dict.fromkeys(dates, "")
    off = await asyncio.to_thread(eyelevel, *arguments, content=_file(**empty))
    assert off.returncode == 0, off.stderr
    signals = await _told(cohort)
    assert [(name, fact.get("last_day"), fact.get("away_from")) for name, fact in signals] == [
        ("person_left", "2098-12-31", None),
        ("person_away", None, "2098-03-01"),
        ("person_stays", None, None),
        ("person_back", None, None),
    ]


async def test_one_command_tells_all_pairings_of_a_person(
    cohort: WorkflowHandle[Any, Any], eyelevel: Run
) -> None:
    """People are found by number or name, and their cohorts told that they leave, or stay."""
    leaves = ("person", "left", "--roster", "main", "417", "--last-day", "2027-03-31")
    left = await asyncio.to_thread(eyelevel, *leaves)
    assert left.stdout == "anna-1: pairing-c-001 will know.\n", left.stderr
    stays = await asyncio.to_thread(eyelevel, "person", "stays", "--roster", "main", "kim berg")
    assert stays.returncode == 0, stays.stderr
    (first, second) = await _told(cohort)
    assert (first[0], first[1]["last_day"]) == ("person_left", "2027-03-31")
    assert (second[0], second[1]["person_id"]) == ("person_stays", "anna-1")
    withdrawn = await asyncio.to_thread(eyelevel, "person", "withdrawn", "--roster", "main", "417")
    assert withdrawn.returncode == 0, withdrawn.stderr
    assert (await _told(cohort))[-1][0] == "consent_withdrawn"
    leave = ("person", "away", "--roster", "main", "418", "--from", "2099-05-01")
    assert (await asyncio.to_thread(eyelevel, *leave)).returncode == 0
    back = await asyncio.to_thread(eyelevel, "person", "back", "--roster", "main", "418")
    assert back.returncode == 0
    (*_, third, fourth) = await _told(cohort)
    assert (third[0], third[1]["away_until"], fourth[0]) == ("person_away", None, "person_back")
    nobody = await asyncio.to_thread(eyelevel, "person", "left", "--roster", "main", "900")
    assert nobody.stdout == "p-9: in no pairing that is not over for good, so nobody is told.\n"
    part = await asyncio.to_thread(eyelevel, "person", "left", "--roster", "main", "bach")
    assert part.returncode == 1
    assert part.stderr == "WHOM: is nobody in the roster (allowed: bert-1)\n"


async def test_case_50_a_cohort_in_which_somebody_only_waits_is_told(
    cohort: WorkflowHandle[Any, Any], database_url: str, eyelevel: Run
) -> None:
    """`eyelevel person` tells a cohort, and names it, if somebody who only waits for a partner
    leaves, stays or withdraws the consent; if they are away, nobody is told."""
    waits = running("anna-1+bert-1", roster="main")
    known = len(waits.records)
    waits.add("p-9")
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        await journal.append("cohort-c", known, waits.records[known:])
        await journal.close()
    whom = ("--roster", "main", "900")
    for command in (("left", *whom, "--last-day", "2099-03-31"), ("stays", *whom)):
        told = await asyncio.to_thread(eyelevel, "person", *command)
        assert told.stdout == "p-9: cohort-c will know.\n", told.stderr
    away = ("person", "away", *whom, "--from", "2099-05-01")
    assert "nobody is told" in (await asyncio.to_thread(eyelevel, *away)).stdout
    withdrawn = await asyncio.to_thread(eyelevel, "person", "withdrawn", *whom)
    assert withdrawn.stdout == "p-9: cohort-c will know.\n", withdrawn.stderr
    assert [(name, fact["person_id"]) for name, fact in await _told(cohort)] == [
        ("person_left", "p-9"),
        ("person_stays", "p-9"),
        ("consent_withdrawn", "p-9"),
    ]


async def test_case_50_pairings_of_a_closed_cohort_are_told_themselves(
    pairing: WorkflowHandle[Any, Any], closed_cohort: Run
) -> None:
    """A closed cohort passes nothing on: who withdraws, leaves, is away or changes is told to each
    pairing that can still be told, by the same commands."""
    known = ("--roster", "main", "417")
    withdrawn = await asyncio.to_thread(closed_cohort, "person", "withdrawn", *known)
    assert withdrawn.stdout == "anna-1: pairing-c-001 will know.\n", withdrawn.stderr
    for rest in (("left", *known, "--last-day", "2099-03-31"), ("changed", *known)):
        told = await asyncio.to_thread(closed_cohort, "person", *rest)
        assert told.returncode == 0, told.stderr
    away = ("person", "away", "--roster", "main", "418", "--from", "2099-05-01")
    assert (await asyncio.to_thread(closed_cohort, *away)).returncode == 0
    signals = await _told(pairing)
    assert [(name, fact["person_id"], fact["pairing_id"]) for name, fact in signals] == [
        ("consent_withdrawn", "anna-1", "c-001"),
        ("person_left", "anna-1", "c-001"),
        ("person_changed", "anna-1", "c-001"),
        ("person_away", "bert-1", "c-001"),
    ]
    assert (signals[1][1]["last_day"], signals[3][1]["away_from"]) == ("2099-03-31", "2099-05-01")


async def test_case_50_a_pairing_of_a_closed_cohort_that_does_not_run_is_named(
    closed_cohort: Run,
) -> None:
    """Where a pairing itself has to be told, and does not run, it is named, and so is what starts
    it again."""
    told = await asyncio.to_thread(
        closed_cohort, "person", "withdrawn", "--roster", "main", "anna-1"
    )
    assert told.returncode == 1
    assert "pairing-c-001 could not be told: not running" in told.stderr


async def test_an_import_counts_even_if_nobody_can_be_told(eyelevel: Run) -> None:
    """If the cohort does not run, the file is imported all the same, and the command that tells it
    later is printed."""
    arguments = ("roster", "import", "FILE", "--roster", "main")
    moved = await asyncio.to_thread(eyelevel, *arguments, content=_file(department="Law"))
    assert moved.returncode == 1
    assert "cohort-c could not be told" in moved.stderr
    assert "eyelevel person changed --roster main anna-1" in moved.stderr
    again = await asyncio.to_thread(eyelevel, *arguments, content=_file(department="Law"))
    assert "Nothing to do" in again.stdout


async def test_the_pairings_of_a_person_are_found_by_what_hr_knows(eyelevel: Run) -> None:
    """`eyelevel show` and `eyelevel history` take a number, an address or a name of a person, and
    show all their pairings; a part of a name only leads to the ids."""
    for known in ("417", "K@example.org", "kim berg", "anna-1"):
        shown = await asyncio.to_thread(eyelevel, "show", known)
        assert shown.stdout.startswith("pairing-c-001 as it is now"), shown.stderr
    history = await asyncio.to_thread(eyelevel, "history", "418")
    name, *lines = history.stdout.splitlines()
    assert name == "pairing-c-001"
    asked = await asyncio.to_thread(eyelevel, "history", "pairing-c-001")
    assert lines == asked.stdout.splitlines()
    part = await asyncio.to_thread(eyelevel, "show", "berg")
    assert part.stderr == "ID: names no pairing, cohort or person of a roster (allowed: anna-1)\n"
    alone = await asyncio.to_thread(eyelevel, "show", "900")
    assert (alone.returncode, alone.stderr) == (1, "ID: p-9 is in no pairing\n")


async def test_case_46_a_person_chooses_one_mail_a_week(eyelevel: Run) -> None:
    """A person who asks for it gets one mail a week, also after a file without that column."""
    choice = ("person", "mails", "--roster", "main", "417", "--send", "weekly")
    chosen = await asyncio.to_thread(eyelevel, *choice)
    assert "anna-1: what is not urgent comes in one mail a week" in chosen.stdout, chosen.stderr
    again = await asyncio.to_thread(
        eyelevel, "roster", "import", "FILE", "--roster", "main", content=_file(name="Kim Bergmann")
    )
    shown = await asyncio.to_thread(eyelevel, "roster", "show", "--roster", "main", "--json")
    mails = {person["id"]: person["mails"] for person in json.loads(shown.stdout)}
    assert (again.returncode, mails) == (0, {"p-9": "each", "anna-1": "weekly", "bert-1": "each"})
