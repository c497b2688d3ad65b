"""How our processes end: with every problem told, and with the right exit code."""

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from domain.engine.errors import EyelevelError, Refused
from settings import SettingsRefused

EXIT_FAILED = 1
EXIT_WRONG_SETTINGS = 2


def report(error: EyelevelError) -> int:
    """Write an error to stderr, one line for each of its problems; the exit code to end with."""
    lines = error.problems if isinstance(error, Refused) else (error,)
    for line in lines:
        sys.stderr.write(f"{line}\n")
    return EXIT_WRONG_SETTINGS if isinstance(error, SettingsRefused) else EXIT_FAILED


def run_and_leave(program: Callable[[], int | None]) -> NoReturn:
    """Run a program and end the process with its exit code, or that of what it raises.

    Without the usual farewell of the interpreter: a thread of Temporal's client that comes back
    from a call just then brings it down (measured: every sixth time), and a success would end
    with SIGABRT. See https://github.com/temporalio/sdk-python/issues/300
    """
    try:
        code = program() or 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except EyelevelError as error:
        code = report(error)
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BrokenPipeError):  # the reader, such as `head`, had enough
            stream.flush()
    os._exit(code)
