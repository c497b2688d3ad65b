"""One format for every log line: workflows, activities, libraries and Temporal's core alike."""

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from temporalio import activity, workflow

from settings import LogFormat, LogSettings

CORE_LOGGER = "temporalio.core"
"""Receives the messages of Temporal's core; see `adapters.temporal.client.start_runtime`."""

OUR_LOGGER = "eyelevel"
"""Above all loggers of this project; only they ever log details."""

_MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def configure_logging(settings: LogSettings, stream: TextIO = sys.stderr) -> None:
    """Send all logs to ``stream``: JSON lines, or colours on a terminal."""
    readable = settings.log_format is LogFormat.CONSOLE or (
        settings.log_format is LogFormat.AUTO and stream.isatty()
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_added_fields(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(_for_people(stream) if readable else _for_programs()),
                _without_mail_addresses,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    # Below INFO, libraries log what they handle: the SDK the results of activities, words included.
    root.setLevel(max(level, logging.INFO))
    logging.getLogger(OUR_LOGGER).setLevel(level)
    structlog.configure(
        processors=[*_added_fields(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    # Who and where are fields of their own; Temporal would also append them to the message.
    workflow.logger.workflow_info_on_message = False
    activity.logger.activity_info_on_message = False


def _added_fields() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        _without_core_object,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _for_people(stream: TextIO) -> list[Processor]:
    # Plain tracebacks: the pretty ones show local variables, and those may be private.
    plain = structlog.dev.plain_traceback
    return [
        structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain),
    ]


def _for_programs() -> list[Processor]:
    return [
        structlog.processors.format_exc_info,
        structlog.processors.EventRenamer("message"),
        structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True),
    ]


def _without_core_object(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Temporal's core adds an object that repeats what the message says."""
    line.pop("temporal_log", None)
    return line


def _without_mail_addresses(_logger: WrappedLogger, _method: str, line: str | EventDict) -> str:
    """A second safeguard: our texts hold no addresses, but those of a library might."""
    return _MAIL_ADDRESS.sub("(mail address)", str(line))
