"""What every journal promises, whether it is the real one or the fake of the other tests."""

import asyncio
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from activities.ports import Journal
from domain.engine.errors import VersionConflict
from domain.engine.journal import Appended, EventMeta, EventRecord, Growth
from tests.contract.events import FINGERPRINT, NOON, event, events
from tests.properties import examples


async def test_what_was_appended_is_read_back_as_it_was(journal: Journal) -> None:
    """Events come back in order with all their parts, numbered from 1."""
    said = event(1, private={"words": "Grüße, 你好 \x00"})
    written = [
        said,
        event(2, meta=EventMeta()),
        event(3, fingerprint=FINGERPRINT),
        said.model_copy(update={"fingerprint": FINGERPRINT}),
    ]
    answer = await journal.append("pairing-1", 0, written)
    stored = await journal.read("pairing-1")
    assert [found.record for found in stored] == written
    assert [found.version for found in stored] == [1, 2, 3, 4]
    assert [found.has_words for found in stored] == [True, False, False, True]
    assert answer == Appended(
        stream="pairing-1", version=4, positions=tuple(found.global_position for found in stored)
    )


async def test_the_content_of_an_event_does_not_depend_on_the_order_of_its_fields(
    journal: Journal,
) -> None:
    """An event has the same content when it is read back, also if its fields come in another
    order, as they do from PostgreSQL."""
    written = event(1).model_copy(update={"data": {"problems": [{"path": "", "is": 1}], "id": "x"}})
    await journal.append("pairing-1", 0, [written])
    (stored,) = await journal.read("pairing-1")
    assert stored.record.content == written.content
    assert list(stored.record.data) == ["id", "problems"]
    assert stored.record.content != event(2).content


async def test_reading_after_a_version_leaves_out_what_is_known(journal: Journal) -> None:
    """A reader who knows the first events gets the others only."""
    await journal.append("pairing-1", 0, events(1, 2, 3))
    assert [found.version for found in await journal.read("pairing-1", after_version=2)] == [3]
    assert await journal.read("pairing-1", after_version=3) == []


async def test_an_unknown_stream_is_empty(journal: Journal) -> None:
    """Reading a stream that does not exist gives no events and no error."""
    assert await journal.read("pairing-nobody") == []


async def test_many_streams_are_read_one_after_the_other(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many streams are read each as it stands, in the order asked for; unknown ones are empty."""
    monkeypatch.setattr("adapters.postgres.streams.STREAMS_AT_ONCE", 2)
    for version in range(2):
        for stream in ("pairing-2", "pairing-1", "pairing-other"):
            await journal.append(stream, version, events(version))
    asked = ["pairing-2", "pairing-nobody", "pairing-1", "pairing-2"]
    answer = [found async for found in journal.read_each(asked)]
    assert answer == [(stream, await journal.read(stream)) for stream in asked]
    assert [found async for found in journal.read_each([])] == []


async def test_streams_are_found_by_how_they_begin(journal: Journal) -> None:
    """Each stream is named once, in order, and only if its name begins as asked."""
    for stream in ("pairing-b", "pairing-B", "cohort-a", "pairing-a%"):
        await journal.append(stream, 0, events(1, 2))
    assert await journal.streams("pairing-") == ["pairing-B", "pairing-a%", "pairing-b"]
    assert await journal.streams("pairing-a_") == []


async def test_streams_that_have_ended_can_be_left_out(journal: Journal) -> None:
    """Streams that have ended are left out by the type of their last event, whatever its
    version."""
    for stream, kinds in {
        "pairing-1": ("test.noted.v1", "test.over.v1"),
        "pairing-2": ("test.noted.v1", "test.over.v2"),
        "pairing-3": ("test.over.v1", "test.noted.v1"),
        "pairing-4": ("test.overture.v1",),
    }.items():
        await journal.append(stream, 0, [event(kind=kind) for kind in kinds])
    assert await journal.streams("pairing-", not_ended_by="test.over") == ["pairing-3", "pairing-4"]


async def test_the_same_append_again_changes_nothing(journal: Journal) -> None:
    """A repeated append gets the positions of the first one, and nothing is written."""
    first = await journal.append("pairing-1", 0, events(1, 2))
    await journal.append("pairing-1", 2, events(3))
    before = await journal.tail(0)
    assert await journal.append("pairing-1", 0, events(1, 2)) == first
    assert await journal.tail(0) == before


async def test_the_same_at_another_moment_is_a_conflict(journal: Journal) -> None:
    """The same events at another moment are refused: the state of their writer is not the
    journal's."""
    await journal.append("pairing-1", 0, events(1))
    late = event(1).model_copy(update={"occurred_at": NOON.replace(hour=15)})
    with pytest.raises(VersionConflict):
        await journal.append("pairing-1", 0, [late])


async def test_the_order_of_fields_does_not_matter(journal: Journal) -> None:
    """An append is the same whichever of its fields was written down first."""
    words: dict[str, JsonValue] = {"goals": ["one"], "off_limits": []}
    first = await journal.append("pairing-1", 0, [event(private=words)])
    turned = dict(reversed(words.items()))
    assert await journal.append("pairing-1", 0, [event(private=turned)]) == first


async def test_a_retry_may_span_several_appends(journal: Journal) -> None:
    """Events that were appended one by one are recognised when they come again together."""
    one = await journal.append("pairing-1", 0, events(1))
    await journal.append("pairing-2", 0, events(1))
    two = await journal.append("pairing-1", 1, events(2))
    both = await journal.append("pairing-1", 0, events(1, 2))
    assert both.positions == one.positions + two.positions


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(event(2), id="data"),
        pytest.param(event(1, kind="test.denied.v1"), id="type"),
        pytest.param(event(1, private={"words": "no"}), id="private"),
        pytest.param(event(1, fingerprint=FINGERPRINT), id="fingerprint"),
        pytest.param(event(1, meta=EventMeta(message_id="m-2")), id="meta"),
    ],
)
async def test_other_content_at_the_same_version_is_a_conflict(
    journal: Journal, other: EventRecord
) -> None:
    """Whatever part differs, the second append is refused and nothing is written."""
    await journal.append("pairing-1", 0, events(1))
    before = await journal.tail(0)
    with pytest.raises(VersionConflict):
        await journal.append("pairing-1", 0, [other])
    assert await journal.tail(0) == before


@pytest.mark.parametrize(
    ("expected_version", "numbers"),
    [
        pytest.param(0, (1, 2, 3), id="longer than what is stored"),
        pytest.param(1, (9,), id="in the middle"),
        pytest.param(3, (4,), id="behind the end"),
    ],
)
async def test_an_append_that_does_not_fit_writes_nothing_at_all(
    journal: Journal, expected_version: int, numbers: tuple[int, ...]
) -> None:
    """An append is written as a whole directly after the last event, or it is a conflict."""
    await journal.append("pairing-1", 0, events(1, 2))
    before = await journal.tail(0)
    with pytest.raises(VersionConflict):
        await journal.append("pairing-1", expected_version, events(*numbers))
    assert await journal.tail(0) == before


async def test_appending_nothing_is_answered_without_a_trace(journal: Journal) -> None:
    """An append without events is a no-op."""
    nothing = Appended(stream="pairing-1", version=0, positions=())
    assert await journal.append("pairing-1", 0, []) == nothing
    assert await journal.tail(0) == []


async def test_the_tail_is_one_order_over_all_streams(journal: Journal) -> None:
    """A reader who remembers a position sees each later event once, in pages of any size."""
    for version in range(4):
        await asyncio.gather(
            *(journal.append(f"pairing-{number}", version, events(version)) for number in range(5))
        )
    seen = []
    position = 0
    while page := await journal.tail(position, limit=3):
        assert len(page) <= 3
        seen += page
        position = page[-1].global_position
    assert [found.global_position for found in seen] == list(range(1, 21))
    for stream in {found.stream for found in seen}:
        assert [found.version for found in seen if found.stream == stream] == [1, 2, 3, 4]
    assert [found.recorded_at for found in seen] == sorted(found.recorded_at for found in seen)


async def test_the_same_append_at_the_same_moment_is_written_once(journal: Journal) -> None:
    """However many retries race each other, all get the same answer."""
    answers = await asyncio.gather(
        *(journal.append("pairing-1", 0, events(1, 2)) for _ in range(20))
    )
    assert set(answers) == {Appended(stream="pairing-1", version=2, positions=(1, 2))}
    assert len(await journal.tail(0)) == 2


async def test_of_different_appends_at_the_same_moment_one_wins(journal: Journal) -> None:
    """Of different appends to one version at once one wins, and all others get a version
    conflict."""
    answers = await asyncio.gather(
        *(journal.append("pairing-1", 0, events(number)) for number in range(20)),
        return_exceptions=True,
    )
    losers = [answer for answer in answers if isinstance(answer, VersionConflict)]
    assert len(losers) == 19
    winner = next(number for number in range(20) if answers[number] not in losers)
    assert [found.record for found in await journal.read("pairing-1")] == events(winner)


STREAMS = count(1)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(-(2.0**53), 2.0**53)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
"""What a journal can hold: JSON, without NUL characters in the data (the words may have them), and
with fractions of a size at which floats are exact to the unit."""


@settings(examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(TEXT, JSON))
async def test_any_content_comes_back_equal_and_is_recognised(
    journal: Journal, data: dict[str, JsonValue]
) -> None:
    """Whatever JSON an event holds, it is read as it was written, and a retry of it is a no-op."""
    stream = f"pairing-{next(STREAMS)}"
    written = [event().model_copy(update={"data": data, "private": data})]
    first = await journal.append(stream, 0, written)
    assert [found.record for found in await journal.read(stream)] == written
    assert await journal.append(stream, 0, written) == first


async def test_what_has_grown_since_a_position(journal: Journal) -> None:
    """Streams that have grown after a position are named with their last versions; an event that
    is too young for it is left to the next time."""
    await journal.append("pairing-1", 0, events(1, 2))
    first = await journal.grown(0, timedelta(0))
    assert first.versions == {"pairing-1": 2}
    await journal.append("pairing-2", 0, events(1))
    await journal.append("pairing-1", 2, events(3))
    second = await journal.grown(first.position, timedelta(0))
    assert second.versions == {"pairing-1": 3, "pairing-2": 1}
    end = second.position
    assert (second.after, end) == (first.position, 4)
    nothing = Growth(versions={}, after=end, position=end)
    assert await journal.grown(end, timedelta(0)) == nothing
    assert await journal.grown(0, timedelta(days=1)) == Growth(versions={}, after=0, position=0)


async def test_a_position_that_a_restored_journal_has_lost(journal: Journal) -> None:
    """Of a journal that ends before the position that a reader remembers, all streams have grown,
    and the reader goes on from its end; even if its events are too young to be looked at."""
    await journal.append("pairing-1", 0, events(1, 2))
    await journal.append("pairing-2", 0, events(1))
    assert await journal.grown(100, timedelta(0)) == Growth(
        versions={"pairing-1": 2, "pairing-2": 1}, after=0, position=3
    )
    assert await journal.grown(100, timedelta(days=1)) == Growth(versions={}, after=0, position=0)


async def test_an_empty_journal_has_not_grown(journal: Journal) -> None:
    """A journal without events has nothing to look at, whatever position a reader remembers."""
    assert await journal.grown(7, timedelta(0)) == Growth(versions={}, after=0, position=0)
