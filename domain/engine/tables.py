"""Tables instead of registration: the rule for each event or command, the value for each kind.

Every module that has rules ends with its own table, and the package adds the tables up. A kind that
is missing, doubled or foreign is a `TypeError` at import.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Concatenate, Generic, Never, ParamSpec, TypeAlias, TypeVar, cast, overload

from domain.engine.base import Instant

S = TypeVar("S")
E = TypeVar("E")
T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")
P = ParamSpec("P")


class On(Generic[P, R]):
    """One line of a table of rules: the type of an event or command, and the rule for it.

    The type checker compares the two: a rule for `SessionMoved` is refused for `SessionBooked`.
    """

    def __init__(self, kind: type[T], rule: Callable[Concatenate[T, P], R]) -> None:
        self.kind: type[object] = kind
        self.rule: Callable[Concatenate[Never, P], R] = rule


Rules: TypeAlias = Mapping[type[T], Callable[Concatenate[Never, P], R]]
"""The rule of each type. `Never`: only `rule_for` knows what a rule can be called with."""

Deciders: TypeAlias = tuple[On[[S, Instant], tuple[E, ...]], ...]
"""From a command, the state and the moment to events."""
Beginnings: TypeAlias = tuple[On[[int], S], ...]
"""From an event and the revision of the rules to the first state."""
Appliers: TypeAlias = tuple[On[[S], S], ...]
"""From an event and the state to the state after it."""
Reactions: TypeAlias = tuple[On[[S], tuple[E, ...]], ...]
"""From an event and the state after it to the events that follow."""
Sentences: TypeAlias = tuple[On[[S], str], ...]
"""From an event and the state to words."""


@overload
def complete(kinds: Iterable[K], *tables: Mapping[K, V], verb: str = ...) -> Mapping[K, V]: ...


@overload
def complete(
    kinds: Iterable[type[T]], *tables: tuple[On[P, R], ...], verb: str = ...
) -> Rules[T, P, R]: ...


def complete(
    kinds: Iterable[K], *tables: tuple[On[P, R], ...] | Mapping[K, V], verb: str = "knows"
) -> Mapping[K, V | Callable[Concatenate[Never, P], R]]:
    """The tables in one. Each of ``kinds`` is in exactly one of them, and nothing else is in any.

    ``verb``: what is done with a kind, for the message: “nobody applies pairing.closed.v2”.
    Raises `TypeError` naming everything that is missing, doubled or foreign.
    """
    known, lines = tuple(kinds), _lines(tables)
    _check(known, [kind for kind, _ in lines], verb, may_lack=False)
    found = dict(lines)
    return {kind: found[kind] for kind in known}


@overload
def sparse(
    kinds: Iterable[K], *tables: Mapping[K, V], otherwise: V, verb: str = ...
) -> Mapping[K, V]: ...


@overload
def sparse(
    kinds: Iterable[type[T]],
    *tables: tuple[On[P, R], ...],
    otherwise: Callable[Concatenate[T, P], R],
    verb: str = ...,
) -> Rules[T, P, R]: ...


def sparse(
    kinds: Iterable[K],
    *tables: tuple[On[P, R], ...] | Mapping[K, V],
    otherwise: V | Callable[Concatenate[Never, P], R],
    verb: str = "knows",
) -> Mapping[K, V | Callable[Concatenate[Never, P], R]]:
    """Like `complete`, but kinds that no table names get ``otherwise``.

    Raises `TypeError` naming everything that is doubled or foreign.
    """
    known, lines = tuple(kinds), _lines(tables)
    _check(known, [kind for kind, _ in lines], verb, may_lack=True)
    found = dict(lines)
    return {kind: found.get(kind, otherwise) for kind in known}


def rule_for(thing: T, rules: Rules[T, P, R]) -> Callable[Concatenate[T, P], R]:
    """The rule for the type of ``thing``. Raises `TypeError` for a type that the table lacks."""
    kind = type(thing)
    if kind not in rules:
        raise TypeError(f"no rule for {_name(kind)} (known: {_names(rules)})")
    # `On` has compared the rule's parameter with the type under which it stands.
    return cast("Callable[Concatenate[T, P], R]", rules[kind])


def _lines(
    tables: Iterable[tuple[On[P, R], ...] | Mapping[K, V]],
) -> list[tuple[object, V | Callable[Concatenate[Never, P], R]]]:
    lines = list[tuple[object, V | Callable[Concatenate[Never, P], R]]]()
    for table in tables:
        if isinstance(table, Mapping):
            lines += table.items()
        else:
            lines += [(line.kind, line.rule) for line in table]
    return lines


def _check(known: Sequence[object], named: Sequence[object], verb: str, *, may_lack: bool) -> None:
    mistakes = {
        f"nobody {verb}": [] if may_lack else [kind for kind in known if not _is_in(named, kind)],
        f"more than one {verb}": [*_repeated(known), *_repeated(named)],
        "there is no such kind as": [kind for kind in named if not _is_in(known, kind)],
    }
    found = [f"{what} {_names(kinds)}" for what, kinds in mistakes.items() if kinds]
    if found:
        raise TypeError(f"{'; '.join(found)} (known: {_names(known)})")


def _is_in(kinds: Iterable[object], kind: object) -> bool:
    """Whether it is among them by identity: members of two enums are equal if their texts are."""
    return any(known == kind and type(known) is type(kind) for known in kinds)


def _repeated(kinds: Iterable[object]) -> list[object]:
    return [kind for kind, count in Counter(kinds).items() if count > 1]


def _names(kinds: Iterable[object]) -> str:
    return ", ".join(map(_name, kinds))


def _name(kind: object) -> str:
    """An event by its tag, any other type by its name, a member of an enum as in the code."""
    match kind:
        case type():
            return str(getattr(kind, "tag", kind.__name__))
        case Enum():
            return f"{type(kind).__name__}.{kind.name}"
        case _:
            return str(kind)
