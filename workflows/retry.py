"""Timeouts and retry policies. An outage delays, but never decides."""

from datetime import timedelta

from temporalio.common import RetryPolicy

RETRY_FOREVER = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5)
)
"""Retries for ever: after a second at first, every five minutes in the end."""

RETRY_A_WHILE = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_attempts=10)
"""Retries for some minutes: what is done twice an hour anyway need not wait for itself."""

RETRY_SOON = RetryPolicy(
    initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=20)
)
"""The same for what people wait for, receipts and mails: goes on within 20 seconds of an outage."""

# When a worker dies amid an activity, the next one starts it anew only after its timeout.
JOURNAL_TIMEOUT = timedelta(seconds=10)
"""An append takes milliseconds, and a sender waits for the receipt of an update."""
LOOKUP_TIMEOUT = timedelta(seconds=30)
MATCHING_TIMEOUT = timedelta(minutes=10)
FAN_OUT_TIMEOUT = timedelta(minutes=30)
HEARTBEAT = timedelta(minutes=1)
POST_HEARTBEAT = timedelta(seconds=30)
"""After this time without one the round of a post is begun anew, by another worker or the next."""
