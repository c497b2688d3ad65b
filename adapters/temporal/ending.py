"""How our processes end: with every problem told, and with the right exit code."""

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import NoReturn

from domain.engine.errors import EyelevelError, NotPrepared, Refused
from settings import SettingsRefused


class ExitCode(IntEnum):
    """How a process of ours ends; ``docs/errors.md`` says what to do about each."""

    DONE = 0
    FAILED = 1
    NOT_SET_UP = 2
    """Also what typer ends with when the command line is wrong."""
    INTERRUPTED = 130
    """128 and the number of SIGINT, as shells have it."""


_NOT_SET_UP = (SettingsRefused, NotPrepared)
"""To start the same program again is of no use until somebody has done something."""


def exit_code(error: type[EyelevelError]) -> ExitCode:
    """What a process ends with when an error of this class ends it."""
    return ExitCode.NOT_SET_UP if issubclass(error, _NOT_SET_UP) else ExitCode.FAILED


def report(error: EyelevelError) -> ExitCode:
    """Write an error to stderr, one line for each of its problems; the exit code to end with."""
    lines = error.problems if isinstance(error, Refused) else (error,)
    for line in lines:
        sys.stderr.write(f"{line}\n")
    return exit_code(type(error))


def run_and_leave(program: Callable[[], int | None]) -> NoReturn:
    """Run a program and end the process with its exit code, or that of what it raises.

    Without the usual farewell of the interpreter: a thread of Temporal's client that comes back
    from a call just then brings it down (measured: every sixth time), and a success would end
    with SIGABRT. See https://github.com/temporalio/sdk-python/issues/300
    """
    try:
        code = program() or ExitCode.DONE
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except EyelevelError as error:
        code = report(error)
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BrokenPipeError):  # the reader, such as `head`, had enough
            stream.flush()
    os._exit(code)
