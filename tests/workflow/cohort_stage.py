"""A hand on one running cohort."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError

from domain.cohort.state import CohortState
from domain.engine.errors import Problem
from tests import stage_clock
from tests.waiting import until
from tests.workflow.material import ROSTER, TOPICS
from tests.workflow.stage_setting import Stage, asked, problems_of

READY = {
    "works_council_informed": True,
    "voluntary": True,
    "time_granted": True,
    "confidentiality_agreed": True,
    "briefings_planned": True,
    "learning_culture": True,
}
WAIVED = [
    {"prerequisite": "deputy", "reason": "a small company"},
    {"prerequisite": "sponsor", "reason": "a small company"},
]


def a_request(**changes: Any) -> dict[str, Any]:
    """A cohort file of half a year that begins today."""
    usual: dict[str, Any] = {
        "title": "Digital eye level",
        "roster": ROSTER,
        "term": {"kind": "fixed", "start": str(stage_clock.today())},
        "topics": [topic.model_dump() for topic in TOPICS],
        "owners": {"lead": "p-lead"},
        "readiness": READY,
        "readiness_waivers": WAIVED,
        "time_zone": "Europe/Berlin",
        "mail_hours": None,
    }
    return usual | changes


async def open_cohort(stage: Stage, **changes: Any) -> "LiveCohort":
    """Start a cohort of all people in the roster."""
    cohort_id = f"c-{uuid4().hex[:8]}"
    handle = await stage.client.start_workflow(
        "Cohort", a_request(**changes), id=f"cohort-{cohort_id}", task_queue=stage.queue
    )
    return LiveCohort(stage, handle, cohort_id)


@dataclass
class LiveCohort:
    """A running cohort, spoken to as an operator does."""

    stage: Stage
    handle: WorkflowHandle[Any, Any]
    cohort_id: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def ask(self, name: str, **fields: Any) -> dict[str, Any]:
        """An update that is expected to be taken."""
        message = {
            "message_id": f"m-{next(self.numbers)}",
            "acting": "operator",
            "cohort_id": self.cohort_id,
            **fields,
        }
        try:
            answer: dict[str, Any] = await self.handle.execute_update(name, message)
        except WorkflowUpdateFailedError as refused:
            raise AssertionError(f"{name} was refused: {problems_of(refused.cause)}") from refused
        return answer

    async def refusal(self, name: str, *arguments: Any) -> tuple[Problem, ...]:
        """The problems that an update is refused with."""
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await self.handle.execute_update(name, args=arguments)
        return problems_of(refused.value.cause)

    async def state(self) -> CohortState | None:
        """The answer to the query ``state``."""
        return await asked(self.handle, CohortState)

    async def until(self, is_true: Callable[[CohortState], bool]) -> CohortState:
        """The first state that the condition is true of, once the cohort has been opened."""
        return await until(self._opened, is_true)

    async def _opened(self) -> CohortState:
        opened = await until(self.state, lambda state: state is not None)
        assert opened is not None
        return opened

    async def decline(self, pairing_id: str) -> None:
        """The mentor of a pairing says no."""
        await self.say(pairing_id, "decline", "mentor")

    async def say(self, pairing_id: str, name: str, acting: str, **fields: Any) -> None:
        """Send a message to a pairing of the cohort."""
        pairing = self.stage.client.get_workflow_handle(f"pairing-{pairing_id}")
        message = {
            "message_id": f"p-{next(self.numbers)}",
            "acting": acting,
            "pairing_id": pairing_id,
            **fields,
        }
        await pairing.execute_update(name, message)

    async def forward(self, by: timedelta) -> None:
        """Let time pass for the cohort alone."""
        await self.stage.pass_time(self.handle, by)
