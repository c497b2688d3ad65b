"""The words of every event identify no person."""

from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from domain.cohort.events import COHORT_EVENTS
from domain.cohort.evolve import fold as fold_cohort
from domain.cohort.in_words import in_words as cohort_in_words
from domain.engine.journal import EventRecord
from domain.engine.wire import from_record
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.evolve import fold as fold_pairing
from domain.pairing.in_words import in_words as pairing_in_words
from domain.pairing.vocabulary import Stage
from tests.unit.cohort.story import running
from tests.unit.pairing.ways import given
from tests.unit.samples.files import event_samples

SAMPLES = event_samples()


@pytest.mark.parametrize("tag", SAMPLES)
def test_an_event_is_one_line_without_anybodys_own_words(tag: str) -> None:
    """Plain words: no line breaks, no full stop, nothing of what is private."""
    record = SAMPLES[tag].record
    line = _in_words(record)
    assert len(line) > 10
    assert not line.endswith(".")
    assert "\n" not in line
    assert not [words for words in _texts(record.private) if words in line]


def _in_words(record: EventRecord) -> str:
    if record.name.startswith("cohort."):
        state = fold_cohort([record]) if record.name == "cohort.opened" else None
        event = from_record(record, COHORT_EVENTS)
        return cohort_in_words(event, state or running("anna+bert").state)
    pairing = fold_pairing([record]) if record.name == "pairing.opened" else None
    return pairing_in_words(
        from_record(record, PAIRING_EVENTS), pairing or given(Stage.REVIEW).state
    )


def _texts(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for element in value:
                yield from _texts(element)
        case dict():
            for element in value.values():
                yield from _texts(element)
        case _:
            return
