"""The journal streams in committed histories fold to what their pairings and cohorts became."""

from pathlib import Path
from typing import Any

import pytest

from domain.cohort import evolve as cohort
from domain.cohort.state import CohortState
from domain.engine.journal import EventRecord
from domain.pairing import evolve as pairing
from domain.pairing.state import PairingState
from tests.replay.files import all_histories, content_of, story_of, stream_of
from tests.replay.replaying import payload
from workflows.cohort_start import CohortResult
from workflows.pairing_start import PairingResult

State = PairingState | CohortState


def _started_from(history: dict[str, Any]) -> PairingState | None:
    """What an earlier run has handed on; among the cohorts none has yet."""
    start = payload(history["events"][0]["workflowExecutionStartedEventAttributes"]["input"])
    resume = start.get("resume")
    return PairingState.model_validate(resume) if resume else None


def _fold(state: PairingState | None, records: list[EventRecord]) -> State | None:
    if records[0].name.startswith("cohort."):
        return cohort.fold(records)
    return pairing.fold(records, state)


def _result(state: State) -> dict[str, Any]:
    result = PairingResult if isinstance(state, PairingState) else CohortResult
    of: Any = result.of
    plain: dict[str, Any] = of(state).model_dump(mode="json")
    return plain


STREAMS = [path for path in all_histories() if story_of(path) != "recovered"]


@pytest.mark.parametrize("path", STREAMS, ids=lambda path: Path(path).stem)
def test_a_recorded_stream_folds(path: Path) -> None:
    """Every event is read and applied; a story that is over amounts to the result it ended with."""
    history = content_of(path)
    before = _started_from(history)
    stream = stream_of(path)
    state = _fold(before, stream[before.version if before else 0 :])
    assert state is not None
    assert state.version == len(stream)
    completed = history["events"][-1].get("workflowExecutionCompletedEventAttributes")
    assert (completed is not None) == state.archived
    if completed:
        assert _result(state) == payload(completed["result"])
