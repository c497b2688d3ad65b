"""How long things are tried. An outage delays; it never decides."""

from datetime import timedelta

from temporalio.common import RetryPolicy

PATIENT = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=5))
"""Again and again: after a second at first, every five minutes in the end."""

APPEND_TIMEOUT = timedelta(seconds=30)
DELIVERY_TIMEOUT = timedelta(minutes=2)
LOOKUP_TIMEOUT = timedelta(minutes=10)
FAN_OUT_TIMEOUT = timedelta(minutes=30)
HEARTBEAT = timedelta(minutes=1)
