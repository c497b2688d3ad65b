"""JSON that says the same in another order, or something else."""

import json

from hypothesis import strategies as st
from pydantic import JsonValue

_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)
)
ANY_JSON: st.SearchStrategy[JsonValue] = st.recursive(
    _VALUES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=15,
)
"""Whatever a sender may write."""


@st.composite
def reordered(draw: st.DrawFn, content: JsonValue) -> JsonValue:
    """The same, with the names of all objects in another order."""
    match content:
        case dict():
            names = draw(st.permutations(list(content)))
            return {name: draw(reordered(content[name])) for name in names}
        case list():
            return [draw(reordered(value)) for value in content]
        case _:
            return content


@st.composite
def changed(draw: st.DrawFn, content: JsonValue) -> JsonValue:
    """With one value somewhere in it replaced, left out or added."""
    match content:
        case dict():
            return draw(_changed_object(content))
        case list() if content:
            place = draw(st.integers(0, len(content) - 1))
            return [*content[:place], draw(changed(content[place])), *content[place + 1 :]]
        case _:
            written = json.dumps(content)
            return draw(_VALUES.filter(lambda value: json.dumps(value) != written))


def _changed_object(content: dict[str, JsonValue]) -> st.SearchStrategy[JsonValue]:
    added = st.text(max_size=3).filter(lambda name: name not in content)
    more = st.builds(lambda name, value: content | {name: value}, added, _VALUES)
    if not content:
        return more
    names = st.sampled_from(sorted(content))
    less = names.map(lambda name: {key: content[key] for key in content if key != name})
    other = names.flatmap(
        lambda name: changed(content[name]).map(lambda value: content | {name: value})
    )
    return st.one_of(more, less, other)
