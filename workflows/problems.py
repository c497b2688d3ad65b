"""The problems behind an activity's final failure."""

from temporalio.exceptions import ActivityError, ApplicationError

from domain.engine.errors import InvalidInput, NotAllowed, Problem

REFUSALS = (InvalidInput.__name__, NotAllowed.__name__)


def problems_behind(error: ActivityError) -> tuple[Problem, ...]:
    """The problems that the activity named; anything else is not ours to explain and is raised."""
    cause = error.cause
    if not isinstance(cause, ApplicationError) or cause.type not in REFUSALS:
        raise error
    return tuple(Problem.model_validate(problem) for problem in cause.details[0])
