"""Whatever signal arrives, the pairing goes on and shows what could not be used."""

from datetime import timedelta
from typing import Any

import pytest

from tests.workflow.stage_setting import Stage, raw
from workflows.inbox import EVENTS_OF_ONE, HEAVIEST_TURN

REJECTED = "pairing.message_rejected.v1"

UNREADABLE: dict[str, tuple[Any, ...]] = {
    "nothing": (),
    "two arguments": ({"message_id": "m-1"}, {"message_id": "m-2"}),
    "a number": (42,),
    "a list": ([],),
    "null": (None,),
    "bytes": (b"\x00\xff",),
    "no encoding at all": (raw(b"{}", b""),),
    "our own mark, forged": (raw(b"\xff" * 7, b"eyelevel/miscounted"),),
    "broken JSON": (raw(b'{"message_id": '),),
    "a field named twice": (
        raw(b'{"message_id": "m-1", "acting": "operator", "acting": "mentor"}'),
    ),
    "no UTF-8": (raw(b'{"message_id": "\xff"}'),),
    "half of a character": (raw(b'{"message_id": "\\ud800"}'),),
    "far too deep": (raw(b"[" * 200_000),),
    "an object far too deep": (raw(b'{"a":' * 200_000),),
    "an empty object": ({},),
    "unknown fields": ({"message_id": "m-1", "colour": "red", "\u0000": 1},),
    "far too many fields": ({f"field{number}": number for number in range(5_000)},),
    "wrong types": ({"message_id": 7, "acting": [], "pairing_id": None},),
}


@pytest.mark.parametrize("arguments", UNREADABLE.values(), ids=UNREADABLE)
async def test_an_unreadable_signal_is_recorded(stage: Stage, arguments: tuple[Any, ...]) -> None:
    """A signal that is no message leaves one rejected record; the pairing goes on."""
    pairing = await stage.open_pairing()
    await pairing.handle.signal("session_completed", args=arguments)
    state = await pairing.caught_up()
    (rejected,) = state.desk.rejected
    assert rejected.message == "session_completed"
    assert 0 < len(rejected.problems) <= 11
    await pairing.ask("accept", "mentor")


async def test_signals_nobody_knows_are_recorded(stage: Stage) -> None:
    """An unknown signal is recorded with those there are; its name is not if it might be
    private."""
    pairing = await stage.open_pairing()
    for name in ("session_complete", "anna@example.com", "\u0000", "long" * 50):
        await pairing.handle.signal(name, args=[{"message_id": "m-1"}, 2])
    state = await pairing.caught_up()
    names = [rejected.message for rejected in state.desk.rejected]
    assert names == ["session_complete", "unreadable", "unreadable", "long" * 16]
    assert "session_completed, session_missed" in str(state.desk.rejected[0].problems[0])


IMPOSSIBLE: dict[str, tuple[str, dict[str, Any], str]] = {
    "unknown session": ("session_completed", {"session_id": "s-99"}, "session_id"),
    "other pairing": ("session_completed", {"pairing_id": "pr-other"}, "pairing_id"),
    "in the future": ("session_completed", {"held_at": "2999-01-01T10:00:00Z"}, "held_at"),
    "the end of time": ("session_completed", {"held_at": "9999-12-31T23:59:59-12:00"}, "held_at"),
    "before the start": ("session_completed", {"held_at": "2001-01-01T10:00:00Z"}, "held_at"),
    "the dawn of time": ("session_completed", {"held_at": "0001-01-01T00:00:00+14:00"}, "held_at"),
    "no offset": ("session_completed", {"held_at": "2026-01-01T10:00:00"}, "held_at"),
    "never booked": ("session_missed", {"session_id": "s-2", "absent": "mentee"}, "outcome"),
    "not for them": ("session_completed", {"acting": "assistant"}, "acting"),
    "a stranger": ("person_left", {"person_id": "p-stranger"}, "person_id"),
    "a mail of the dawn of time": (
        "mail_fared",
        {"acting": "engine", "notice_id": "invitation-1-mentor", "at": "0001-01-01T00:00:00+14:00"},
        "at",
    ),
    "a mail of the end of time": (
        "mail_fared",
        {
            "acting": "engine",
            "notice_id": "invitation-1-mentor",
            "outcome": "delivered",
            "at": "9999-12-31T23:59:59-12:00",
        },
        "at",
    ),
    "a mail never sent": ("mail_bounced", {"notice_id": "n-1"}, "notice_id"),
}


@pytest.mark.parametrize(("name", "fields", "path"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
async def test_an_impossible_fact_is_recorded(
    stage: Stage, name: str, fields: dict[str, Any], path: str
) -> None:
    """A well-formed signal that cannot be true leaves a rejected record and changes nothing."""
    pairing = await stage.open_pairing()
    before = await pairing.prepare()
    usual = {"session_id": "s-1", "held_at": (await pairing.now()).isoformat()}
    fitting = usual if name == "session_completed" else {}
    await pairing.handle.signal(name, pairing.message("integration") | fitting | fields)
    state = await pairing.caught_up()
    (rejected,) = state.desk.rejected
    assert [problem.path for problem in rejected.problems] == [path]
    assert rejected.message_id is not None
    assert (state.sessions, state.stage) == (before.sessions, before.stage)


async def test_signals_in_the_wrong_stage_are_recorded(stage: Stage) -> None:
    """Sessions that take place before anything was agreed are recorded with what fits instead."""
    pairing = await stage.open_pairing()
    held_at = (await pairing.now()).isoformat()
    await pairing.tell("session_completed", session_id="s-1", held_at=held_at)
    (rejected,) = (await pairing.caught_up()).desk.rejected
    assert "does not fit the stage invited" in rejected.problems[0].problem
    assert "accept" in (rejected.problems[0].allowed or "")


async def test_a_fact_told_twice_counts_once(stage: Stage) -> None:
    """A signal that arrives twice, with the same message id or another, counts once."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    held_at = (await pairing.now()).isoformat()
    fields = {"session_id": "s-1", "held_at": held_at}
    message = pairing.message("integration", **fields)
    for again in (message, message, pairing.message("integration", **fields)):
        await pairing.handle.signal("session_completed", again)
    state = await pairing.caught_up()
    assert (state.tally.held, state.desk.rejected) == (1, ())
    types = [record.type for record in await pairing.records()]
    assert types.count("pairing.session_held.v1") == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_ends_of_the_calendar_do_no_harm(stage: Stage, day: str) -> None:
    """A last day at either end of the calendar does not stop the pairing."""
    pairing = await stage.open_pairing()
    await pairing.tell("person_left", person_id="p-junior", last_day=day)
    state = await pairing.caught_up()
    assert state.desk.rejected or state.departure.last_days.mentor or state.ending


async def test_a_flood_of_signals_is_taken_in_portions(stage: Stage) -> None:
    """Hundreds of signals during an outage are recorded, in order, in appends of bounded size."""
    pairing = await stage.open_pairing()
    await pairing.state()
    stage.journal.away = timedelta(minutes=1)
    for number in range(400):
        await pairing.handle.signal("unheard_of", {"message_id": f"flood-{number}"})
    await pairing.forward(timedelta(minutes=2))
    await pairing.caught_up()
    ids = [
        record.data["message_id"]
        for record in await pairing.records()
        if "message_id" in record.data
    ]
    assert ids == [f"flood-{number}" for number in range(400)]
    assert 100 < stage.journal.largest <= HEAVIEST_TURN / EVENTS_OF_ONE
