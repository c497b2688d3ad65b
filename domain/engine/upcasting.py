"""Events of older versions, read in today's shape.

The journal is never changed: an event stays in it as it was written. Reading applies one upcaster
per version until it has today's shape. ``tests/unit/samples/test_upcasting.py`` is a worked
example.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import NamedTuple, TypeAlias

from pydantic import JsonValue

Data: TypeAlias = dict[str, JsonValue]


class Content(NamedTuple):
    """The content of an event, as the journal has it."""

    data: Data
    private: Data | None
    """People's own words; absent if there were none, or if they were erased."""


Upcaster: TypeAlias = Callable[[Content], Content]
"""From the shape of one version to that of the next.

A pure function that does not modify its argument. It says what the older version meant, and adds
nothing that cannot be known from it. Private words may be missing in any version.
"""


def upcast(content: Content, upcasters: Iterable[Upcaster]) -> Content:
    """The content after every upcaster, the oldest first."""
    return reduce(lambda older, step: step(older), upcasters, content)
