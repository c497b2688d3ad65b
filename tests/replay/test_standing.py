"""The workflows that every installation has go on under a new release, in the middle of a run."""

from pathlib import Path

import pytest

from tests.replay.remedy import REMEDY
from tests.replay.replaying import replay
from tests.replay.standing.record import HISTORIES, STANDING

RECORDED = sorted(HISTORIES.glob("*.json"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: Path(path).stem)
async def test_a_standing_workflow_replays(path: Path) -> None:
    """A run that an earlier release began goes the same way on this one."""
    failure = (await replay(path.read_text())).failure
    assert failure is None, f"{failure}\n{REMEDY}"


def test_every_standing_workflow_has_its_histories() -> None:
    """Every story of a standing workflow has its history, and every history its story."""
    assert {path.stem for path in RECORDED} == set(STANDING)


async def test_a_changed_way_of_the_watch_is_noticed() -> None:
    """A history in which the second look was not waited for as the code does fails its replay."""
    text = (HISTORIES / "watch.json").read_text()
    changed = text.replace("look_for_runs_behind", "look_for_something_else")
    assert changed != text
    assert (await replay(changed)).failure is not None


@pytest.mark.parametrize("story", ["post_sends", "post_cancelled", "post_goes_on"])
async def test_a_changed_way_of_a_post_is_noticed(story: str) -> None:
    """A history of a post in which something else was done than the code does fails its replay."""
    text = (HISTORIES / f"{story}.json").read_text()
    changed = text.replace('"post_mails"', '"something_else"')
    assert changed != text
    assert (await replay(changed)).failure is not None


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: Path(path).stem)
def test_a_history_of_a_standing_workflow_tells_of_nobody(path: Path) -> None:
    """No address is in the history of a standing workflow, whatever it has sent."""
    assert "@example" not in path.read_text()
