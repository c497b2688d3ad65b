"""Playing a history on code: whether it goes the recorded way, and writes the recorded events."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cli.recalling import Recalling
from domain.engine.journal import EventRecord
from domain.recovery.memory import Memory
from tests.replay.files import history_in
from worker import WORKFLOWS, build_replayer

Records = dict[int, EventRecord]


@dataclass(frozen=True)
class Replay:
    """What came of a replay."""

    failure: Exception | None
    """What it stumbled over, if it did."""
    records: Records
    """What the code would give to the journal, by version. Temporal does not compare it."""


async def replay(text: str, workflows: Sequence[type] = WORKFLOWS) -> Replay:
    """Play a history on these workflows, under the same conditions as in the worker."""
    memory = Memory()
    replayer = build_replayer(Recalling(memory), workflows=workflows)
    result = await replayer.replay_workflow(history_in(text), raise_on_replay_failure=False)
    return Replay(result.replay_failure, memory.records)


def noted_revision(history: dict[str, Any]) -> int:
    """The revision by which a run decides: handed on, or noted as its first step."""
    started = history["events"][0]["workflowExecutionStartedEventAttributes"]
    if started.get("continuedExecutionRunId"):
        return int(payload(started["input"])["revision"])
    markers = (event.get("markerRecordedEventAttributes") for event in history["events"])
    first = next(marker["details"] for marker in markers if marker)
    assert payload(first["data"])["activity_type"] == "note_revision"
    return int(payload(first["result"]))


def payload(holder: dict[str, Any]) -> Any:
    """The one payload of an argument or a result."""
    (found,) = holder["payloads"]
    return json.loads(base64.b64decode(found["data"]))
