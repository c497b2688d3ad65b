"""`eyelevel policy migrate`, on a real journal: what it would change."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from domain.pairing.vocabulary import Stage
from tests.unit.cohort.story import running
from tests.unit.pairing.ways import given

EYELEVEL = Path(sys.executable).with_name("eyelevel")


def _dry_run(file: Path, database_url: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [EYELEVEL, "policy", "migrate", file, "--cohort", "c", "--dry-run"],
        env={"EYELEVEL_DATABASE_URL": database_url, "TEMPORAL_ADDRESS": "localhost:1"},
        capture_output=True,
        text=True,
        check=False,
    )


async def test_case_59_a_dry_run_shows_what_would_change(database_url: str, tmp_path: Path) -> None:
    """Before anything is changed, each setting is shown with its old and new value, each deadline
    that would move with its old and new day, and what is fixed is named; Temporal is not asked."""
    story = running("anna+bert", "carl+dora")
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        await journal.append("cohort-c", 0, story.records)
        for number, stage in ((1, Stage.INVITED), (2, Stage.CLOSED)):
            pairing = given(stage, pairing_id=f"c-00{number}", cohort_id="c")
            await journal.append(f"pairing-c-00{number}", 0, pairing.records)
        await journal.close()
    request = story.state.request.model_dump(mode="json") | {"title": "Another title"}
    request["deadlines"] |= {"invitation_days": 21}
    file = tmp_path / "cohort.json"
    file.write_text(json.dumps(request))
    run = await asyncio.to_thread(_dry_run, file, database_url)
    assert run.returncode == 0, run.stderr
    lines = [line.split() for line in run.stdout.splitlines()]
    assert ["deadlines.invitation_days", "14", "21", "1"] in lines
    (moved,) = [line for line in lines if line[:1] == ["pairing-c-001"]]
    assert " ".join(moved) == ("pairing-c-001 give up Mon 15 Mar 2027 09:00 Mon 22 Mar 2027 09:00")
    assert "1 running pairings change, 0 go by these numbers already" in run.stdout
    assert "Not changed, as it is fixed at the start: title." in run.stdout
    assert run.stdout.endswith("Dry run: nothing was changed.\n")
