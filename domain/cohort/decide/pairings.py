"""Deciding on news of the pairings: started or not, told or not, and how far they have got."""

from collections.abc import Iterator, Mapping

from domain.cohort.commands import (
    PairingsWatched,
    RecordInstructionCarriedOut,
    RecordProgress,
    RecordStarted,
)
from domain.cohort.events import (
    CohortEvent,
    Events,
    InstructionCarriedOut,
    InstructionGiven,
    PairFellThrough,
    PairingProgressed,
    PairingsFoundRunning,
    PairingsFoundStopped,
    PairingsNotStarted,
    PairingStarted,
    ProgressChecked,
)
from domain.cohort.instructing import instruction_again, standing_instruction
from domain.cohort.progress import PairingProgress
from domain.cohort.situation import pairings_not_running
from domain.cohort.state import CohortState, PairingEntry, StartFailure
from domain.cohort.vocabulary import CohortStage, EntryStatus
from domain.engine.base import Instant
from domain.engine.tables import Deciders, On
from domain.pairing.vocabulary import EndReason
from domain.programme.ids import PairingId
from domain.programme.people import Side


def _record_started(command: RecordStarted, state: CohortState, now: Instant) -> Events:
    """A pairing that starts while the cohort pauses or ends is told so at once."""
    started = tuple(
        entry.pairing_id
        for entry in map(state.entry, dict.fromkeys(command.started))
        if entry is not None and entry.status is not EntryStatus.STARTED
    )
    events: list[CohortEvent] = [
        PairingStarted(occurred_at=now, pairing_id=pairing_id) for pairing_id in started
    ]
    if instruction := standing_instruction(state, started):
        events.append(InstructionGiven(occurred_at=now, instruction=instruction))
    if failures := _failures(command, state):
        events.append(PairingsNotStarted(occurred_at=now, failures=failures))
    return tuple(events)


def _failures(command: RecordStarted, state: CohortState) -> tuple[StartFailure, ...]:
    """New failures only; a pairing that has been started since has not failed."""
    to_start = [
        entry.pairing_id for entry in state.pairings if entry.status is EntryStatus.TO_START
    ]
    news = {failure.pairing_id: failure for failure in command.failed}
    return tuple(
        failure
        for pairing_id, failure in news.items()
        if pairing_id in to_start and pairing_id not in command.started
    )


def _carried_out(command: RecordInstructionCarriedOut, state: CohortState, now: Instant) -> Events:
    instruction = next(
        (given for given in state.instructions if given.id == command.instruction_id), None
    )
    if instruction is None:  # reported a second time, as after a lost answer
        return ()
    unreached = tuple(id_ for id_ in instruction.pairing_ids if id_ in command.unreached)
    return (
        InstructionCarriedOut(occurred_at=now, instruction_id=instruction.id, unreached=unreached),
    )


def _record_progress(command: RecordProgress, state: CohortState, now: Instant) -> Events:
    """Only changes are recorded, and the look itself, so that the next one is scheduled."""
    if state.stage is CohortStage.CLOSED:
        return ()
    latest = {row.pairing_id: row for row in command.rows}
    events: list[CohortEvent] = []
    for entry in state.pairings:
        row = latest.get(entry.pairing_id)
        if row is not None and entry.status is EntryStatus.STARTED and row != entry.progress:
            events += _progressed(row, entry, state, now)
    if instruction := standing_instruction(state, _reopened(latest, state)):
        events.append(InstructionGiven(occurred_at=now, instruction=instruction))
    return (*events, ProgressChecked(occurred_at=now))


def _reopened(latest: Mapping[PairingId, PairingProgress], state: CohortState) -> list[PairingId]:
    """Pairings that were over and run again: they share what their cohort does."""
    return [
        entry.pairing_id
        for entry in state.pairings
        if entry.progress is not None
        and entry.progress.stage.is_over
        and (row := latest.get(entry.pairing_id))
        and not row.stage.is_over
    ]


def _watched(command: PairingsWatched, state: CohortState, now: Instant) -> Events:
    """Only news are recorded: the watch may tell the same twice.

    A pairing that runs again is told at once what it has missed.
    """
    if state.stage is CohortStage.CLOSED:
        return ()
    known = pairings_not_running(state)
    started = [entry.pairing_id for entry in state.pairings if entry.status is EntryStatus.STARTED]
    stopped = tuple(id_ for id_ in started if id_ in command.not_running and id_ not in known)
    running = tuple(id_ for id_ in known if id_ in command.running_again)
    events: list[CohortEvent] = []
    if running:
        events.append(PairingsFoundRunning(occurred_at=now, pairing_ids=running))
    if instruction := instruction_again(state, running):
        events.append(InstructionGiven(occurred_at=now, instruction=instruction))
    if stopped:
        events.append(PairingsFoundStopped(occurred_at=now, pairing_ids=stopped))
    return tuple(events)


def _progressed(
    row: PairingProgress, entry: PairingEntry, state: CohortState, now: Instant
) -> Iterator[CohortEvent]:
    yield PairingProgressed(occurred_at=now, progress=row)
    # Once only: after this row the entry is no longer running.
    if row.fell_through and entry.is_running and not state.matching.over:
        willing, unwilling = _by_answer(row, entry)
        yield PairFellThrough(
            occurred_at=now,
            pairing_id=entry.pairing_id,
            unwilling=unwilling,
            seeking=willing,
        )


def _by_answer(
    row: PairingProgress, entry: PairingEntry
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people who get the next candidate, and those who are not asked again (cases 1, 6, 7, 41).

    A person who had not answered when the other declined is still willing; one who let the
    invitation expire is not. Two who parted early had both said yes, and are still willing.
    """
    said = {Side.MENTOR: row.mentor_said, Side.MENTEE: row.mentee_said}
    expired = row.end_reason is EndReason.INVITATION_EXPIRED
    unwilling = [
        side for side, answer in said.items() if answer is False or (expired and answer is None)
    ]
    return (
        tuple(entry.person(side) for side in Side if side not in unwilling),
        tuple(entry.person(side) for side in unwilling),
    )


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(RecordStarted, _record_started),
    On(RecordInstructionCarriedOut, _carried_out),
    On(RecordProgress, _record_progress),
    On(PairingsWatched, _watched),
)
