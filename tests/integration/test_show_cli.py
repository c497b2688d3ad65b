"""`eyelevel show` and `eyelevel history`: what the journal tells people, from the command line."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import asyncpg
import pytest

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import FOLDER
from adapters.postgres.pool import open_pool
from domain.cohort.evolve import fold as fold_cohort
from domain.engine.journal import StoredEvent
from domain.pairing.commands import ReportSession
from domain.pairing.vocabulary import Stage
from tests.unit.cohort.story import running
from tests.unit.pairing.story import MENTEE, Story, day
from tests.unit.pairing.ways import EXPECTATIONS, HELD, booked, given

EYELEVEL = Path(sys.executable).with_name("eyelevel")
ROLES = FOLDER.with_name("roles.sql")
OWN_WORDS = (*EXPECTATIONS["goals"], *EXPECTATIONS["off_limits"])

Run: TypeAlias = Callable[..., "subprocess.CompletedProcess[str]"]


def met() -> tuple[Story, Story]:
    """A session was booked for day 7; and later, on day 12, it was reported."""
    before = booked(given(Stage.SESSIONS, pairing_id="c-001", cohort_id="c"))
    return before, before.at(day(12)).when(ReportSession, MENTEE, **HELD)


@pytest.fixture
async def eyelevel(database_url: str) -> Run:
    """The command, with a journal that knows a cohort and one of its pairings."""
    before, after = met()
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        await journal.append("cohort-c", 0, running("anna+bert", "carl+dora").records)
        await journal.append("pairing-c-001", 0, before.records)
        new = after.records[len(before.records) :]
        await journal.append("pairing-c-001", len(before.records), new)

    def run(
        *arguments: str, env: Mapping[str, str] = MappingProxyType({})
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [EYELEVEL, *arguments],
            env={"EYELEVEL_DATABASE_URL": database_url, **env},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


async def stream(database_url: str) -> list[StoredEvent]:
    """The pairing as it stands in the journal."""
    async with await open_pool(database_url) as pool:
        return await PostgresJournal(pool).read("pairing-c-001")


def _state(run: Run, *arguments: str) -> Any:
    return json.loads(run("show", "pairing-c-001", "--json", *arguments).stdout)


async def test_the_readings_differ_where_something_was_told_late(
    eyelevel: Run, database_url: str
) -> None:
    """A session reported late counts from when it was held, or from when it was recorded."""
    now = _state(eyelevel)
    assert (now["tally"]["held"], now["version"]) == (1, len(met()[1].records))
    happened = _state(eyelevel, "--as-of", "2027-03-08", "--reading", "happened")
    assert (happened["tally"]["held"], happened["sessions"][0]["status"]) == (1, "held")
    told = (await stream(database_url))[len(met()[0].records) - 1].recorded_at
    recorded = _state(eyelevel, "--as-of", told.isoformat())
    assert (recorded["tally"]["held"], recorded["sessions"][0]["status"]) == (0, "booked")


async def test_the_heading_says_of_when_it_is(eyelevel: Run) -> None:
    """`eyelevel show` prints the details of the UI, without links, under a line that dates them."""
    details = eyelevel("show", "pairing-c-001", "--as-of", "2027-03-08", "--reading", "happened")
    first, *rest = details.stdout.splitlines()
    before, after = (len(story.records) for story in met())
    assert first == (
        "pairing-c-001 at the end of Mon 08 Mar 2027 (UTC), as it happened; "
        f"version {before} of {after}; 1 event told of it later"
    )
    text = "\n".join(rest)
    assert "Sessions" in text
    assert "1 of 6 sessions held" in text
    assert "held" in text
    assert "/namespaces/" not in text


async def test_a_cohort_shows_its_pairings_as_they_were(eyelevel: Run) -> None:
    """A cohort shows its pairings from their own streams, as they were at the same moment."""
    said = eyelevel("show", "cohort-c", "--as-of", "2027-03-02", "--reading", "happened").stdout
    (row,) = [line.split() for line in said.splitlines() if "pairing-c-001" in line]
    assert row == ["pairing-c-001", "anna", "bert", "sessions", "0", "of", "6"]
    (other,) = [line.split() for line in said.splitlines() if "pairing-c-002" in line]
    assert other == ["pairing-c-002", "carl", "dora", "started"]
    state = json.loads(eyelevel("show", "cohort-c", "--json").stdout)
    folded = fold_cohort(running("anna+bert", "carl+dora").records)
    assert folded is not None
    assert state == json.loads(folded.model_dump_json())


async def test_a_history_has_a_line_for_every_event(eyelevel: Run, database_url: str) -> None:
    """`eyelevel history` prints a line for every event, in words or with --json as data."""
    head, *lines = eyelevel("history", "pairing-c-001").stdout.splitlines()
    assert head.split() == ["#", "when", "what", "happened", "asked", "for", "by"]
    stored = await stream(database_url)
    assert [int(line.split()[0]) for line in lines] == [event.version for event in stored]
    (report,) = [line for line in lines if "reported" in line]
    words = "The mentee reported: session 1 was held on Mon 08 Mar 2027 10:00 (recorded "
    assert words in report
    assert report.split()[-2:] == ["mentee,", stored[-1].record.meta.message_id]
    found = [
        json.loads(line)
        for line in eyelevel("history", "pairing-c-001", "--json").stdout.splitlines()
    ]
    assert [(line["position"], line["version"], line["type"], line["data"]) for line in found] == [
        (event.global_position, event.version, event.record.type, event.record.data)
        for event in stored
    ]
    assert {line["type"] for line in found if line["has_private"]} == {
        "pairing.expectations_submitted.v1",
        "pairing.agreement_drafted.v1",
    }


async def test_good_news_is_found_in_the_ledger(eyelevel: Run, database_url: str) -> None:
    """`eyelevel history` and `eyelevel show` say which mails were delivered, and which wait."""
    *_, waiting, last = met()[1].state.desk.told
    connection = await asyncpg.connect(database_url)
    await connection.execute(
        "INSERT INTO delivery (stream_id, notice_id, outcome, attempts) "
        "VALUES ('pairing-c-001', $1, 'delivered', 2)",
        last.notice.id,
    )
    await connection.close()
    (line,) = [
        line
        for line in eyelevel("history", "pairing-c-001").stdout.splitlines()
        if "(delivered " in line
    ]
    assert "at attempt 2)" in line
    outcomes = {told["notice"]["id"]: told["outcome"] for told in _state(eyelevel)["desk"]["told"]}
    assert (outcomes[last.notice.id], outcomes[waiting.notice.id]) == ("delivered", None)
    shown = eyelevel("show", "pairing-c-001").stdout
    assert "on its way" in shown
    assert "delivered" in shown


async def test_nobodys_own_words_are_printed(eyelevel: Run) -> None:
    """The output of `eyelevel history`, in words or JSON, holds none of people's own words."""
    for arguments in (("show", "pairing-c-001"), ("history", "pairing-c-001")):
        for answer in (eyelevel(*arguments), eyelevel(*arguments, "--json")):
            assert answer.returncode == 0
            assert not [words for words in OWN_WORDS if words in answer.stdout]


async def test_who_may_only_read_sees_the_same(eyelevel: Run, database_url: str) -> None:
    """A login without access to people's own words sees the same, and is told of them."""
    connection = await asyncpg.connect(database_url)
    await connection.execute(ROLES.read_text(encoding="utf-8"))
    await connection.close()
    reader = {"EYELEVEL_DATABASE_URL": f"{database_url}&role=eyelevel_reader"}
    for arguments in (
        *(("show", "pairing-c-001"), ("show", "cohort-c"), ("show", "pairing-c-001", "--json")),
        *(("history", "pairing-c-001"), ("history", "pairing-c-001", "--json")),
    ):
        seen = eyelevel(*arguments, env=reader)
        assert seen.returncode == 0, seen.stderr
        assert seen.stdout == eyelevel(*arguments).stdout
    assert "words are left out: 3 of" in eyelevel("history", "pairing-c-001", env=reader).stderr
    assert "words are left out" in eyelevel("show", "pairing-c-001", "--json", env=reader).stderr
    assert eyelevel("history", "cohort-c", env=reader).stderr == ""


async def test_a_mistake_is_answered_with_what_to_do(eyelevel: Run) -> None:
    """A wrong command line is answered on stderr with what to do, without repeating it."""
    pairing = ("show", "pairing-c-001", "--reading", "happened", "--as-of")
    mistakes = {
        ("show", "c-001"): (1, "ID: names no pairing, cohort or person … (allowed: pairing-…"),
        ("history", "pairing-x"): (1, "ID: the journal of this database knows nothing of it"),
        (*pairing, "2026-01-01"): (1, "--as-of: lies before its beginning (allowed: from Mon 01"),
        (*pairing, "soon"): (2, "--as-of: not a date"),
    }
    for arguments, (code, words) in mistakes.items():
        answer = eyelevel(*arguments)
        assert (answer.returncode, answer.stdout) == (code, "")
        assert not [part for part in words.split(" … ") if part not in answer.stderr]
