"""What was decided in the stories of all witnesses is still decided so under the same revision."""

from pathlib import Path

import pytest

from domain.programme.revision import REVISION
from tests.replay.decisions import (
    FOLDER,
    KINDS,
    Kind,
    decided_otherwise,
    files_of,
    read,
    with_the_present,
)
from tests.replay.files import revision_of
from tests.replay.remedy import REMEDY


@pytest.mark.parametrize(
    ("kind", "path"),
    [pytest.param(kind, path, id=Path(path).stem) for kind in KINDS for path in files_of(kind)],
)
def test_every_decision_is_as_it_was(kind: Kind, path: Path) -> None:
    """A command that was decided by an earlier release has the same events under its revision."""
    otherwise = next(decided_otherwise(kind, read(path), revision_of(path)), None)
    assert otherwise is None, f"{path.name}, {otherwise}\n{REMEDY}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_decisions_of_every_story_are_kept(kind: Kind) -> None:
    """All that the stories of witnesses decide by the newest revision stands in the files."""
    known = read(FOLDER / f"{kind.name}.{REVISION}.jsonl")
    missing = len(with_the_present(kind, known)) - len(known)
    assert missing == 0, f"{missing} are missing: run python -m tests.replay.decisions, and commit"


def test_another_decision_is_noticed() -> None:
    """A line whose events are others than those that the present code gives is named."""
    kind, (opening, *_) = KINDS[0], read(files_of(KINDS[0])[0])
    changed = opening.model_copy(update={"records": opening.records[1:]})
    assert not list(decided_otherwise(kind, [opening], 1))
    assert next(decided_otherwise(kind, [changed], 1)).startswith("line 1, OpenPairing: event 1")
