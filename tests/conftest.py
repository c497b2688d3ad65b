"""Real servers for the tests: one set per worker process, one database per test."""

import gc
import os
import sys
from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from adapters.embedded.postgres import EmbeddedPostgres, embedded_postgres
from adapters.embedded.smtp import SmtpSink, embedded_smtp
from adapters.embedded.temporal_server import EmbeddedTemporal
from adapters.postgres.migrate import migrate
from adapters.temporal.plugin import eyelevel_plugin
from adapters.zone_data import use_locked_zones
from settings import PREFIX
from tests import stage_clock
from tests.properties import register_profiles
from tests.stage_server import MANY_SKIPS, temporal_on_stage

register_profiles()

MIGRATED = "migrated"
KILLS = 20
"""Of workers, in `make test`; whoever wants more waits for longer."""
TESTS = Path(__file__).parent
MEASURED = (TESTS / "unit", TESTS / "workflow")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much the tests of chance do; `make chaos`, `make fuzz` and `make years` do
    more."""
    chaos = parser.getgroup("chaos")
    chaos.addoption("--kills", type=int, default=KILLS, help="workers that are killed")
    chaos.addoption("--seed", type=int, default=8, help="decides all that is left to chance")
    chaos.addoption("--outage", type=int, default=10, help="seconds without PostgreSQL")
    years = parser.getgroup("years")
    years.addoption("--years", type=int, default=0, help="years that are lived through")
    fuzz = parser.getgroup("fuzz")
    fuzz.addoption("--inputs", type=int, default=120, help="hostile inputs that are sent")


def pytest_configure() -> None:
    """Have the zones of worker and command line, and report once that a day cannot be lived on."""
    use_locked_zones()
    try:
        stage_clock.ahead()
    except stage_clock.NoMoment as error:
        raise pytest.UsageError(str(error)) from None


def pytest_collection_finish() -> None:
    """Spare the garbage collector what was imported: it stays to the end."""
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Measure what the tests of rules and of workflows cover, but for what chance comes upon.

    Other tests would only make it look more, and being measured makes them far slower. (The marker
    `no_cover` of pytest-cov has no effect in a worker process of pytest-xdist.)
    """
    if _is_measured(item):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


def _is_measured(item: pytest.Item) -> bool:
    is_of_chance = item.get_closest_marker("hypothesis") is not None
    return not is_of_chance and any(item.path.is_relative_to(folder) for folder in MEASURED)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Which day it is for the tests, and what chance they are left to."""
    return [
        f"stage: {stage_clock.now():%A %d %B %Y %H:%M} UTC ({stage_clock.VARIABLE})",
        f"chance: --seed {config.getoption('seed')}",
    ]


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    """Settings of the caller's shell decide nothing; on which day to live is known by now."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]


@dataclass
class PostgresServer:
    """The server of this worker process, with a migrated database to copy."""

    embedded: EmbeddedPostgres
    numbers: Iterator[int]

    async def fresh_database(self, template: str = MIGRATED) -> str:
        """The URL of a new database; ``template1`` is an empty one."""
        return await self.embedded.create_database(f"test{next(self.numbers)}", template)


@pytest.fixture(scope="session")
async def postgres_server() -> AsyncIterator[PostgresServer]:
    """PostgreSQL with the schema of this release, once per worker process."""
    async with embedded_postgres() as embedded:
        await migrate(await embedded.create_database(MIGRATED))
        yield PostgresServer(embedded, count(1))


@pytest.fixture
async def database_url(postgres_server: PostgresServer) -> str:
    """A database of this test's own, with the schema of this release and no rows."""
    return await postgres_server.fresh_database()


@pytest.fixture(scope="session")
async def temporal_server(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> AsyncIterator[EmbeddedTemporal]:
    """The real Temporal dev server, once per worker process; workflow ids must be unique."""
    folder = tmp_path_factory.mktemp("temporal")
    database = folder / "temporal.db" if pytestconfig.getoption("kills") > KILLS else None
    async with temporal_on_stage(folder, database=database) as server:
        yield server


@pytest.fixture(scope="session")
async def client(temporal_server: EmbeddedTemporal) -> Client:
    """Connected as the worker is: with our converter and sandbox."""
    return await Client.connect(temporal_server.address, plugins=[eyelevel_plugin()])


@pytest.fixture(scope="session")
async def time_skipper(client: Client) -> TimeSkipper:
    """`fast_forward(handle, duration)`; workflows started through its `client` skip at once."""
    return TimeSkipper(client, config=TimeSkippingConfig(max_session_skip_count=MANY_SKIPS))


@pytest.fixture
async def smtp_sink(tmp_path: Path) -> AsyncIterator[SmtpSink]:
    """An SMTP server that keeps what it gets and refuses what the test asks it to."""
    async with embedded_smtp(tmp_path / "mails") as sink:
        yield sink
