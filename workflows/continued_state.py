"""What a run believes of the run before it, and what to do if it cannot be read."""

from temporalio import workflow

from domain.engine.errors import Refused, UnreadableState


def is_handed_on() -> bool:
    """Whether the argument of this run was written by our own code in the run before.

    Retries and schedules of Temporal hand on the first argument as somebody else gave it; we start
    with neither.
    """
    info = workflow.info()
    is_repeated = info.retry_policy is not None or bool(info.cron_schedule)
    return info.continued_run_id is not None and not is_repeated


def wait_for_newer_release(refused: Refused) -> None:
    """Fail the task, not the workflow, if the argument comes from an earlier run.

    What people hand in ends at once if it is wrong. What a run has handed on was right when it was
    written: the task is retried until a worker of that release takes it up.
    """
    if is_handed_on():
        raise UnreadableState(
            "this release cannot read the state that the run before this one has handed on: "
            f"{refused}. A newer release has written it: let that one run, or a later one, "
            "wherever Eyelevel runs"
        )
