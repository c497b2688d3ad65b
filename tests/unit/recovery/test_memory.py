"""What a run takes for recorded, as its history tells it."""

from datetime import timedelta

from domain.engine.journal import EventRecord
from domain.recovery.memory import Lost, Memory
from tests.contract.events import NOON, event, events
from tests.contract.letters import letter

N_1, N_2, N_3 = (letter(notice_id=f"n-{number}") for number in (1, 2, 3))


def records_after(memory: Memory, version: int) -> tuple[EventRecord, ...]:
    """The events after a version, all of which the memory has."""
    lost = memory.after(version)
    assert lost is not None
    return lost.records


def test_a_run_knows_what_it_has_written() -> None:
    """A memory gives all events after a version in order, however the appends were portioned."""
    memory = Memory()
    memory.begin(0)
    memory.appended(0, events(1, 2))
    memory.appended(2, events(3))
    assert memory.version == 3
    assert records_after(memory, 1) == tuple(events(2, 3))
    assert memory.after(3) == Lost()


def test_a_run_that_went_on_from_a_state_knows_no_more_than_its_history() -> None:
    """A run that began with a state knows earlier events only if its predecessor is kept."""
    memory = Memory()
    memory.begin(2)
    memory.appended(2, events(3))
    assert records_after(memory, 2) == tuple(events(3))
    assert memory.after(1) is None


def test_earlier_runs_are_remembered() -> None:
    """A memory includes what earlier runs of the workflow wrote."""
    memory = Memory()
    memory.begin(0)
    memory.appended(0, events(1, 2))
    memory.begin(2)
    memory.appended(2, events(3))
    assert records_after(memory, 0) == tuple(events(1, 2, 3))


def test_what_a_run_has_given_up_is_not_brought_back() -> None:
    """A run that read its stream anew believes the journal; what it had written before is void."""
    memory = Memory()
    memory.begin(0)
    memory.appended(0, events(1, 2, 3))
    memory.read(0, events(1))
    memory.appended(1, events(4))
    assert memory.version == 2
    assert records_after(memory, 0) == tuple(events(1, 4))


def test_letters_come_back_with_their_events() -> None:
    """What people are told because of lost events comes back with them, and so does what is not
    true any more; what belongs to events that are not lost stays where it is."""
    memory = Memory()
    memory.appended(0, events(1), [N_1], ["n-0"])
    memory.appended(1, events(2), [N_2])
    memory.appended(2, events(3), [N_3], ["n-1", "n-2"])
    assert memory.after(1) == Lost(
        records=tuple(events(2, 3)),
        letters=(N_2, N_3),
        taken_back=("n-1", "n-2"),
    )


def test_letters_outlast_a_run_that_read_the_same_events() -> None:
    """A later run that reads its stream from the beginning leaves letters with their events, even
    if a replay gave these another moment; letters of events that were void are void."""
    memory = Memory()
    memory.appended(0, [event(1), event(2)], [N_2])
    memory.appended(2, [event(3)], [N_3])
    later = event(2).model_copy(update={"occurred_at": NOON + timedelta(milliseconds=3)})
    memory.read(0, [event(1), later, event(4, kind="test.other.v1")])
    lost = memory.after(0)
    assert lost is not None
    assert lost.letters == (N_2,)
