"""What an event of each older version means today."""

import pytest

from domain.cohort.events import COHORT_EVENTS, OrderCarriedOut, PairingProgressed
from domain.engine.events import DomainEvent
from domain.engine.wire import from_record
from domain.pairing.events import PAIRING_EVENTS, PairingClosed
from tests.unit.samples.files import ALL_EVENTS, EVENTS, event_samples, record_in, type_of


def test_pairing_closed_v1_knew_no_fault() -> None:
    """Whatever the reason, nobody had promised a new partner then."""
    event = from_record(record_in(EVENTS / "pairing.closed.v1.json"), PAIRING_EVENTS)
    assert isinstance(event, PairingClosed)
    assert event.no_fault is False
    assert event.private is not None
    assert (event.reason, event.by) == ("communication", "mentor")


def test_cohort_pairing_progressed_v1_knew_no_fault() -> None:
    """So nobody is put together anew because of it."""
    event = from_record(record_in(EVENTS / "cohort.pairing_progressed.v1.json"), COHORT_EVENTS)
    assert isinstance(event, PairingProgressed)
    assert event.progress.no_fault is False
    assert event.progress.end_reason == "declined"


def test_cohort_order_carried_out_v1_reached_everybody() -> None:
    """It was not told before the last pairing had answered."""
    event = from_record(record_in(EVENTS / "cohort.order_carried_out.v1.json"), COHORT_EVENTS)
    assert isinstance(event, OrderCarriedOut)
    assert event.unreached == ()


TESTED = {"pairing.closed.v1", "cohort.pairing_progressed.v1", "cohort.order_carried_out.v1"}


@pytest.mark.parametrize("event", [one for one in ALL_EVENTS if one.older], ids=lambda one: one.tag)
def test_every_older_version_is_told_of_here(event: type[DomainEvent]) -> None:
    """A step without a test would be believed, not known."""
    older = [path.stem for path in event_samples() if type_of(path) is event]
    assert {tag for tag in older if tag != event.tag} <= TESTED
