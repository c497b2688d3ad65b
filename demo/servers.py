"""The servers of the demo and the worker, all of them real."""

import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from adapters.embedded.postgres import embedded_postgres
from adapters.embedded.process import ServerProcess, running
from adapters.embedded.smtp import SmtpSink, embedded_smtp
from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import (
    EmbeddedTemporal,
    beginning_later,
    embedded_temporal,
)
from adapters.temporal.plugin import eyelevel_plugin
from demo.terminal import Terminal
from settings import DemoSettings

REPOSITORY = Path(__file__).parents[1]
MANY_SKIPS = 100_000
"""More timers than the story has; the server's own limit is far lower."""
SENDER = "mentoring@example.com"


@dataclass(frozen=True)
class Servers:
    """All running servers."""

    temporal: EmbeddedTemporal
    ui_url: str
    database_url: str
    database_is_own: bool
    mails: SmtpSink
    skipper: TimeSkipper
    folder: Path
    """Logs, mails, and files for commands."""

    @property
    def client(self) -> Client:
        """Connected as an integration would be."""
        return self.skipper.client

    def terminal(self, console: Console) -> Terminal:
        """A shell in which the operator's programs find all servers."""
        return Terminal(
            console=console,
            programs={
                "eyelevel": Path(sys.executable).with_name("eyelevel"),
                "temporal": self.temporal.cli,
            },
            environment={
                "TEMPORAL_ADDRESS": self.temporal.address,
                "EYELEVEL_DATABASE_URL": self.database_url,
            },
        )

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[ServerProcess]:
        """A running `worker.py`."""
        log = self.folder / "worker.log"
        environment = {
            "TEMPORAL_ADDRESS": self.temporal.address,
            "EYELEVEL_DATABASE_URL": self.database_url,
            "EYELEVEL_SMTP_HOST": self.mails.host,
            "EYELEVEL_SMTP_PORT": str(self.mails.port),
            "EYELEVEL_SMTP_SECURITY": "none",
            "EYELEVEL_MAIL_SENDER": SENDER,
            "EYELEVEL_TEMPORAL_UI_URL": self.ui_url,
        }
        command = (sys.executable, REPOSITORY / "worker.py")
        async with running(command, name="The worker", log=log, environment=environment) as process:

            async def has_started() -> bool:
                return "Worker started" in log.read_text(errors="replace")

            await process.ready(has_started)
            yield process


@asynccontextmanager
async def open_servers(
    settings: DemoSettings, folder: Path, ahead: timedelta
) -> AsyncIterator[Servers]:
    """All servers, for as long as the block lasts; the worker comes later.

    ``ahead``: how far the clocks of workflows are ahead of the machine's.
    """
    cli = find_temporal_cli(settings.temporal_cli)
    async with AsyncExitStack() as stack:
        own = settings.demo_database_url is None
        if settings.demo_database_url is None:
            postgres = await stack.enter_async_context(embedded_postgres())
            url = await postgres.create_database("eyelevel")
        else:
            url = settings.demo_database_url.get_secret_value()
        mails = await stack.enter_async_context(embedded_smtp(folder / "mails"))
        temporal = await stack.enter_async_context(
            embedded_temporal(cli, log=folder / "temporal.log", ui=True)
        )
        if ahead:
            log = folder / "gateway.log"
            temporal = await stack.enter_async_context(beginning_later(temporal, ahead, log=log))
        client = await Client.connect(temporal.address, plugins=[eyelevel_plugin()])
        yield Servers(
            temporal=temporal,
            ui_url=temporal.ui_url or "",
            database_url=url,
            database_is_own=own,
            mails=mails,
            skipper=TimeSkipper(
                client, config=TimeSkippingConfig(max_session_skip_count=MANY_SKIPS)
            ),
            folder=folder,
        )
