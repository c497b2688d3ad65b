"""How a refusal leaves an activity: final, with every problem, always in the same form."""

from temporalio.exceptions import ApplicationError

from domain.engine.errors import PROBLEMS_TOLD, Refused, the_first


def as_failure(refused: Refused) -> ApplicationError:
    """The error that a client of Temporal sees: a sentence, and all problems as data."""
    told = Refused(the_first(refused.problems, PROBLEMS_TOLD))
    return ApplicationError(
        str(told),
        [problem.model_dump() for problem in told.problems],
        type=type(refused).__name__,
        non_retryable=True,
    )
