"""How our errors look to clients of Temporal."""

from temporalio.api.failure.v1 import Failure
from temporalio.converter import DefaultFailureConverter, PayloadConverter
from temporalio.exceptions import ApplicationError


class PlainFailures(DefaultFailureConverter):
    """A final refusal is an answer: its reasons are kept, its stack trace is left out."""

    def to_failure(
        self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure
    ) -> None:
        """Fill in the failure."""
        super().to_failure(exception, payload_converter, failure)
        if isinstance(exception, ApplicationError) and exception.non_retryable:
            failure.stack_trace = ""
