"""The programme office: an operator at the Temporal CLI, and the clock of the cohort."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHandle

from adapters.embedded.smtp import SmtpSink
from demo.connection import LOOK_SECONDS, STUCK_AFTER, Clock, answered
from demo.terminal import DemoFailed, Terminal
from domain.cohort.commands import (
    AddPerson,
    CohortMessage,
    ConfirmMatches,
    RecordBriefing,
    WaiveCohortBriefing,
)
from domain.cohort.state import CohortState, PairingEntry
from domain.cohort.vocabulary import EntryStatus
from domain.engine.base import Instant
from domain.engine.messages import Message
from domain.engine.roles import Role
from domain.pairing.commands import ReportSession
from domain.pairing.vocabulary import SessionOutcome
from domain.programme.ids import PairingId, pairing_workflow_id
from domain.programme.people import Person

MAILBOX_CLOSED = "550 5.2.1 This mailbox is closed"


@dataclass
class Office:
    """The operator of one cohort. Every step is a command that can be copied."""

    terminal: Terminal
    cohort_id: str
    handle: WorkflowHandle[Any, Any]
    clock: Clock
    mails: SmtpSink
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def prepare(self, roster_file: Path, roster: str) -> None:
        """Database, namespace and roster."""
        await self.terminal.run("eyelevel", "migrate", lines=0)
        await self.terminal.run("eyelevel", "namespace", "setup")
        await self.import_roster(roster_file, roster)

    async def import_roster(self, file: Path, roster: str) -> None:
        """Bring the roster to the content of the file."""
        await self.terminal.run("eyelevel", "roster", "import", str(file), "--roster", roster)

    async def start(self, request_file: Path) -> CohortState:
        """Start the cohort from a file, and wait for the proposals."""
        await self.terminal.run(
            *("temporal", "workflow", "start", "--type", "Cohort", "--task-queue", "eyelevel"),
            *("--workflow-id", self.handle.id, "--input-file", str(request_file)),
            *("--id-reuse-policy", "AllowDuplicateFailedOnly"),
        )
        await self.clock.read()
        state = await self._proposed()
        await self.terminal.run(
            *("temporal", "workflow", "query", "--workflow-id", self.handle.id),
            *("--type", "state"),
            lines=0,
        )
        return state

    async def _proposed(self) -> CohortState:
        """The state as soon as matching has answered."""
        state = await self.state()
        async with asyncio.timeout(STUCK_AFTER.total_seconds()):
            while state.matching.wanted:
                await asyncio.sleep(LOOK_SECONDS)
                state = await self.state()
        if not state.matching.proposals:
            raise DemoFailed(f"{self.handle.id} proposes no pairs; its details in the UI say why")
        return state

    async def state(self) -> CohortState:
        """The answer to the query ``state``."""
        return await answered(self.handle, CohortState)

    async def confirm_all(self) -> None:
        """Say yes to every proposed pair."""
        await self._update(self.handle.id, self._to_cohort(ConfirmMatches, accept="all"))

    async def add_person(self, person_id: str) -> None:
        """Let a person join."""
        await self._update(self.handle.id, self._to_cohort(AddPerson, person_id=person_id))

    async def record_briefing(self, briefing_id: str, missed: Sequence[str]) -> None:
        """Say that everybody who was invited was there, but for some."""
        record = self._to_cohort(
            RecordBriefing, briefing_id=briefing_id, attended="all", missed=missed
        )
        await self._update(self.handle.id, record)

    async def let_off(self, person_id: str) -> None:
        """Let a person begin without a briefing."""
        reason = "Was briefed on the phone"
        waived = self._to_cohort(WaiveCohortBriefing, person_id=person_id, reason=reason)
        await self._update(self.handle.id, waived)

    async def confirm_session(self, pairing_id: str, session_id: str) -> None:
        """Decide that a session was held, whatever the two report."""
        decision = ReportSession(
            message_id=self._message_id(),
            acting=Role.OPERATOR,
            pairing_id=pairing_id,
            session_id=session_id,
            outcome=SessionOutcome.HELD,
        )
        await self._update(pairing_workflow_id(PairingId(pairing_id)), decision)

    @property
    def now(self) -> Instant:
        """The time as the cohort sees it."""
        return self.clock.now

    def close_mailbox(self, person: Person) -> None:
        """The mail server refuses mails to the person."""
        self.mails.refuse(person.mail, MAILBOX_CLOSED)

    def open_mailbox(self, person: Person) -> None:
        """The mail server accepts them again."""
        self.mails.accept(person.mail)

    async def list_pairings(self) -> None:
        """The pairings as the Temporal CLI lists them."""
        query = f'CohortId = "{self.cohort_id}" AND WorkflowType = "Pairing"'
        present = f'{query} AND ExecutionStatus != "ContinuedAsNew"'
        await self.terminal.run("temporal", "workflow", "list", "--query", present, lines=20)
        self.terminal.remark(
            "StartTime is too late for some: when a run continues as new, Temporal counts skipped "
            "time twice"
        )

    def _to_cohort(self, message: type[CohortMessage], **fields: object) -> CohortMessage:
        base = {
            "message_id": self._message_id(),
            "acting": Role.OPERATOR,
            "cohort_id": self.cohort_id,
        }
        return message.model_validate(base | fields)

    def _message_id(self) -> str:
        return f"office-{next(self._numbers)}"

    async def _update(self, workflow_id: str, message: Message) -> None:
        content = json.dumps(message.model_dump(mode="json", exclude_defaults=True))
        await self.terminal.run(
            *("temporal", "workflow", "update", "execute", "--workflow-id", workflow_id),
            *("--name", message.name, "--input", content),
            lines=0,
        )


def started(state: CohortState) -> list[PairingEntry]:
    """The pairings that run, or ran."""
    return [entry for entry in state.pairings if entry.status is EntryStatus.STARTED]
