"""The histories as files: ``<story>.<revision>.json``, under the revision it was recorded by.

Beside each lies the journal stream that its workflow has written.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from temporalio.client import WorkflowHistory

from domain.engine.journal import EventRecord

HISTORIES = Path(__file__).parent / "histories"
STREAM = TypeAdapter(list[EventRecord])


def all_histories() -> list[Path]:
    """Of every story, under every revision by which it was ever recorded."""
    return sorted(HISTORIES.glob("*.json"))


def path_of(story: str, revision: int) -> Path:
    """Where a story under a revision is kept."""
    return HISTORIES / f"{story}.{revision}.json"


def story_of(path: Path) -> str:
    """Which story it tells of."""
    return path.stem.rpartition(".")[0]


def revision_of(path: Path) -> int:
    """By which revision it was recorded."""
    return int(path.stem.rpartition(".")[2])


def content_of(path: Path) -> dict[str, Any]:
    """A history as plain JSON."""
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def journal_of(path: Path) -> Path:
    """Where the stream of a history is kept: Temporal does not keep what it was given."""
    return path.with_suffix(".journal")


def stream_of(path: Path) -> list[EventRecord]:
    """The journal stream of a history's workflow, in the words of the release that wrote it."""
    return STREAM.validate_json(journal_of(path).read_text())


def history_in(text: str) -> WorkflowHistory:
    """A history as a replayer takes it; a cohort takes its own id from that of the workflow."""
    started = json.loads(text)["events"][0]["workflowExecutionStartedEventAttributes"]
    return WorkflowHistory.from_json(str(started["workflowId"]), text)


def numbers_without_two_sides(newest: int, histories: Iterable[Path]) -> list[int]:
    """Revisions by which no story was recorded that had been recorded by an earlier one."""
    known: dict[str, set[int]] = {}
    for path in histories:
        known.setdefault(story_of(path), set()).add(revision_of(path))
    witnessed = {
        number for numbers in known.values() for number in numbers if number > min(numbers)
    }
    return [number for number in range(2, newest + 1) if number not in witnessed]
