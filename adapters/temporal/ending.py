"""How our processes end: they tell every problem, and have the right exit code."""

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
    """Also used by typer for a wrong command line."""
    INTERRUPTED = 130
    """128 and the number of SIGINT, as shells have it."""


_NOT_SET_UP = (SettingsRefused, NotPrepared)
"""Starting the same program again does not help until a person has changed something."""


def exit_code(error: type[EyelevelError]) -> ExitCode:
    """The exit code for an error of this class."""
    return ExitCode.NOT_SET_UP if issubclass(error, _NOT_SET_UP) else ExitCode.FAILED


def report_error(error: EyelevelError) -> ExitCode:
    """Write an error to stderr, one line per problem; returns the exit code."""
    lines = error.problems if isinstance(error, Refused) else (error,)
    for line in lines:
        sys.stderr.write(f"{line}\n")
    return exit_code(type(error))


def run_and_leave(program: Callable[[], int | None]) -> NoReturn:
    """Run a program and end the process with its exit code, or that of its error.

    The interpreter's own shutdown is skipped: a thread of Temporal's client that returns from a
    call during it crashes the process (measured: one time in six), and a success would end with
    SIGABRT. See https://github.com/temporalio/sdk-python/issues/300
    """
    try:
        code = program() or ExitCode.DONE
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except EyelevelError as error:
        code = report_error(error)
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BrokenPipeError):  # the reader, such as `head`, had enough
            stream.flush()
    os._exit(code)
