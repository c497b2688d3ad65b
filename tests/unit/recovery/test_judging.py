"""Whether journal and Temporal agree about a workflow."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.recovery.accounts import JournalAccount, Promise, RunAccount, RunStatus
from domain.recovery.judging import TIME_TO_ANSWER, TIME_TO_OPEN, Difference, Look
from tests.unit.cohort.story import running
from tests.unit.pairing.story import a_setup, opened

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
ID = "pairing-c-1-1"
STATE = opened(a_setup()).state
CLOSED = tuple(status for status in RunStatus if status is not RunStatus.RUNNING)
STORY = running("anna+bert")
PROMISED = JournalAccount(ID, promise=Promise(STORY.state, STORY.state.pairings[0]))


def recorded(version: int, *, archived: bool = False) -> JournalAccount:
    """A journal with this many events."""
    return JournalAccount(ID, STATE.model_copy(update={"version": version, "archived": archived}))


def run(version: int, status: RunStatus = RunStatus.RUNNING, **fields: object) -> RunAccount:
    """A run that knows this many events."""
    usual: dict[str, object] = {"run_id": "r-1", "started_at": NOW - timedelta(days=30)}
    return RunAccount(workflow_id=ID, status=status, version=version, **(usual | fields))  # type: ignore[arg-type]


def judged(
    before: JournalAccount, seen: RunAccount | None, after: JournalAccount | None = None
) -> Difference | None:
    """The judgement when the journal stood still, or had gone on in between."""
    return Look(before, seen, after or before).difference(NOW)


def test_both_at_the_same_event_are_in_order() -> None:
    """A run that knows exactly the events of the journal is in order."""
    assert judged(recorded(7), run(7)) is None


@pytest.mark.parametrize("status", CLOSED)
def test_an_open_pairing_must_run(status: RunStatus) -> None:
    """An open pairing must be running, however its last run ended."""
    assert judged(recorded(7), run(7, status)) is Difference.NOT_RUNNING
    assert judged(recorded(7), None) is Difference.NOT_RUNNING


def test_what_is_archived_need_not_run() -> None:
    """A pairing that is over has a closed run, or after a loss none."""
    assert judged(recorded(7, archived=True), run(7, RunStatus.COMPLETED)) is None
    assert judged(recorded(7, archived=True), None) is None


def test_a_pairing_that_ended_just_now_is_not_missed() -> None:
    """A pairing that is archived between the two looks into the journal is not missed."""
    ended = run(8, RunStatus.COMPLETED)
    assert judged(recorded(7), ended, recorded(8, archived=True)) is None


def test_a_run_that_does_not_know_the_journal_is_behind() -> None:
    """A run that does not know all of the journal is behind, as after a reset, open or closed."""
    assert judged(recorded(7), run(4)) is Difference.RUN_BEHIND
    assert judged(recorded(7, archived=True), run(4)) is Difference.RUN_BEHIND


def test_a_run_that_is_writing_is_looked_at_again() -> None:
    """The journal is ahead of a busy run for a moment; that is no difference."""
    busy = Look(recorded(7), run(4, is_writing=True), recorded(7))
    assert busy.difference(NOW) is None
    assert busy.is_in_doubt
    assert not Look(recorded(7), run(7, is_writing=True), recorded(7)).is_in_doubt


def test_a_journal_that_went_on_after_the_look_at_the_run_is_in_order() -> None:
    """A journal that went on while the run was looked at is in order."""
    assert judged(recorded(7), run(9), recorded(9)) is None
    assert judged(recorded(7), run(7), recorded(9)) is None


@pytest.mark.parametrize("status", RunStatus)
def test_a_journal_without_events_that_were_acknowledged_has_lost_them(status: RunStatus) -> None:
    """A journal without events that a run knows has lost them; that difference comes first."""
    assert judged(recorded(7), run(9, status)) is Difference.JOURNAL_BEHIND
    assert judged(JournalAccount(ID), run(9, status)) is Difference.JOURNAL_BEHIND


def test_a_pairing_that_its_cohort_has_started_must_run() -> None:
    """A pairing that its cohort has started must be running, even without any event."""
    assert judged(PROMISED, None) is Difference.NOT_RUNNING
    assert judged(PROMISED, run(0, started_at=NOW)) is None


def test_a_pairing_that_is_not_started_yet_is_not_missed() -> None:
    """A pairing that its cohort has not started yet is not missed."""
    assert judged(JournalAccount(ID), None) is None


def test_a_run_that_never_recorded_anything_is_told_of_after_a_while() -> None:
    """A run without any recorded event is reported once checking and matching must be over."""
    nothing = JournalAccount("cohort-c-1")
    assert judged(nothing, run(0, started_at=NOW - TIME_TO_OPEN)) is None
    late = run(0, started_at=NOW - TIME_TO_OPEN - timedelta(seconds=1))
    assert judged(nothing, late) is Difference.NEVER_RECORDED


def test_a_run_that_no_worker_answers_for_is_no_difference() -> None:
    """A run that waits for a worker is remarked, but is not a difference."""
    since = NOW - TIME_TO_ANSWER - timedelta(seconds=1)
    stuck = Look(recorded(7), run(7, unanswered_since=since), recorded(7))
    assert stuck.difference(NOW) is None
    assert stuck.waits_for_a_worker(NOW)
    assert not Look(recorded(7), run(7, unanswered_since=NOW), recorded(7)).waits_for_a_worker(NOW)
