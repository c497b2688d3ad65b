"""Turns good JSON into what a careless, broken or malicious sender might hand in instead."""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pydantic import JsonValue
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

TELLTALE: Final = "geheim"
"""Part of every private value: it must turn up in no answer, no failure and no log."""
PRIVATE: Final = f"Anna Geheimrat <anna.{TELLTALE}@example.com>"

Path: TypeAlias = tuple[str | int, ...]

TEXTS: Final = (
    *("", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "\u202egnp.exe\u202c", "\u200b", "\ufeff"),
    *("\uffff", "\U0001f9d1\u200d\U0001f3eb" * 50, "x" * 3_000, "ß" * 70_000, PRIVATE, "p-1\n"),
    *("../../etc/passwd", "'; DROP TABLE event; --", "{0}{{7*7}}%s${jndi:ldap://x}", "<script>"),
    *("NaN", "null", "true", "-0", "1e3", "12", "MENTOR", "engine", "operator", "all", "quiet"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "1700000000", "12:00", "P1D", "2027-W01-1"),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2027-01-01T24:00:00Z"),
    *("2027-01-01T10:00:00", "1900-01-01T00:00:00Z", "2999-12-31T23:59:59+14:00"),
    *("2027-06-30T23:59:60Z", "2027-03-28T02:30:00+01:00[Europe/Berlin]", "+12027-01-01"),
    *("Mars/Olympus", "localtime", "../UTC", "Factory", "posixrules", "Pacific/Apia", "utc"),
    *("p-stranger", "p-junior", "p-senior", "s-0", "s-1", "s-99", "invitation-1-mentor", "i-1-0"),
    *("annulled", "engine_error", "DE-XX", "XX", "de", "ai-tools", "golf"),
)
NUMBERS: Final = (
    *("0", "-1", "-0.0", "1.5", "3.0", "1e400", "-1e400", "1e-400", "NaN", "Infinity", "-Infinity"),
    *("1" + "0" * 400, "7" * 5_000, "9223372036854775808", "2147483648", "1e15", "00", "0x10"),
)
"""As they stand in JSON; some of them should not."""
WORDS: Final = ("null", "true", "false", "undefined", "'single'", "[1,]", '{"a":1,}', "")
SHAPES: Final[Mapping[str, Callable[[], str]]] = {
    "empty list": lambda: "[]",
    "empty object": lambda: "{}",
    "list in a list": lambda: "[[[]]]",
    "thirty deep": lambda: "[" * 30 + "]" * 30,
    "two thousand deep": lambda: "[" * 2_000 + "]" * 2_000,
    "objects, far too deep": lambda: '{"a":' * 100_000,
    "many": lambda: json.dumps([None] * 2_000),
    "more than any list takes": lambda: json.dumps(["p-junior"] * 6_000),
    "many fields": lambda: json.dumps({f"field{number}": number for number in range(900)}),
    "a private name": lambda: json.dumps({PRIVATE: PRIVATE, f"{TELLTALE}.{TELLTALE}": 1}),
    "a field twice": lambda: '{"a": 1, "a": 2}',
    "a long text": lambda: json.dumps("y" * 300_000),
}
ENCODINGS: Final = (b"", b"binary/plain", b"binary/null", b"json/protobuf", b"json/", b"\xff\xfe")


@dataclass(frozen=True)
class _Written:
    """JSON of which single parts are replaced by text that need not be JSON."""

    content: JsonValue
    parts: dict[str, str] = field(default_factory=dict)

    def in_place(self, text: str) -> str:
        """A stand-in for this text, to be put into the content."""
        mark = f"@@part {len(self.parts)}@@"
        self.parts[mark] = text
        return mark

    def __bytes__(self) -> bytes:
        written = json.dumps(self.content)
        for mark, text in self.parts.items():
            written = written.replace(json.dumps(mark), text)
        return written.encode("utf-8", "surrogatepass")


def hostile_arguments(chance: random.Random, good: JsonValue) -> list[RawValue]:
    """Arguments made of one good argument; now and then it alone, for something to happen."""
    return chance.choice(_WAYS)(chance, good)


def _payload(data: bytes, encoding: bytes = b"json/plain") -> RawValue:
    return RawValue(Payload(metadata={"encoding": encoding}, data=data))


def _plain(good: JsonValue) -> bytes:
    return json.dumps(good).encode()


def _as_it_is(chance: random.Random, good: JsonValue) -> list[RawValue]:
    return [_payload(_plain(good))]


def _miscounted(chance: random.Random, good: JsonValue) -> list[RawValue]:
    return [_payload(_plain(good))] * chance.choice((0, 2, 3, 9))


def _encoded_otherwise(chance: random.Random, good: JsonValue) -> list[RawValue]:
    return [_payload(_plain(good), chance.choice(ENCODINGS))]


def _replaced(chance: random.Random, good: JsonValue) -> list[RawValue]:
    """Something else altogether."""
    return [_payload(_anything(chance).encode("utf-8", "surrogatepass"))]


def _damaged(chance: random.Random, good: JsonValue) -> list[RawValue]:
    """What a broken line makes of it."""
    data = _plain(good)
    place = chance.randrange(len(data))
    broken = (
        data[:place],
        data[:place] + chance.randbytes(3) + data[place:],
        b"\xef\xbb\xbf" + data,
        data.decode().encode("utf-16"),
        data + data,
        data[:place] + b"\xff" + data[place + 1 :],
    )
    return [_payload(chance.choice(broken))]


def _changed(chance: random.Random, good: JsonValue) -> list[RawValue]:
    """The same with a few fields that are wrong, missing, there twice, or not known."""
    written = _Written(json.loads(json.dumps(good)))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        _change(chance, written)
    return [_payload(bytes(written))]


_WAYS: Final = (
    *(_miscounted, _encoded_otherwise, _replaced, _as_it_is, _as_it_is, _damaged, _damaged),
    *(_changed,) * 13,
)


def _anything(chance: random.Random) -> str:
    """A value in JSON, or what should be one."""
    makers: tuple[Callable[[], str], ...] = (
        lambda: json.dumps(chance.choice(TEXTS)),
        lambda: chance.choice(NUMBERS),
        lambda: chance.choice(WORDS),
        chance.choice(list(SHAPES.values())),
    )
    return chance.choice(makers)()


def _change(chance: random.Random, written: _Written) -> None:
    """One change: of a value mostly, else of the fields of an object."""
    places = [path for path in _paths(written.content) if path]
    objects = [here for here in _containers(written.content) if isinstance(here, dict)]
    if not places or not objects:
        return
    *way, last = chance.choice(places)
    if chance.randrange(9) < 4:
        chance.choice(_CHANGES_OF_FIELDS)(chance, written, chance.choice(objects))
        return
    match _at(written.content, tuple(way)):
        case dict() as around:
            around[str(last)] = written.in_place(_anything(chance))
        case list() as around:
            around[int(last)] = written.in_place(_anything(chance))
        case _:
            pass


Fields: TypeAlias = dict[str, JsonValue]


def _leave_out(chance: random.Random, written: _Written, fields: Fields) -> None:
    if fields:
        del fields[chance.choice(list(fields))]


def _add(chance: random.Random, written: _Written, fields: Fields) -> None:
    name = chance.choice((PRIVATE, "colour", "__class__", "\ud800", "resume", "setup"))
    fields[name] = written.in_place(_anything(chance))


def _misspell(chance: random.Random, written: _Written, fields: Fields) -> None:
    if fields:
        name = chance.choice(list(fields))
        fields[f"{name} "] = fields.pop(name)


def _say_twice(chance: random.Random, written: _Written, fields: Fields) -> None:
    if fields:
        name = chance.choice(list(fields))
        twice = f"{json.dumps(fields[name])}, {json.dumps(name)}: {_anything(chance)}"
        fields[name] = written.in_place(twice)


_CHANGES_OF_FIELDS: Final = (_leave_out, _add, _misspell, _say_twice)


def _paths(content: JsonValue, path: Path = ()) -> Iterator[Path]:
    """The way to every value."""
    yield path
    match content:
        case dict():
            for name, value in content.items():
                yield from _paths(value, (*path, name))
        case list():
            for number, value in enumerate(content):
                yield from _paths(value, (*path, number))
        case _:
            pass


def _containers(content: JsonValue) -> Iterator[JsonValue]:
    """Every object and every list."""
    for path in _paths(content):
        found = _at(content, path)
        if isinstance(found, dict | list):
            yield found


def _at(content: JsonValue, path: Path) -> JsonValue:
    for part in path:
        match content:
            case dict():
                content = content[str(part)]
            case list():
                content = content[int(part)]
            case _:
                raise LookupError(part)
    return content
