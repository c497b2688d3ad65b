"""What the journal says about cohorts and pairings: from their streams, without read tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from activities.ports import Journal
from activities.reading import ARCHIVED, read_as
from domain.cohort.evolve import fold as fold_cohort
from domain.cohort.state import CohortState, PairingEntry
from domain.cohort.vocabulary import EntryStatus
from domain.engine.journal import StoredEvent, Unreadable
from domain.pairing.evolve import fold as fold_pairing
from domain.programme.ids import (
    COHORTS,
    PAIRINGS,
    CohortId,
    cohort_of,
    cohort_workflow_id,
    pairing_in,
    pairing_workflow_id,
)
from domain.recovery.accounts import JournalAccount, Kind, Promise, State


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
    """These cohorts, and every pairing that they have started.

    A cohort that cannot be read does not say which those are: the journal lists what it has.
    """
    ids = [cohort_workflow_id(CohortId(cohort_id)) for cohort_id in cohort_ids]
    cohorts = await read_streams(journal, ids, done)
    promised = _promised(cohorts)
    others = [
        stream
        for account in cohorts
        if account.unreadable
        for stream in await _pairings_of(account.workflow_id, journal)
    ]
    return cohorts + await read_streams(journal, (*promised, *others), done, promised)


async def _pairings_of(cohort: str, journal: Journal) -> list[str]:
    """The streams of a cohort's pairings that are not archived."""
    streams = await journal.streams(PAIRINGS, not_ended_by=ARCHIVED)
    return [
        stream for stream in streams if cohort_workflow_id(cohort_of(pairing_in(stream))) == cohort
    ]


async def read_streams(
    journal: Journal,
    streams: Sequence[str],
    done: Callable[[], object] = lambda: None,
    promised: Mapping[str, Promise] = MappingProxyType({}),
) -> list[JournalAccount]:
    """The accounts of these streams, in their order."""
    accounts: list[JournalAccount] = []
    async for stream, state in read_as(journal, streams, _folded):
        accounts.append(_account(stream, state, promised.get(stream)))
        done()
    return accounts


def _account(
    stream: str, state: State | Unreadable | None, promise: Promise | None
) -> JournalAccount:
    if isinstance(state, Unreadable):
        return JournalAccount(stream, unreadable=state)
    if state is None and promise is not None and promise.entry.status is EntryStatus.STARTED:
        return JournalAccount(stream, promise=promise)
    return JournalAccount(stream, state)


def _folded(stream: str, events: Sequence[StoredEvent]) -> State | None:
    """The fold of a stream; ``None`` for an empty one."""
    records = (event.record for event in events)
    match Kind.of(stream):
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
