"""Every committed history is played on the present code."""

import json
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from tests.replay.lives import LIVES
from tests.replay.record import HISTORIES
from worker import build_replayer

REMEDY = """
The workflow code no longer replays a recorded history. Pairings that run for a year have such
histories: they would be stuck. Keep the old way for them with `workflow.patched("what-changed")`
in the changed place, and take the new way behind it. Do not record the history anew for this."""


def history_of(name: str) -> WorkflowHistory:
    """A committed history."""
    text = (HISTORIES / f"{name}.json").read_text()
    return WorkflowHistory.from_json(workflow_id_in(text), text)


def workflow_id_in(text: str) -> str:
    """Under which id the recorded workflow ran; a cohort takes its own id from it."""
    return str(
        json.loads(text)["events"][0]["workflowExecutionStartedEventAttributes"]["workflowId"]
    )


async def replayed(replayer: Replayer, history: WorkflowHistory) -> Exception | None:
    """What a replay stumbles over, if it does."""
    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    return result.replay_failure


@pytest.mark.parametrize("name", LIVES)
async def test_a_recorded_life_replays(name: str) -> None:
    """A workflow that has got so far under an older release goes on under this one."""
    failure = await replayed(build_replayer(), history_of(name))
    assert failure is None, f"{failure}\n{REMEDY}"


async def test_a_changed_way_is_noticed() -> None:
    """A history in which something else was done than the code does is not taken for good."""
    text = (HISTORIES / "invited.json").read_text()
    changed = text.replace('"append_to_journal"', '"another_activity"')
    assert changed != text
    history = WorkflowHistory.from_json(workflow_id_in(text), changed)
    assert await replayed(build_replayer(), history) is not None


async def test_an_update_of_a_newer_release_waits_for_that_release() -> None:
    """The task fails, and is tried again; an answer would be another one than was given."""
    text = (HISTORIES / "invited.json").read_text()
    changed = text.replace('"name": "accept"', '"name": "applaud"')
    assert changed != text
    history = WorkflowHistory.from_json(workflow_id_in(text), changed)
    assert "a newer release" in str(await replayed(build_replayer(), history))


def test_the_histories_are_those_of_the_list() -> None:
    """No life is without its history, and no history without the life that it tells of."""
    assert {path.stem for path in HISTORIES.glob("*.json")} == set(LIVES)


@pytest.mark.parametrize("path", sorted(HISTORIES.glob("*.json")), ids=lambda path: Path(path).stem)
def test_a_history_tells_of_nobody(path: Path) -> None:
    """Names and mail addresses of people are not in Temporal's history."""
    text = path.read_text()
    assert "@example.com" not in text
    assert "Person p-" not in text
