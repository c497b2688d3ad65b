"""The histories as files: ``<life>.<revision>.json``, under the revision it was recorded by."""

import json
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHistory

HISTORIES = Path(__file__).parent / "histories"


def all_histories() -> list[Path]:
    """Of every life, under every revision by which it was ever recorded."""
    return sorted(HISTORIES.glob("*.json"))


def path_of(life: str, revision: int) -> Path:
    """Where a life under a revision is kept."""
    return HISTORIES / f"{life}.{revision}.json"


def life_of(path: Path) -> str:
    """Which life it tells of."""
    return path.stem.rpartition(".")[0]


def revision_of(path: Path) -> int:
    """By which revision it was recorded."""
    return int(path.stem.rpartition(".")[2])


def content_of(path: Path) -> dict[str, Any]:
    """A history as plain JSON."""
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def history_in(text: str) -> WorkflowHistory:
    """A history as a replayer takes it; a cohort takes its own id from that of the workflow."""
    started = json.loads(text)["events"][0]["workflowExecutionStartedEventAttributes"]
    return WorkflowHistory.from_json(str(started["workflowId"]), text)
