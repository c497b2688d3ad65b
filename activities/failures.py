"""How a refusal leaves an activity: final, with every problem, in one shape for everybody."""

from temporalio.exceptions import ApplicationError

from domain.errors import Refused


def as_failure(refused: Refused) -> ApplicationError:
    """The error that a client of Temporal sees: a sentence, and all problems as data."""
    return ApplicationError(
        str(refused),
        [problem.model_dump() for problem in refused.problems],
        type=type(refused).__name__,
        non_retryable=True,
    )
