"""Every event that any release has written is read by this one."""

import re

import pytest

from domain.cohort import evolve as cohort
from domain.cohort.events import CohortOpened
from domain.engine.errors import UnknownEventType, UnreadableEvent
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord, name_of, version_of
from domain.engine.wire import from_record, to_record
from domain.pairing import evolve as pairing
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.course import PairingOpened
from domain.pairing.events.preparation import InvitationDeclined
from domain.pairing.vocabulary import Stage
from tests.docs.blocks import section
from tests.unit.cohort.story import running
from tests.unit.pairing.ways import given
from tests.unit.samples.fields import fields_of
from tests.unit.samples.files import (
    ALL_EVENTS,
    EVENTS,
    as_stored,
    event_samples,
    sample_of,
    type_of,
)

SAMPLES = event_samples()
PRESENT = [event.tag for event in ALL_EVENTS if event.tag in SAMPLES]
OPENINGS = (name_of(PairingOpened.tag), name_of(CohortOpened.tag))

PAGE = "changing-workflows.md"
REMEDY = f"""
{{tag}} is written in another shape than before. docs/{PAGE} says what to do:

{section(PAGE, "Change an event")}"""


@pytest.mark.parametrize("event", ALL_EVENTS, ids=lambda event: event.__name__)
def test_every_version_of_every_event_has_its_sample(event: type[DomainEvent]) -> None:
    """Every version of every event has a sample of what it looks like in the journal."""
    versions = range(1, version_of(event.tag) + 1)
    missing = [
        tag
        for tag in (f"{name_of(event.tag)}.v{version}" for version in versions)
        if tag not in SAMPLES
    ]
    assert not missing, "take them with: python -m tests.unit.samples.take"


def test_no_sample_is_of_an_unknown_event() -> None:
    """Every event that has a sample can still be read, even if it is no longer written."""
    known = {name_of(event.tag) for event in ALL_EVENTS}
    assert {name_of(tag) for tag in SAMPLES} == known
    assert all(tag == sample.record.type for tag, sample in SAMPLES.items())


@pytest.mark.parametrize("event", ALL_EVENTS, ids=lambda event: event.__name__)
def test_there_is_a_step_from_every_earlier_version(event: type[DomainEvent]) -> None:
    """There is one upcaster for every version that is no longer written."""
    assert len(event.older) == version_of(event.tag) - 1


@pytest.mark.parametrize("tag", SAMPLES)
def test_every_sample_is_read_and_folded(tag: str) -> None:
    """Every sample, whatever its version, can be read and folded into a state."""
    record = SAMPLES[tag].record
    opens = record.name in OPENINGS
    if record.name.startswith("cohort."):
        assert cohort.fold([record], None if opens else running("anna+bert").state)
    else:
        assert pairing.fold([record], None if opens else given(Stage.REVIEW).state)


@pytest.mark.parametrize("tag", PRESENT)
def test_a_sample_of_the_present_version_is_written_identically(tag: str) -> None:
    """Samples of present versions are written identically, so no shape changes unnoticed."""
    record = SAMPLES[tag].record
    written = to_record(from_record(record, ALL_EVENTS), record.meta, record.fingerprint)
    is_the_same = as_stored(written) == as_stored(record)
    assert is_the_same, REMEDY.format(tag=record.type)


@pytest.mark.parametrize("event", ALL_EVENTS, ids=lambda event: event.__name__)
def test_an_event_has_the_fields_of_its_version(event: type[DomainEvent]) -> None:
    """Events have the fields recorded for their version, also those that samples leave empty."""
    before, now = SAMPLES[event.tag].fields, fields_of(event)
    changed = "\n".join(sorted(set(before) ^ set(now)))
    assert now == before, f"{REMEDY.format(tag=event.tag)}\n\nNew or gone:\n{changed}"


@pytest.mark.parametrize("tag", SAMPLES)
def test_every_sample_is_read_without_its_private_words(tag: str) -> None:
    """Erasing the words of a person loses no event, whatever its version."""
    erased = SAMPLES[tag].record.model_copy(update={"private": None})
    event = from_record(erased, ALL_EVENTS)
    assert type(event) is type_of(tag)
    assert event.occurred_at == erased.occurred_at


def _declined(**changes: object) -> EventRecord:
    return sample_of(InvitationDeclined).model_copy(update=changes)


@pytest.mark.parametrize(
    ("tag", "problem"),
    [
        ("pairing.invitation_declined.v99", "this release reads v1 to v"),
        ("pairing.invitation_declined.v0", "this release reads v1 to v"),
        ("pairing.moon_reached.v1", "this release knows no such event"),
    ],
)
def test_an_event_from_a_newer_release_says_what_to_do(tag: str, problem: str) -> None:
    """Reading an event of a newer release names the release problem and what to do."""
    with pytest.raises(UnknownEventType, match=re.escape(tag)) as unknown:
        from_record(_declined(type=tag), PAIRING_EVENTS)
    assert problem in str(unknown.value)
    assert "let that one run, or a later one" in str(unknown.value)


def test_content_that_does_not_fit_is_named_without_its_values() -> None:
    """Content with a word from a newer release is named by its field, without the value."""
    record = _declined(data={"side": "secret"}, private={"words": "secret", "more": "secret"})
    with pytest.raises(UnreadableEvent, match=r"side: is none of the allowed words") as unreadable:
        from_record(record, PAIRING_EVENTS)
    assert "private.more: unknown field" in str(unreadable.value)
    assert "secret" not in str(unreadable.value)


def test_a_sample_tells_of_nobody() -> None:
    """Samples are made up: they have no mail address and no birth year in them."""
    text = EVENTS.read_text(encoding="utf-8")
    assert "@" not in text
    assert "birth" not in text
