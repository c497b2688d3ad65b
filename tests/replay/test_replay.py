"""Every committed history is played on the present code."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.replay.differences import differences_between
from tests.replay.files import all_histories, content_of, path_of, revision_of, story_of
from tests.replay.remedy import REMEDY
from tests.replay.replaying import appends, payload, replay, scheduled
from tests.replay.stories import STORIES

HISTORIES = pytest.mark.parametrize("path", all_histories(), ids=lambda path: Path(path).stem)


@HISTORIES
async def test_a_recorded_story_replays(path: Path) -> None:
    """A run that an earlier release began replays on this one, and would write the same events."""
    played = await replay(path.read_text())
    assert played.failure is None, f"{played.failure}\n{REMEDY}"
    recorded = [record for append in appends(content_of(path)) for record in append.records]
    # A history may have been taken while a last append was being started.
    differences = differences_between(recorded, played.records[: len(recorded)])
    assert not differences, f"{differences[0]}\n{REMEDY}"


async def test_a_changed_way_is_noticed() -> None:
    """A history in which something else was done than the code does fails its replay."""
    text = path_of("invited", 1).read_text()
    changed = text.replace('"append_to_journal"', '"another_activity"')
    assert changed != text
    assert (await replay(changed)).failure is not None


def test_a_changed_event_is_noticed() -> None:
    """An event with other content than the recorded one is a difference, and so is one more."""
    first, second = appends(content_of(path_of("invited", 1)))[0].records[:2]
    later = first.model_copy(update={"occurred_at": first.occurred_at + timedelta(hours=1)})
    assert differences_between([first], [first]) == []
    assert len(differences_between([first], [later, second])) == 2


async def test_an_update_of_a_newer_release_waits_for_that_release() -> None:
    """A task that replays an update which this release does not know fails, and is tried again."""
    text = path_of("invited", 1).read_text()
    changed = text.replace('"name": "accept"', '"name": "applaud"')
    assert changed != text
    assert "a newer release" in str((await replay(changed)).failure)


def test_the_histories_are_those_of_the_list() -> None:
    """Every story has its history, and every history belongs to a story that is still told."""
    assert {story_of(path) for path in all_histories()} == set(STORIES)


@HISTORIES
def test_a_history_says_by_which_revision_it_was_recorded(path: Path) -> None:
    """The number in a history's name is the one by which its run has decided."""
    assert revision_of(path) == _revision_in(path)


def _revision_in(path: Path) -> int:
    """As the run was told in its argument, or has noted it."""
    history = content_of(path)
    start = payload(history["events"][0]["workflowExecutionStartedEventAttributes"]["input"])
    noted = [payload(call["input"]) for call in scheduled(history, "note_revision")]
    return int(start["revision"] if "revision" in start else noted[0]["revision"])


@HISTORIES
def test_a_history_tells_of_nobody(path: Path) -> None:
    """Names and mail addresses of people are not in Temporal's history."""
    text = path.read_text()
    assert "@example.com" not in text
    assert "Person p-" not in text
