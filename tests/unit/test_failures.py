"""What a client of Temporal gets to see of an error."""

import pytest
from temporalio.api.failure.v1 import Failure
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.exceptions import ApplicationError

from activities.failures import as_failure
from adapters.temporal.failures import PlainFailures
from domain.engine.errors import not_allowed


def _sent(error: Exception) -> Failure:
    """The error as it goes out after it was raised."""
    failure = Failure()
    with pytest.raises(type(error)) as raised:
        raise error
    PlainFailures().to_failure(raised.value, PydanticPayloadConverter(), failure)
    return failure


def test_a_refusal_carries_its_reasons_and_no_stack_trace() -> None:
    """A refusal reaches a client with its reasons, and without a stack trace."""
    failure = _sent(as_failure(not_allowed("version", "is another one by now", "3")))
    assert failure.message == "version: is another one by now (allowed: 3)"
    assert failure.application_failure_info.type == "NotAllowed"
    assert b'"allowed":"3"' in failure.application_failure_info.details.payloads[0].data
    assert failure.stack_trace == ""


def test_an_accident_keeps_its_stack_trace() -> None:
    """An unexpected error keeps its stack trace on its way through Temporal."""
    assert "_sent" in _sent(ApplicationError("the disk is full")).stack_trace
