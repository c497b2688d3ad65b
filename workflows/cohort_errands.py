"""What a cohort does in the world: match, start pairings, instruct them, look at their state."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.calendars import question_of_office
from activities.matching import MatchingActivities
from activities.pairings import LookRequest, PairingActivities, TellPairings, Told
from activities.setups import StartPairings
from domain.cohort.commands import (
    RecordInstructionCarriedOut,
    RecordMatches,
    RecordMatchingRefused,
    RecordNewsPassedOn,
    RecordProgress,
    RecordStarted,
)
from domain.cohort.instructing import facts_of, requests_of
from domain.cohort.state import (
    CohortInstruction,
    CohortState,
    News,
    PairingEntry,
    StartFailure,
)
from domain.cohort.work import (
    instruction_to_carry_out,
    news_to_pass_on,
    pairings_to_start,
    question_to_match,
)
from domain.engine.base import Frozen
from domain.matching import MatchQuestion
from domain.programme.ids import PairingId
from workflows.calendar_lookups import calendar_lookup
from workflows.errands import Errand
from workflows.problems import problems_behind
from workflows.retry import FAN_OUT_TIMEOUT, HEARTBEAT, MATCHING_TIMEOUT, RETRY_FOREVER

BATCH = 25
"""Number of pairings that one activity starts."""
BATCHES = 5
"""Number of such activities at the same time: their arguments must fit into 4 MB together."""


def cohort_errands(state: CohortState) -> Iterator[Errand]:
    """Everything that the state says is still to be done."""
    if question := question_to_match(state):
        yield _matching(question, state.matching.number)
    waiting = pairings_to_start(state)[: BATCH * BATCHES]
    for first in range(0, len(waiting), BATCH):
        yield _start(state, waiting[first : first + BATCH])
    if instruction := instruction_to_carry_out(state):
        yield _instruction(state, instruction)
    if news := news_to_pass_on(state):
        yield _pass_on(state, news)
    if state.progress_wanted:
        yield _look(state)
    if state.calendar_wanted:
        today = workflow.now().date()
        yield calendar_lookup(question_of_office(state.request, today, state.announced))


def _matching(question: MatchQuestion, number: int) -> Errand:
    async def match() -> Frozen:
        try:
            result = await workflow.execute_activity_method(
                MatchingActivities.match,
                question,
                start_to_close_timeout=MATCHING_TIMEOUT,
                heartbeat_timeout=HEARTBEAT,
                retry_policy=RETRY_FOREVER,
                summary=f"Put people together (round {number})",
            )
        except ActivityError as error:
            return RecordMatchingRefused(round=number, problems=problems_behind(error))
        return RecordMatches(round=number, result=result)

    # With the number in the key, a changed question is asked while the old one still runs.
    return Errand(key=f"match-{number}", run=match)


def _start(state: CohortState, entries: Sequence[PairingEntry]) -> Errand:
    async def start() -> Frozen:
        done = await workflow.execute_activity_method(
            PairingActivities.start,
            StartPairings.of(state, entries, workflow.now().date()),
            start_to_close_timeout=FAN_OUT_TIMEOUT,
            heartbeat_timeout=HEARTBEAT,
            retry_policy=RETRY_FOREVER,
            summary=f"Start {len(entries)} pairings",
        )
        failed = tuple(
            StartFailure(pairing_id=missing.pairing_id, problem=missing.problem)
            for missing in done.not_started
        )
        return RecordStarted(started=done.started, failed=failed)

    return Errand(key=f"start-{entries[0].pairing_id}", run=start)


def _instruction(state: CohortState, instruction: CohortInstruction) -> Errand:
    async def tell() -> Frozen:
        words = f"{instruction.kind.capitalize()} {len(instruction.pairing_ids)} pairings"
        unreached = await _told(requests_of(state, instruction), words)
        return RecordInstructionCarriedOut(instruction_id=instruction.id, unreached=unreached)

    return Errand(key=f"instruction-{instruction.id}", run=tell)


def _pass_on(state: CohortState, news: News) -> Errand:
    async def tell() -> Frozen:
        words = f"Pass news on to {len(news.pairing_ids)} pairings"
        unreached = await _told(facts_of(state, news), words)
        return RecordNewsPassedOn(news_id=news.id, unreached=unreached)

    return Errand(key=f"news-{news.id}", run=tell)


async def _told(messages: Sequence[Told], summary: str) -> tuple[PairingId, ...]:
    """Those of the pairings that could not be reached; all others have been told."""
    done = await workflow.execute_activity_method(
        PairingActivities.tell,
        TellPairings.of(messages),
        start_to_close_timeout=FAN_OUT_TIMEOUT,
        heartbeat_timeout=HEARTBEAT,
        retry_policy=RETRY_FOREVER,
        summary=summary,
    )
    return done.unreached


def _look(state: CohortState) -> Errand:
    async def look() -> Frozen:
        rows = await workflow.execute_activity_method(
            PairingActivities.look,
            LookRequest(cohort_id=state.cohort_id),
            start_to_close_timeout=timedelta(minutes=1),
            retry_policy=RETRY_FOREVER,
            summary="Look how the pairings are",
        )
        return RecordProgress(rows=tuple(rows))

    # One key for all looks: a second one is not begun while the first is under way.
    return Errand(key="progress", run=look)
