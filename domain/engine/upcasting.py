"""Events of older versions, read in the shape that they have today.

The journal is never changed: an event stays in it as it was written. Reading it takes one step per
version until it has today's shape. ``tests/unit/samples/test_upcasting.py`` is a worked example.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import NamedTuple, TypeAlias

from pydantic import JsonValue

Facts: TypeAlias = dict[str, JsonValue]


class Content(NamedTuple):
    """What an event says, as the journal holds it."""

    data: Facts
    private: Facts | None
    """Words of people; absent if there were none, or if they were erased."""


Upcaster: TypeAlias = Callable[[Content], Content]
"""From the shape of one version to that of the next.

A pure function that leaves its argument as it is. It says what the older version meant, and nothing
that it cannot know. Private words may be missing in any version.
"""


def upcast(content: Content, upcasters: Iterable[Upcaster]) -> Content:
    """The content after every step, the oldest first."""
    return reduce(lambda older, step: step(older), upcasters, content)
