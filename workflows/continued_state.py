"""What to do if a run cannot read the state that the run before it has handed on."""

from temporalio import workflow

from domain.engine.errors import Refused, UnreadableState


def wait_for_newer_release(refused: Refused) -> None:
    """Fail the task, not the workflow, if the argument comes from an earlier run.

    What people hand in ends at once if it is wrong. What a run has handed on was right when it was
    written: the task is retried until a worker of that release takes it up.
    """
    if workflow.info().continued_run_id is not None:
        raise UnreadableState(
            "this release cannot read the state that the run before this one has handed on: "
            f"{refused}. A newer release has written it: let that one run, or a later one, "
            "wherever Eyelevel runs"
        )
