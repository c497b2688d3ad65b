"""Log lines: one form for all sources, and nothing private."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from adapters.temporal.logging import OUR_LOGGER, configure_logging
from settings import LogFormat, LogSettings


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _undo() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    ours = logging.getLogger(OUR_LOGGER)
    our_level = ours.level
    yield
    ours.setLevel(our_level)
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_production_logs_are_json() -> None:
    """Off a terminal, every line is one JSON object with the fields given by `extra`."""
    stream = io.StringIO()
    configure_logging(LogSettings(), stream)
    logging.getLogger("anything").warning("Mail taken", extra={"pairing_id": "p-1"})
    line = json.loads(stream.getvalue())
    assert line["message"] == "Mail taken"
    assert (line["level"], line["logger"], line["pairing_id"]) == ("warning", "anything", "p-1")
    assert line["timestamp"].endswith("Z")


def test_structlog_and_logging_look_alike() -> None:
    """A line by structlog has the same fields as one by the standard library."""
    stream = io.StringIO()
    configure_logging(LogSettings(), stream)
    structlog.get_logger("one").info("Same", fact=1)
    logging.getLogger("one").info("Same", extra={"fact": 1})
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first | {"timestamp": ""} == second | {"timestamp": ""}


def test_terminal_logs_are_for_people() -> None:
    """On a terminal, log lines are not JSON."""
    stream = Terminal()
    configure_logging(LogSettings(), stream)
    logging.getLogger("anything").warning("Mail taken")
    assert "Mail taken" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_level_is_kept() -> None:
    """Lines below the level do not appear."""
    stream = io.StringIO()
    configure_logging(LogSettings(log_level="warning"), stream)
    logging.getLogger("anything").info("Too much")
    assert stream.getvalue() == ""


def test_libraries_log_no_details() -> None:
    """At level debug our own loggers say everything; those of libraries begin with info."""
    stream = io.StringIO()
    configure_logging(LogSettings(log_level="debug"), stream)
    logging.getLogger("eyelevel.worker").debug("Ours")
    logging.getLogger("temporalio.worker._activity").debug("Words of a person")
    logging.getLogger("markdown_it.rules_block").debug("Words of a person")
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["message"] == "Ours"


@pytest.mark.parametrize("form", [LogFormat.JSON, LogFormat.CONSOLE])
def test_neither_addresses_nor_local_variables_are_logged(form: LogFormat) -> None:
    """A library's error text loses its mail addresses, and a traceback shows no variables."""
    stream = io.StringIO()
    configure_logging(LogSettings(log_format=form), stream)
    secret = "-".join(["not", "for", "the", "log"])  # digits could stand in the time of the line
    try:
        raise ValueError(f"refused: anna.muster@example.com {len(secret)}")
    except ValueError:
        logging.getLogger("smtp").exception("To %s", "anna.muster@example.com")
    assert "ValueError" in stream.getvalue()
    assert "anna" not in stream.getvalue()
    assert secret not in stream.getvalue()
