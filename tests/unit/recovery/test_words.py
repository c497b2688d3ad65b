"""What the two commands say."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from rich.console import Console
from rich.table import Table
from typer.testing import CliRunner

from adapters.recovery.repairing import Outcome, Repair
from cli import recovery_words as words
from cli.main import app
from domain.engine.journal import Unreadable
from domain.recovery.accounts import JournalAccount, RunAccount, RunStatus
from domain.recovery.judging import Difference, Look
from tests.unit.pairing.story import a_setup, opened

STORY = opened(a_setup())
NOW = STORY.now + timedelta(days=8)
"""The reminder of the invitation has fallen due."""
RECORDED = JournalAccount("pairing-c-1-1", STORY.state)
RUN = RunAccount("pairing-c-1-1", "r-1", RunStatus.RUNNING, RECORDED.version, STORY.now)
LOST = Look(RECORDED, None, RECORDED)
RUNS = Look(RECORDED, RUN, RECORDED)
FORGOT = Look(RECORDED, replace(RUN, version=9), RECORDED)
SPOILT = JournalAccount(
    "pairing-c-1-1", unreadable=Unreadable(stream="pairing-c-1-1", why="event 3: no such event")
)
STRANGE = Look(SPOILT, RUN, SPOILT)


def printed(table: Table) -> list[str]:
    """The cells of the only line, as they are printed."""
    console = Console(width=200)
    with console.capture() as captured:
        console.print(table)
    (line,) = [line for line in captured.get().splitlines() if "pairing-c-1-1" in line]
    return [cell.strip() for cell in line.split("│")[1:-1]]


def test_a_dry_run_shows_what_would_happen_to_whom() -> None:
    """The dry run shows stage, next deadline, overdue ones, and what happens."""
    row = printed(words.recovery_table([LOST], NOW))
    assert row == [
        "pairing-c-1-1",
        "invited",
        "2027-03-08 09:00",
        "1",
        f"goes on from event {STORY.state.version}",
    ]
    told = words.would_recover([LOST, RUNS], NOW)
    assert "1 would be started, 1 of 2 run already. 1 have deadlines that have passed" in told


def test_recovery_counts_what_was_started_what_ran_and_what_failed() -> None:
    """The result of a recovery counts what was started, was running, or failed."""
    repairs = [
        Repair("a", Outcome.RESTARTED),
        Repair("b", Outcome.RAN_ALREADY),
        Repair("c", Outcome.TOO_LARGE),
    ]
    told = words.recovered([LOST] * 3 + [RUNS], repairs)
    assert told == "1 started from the journal, 2 ran already, 1 could not be started."
    assert list(words.failures(repairs)) == [
        "c: not started: its state is larger than 2 MB, the most that Temporal takes"
    ]


def test_what_cannot_be_read_is_told_and_counts_neither_as_started_nor_as_running() -> None:
    """A stream that cannot be read is told with its reason, and left out of the numbers."""
    assert words.unreadable([LOST, STRANGE]) == ["pairing-c-1-1: event 3: no such event"]
    assert "1 would be started, 0 of 2 run already, 1 cannot be read" in words.would_recover(
        [LOST, STRANGE], NOW
    )
    repairs = [Repair("a", Outcome.RESTARTED)]
    told = words.recovered([LOST, STRANGE], repairs)
    assert told == "1 started from the journal, 0 ran already."
    assert words.other_differences([STRANGE], NOW) is None
    (row,) = json.loads(words.differences_as_json([STRANGE], {}, NOW))["differences"]
    assert (row["difference"], row["why"]) == ("unreadable", "event 3: no such event")
    assert row["journal_version"] is None


def test_recovery_points_to_what_it_does_not_touch() -> None:
    """Recovery points to `eyelevel reconcile` if the journal has lost events."""
    assert words.other_differences([LOST, RUNS], NOW) is None
    told = words.other_differences([FORGOT], NOW)
    assert told == "Not as the journal has them: pairing-c-1-1. See: eyelevel reconcile"


@pytest.mark.parametrize("difference", Difference)
def test_every_difference_has_words_and_a_remedy(difference: Difference) -> None:
    """Every kind of difference has words and a remedy."""
    nothing = JournalAccount("pairing-c-1-1")
    long_ago = replace(RUN, version=0, started_at=NOW - timedelta(days=1))
    shown = {
        Difference.NOT_RUNNING: LOST,
        Difference.RUN_BEHIND: Look(RECORDED, replace(RUN, version=1), RECORDED),
        Difference.JOURNAL_BEHIND: FORGOT,
        Difference.UNREADABLE: STRANGE,
        Difference.NEVER_RECORDED: Look(nothing, long_ago, nothing),
    }
    look = shown[difference]
    assert look.difference(NOW) is difference
    row = printed(words.differences_table([look], {}, NOW))
    assert all(row)
    assert list(words.remarks([look], {}, NOW))


def test_programs_read_the_same_as_people() -> None:
    """The JSON has each difference with both versions and its repair, and counts what is in
    order."""
    repairs = {"pairing-c-1-1": Repair("pairing-c-1-1", Outcome.RESTORED, events=4)}
    said = json.loads(words.differences_as_json([FORGOT, RUNS], repairs, NOW))
    assert said["looked_at"] == 2
    (row,) = said["differences"]
    assert (row["difference"], row["repair"]) == ("journal_behind", "restored")
    assert (row["journal_version"], row["run_version"]) == (STORY.state.version, 9)
    assert "4 events restored" in printed(words.differences_table([FORGOT], repairs, NOW))


def test_the_result_says_what_is_left() -> None:
    """The result of a reconciliation says whether nothing, something or less is left."""
    assert words.reconciled([RUNS], [RUNS], NOW, repaired=False).startswith("No differences: 1 ")
    assert "1 of 2 differ" in words.reconciled([LOST, RUNS], [LOST, RUNS], NOW, repaired=False)
    repaired = words.reconciled([LOST, RUNS], [RUNS, RUNS], NOW, repaired=True)
    assert repaired == "1 of 2 differed from the journal; 0 still do."


def test_a_workflow_that_nobody_answers_for_is_remarked() -> None:
    """A workflow that waits for a worker is remarked, because a person should look."""
    silent = replace(RUN, unanswered_since=NOW - timedelta(hours=1))
    (remark,) = words.remarks([Look(RECORDED, silent, RECORDED)], {}, NOW)
    assert remark.startswith("Not answering: pairing-c-1-1. ")


@pytest.mark.parametrize(
    "command",
    [
        ("recover",),
        ("recover", "--all", "--cohort", "autumn"),
        ("recover", "--cohort", "no spaces"),
        ("reconcile", "--accept-loss"),
        ("reconcile", "--repair"),
        ("reconcile", "--all", "--cohort", "autumn"),
    ],
)
def test_a_command_that_is_not_clear_does_nothing(command: tuple[str, ...]) -> None:
    """A command with unclear arguments says what it needs, before it connects to any server."""
    answer = CliRunner().invoke(app, command)
    assert (answer.exit_code, "Usage:" in answer.output) == (2, True)
