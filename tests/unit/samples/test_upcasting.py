"""A worked example of an event that has come to its third version: how older ones are read.

No event of the engine has had to change its shape yet. `Measured` shows what to do when one does.
"""

import pytest

from domain.engine.errors import UnknownEventType
from domain.engine.events import DomainEvent
from domain.engine.journal import EventMeta, EventRecord
from domain.engine.upcasting import Content, Data
from domain.engine.wire import from_record, to_record
from tests.unit.pairing.story import START


def _with_unit(content: Content) -> Content:
    """v1 → v2: lengths were always counted in minutes, and now it is written down."""
    return content._replace(data=content.data | {"unit": "minutes"})


def _words_are_a_remark(content: Content) -> Content:
    """v2 → v3: the private words got another name. Where they were erased, nothing is made up."""
    if content.private is None:
        return content
    return content._replace(private={"remark": content.private["words"]})


class Measured(DomainEvent):
    """Something was measured; the words may be a person's own."""

    tag = "test.measured.v3"
    older = (_with_unit, _words_are_a_remark)
    length: int
    unit: str
    private: dict[str, str] | None = None


def _written(version: int) -> EventRecord:
    """The same event, as each version wrote it into the journal."""
    unit: Data = {} if version == 1 else {"unit": "minutes"}
    name = "words" if version < 3 else "remark"
    return EventRecord(
        type=f"test.measured.v{version}",
        data={"length": 5, **unit},
        private={name: "too short"},
        occurred_at=START,
    )


EVERY_VERSION = pytest.mark.parametrize("version", [1, 2, 3])


def _read(record: EventRecord) -> Measured:
    return from_record(record, (Measured,))


def test_the_first_version_takes_every_step() -> None:
    """An event of v1 is led over v2 to v3: it has the new field, and its words their new name."""
    assert to_record(_read(_written(1)), EventMeta()) == _written(3)


def test_a_later_version_takes_the_steps_after_it_only() -> None:
    """An event of v2 has the field of the first step already, and takes only the second."""
    event = _read(_written(2).model_copy(update={"data": {"length": 5, "unit": "hours"}}))
    assert (event.unit, event.private) == ("hours", {"remark": "too short"})


def test_the_present_version_takes_no_step() -> None:
    """An event of the present version is read as it was written."""
    assert to_record(_read(_written(3)), EventMeta()) == _written(3)


@EVERY_VERSION
def test_an_event_of_any_version_is_read_when_its_words_were_erased(version: int) -> None:
    """Erasing a person's words loses the words alone; the data of the event is still read."""
    event = _read(_written(version).model_copy(update={"private": None}))
    assert (event.length, event.unit, event.private) == (5, "minutes", None)


@EVERY_VERSION
def test_the_time_of_an_event_stays_in_any_version(version: int) -> None:
    """When an event occurred is part of no version, so no step can change it."""
    assert _read(_written(version)).occurred_at == START


@EVERY_VERSION
def test_reading_an_older_version_leaves_the_record_as_it_is(version: int) -> None:
    """The steps are pure functions: the record that was read is not changed by them."""
    record = _written(version)
    _read(record)
    assert record == _written(version)


@pytest.mark.parametrize("version", [0, 4])
def test_a_version_that_this_release_does_not_know_is_refused(version: int) -> None:
    """A newer version is not guessed at: the error names the newer release that can read it."""
    with pytest.raises(UnknownEventType, match=r"reads v1 to v3; a newer release has written it"):
        _read(_written(version))
