"""An installation of its own for each test."""

from pathlib import Path
from uuid import uuid4

import pytest

from adapters.embedded.smtp import SmtpSink
from adapters.embedded.temporal_server import EmbeddedTemporal
from tests.conftest import PostgresServer
from tests.e2e.installation import ROSTER, Installation
from tests.integration.processes import REPOSITORY


@pytest.fixture
async def installation(
    temporal_server: EmbeddedTemporal,
    postgres_server: PostgresServer,
    smtp_sink: SmtpSink,
    tmp_path: Path,
) -> Installation:
    """Set up with the documented commands, and with the people of the example."""
    installation = Installation(
        temporal_server=temporal_server,
        database_url=await postgres_server.fresh_database(template="template1"),
        mails=smtp_sink,
        folder=tmp_path,
        task_queue=f"e2e-{uuid4().hex[:8]}",
    )
    await installation.does("eyelevel", "migrate")
    await installation.does("eyelevel", "namespace", "setup")
    people = REPOSITORY / "examples" / "people.csv"
    await installation.does("eyelevel", "roster", "import", people, "--roster", ROSTER)
    return installation
