"""Playing a history on code: whether it goes the recorded way, and writes the recorded events."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from temporalio.worker import (
    Interceptor,
    StartActivityInput,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)
from temporalio.workflow import ActivityHandle

from activities.journal import AppendRequest
from domain.engine.journal import EventRecord
from tests.replay.files import history_in
from worker import WORKFLOWS, build_replayer

APPEND = "append_to_journal"
Records = list[EventRecord]


@dataclass(frozen=True)
class Replay:
    """What came of a replay."""

    failure: Exception | None
    """What it stumbled over, if it did."""
    records: Records
    """What the code would give to the journal. Temporal does not compare it."""


@dataclass(frozen=True)
class _Notebook(Interceptor):
    """Notes what a run would give to the journal."""

    records: Records = field(default_factory=list)

    def workflow_interceptor_class(
        self,
        input: WorkflowInterceptorClassInput,  # noqa: A002 - as the SDK calls it
    ) -> type[WorkflowInboundInterceptor]:
        """The interceptor of each workflow instance."""
        records = self.records

        class Outbound(WorkflowOutboundInterceptor):
            def start_activity(
                self,
                input: StartActivityInput,  # noqa: A002
            ) -> ActivityHandle[Any]:
                if input.activity == APPEND:
                    request: AppendRequest = input.args[0]
                    records.extend(request.records)
                return super().start_activity(input)

        class Inbound(WorkflowInboundInterceptor):
            def init(self, outbound: WorkflowOutboundInterceptor) -> None:
                super().init(Outbound(outbound))

        return Inbound


async def replay(text: str, workflows: Sequence[type] = WORKFLOWS) -> Replay:
    """Play a history on these workflows, under the same conditions as in the worker."""
    notebook = _Notebook()
    replayer = build_replayer(notebook, workflows=workflows)
    result = await replayer.replay_workflow(history_in(text), raise_on_replay_failure=False)
    return Replay(result.replay_failure, notebook.records)


def appends(history: dict[str, Any]) -> list[AppendRequest]:
    """What the run of a history gave to the journal, in the words of its release."""
    return [
        AppendRequest.model_validate(payload(call["input"])) for call in scheduled(history, APPEND)
    ]


def scheduled(history: dict[str, Any], activity: str) -> list[dict[str, Any]]:
    """The calls of an activity in a history."""
    calls = (event.get("activityTaskScheduledEventAttributes") for event in history["events"])
    return [call for call in calls if call and call["activityType"]["name"] == activity]


def payload(holder: dict[str, Any]) -> Any:
    """The one payload of an argument or a result."""
    (found,) = holder["payloads"]
    return json.loads(base64.b64decode(found["data"]))
