"""How long workflow tasks work: by the time that the processor gives them, not by the clock."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from temporalio.worker import Worker

P = ParamSpec("P")
T = TypeVar("T")

ALLOWED_SECONDS = 2.0
"""Temporal takes a workflow task for stuck when it has not yielded after this time."""
PATIENCE_SECONDS = 120
"""Instead of that: on a busy machine a task waits for a processor, and may wait for long."""


@dataclass
class Labour:
    """What the workflow tasks of a stage have cost."""

    longest_seconds: float = 0.0
    """The longest one, while it was really at work."""

    def patient(self, worker: Worker) -> Worker:
        """The worker, which takes no task for stuck that only waits for a processor.

        There is no public way. A run that was taken for stuck may never go on: the worker cannot
        always get rid of it (temporalio 1.35: “Eviction processed, but 2 tasks remain”).
        """
        workflows = worker._workflow_worker  # noqa: SLF001
        assert workflows is not None
        assert workflows._deadlock_timeout_seconds == ALLOWED_SECONDS  # noqa: SLF001
        workflows._deadlock_timeout_seconds = PATIENCE_SECONDS  # noqa: SLF001
        workflows._workflow_task_executor = _Measuring(self)  # noqa: SLF001
        return worker


class _Measuring(ThreadPoolExecutor):
    """The threads of one worker."""

    def __init__(self, labour: Labour) -> None:
        super().__init__(thread_name_prefix="workflow")
        self._labour = labour

    def submit(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run a task in a thread."""

        def measured() -> T:
            begun = time.thread_time()
            try:
                return task(*args, **kwargs)
            finally:
                worked = time.thread_time() - begun
                self._labour.longest_seconds = max(self._labour.longest_seconds, worked)

        return super().submit(measured)
