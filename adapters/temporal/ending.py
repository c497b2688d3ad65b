"""The end of a process that has talked to Temporal."""

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from typing import NoReturn


def run_and_leave(program: Callable[[], int | None]) -> NoReturn:
    """Run a program and end the process with its exit code, or that of its `SystemExit`.

    Without the usual farewell of the interpreter: a thread of Temporal's client that comes back
    from a call just then brings it down (measured: every sixth time), and a success would end
    with SIGABRT. See https://github.com/temporalio/sdk-python/issues/300
    """
    try:
        code = program() or 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BrokenPipeError):  # the reader, such as `head`, had enough
            stream.flush()
    os._exit(code)
