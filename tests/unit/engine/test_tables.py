"""Tables of rules and kinds: whole, or refused at import by name."""

from enum import StrEnum

import pytest

from domain.engine.events import DomainEvent
from domain.engine.tables import Appliers, On, complete, rule_for, sparse


class Lamp(StrEnum):
    """A kind of which tables are made here."""

    RED = "red"
    GREEN = "green"


class Fruit(StrEnum):
    """Another kind, with a text in common."""

    RED = "red"


class Kindled(DomainEvent):
    """An event with a tag."""

    tag = "lamp.kindled.v1"


class Dimmed(Kindled):
    """An event of another type, though one of its rules fits it."""

    tag = "lamp.dimmed.v2"


class Broken(DomainEvent):
    """An event that no table names."""

    tag = "lamp.broken.v1"


def _kindled(event: Kindled, state: int) -> int:
    return state + 1


def _dimmed(event: Dimmed, state: int) -> int:
    return state - 1


def _as_it_was(event: DomainEvent, state: int) -> int:
    return state


EVENTS: tuple[type[DomainEvent], ...] = (Kindled, Dimmed)
BRIGHTER: Appliers[int] = (On(Kindled, _kindled),)
DARKER: Appliers[int] = (On(Dimmed, _dimmed),)


def test_tables_of_kinds_are_added_up_in_the_order_of_the_kinds() -> None:
    """Two tables of an enum make one mapping that lists its members in their own order."""
    table = complete(Lamp, {Lamp.GREEN: "go"}, {Lamp.RED: "stop"})
    assert list(table.items()) == [(Lamp.RED, "stop"), (Lamp.GREEN, "go")]


def test_tables_of_rules_are_added_up() -> None:
    """Two tables of rules make one mapping from every event to its rule."""
    table = complete(EVENTS, DARKER, BRIGHTER)
    assert list(table.items()) == [(Kindled, _kindled), (Dimmed, _dimmed)]


def test_a_missing_kind_is_named() -> None:
    """A member of an enum without an entry is a `TypeError` that names it and all there are."""
    with pytest.raises(TypeError) as caught:
        complete(Lamp, {Lamp.RED: "stop"}, verb="explains")
    assert str(caught.value) == "nobody explains Lamp.GREEN (known: Lamp.RED, Lamp.GREEN)"


def test_a_missing_event_is_named_by_its_tag() -> None:
    """An event without a rule is a `TypeError` that names its wire tag and all there are."""
    with pytest.raises(TypeError) as caught:
        complete(EVENTS, BRIGHTER, verb="applies")
    assert str(caught.value) == (
        "nobody applies lamp.dimmed.v2 (known: lamp.kindled.v1, lamp.dimmed.v2)"
    )


def test_a_type_without_a_tag_is_named_by_its_class() -> None:
    """A command without a rule is named by its class in the `TypeError`."""
    nothing: dict[type, str] = {}
    with pytest.raises(TypeError, match=r"^nobody decides int \(known: int\)$"):
        complete((int,), nothing, verb="decides")


def test_a_kind_in_two_tables_is_named() -> None:
    """Two tables that have an entry for the same kind are a `TypeError` that names it."""
    with pytest.raises(TypeError, match=r"^more than one explains Lamp\.RED \("):
        complete(Lamp, {Lamp.RED: 1, Lamp.GREEN: 2}, {Lamp.RED: 1}, verb="explains")


def test_an_event_that_stands_twice_in_a_table_is_named() -> None:
    """Two lines of one table for the same event are a `TypeError` that names it."""
    with pytest.raises(TypeError, match=r"^more than one applies lamp\.kindled\.v1 \("):
        complete(EVENTS, (*BRIGHTER, *BRIGHTER), DARKER, verb="applies")


def test_a_kind_that_is_listed_twice_is_named() -> None:
    """An event that is listed twice among those to know is a `TypeError` that names it."""
    twice: tuple[type[DomainEvent], ...] = (*EVENTS, Dimmed)
    with pytest.raises(TypeError, match=r"^more than one applies lamp\.dimmed\.v2 \("):
        complete(twice, BRIGHTER, DARKER, verb="applies")


def test_a_foreign_event_is_named() -> None:
    """A rule for an event that is not among those to know is a `TypeError` that names it."""
    broken: Appliers[int] = (On(Broken, _as_it_was),)
    with pytest.raises(TypeError, match=r"^there is no such kind as lamp\.broken\.v1 \("):
        complete(EVENTS, BRIGHTER, DARKER, broken)


def test_a_member_of_another_enum_is_foreign_even_if_its_text_is_known() -> None:
    """Members of two enums are equal if their texts are, but one does not stand for the other."""
    kinds: tuple[StrEnum, ...] = tuple(Lamp)
    table: dict[StrEnum, int] = {Fruit.RED: 1, Lamp.GREEN: 2}
    with pytest.raises(TypeError) as caught:
        complete(kinds, table, verb="explains")
    assert str(caught.value) == (
        "nobody explains Lamp.RED; there is no such kind as Fruit.RED (known: Lamp.RED, Lamp.GREEN)"
    )


def test_everything_that_is_wrong_is_named_at_once() -> None:
    """Missing, doubled and foreign events are all named in one `TypeError`."""
    broken: Appliers[int] = (On(Broken, _as_it_was),)
    with pytest.raises(TypeError) as caught:
        complete(EVENTS, BRIGHTER, BRIGHTER, broken, verb="applies")
    assert str(caught.value).startswith(
        "nobody applies lamp.dimmed.v2; more than one applies lamp.kindled.v1;"
        " there is no such kind as lamp.broken.v1 ("
    )


def test_a_sparse_table_has_one_answer_for_all_that_it_does_not_name() -> None:
    """A sparse table may lack kinds: they get the answer that is given for all of them."""
    assert sparse(Lamp, {Lamp.RED: "stop"}, otherwise="go") == {
        Lamp.RED: "stop",
        Lamp.GREEN: "go",
    }
    assert sparse(EVENTS, DARKER, otherwise=_as_it_was) == {
        Kindled: _as_it_was,
        Dimmed: _dimmed,
    }


def test_a_sparse_table_refuses_what_is_doubled_or_foreign() -> None:
    """A sparse table may lack kinds, but not name one twice or one that does not exist."""
    broken: Appliers[int] = (On(Broken, _as_it_was),)
    with pytest.raises(TypeError) as caught:
        sparse(EVENTS, BRIGHTER, BRIGHTER, broken, otherwise=_as_it_was, verb="applies")
    assert str(caught.value).startswith(
        "more than one applies lamp.kindled.v1; there is no such kind as lamp.broken.v1 ("
    )


def test_the_rule_is_that_of_the_very_type() -> None:
    """An event gets the rule of its own type, not that of a type which it extends."""
    table, at = complete(EVENTS, BRIGHTER, DARKER), "2027-03-01T08:00:00Z"
    kindled, dimmed = (event.model_validate({"occurred_at": at}) for event in EVENTS)
    assert rule_for(kindled, table)(kindled, 5) == 6
    assert rule_for(dimmed, table)(dimmed, 5) == 4


def test_a_type_that_a_table_does_not_know_has_no_rule() -> None:
    """Asking for the rule of an event that the table lacks is a `TypeError` that names it."""
    table = complete(EVENTS, BRIGHTER, DARKER)
    broken: DomainEvent = Broken.model_validate({"occurred_at": "2027-03-01T08:00:00Z"})
    with pytest.raises(TypeError, match=r"^no rule for lamp\.broken\.v1 \(known: lamp\.kindled"):
        rule_for(broken, table)
