"""A history on each side of a number: a run decides by the revision with which it began."""

import base64
from pathlib import Path

import pytest
from pydantic import ValidationError

from domain.programme.revision import REVISION
from tests.replay.files import all_histories, numbers_without_two_sides, stream_of
from tests.replay.replaying import replay
from tests.replay.tally.record import ABOVE, BELOW
from tests.replay.tally.workflow import FirstRelease, SecondRelease
from tests.unit.pairing.story import a_setup
from workflows.pairing_start import PairingStart

NOTED = '"data": "{}"'


def _in_history(number: int) -> str:
    return NOTED.format(base64.b64encode(str(number).encode()).decode())


@pytest.mark.parametrize("release", [FirstRelease, SecondRelease])
async def test_a_run_goes_by_its_own_revision_under_code_that_knows_a_later_one(
    release: type,
) -> None:
    """A history that was recorded by revision 1 replays, event for event, on code with revision
    2, and nothing follows from the later rule."""
    played = await replay(BELOW.read_text(), [release])
    assert played.failure is None
    recorded = stream_of(BELOW)
    assert list(played.records.values()) == recorded
    assert [record.type for record in recorded] == ["tally.opened.v1", *["tally.counted.v1"] * 4]


async def test_the_number_in_the_history_makes_the_difference() -> None:
    """The same history with another number in it is another story: the later rule applies."""
    text = BELOW.read_text()
    changed = text.replace(_in_history(1), _in_history(2))
    assert changed != text
    played = await replay(changed, [SecondRelease])
    assert "tally.filled.v1" in [record.type for record in played.records.values()]
    assert played.failure is not None


async def test_a_run_by_a_later_revision_replays_on_the_code_that_knows_it() -> None:
    """A history that was recorded by revision 2 has the event that the later rule brings about."""
    played = await replay(ABOVE.read_text(), [SecondRelease])
    assert played.failure is None
    assert [record.type for record in played.records.values()][-1] == "tally.filled.v1"


async def test_a_run_by_a_later_revision_waits_for_the_release_that_knows_it() -> None:
    """Code that knows revision 1 does not take up a history of revision 2: the task fails, and its
    message says what to do."""
    failure = str((await replay(ABOVE.read_text(), [FirstRelease])).failure)
    assert "goes by revision 2 of the rules" in failure
    assert "this release knows them up to revision 1" in failure
    assert "let that one run, or a later one" in failure


@pytest.mark.parametrize("value", [0, -5, "7", True, 1.0])
def test_a_start_names_its_revision_by_a_whole_number_from_1(value: object) -> None:
    """Any other revision in an argument is refused: it would be taken for another number."""
    with pytest.raises(ValidationError, match="revision"):
        PairingStart.model_validate({"setup": a_setup(), "revision": value})


def test_every_number_has_a_history_on_each_side() -> None:
    """Adding one to `REVISION` calls for a story recorded by it, and by an earlier revision."""
    missing = numbers_without_two_sides(REVISION, all_histories())
    assert missing == [], (
        f"revision {missing} has no history on each side. Record a story in which the changed rule "
        "shows: make histories ARGS=<story>. See docs/changing-workflows.md, “Change a rule”"
    )


@pytest.mark.parametrize(
    ("newest", "names", "missing"),
    [
        (1, "", []),
        (2, "met.1", [2]),
        (2, "met.2", [2]),
        (2, "met.1 left.2", [2]),
        (2, "met.1 met.2", []),
        (3, "met.1 met.2", [3]),
        (3, "met.1 met.3", [2]),
        (3, "met.1 met.2 left.1 left.3", []),
    ],
)
def test_a_number_without_a_history_on_each_side_is_named(
    newest: int, names: str, missing: list[int]
) -> None:
    """A revision is named if no story was recorded both by it and by an earlier one."""
    histories = [Path(f"{name}.json") for name in names.split()]
    assert numbers_without_two_sides(newest, histories) == missing
