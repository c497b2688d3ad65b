"""Deciding on news of the pairings: started or not, told or not, and how far they have got."""

from collections.abc import Iterator, Mapping, Sequence

from domain.cohort.commands import (
    PairingsWatched,
    RecordInstructionCarriedOut,
    RecordProgress,
    RecordStarted,
)
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import (
    InstructionCarriedOut,
    InstructionGiven,
    PairingProgressed,
    PairingsFoundRunning,
    PairingsFoundStopped,
    PairingsNotStarted,
    PairingStarted,
    PersonReported,
    PlacesFreed,
    ProgressChecked,
)
from domain.cohort.instructing import instruction_again, standing_instruction
from domain.cohort.progress import PairingProgress
from domain.cohort.situation import pairings_not_running
from domain.cohort.state import CohortState, News, PairingEntry, StartFailure
from domain.cohort.to_brief import briefed_pairings, gated_sides
from domain.cohort.vocabulary import CohortStage, EntryStatus, NewsKind
from domain.engine.base import Instant
from domain.engine.tables import Deciders, On
from domain.pairing.vocabulary import EndReason
from domain.programme.ids import PairingId
from domain.programme.people import Side

GOOD_ENDS = (
    EndReason.PROGRAMME_ENDED,
    EndReason.OBJECTIVES_REACHED,
    EndReason.CLOSED_WITHOUT_REVIEW,
)

NOT_ASKED_FIRST = (
    EndReason.DECLINED,
    EndReason.NOT_APPROVED,
    EndReason.ANNULLED,
    EndReason.NO_SEAT,
)
"""Reasons after which those left behind want another partner without being asked."""


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
    if news := _briefed_before(started, state):
        events.append(PersonReported(occurred_at=now, news=news))
    if failures := _failures(command, state):
        events.append(PairingsNotStarted(occurred_at=now, failures=failures))
    return tuple(events)


def _briefed_before(started: Sequence[str], state: CohortState) -> News | None:
    """What pairings must know at their start of people who were briefed before."""
    entries = [entry for entry in state.pairings if entry.pairing_id in started]
    found = briefed_pairings(state, entries) if gated_sides(state) else ()
    briefed = tuple(pairing for pairing in found if pairing.sides)
    if not briefed:
        return None
    return News(
        id=f"b-{state.version}",
        kind=NewsKind.BRIEFED,
        briefed=briefed,
        pairing_ids=tuple(pairing.pairing_id for pairing in briefed),
    )


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
    """Only what is new is recorded: the watch may tell the same twice.

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
    if row.stage.is_over and entry.is_running and not state.matching.over:
        yield _places_freed(row, entry, now)


def _places_freed(row: PairingProgress, entry: PairingEntry, now: Instant) -> PlacesFreed:
    """What becomes of the two (cases 1, 6, 7, 36, 41, 43, 56).

    A mentor who brought a pairing to a good end has places left for others.
    """
    left = row.left_behind
    seeking = tuple(side for side in left if _wants_the_next(side, row))
    teaches_on = (Side.MENTOR,) if row.end_reason in GOOD_ENDS else ()
    done = tuple(side for side in Side if side not in (*left, *teaches_on))
    return PlacesFreed(
        occurred_at=now,
        pairing_id=entry.pairing_id,
        seeking=tuple(map(entry.person, seeking)),
        asked=tuple(entry.person(side) for side in left if side not in seeking),
        done=tuple(map(entry.person, done)),
    )


def _wants_the_next(side: Side, row: PairingProgress) -> bool:
    """Whether the side need not be asked first: it has said so, or the pairing never counted.

    A side that no invitation reached has said nothing; all others left behind had begun, unless
    the partner left before they could answer.
    """
    said = row.mentor_said if side is Side.MENTOR else row.mentee_said
    match row.end_reason:
        case EndReason.INVITATION_EXPIRED:
            return bool(said)
        case EndReason.LEFT_COMPANY:
            return said is None
        case _:
            return row.no_fault or row.end_reason in NOT_ASKED_FIRST


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(RecordStarted, _record_started),
    On(RecordInstructionCarriedOut, _carried_out),
    On(RecordProgress, _record_progress),
    On(PairingsWatched, _watched),
)
