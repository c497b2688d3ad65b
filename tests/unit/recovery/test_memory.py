"""What a run takes for recorded, as its history tells it."""

from domain.recovery.memory import Memory
from tests.contract.events import events


def test_a_run_knows_what_it_has_written() -> None:
    """A memory gives all events after a version in order, however the appends were portioned."""
    memory = Memory()
    memory.begin(0)
    memory.appended(0, events(1, 2))
    memory.appended(2, events(3))
    assert memory.version == 3
    assert memory.after(1) == tuple(events(2, 3))
    assert memory.after(3) == ()


def test_a_run_that_went_on_from_a_state_knows_no_more_than_its_history() -> None:
    """A run that began with a state knows earlier events only if its predecessor is kept."""
    memory = Memory()
    memory.begin(2)
    memory.appended(2, events(3))
    assert memory.after(2) == tuple(events(3))
    assert memory.after(1) is None


def test_earlier_runs_are_remembered() -> None:
    """A memory includes what earlier runs of the workflow wrote."""
    memory = Memory()
    memory.begin(0)
    memory.appended(0, events(1, 2))
    memory.begin(2)
    memory.appended(2, events(3))
    assert memory.after(0) == tuple(events(1, 2, 3))


def test_what_a_run_has_given_up_is_not_brought_back() -> None:
    """A run that read its stream anew believes the journal; what it had written before is void."""
    memory = Memory()
    memory.begin(0)
    memory.appended(0, events(1, 2, 3))
    memory.read(0, events(1))
    memory.appended(1, events(4))
    assert memory.version == 2
    assert memory.after(0) == tuple(events(1, 4))
