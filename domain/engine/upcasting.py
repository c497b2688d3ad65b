"""Events of older versions, read as what they would be today.

The journal is never changed: an event stays in it in the shape that its release wrote. Reading it
takes one small step per version, until it has the shape that the event has now.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import NamedTuple, TypeAlias

from pydantic import JsonValue

Facts: TypeAlias = dict[str, JsonValue]


class Content(NamedTuple):
    """What an event says, as the journal holds it."""

    data: Facts
    private: Facts | None
    """Words of people; absent where nobody said any, or where they were erased."""


Upcaster: TypeAlias = Callable[[Content], Content]
"""From the shape of one version to that of the next.

It gives what the older release meant, says nothing that it cannot know, and leaves its argument as
it is. Private words may be missing in any version.
"""


def upcast(content: Content, upcasters: Iterable[Upcaster]) -> Content:
    """The content after every step, the oldest first."""
    return reduce(lambda older, step: step(older), upcasters, content)


def added(path: str, value: JsonValue) -> Upcaster:
    """The step to a version with one more field; ``progress.paused`` lies in ``progress``.

    ``value`` is what it meant that there was no such field.
    """

    def step(content: Content) -> Content:
        return content._replace(data=_with(content.data, path.split("."), value))

    return step


def _with(facts: Facts, path: Sequence[str], value: JsonValue) -> Facts:
    """The facts with a value at a place; what is not there has no new fields either."""
    name, *further = path
    if not further:
        return facts | {name: value}
    inner = facts.get(name)
    return facts | {name: _with(inner, further, value)} if isinstance(inner, dict) else facts
