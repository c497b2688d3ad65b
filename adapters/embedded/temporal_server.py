"""The real Temporal development server as a process of our own, able to skip time."""

import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from temporalio.client import Client
from temporalio.service import RPCError

from adapters.embedded.ports import LOOPBACK, PickedPort, pick_port
from adapters.embedded.process import EmbeddedServerFailed, ServerProcess, running
from domain.programme.search_attributes import SEARCH_ATTRIBUTES

TIME_SKIPPING = "frontend.WorkflowTimeSkippingEnabled=true"
PROMPT_TIMERS = 'history.timerProcessorMaxTimeShift="10ms"'
"""How late a timer may fire. By default it is a second, also for each timer that is skipped to."""
AT_ONCE = 'history.workflowIdReuseMinimalInterval="0s"'
"""How soon a run may follow another one of the same workflow. By default it waits for a second; and
a skip that meets a run while it waits passes over it, further than it should (server 1.32)."""
NO_STRANGERS = "activity.enableStandalone=false"
"""No client may run an activity without a workflow. The worker refuses it, too."""
GATEWAY = Path(__file__).with_name("gateway.py")
USUAL_PORT = 7233
USUAL_UI_PORT = 8233
STARTS_WITHIN = timedelta(seconds=90)
PORT_IS_TAKEN = "address already in use"
"""Stands in the log of a server that came too late."""


@dataclass(frozen=True)
class EmbeddedTemporal:
    """A running server with the search attributes of the contract in namespace ``default``."""

    cli: Path
    address: str
    http_address: str
    """Temporal's HTTP API, such as ``http://127.0.0.1:7243``."""
    ui_url: str | None
    remarks: tuple[str, ...]
    """What a user should know, such as a port that is not the usual one."""
    process: ServerProcess


@asynccontextmanager
async def embedded_temporal(
    cli: Path,
    *,
    log: Path,
    ui: bool = False,
    strangers: bool = False,
    database: Path | None = None,
) -> AsyncIterator[EmbeddedTemporal]:
    """A server for as long as the block lasts: fresh and in memory, or on a ``database`` of its own
    that outlives it.

    With ``ui`` it is meant for people: the usual ports if they are free, and Temporal's web UI.
    Without, it takes any free port. ``cli``: see `find_temporal_cli`. With ``strangers``, clients
    may run activities without a workflow, as on a server whose operator has not forbidden it.
    """
    options = (*_dynamic(strangers), *(("--db-filename", database) if database else ()))
    async with AsyncExitStack() as stack:
        try:
            server = await stack.enter_async_context(_server(cli, log, ui, options))
        except EmbeddedServerFailed as error:
            if PORT_IS_TAKEN not in str(error):
                raise
            # Somebody took a port between our looking for a free one and the server's start.
            server = await stack.enter_async_context(_server(cli, log, ui, options))
        yield server


@asynccontextmanager
async def _server(
    cli: Path, log: Path, ui: bool, further: Sequence[str | Path]
) -> AsyncIterator[EmbeddedTemporal]:
    grpc = pick_port(USUAL_PORT if ui else None, "Temporal")
    http = pick_port(None, "Temporal's HTTP API")
    web = pick_port(USUAL_UI_PORT, "the Temporal UI") if ui else None
    address = f"{LOOPBACK}:{grpc.number}"
    command: Sequence[str | Path] = (
        cli,
        "server",
        "start-dev",
        *_options(grpc, http, web),
        *further,
    )
    async with running(command, name="The Temporal server", log=log) as process:
        await process.ready(partial(_answers, address), STARTS_WITHIN)
        yield EmbeddedTemporal(
            cli=cli,
            address=address,
            http_address=f"http://{LOOPBACK}:{http.number}",
            ui_url=f"http://{LOOPBACK}:{web.number}" if web else None,
            remarks=tuple(port.remark for port in (grpc, web) if port and port.remark),
            process=process,
        )


async def _answers(address: str) -> bool:
    try:
        client = await Client.connect(address)
        await client.count_workflows(f"{next(iter(SEARCH_ATTRIBUTES))} IS NULL")
    except (RPCError, RuntimeError):
        return False
    return True


@asynccontextmanager
async def beginning_later(
    server: EmbeddedTemporal, by: timedelta, *, log: Path
) -> AsyncIterator[EmbeddedTemporal]:
    """The server through a gateway: the clock of every workflow that is started is ahead.

    What is started past the gateway, as by the Temporal UI or the HTTP API, begins now.
    """
    port = pick_port(None, "the gateway to Temporal")
    address = f"{LOOPBACK}:{port.number}"
    command = (sys.executable, "-P", GATEWAY, address, server.address, str(by.total_seconds()))
    async with running(command, name="The gateway to Temporal", log=log) as process:
        await process.ready(partial(_answers, address), STARTS_WITHIN)
        yield replace(server, address=address)


def _options(grpc: PickedPort, http: PickedPort, web: PickedPort | None) -> list[str]:
    options = ["--ip", LOOPBACK, "--port", str(grpc.number), "--http-port", str(http.number)]
    options += ["--ui-port", str(web.number), "--ui-disable-news-fetch"] if web else ["--headless"]
    for name, kind in SEARCH_ATTRIBUTES.items():
        options += ["--search-attribute", f"{name}={kind}"]
    return options


def _dynamic(strangers: bool) -> Iterator[str]:
    for value in (TIME_SKIPPING, PROMPT_TIMERS, AT_ONCE, *(() if strangers else (NO_STRANGERS,))):
        yield from ("--dynamic-config-value", value)
