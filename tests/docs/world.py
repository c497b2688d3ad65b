"""The world in which a reader tries the commands: servers, a worker, and time to wait for both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from adapters.embedded.process import EmbeddedServerFailed, ServerProcess
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import EntryStatus
from domain.engine.roles import Role
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import Stage
from domain.programme.people import Side

PATIENCE = timedelta(minutes=3)
"""A cohort speaks to all its pairings within seconds, unless the machine is very busy."""
_NAMED = re.compile(r"\b(cohort|pairing)-([a-z]+(?:-\d{3})?)\b")
_REACHES = re.compile(r"pairing-(\S+) reaches (\w+)")
_TERMINATED = re.compile(r"somebody terminates (\S+)")
_WAS_YESTERDAY = re.compile(r"(s-\d+) of pairing-(\S+) was yesterday")
_PASSES = re.compile(r"(\d+) (days|hours) pass for (\S+)")


@dataclass
class World:
    """Everything that a reader needs, and nothing that only a test would have."""

    skipper: TimeSkipper
    worker: ServerProcess
    http_address: str
    folder: Path
    """Where commands run: `examples`, `.venv` and what the reader would have there."""
    environment: dict[str, str]
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def settle(self, code: str) -> None:
        """A reader looks at an answer before typing on: let everything named in it come to rest."""
        named = sorted({found.groups() for found in _NAMED.finditer(code)})
        restless = named

        async def is_at_rest() -> bool:
            nonlocal restless
            restless = [names for names in named if not await self._is_at_rest(*names)]
            return not restless

        try:
            await self.worker.ready(is_at_rest, PATIENCE)
        except (EmbeddedServerFailed, RPCError) as failed:
            waiting = await self.what_waits()
            raise AssertionError(f"{restless} did not come to rest:\n{waiting}") from failed

    async def what_waits(self) -> str:
        """Every task that the server has handed out or keeps, and all that troubled the worker."""
        found: list[str] = []
        async for run in self.skipper.client.list_workflows('ExecutionStatus = "Running"'):
            pending = (await self._handle(run.id).describe()).raw_description
            if pending.HasField("pending_workflow_task"):
                found.append(f"{run.id}: {pending.pending_workflow_task}")
            found += [f"{run.id}: {activity}" for activity in pending.pending_activities]
        lines = self.worker.log.read_text().splitlines()
        return "\n".join([*found, *(line for line in lines if '"level": "info"' not in line)])

    async def obey(self, order: str) -> None:
        """What happens between two commands, as a comment in the document says."""
        if found := _REACHES.fullmatch(order):
            await self._prepare(found[1], Stage(found[2]))
        elif found := _PASSES.fullmatch(order):
            span = timedelta(**{found[2]: int(found[1])})
            await self.skipper.fast_forward(self._handle(found[3]), span)
            await self.settle(found[3])
        elif found := _WAS_YESTERDAY.fullmatch(order):
            await self._hold_appointment(found[1], found[2])
        elif found := _TERMINATED.fullmatch(order):
            await self._handle(found[1]).terminate("in error")
        else:
            raise ValueError(f"nobody knows how to obey: {order}")

    def _handle(self, workflow_id: str) -> WorkflowHandle[Any, Any]:
        return self.skipper.client.get_workflow_handle(workflow_id)

    async def state_of(self, pairing_id: str) -> PairingState:
        """The answer to the query ``state``."""
        return PairingState.model_validate(
            await self._handle(f"pairing-{pairing_id}").query("state")
        )

    async def _is_at_rest(self, kind: str, name: str) -> bool:
        handle = self._handle(f"{kind}-{name}")
        try:
            is_running = (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
            found = await handle.query("state") if is_running else None
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return True  # no more than a name in an example
            if error.status is RPCStatusCode.FAILED_PRECONDITION:
                return False  # about to begin
            raise
        if not is_running:
            return True
        if found is None:
            return False
        if kind == "pairing":
            pairing = PairingState.model_validate(found)
            return not pairing.rule_check.pending
        return await self._cohort_is_at_rest(CohortState.model_validate(found))

    async def _cohort_is_at_rest(self, state: CohortState) -> bool:
        busy = state.matching.wanted or state.instructions or state.news or state.progress_wanted
        if busy or any(entry.status is EntryStatus.TO_START for entry in state.pairings):
            return False
        started = [pairing for pairing in state.pairings if pairing.status is EntryStatus.STARTED]
        query = f'CohortId = "{state.cohort_id}" AND WorkflowType = "Pairing"'
        listed = await self.skipper.client.count_workflows(query)
        return listed.count >= len(started)

    async def _hold_appointment(self, session_id: str, pairing_id: str) -> None:
        """A session is booked, and its time goes by; a day after whatever was before it."""
        handle = self._handle(f"pairing-{pairing_id}")
        await self.skipper.fast_forward(handle, timedelta(days=1))
        now = await self.skipper.get_current_time(handle)
        await self._let_off(pairing_id)
        booking = {"session_id": session_id, "starts_at": (now + timedelta(hours=1)).isoformat()}
        await self._say(pairing_id, Role.MENTEE, "book_session", booking)
        await self.skipper.fast_forward(handle, timedelta(days=1))

    async def _prepare(self, pairing_id: str, stage: Stage) -> None:
        """Send the messages of both sides until the pairing has reached this stage."""
        while (state := await self.state_of(pairing_id)).stage is not stage:
            for side in Side:
                await self._say(pairing_id, Role(side), *_next_word(state, side))
        await self._let_off(pairing_id)

    async def _let_off(self, pairing_id: str) -> None:
        """The two may begin, as if they were briefed."""
        if (await self.state_of(pairing_id)).unbriefed:
            reason = {"reason": "Both were briefed on the phone"}
            await self._say(pairing_id, Role.OPERATOR, "waive_briefing", reason)

    async def _say(
        self, pairing_id: str, acting: Role, name: str, fields: Mapping[str, object]
    ) -> None:
        message_id = f"meanwhile-{next(self._numbers)}"
        base = {"message_id": message_id, "acting": acting, "pairing_id": pairing_id}
        await self._handle(f"pairing-{pairing_id}").execute_update(name, {**base, **fields})


def _next_word(state: PairingState, side: Side) -> tuple[str, dict[str, object]]:
    """What this side is asked for in the present stage."""
    ratings = {topic.id: 3 for topic in state.setup.topics}
    match state.stage:
        case Stage.INVITED:
            return "accept", {}
        case Stage.ASSESSMENT:
            return "submit_assessment", {
                "knowledge": ratings,
                "confidence": ratings,
                "experience": (),
            }
        case Stage.EXPECTATIONS if state.preparation.agreement is not None:
            return "accept_agreement", {"version": state.preparation.agreement.version}
        case Stage.EXPECTATIONS:
            return "submit_expectations", {
                "goals": [f"The goals of the {side}"],
                "topics": ["ai-tools"],
                "channel": "video",
                "cadence_days": 28,
                "notice_hours": 24,
            }
        case Stage.PLANNING if state.plan is not None:
            return "accept_plan", {"version": state.plan.version}
        case stage:
            raise ValueError(f"nobody knows how to go on from {stage}")
