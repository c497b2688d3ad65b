"""Every committed history is played on the present code."""

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.replay.differences import differences_between
from tests.replay.files import (
    all_histories,
    content_of,
    journal_of,
    path_of,
    revision_of,
    story_of,
    stream_of,
)
from tests.replay.remedy import REMEDY
from tests.replay.replaying import noted_revision, replay
from tests.replay.stories import STORIES

HISTORIES = pytest.mark.parametrize("path", all_histories(), ids=lambda path: Path(path).stem)


@HISTORIES
async def test_a_recorded_story_replays(path: Path) -> None:
    """A run that an earlier release began replays on this one, and would write the same events."""
    played = await replay(path.read_text())
    assert played.failure is None, f"{played.failure}\n{REMEDY}"
    stream = stream_of(path)
    # A history may have been taken before the run knew of its last append.
    recorded = [stream[version - 1] for version in played.records]
    differences = differences_between(recorded, played.records.values())
    assert recorded
    assert not differences, f"{differences[0]}\n{REMEDY}"


async def test_a_changed_way_is_noticed() -> None:
    """A history in which something else was done than the code does fails its replay."""
    history = content_of(path_of("invited", 1))
    for event in history["events"]:
        if marker := event.get("markerRecordedEventAttributes"):
            (about,) = marker["details"]["data"]["payloads"]
            done = base64.b64decode(about["data"]).replace(b"append_to_journal", b"something_else")
            about["data"] = base64.b64encode(done).decode()
    assert (await replay(json.dumps(history))).failure is not None


def test_a_changed_event_is_noticed() -> None:
    """An event with other content than the recorded one is a difference, and so is one more."""
    first, second = stream_of(path_of("invited", 1))[:2]
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
    assert revision_of(path) == noted_revision(content_of(path))


@HISTORIES
def test_a_history_tells_of_nobody(path: Path) -> None:
    """Names and mail addresses of people are neither in Temporal's history nor in the journal."""
    text = path.read_text() + journal_of(path).read_text()
    assert "@example.com" not in text
    assert "Person p-" not in text
