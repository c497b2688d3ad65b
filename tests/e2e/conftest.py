"""An installation of its own for each test."""

from pathlib import Path

import pytest

from adapters.embedded.smtp import SmtpSink
from adapters.embedded.temporal_server import EmbeddedTemporal
from tests.conftest import PostgresServer
from tests.e2e.installation import Installation, installed


@pytest.fixture
async def installation(
    temporal_server: EmbeddedTemporal,
    postgres_server: PostgresServer,
    smtp_sink: SmtpSink,
    tmp_path: Path,
) -> Installation:
    """Set up with the documented commands, and with the people of the example."""
    database_url = await postgres_server.fresh_database(template="template1")
    return await installed(temporal_server, database_url, smtp_sink, tmp_path)
