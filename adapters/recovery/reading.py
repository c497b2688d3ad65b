"""What the journal says about cohorts and pairings: from their streams, without read tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from activities.ports import Journal
from domain.cohort.evolve import fold as fold_cohort
from domain.cohort.state import CohortState, PairingEntry
from domain.cohort.vocabulary import EntryStatus
from domain.engine.journal import EventRecord, StoredEvent
from domain.pairing.events.course import PairingArchived
from domain.pairing.evolve import fold as fold_pairing
from domain.programme.ids import CohortId, PairingId, cohort_workflow_id, pairing_workflow_id
from domain.recovery.accounts import JournalAccount, Kind, Promise, State

COHORTS = cohort_workflow_id(CohortId(""))
PAIRINGS = pairing_workflow_id(PairingId(""))
ARCHIVED = PairingArchived.tag.rpartition(".v")[0]


async def read_everything(
    journal: Journal, done: Callable[[], object] = lambda: None
) -> list[JournalAccount]:
    """Every cohort, and every pairing that is not archived; ``done`` is called after each.

    Over the years there are many archived pairings, and nothing to recover in them.
    """
    cohorts = await read_streams(journal, await journal.streams(COHORTS), done)
    promised = _promised(cohorts)
    going_on = await journal.streams(PAIRINGS, not_ended_by=ARCHIVED)
    written = set(await journal.streams(PAIRINGS))
    # Started, but nothing recorded yet: no list of streams names these.
    unwritten = [stream for stream in promised if stream not in written]
    return cohorts + await read_streams(journal, (*going_on, *unwritten), done, promised)


async def read_cohorts(
    journal: Journal, cohort_ids: Iterable[str], done: Callable[[], object] = lambda: None
) -> list[JournalAccount]:
    """These cohorts, and every pairing that they have started."""
    ids = [cohort_workflow_id(CohortId(cohort_id)) for cohort_id in cohort_ids]
    cohorts = await read_streams(journal, ids, done)
    promised = _promised(cohorts)
    return cohorts + await read_streams(journal, tuple(promised), done, promised)


async def read_streams(
    journal: Journal,
    streams: Sequence[str],
    done: Callable[[], object] = lambda: None,
    promised: Mapping[str, Promise] = MappingProxyType({}),
) -> list[JournalAccount]:
    """The accounts of these streams, in their order."""
    accounts: list[JournalAccount] = []
    async for stream, events in journal.read_each(streams):
        accounts.append(_account(stream, events, promised.get(stream)))
        done()
    return accounts


def _account(stream: str, events: Sequence[StoredEvent], promise: Promise | None) -> JournalAccount:
    state = folded(stream, (event.record for event in events))
    if state is None and promise is not None and promise.entry.status is EntryStatus.STARTED:
        return JournalAccount(stream, promise=promise)
    return JournalAccount(stream, state)


def folded(workflow_id: str, records: Iterable[EventRecord]) -> State | None:
    """The fold of a stream's records; ``None`` for an empty one."""
    match Kind.of(workflow_id):
        case Kind.COHORT:
            return fold_cohort(records)
        case Kind.PAIRING:
            return fold_pairing(records)


def _promised(cohorts: Iterable[JournalAccount]) -> dict[str, Promise]:
    """Pairings that their cohorts have started, by workflow id."""
    return {
        pairing_workflow_id(entry.pairing_id): Promise(cohort, entry)
        for cohort, entry in _entries(cohorts)
    }


def _entries(cohorts: Iterable[JournalAccount]) -> Iterator[tuple[CohortState, PairingEntry]]:
    for account in cohorts:
        if isinstance(account.state, CohortState):
            for entry in account.state.pairings:
                yield account.state, entry
