"""Each append reaches the projections that read its events; no other costs it anything."""

import re
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from adapters.postgres.follower import FOLLOWING
from adapters.postgres.rebuild import FUNCTIONS
from domain.engine.journal import name_of
from tests.unit.samples.files import ALL_EVENTS

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

OF_APPENDS = tuple(name for name in FUNCTIONS if name.removeprefix("project_") not in FOLLOWING)
"""The projections that an append carries on itself."""
_SOURCE = "SELECT prosrc FROM pg_proc WHERE proname = $1"
_LISTENER = """
CREATE OR REPLACE FUNCTION {name}(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$ BEGIN INSERT INTO asked VALUES ('{name}'); END $$
"""


async def _read_by(database: "Connection", projection: str) -> set[str]:
    """The events that a projection names, without their versions."""
    source: str = await database.fetchval(_SOURCE, projection)
    lists = re.findall(r"versions_of\((.*?)\)", source, re.DOTALL)
    return set(re.findall(r"'([\w.]+)'", " ".join(lists)))


@pytest.fixture
async def listening(database: "Connection") -> AsyncIterator["Connection"]:
    """A database whose projections only note that they were asked; everything else is taken back
    afterwards."""
    undo = database.transaction()
    await undo.start()
    await database.execute("CREATE TEMPORARY TABLE asked (name text)")
    yield database
    await undo.rollback()


async def _asked(database: "Connection", types: str) -> set[str]:
    await database.execute("SELECT project_events(1, 0, $1)", types)
    rows = await database.fetch("DELETE FROM asked RETURNING name")
    return {row["name"] for row in rows}


async def test_every_event_that_a_projection_reads_is_handed_to_it(listening: "Connection") -> None:
    """The patterns by which an append chooses its projections find all events that these name."""
    reads = {projection: await _read_by(listening, projection) for projection in OF_APPENDS}
    assert all(reads.values())
    for projection in OF_APPENDS:
        await listening.execute(_LISTENER.format(name=projection))
    for event in ALL_EVENTS:
        asked = await _asked(listening, event.tag)
        wanted = {name for name, kinds in reads.items() if name_of(event.tag) in kinds}
        assert wanted <= asked, f"{event.tag} does not reach {', '.join(sorted(wanted - asked))}"


async def test_an_append_of_mails_alone_asks_for_mails_alone(listening: "Connection") -> None:
    """Most appends are about mails; they cost no look at pairings, sessions or cohorts."""
    for projection in OF_APPENDS:
        await listening.execute(_LISTENER.format(name=projection))
    told = "pairing.notice_issued.v1 pairing.notice_settled.v1 cohort.notice_issued.v1"
    assert await _asked(listening, told) == {"project_notices"}
