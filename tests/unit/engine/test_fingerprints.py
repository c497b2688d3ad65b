"""Fingerprints tell a repetition from another message."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from domain.engine.fingerprints import fingerprint_of
from tests.properties import examples
from tests.unit.changed_json import ANY_JSON, changed, reordered


@given(ANY_JSON, st.data())
@examples(200)
def test_the_order_of_names_does_not_matter(content: JsonValue, data: st.DataObject) -> None:
    """The same JSON has the same fingerprint, whichever of its names was written first."""
    assert fingerprint_of(data.draw(reordered(content))) == fingerprint_of(content)


@given(ANY_JSON, st.data())
@examples(200)
def test_any_change_matters(content: JsonValue, data: st.DataObject) -> None:
    """JSON that differs in any value or name has another fingerprint."""
    assert fingerprint_of(data.draw(changed(content))) != fingerprint_of(content)


def test_a_fingerprint_stays_what_it_is() -> None:
    """Journals keep fingerprints for years, so no release computes them differently."""
    content: JsonValue = {"weeks": 4, "acting": "mentee", "topics": ["ai", 1.0, None, True, "ä"]}
    assert fingerprint_of(content) == "42cbc316a66da63e31cbd1b753d21f14"
