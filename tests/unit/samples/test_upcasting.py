"""Older versions are led to the present one, one step after the other."""

from domain.engine.base import Instant
from domain.engine.events import DomainEvent
from domain.engine.journal import EventMeta, EventRecord
from domain.engine.upcasting import Content, Facts, added
from domain.engine.wire import from_record, to_record
from tests.unit.pairing.story import START


def _with_unit(content: Content) -> Content:
    """v1 counted minutes, and nobody wrote that down."""
    return content._replace(data=content.data | {"unit": "minutes"})


def _with_words_apart(content: Content) -> Content:
    """In v2 the remark stood among the facts."""
    data = {name: value for name, value in content.data.items() if name != "remark"}
    private: Facts = {"words": content.data["remark"]}
    return Content(data, private)


class Remark(DomainEvent):
    """An event that has come to its third version."""

    tag = "test.measured.v3"
    older = (_with_unit, _with_words_apart)
    length: int
    unit: str
    private: dict[str, str] | None = None


def _record(version: int, data: Facts, private: Facts | None = None) -> EventRecord:
    return EventRecord(
        type=f"test.measured.v{version}", data=data, private=private, occurred_at=START
    )


THIRD = _record(3, {"length": 5, "unit": "minutes"}, {"words": "a remark"})
"""What the same event looks like today."""


def test_the_first_version_takes_every_step() -> None:
    """v1 → v2 → v3."""
    first = _record(1, {"length": 5, "remark": "a remark"})
    assert to_record(from_record(first, (Remark,)), EventMeta()) == THIRD


def test_a_later_version_takes_the_steps_behind_it_only() -> None:
    """v2 → v3: what the first step adds is there already."""
    second = _record(2, {"length": 5, "unit": "minutes", "remark": "a remark"})
    assert to_record(from_record(second, (Remark,)), EventMeta()) == THIRD


def test_the_present_version_takes_no_step() -> None:
    """What is written today is read as it is."""
    assert to_record(from_record(THIRD, (Remark,)), EventMeta()) == THIRD


def test_the_time_of_the_event_stays() -> None:
    """It is part of no version."""
    moment: Instant = from_record(_record(1, {"length": 5, "remark": "x"}), (Remark,)).occurred_at
    assert moment == START


def test_a_field_is_added_where_it_belongs_and_nowhere_else() -> None:
    """At any depth; what is absent, as an empty optional part is, gets no fields."""
    inner: Facts = {"unit": "minutes"}
    facts: Facts = {"length": 5, "inner": inner, "empty": None}
    deeper = added("inner.deep", 1)(Content(facts, None)).data
    assert deeper == {**facts, "inner": {**inner, "deep": 1}}
    assert added("new", False)(Content(facts, None)).data == {**facts, "new": False}
    for path in ("empty.more", "nowhere.more", "length.more"):
        assert added(path, 1)(Content(facts, None)).data == facts
    assert facts == {"length": 5, "inner": {"unit": "minutes"}, "empty": None}
