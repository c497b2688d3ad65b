"""Keeps projections that may lag close to the end of the journal.

Each worker runs a follower. They compete for the row of a projection in the database; those that do
not get it have nothing to do. As with all readers of the journal, nothing is missed and nothing
counts twice, because the figures and the position change in one transaction.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg

from adapters.postgres.pool import repeatable
from domain.engine.errors import StorageFailure

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool, PooledConnection

FOLLOWING = ("cohort_week",)
"""The tables that follow the journal, each filled by the SQL function ``project_<table>``."""

PORTION = 10_000
"""Number of events that one transaction carries over, so that other transactions get their turn."""
SECONDS_BETWEEN = 1.0

_BEYOND_THE_JOURNAL = asyncpg.ObjectNotInPrerequisiteStateError.sqlstate
_ADVANCE = "SELECT advance_projection($1, $2)"

log = logging.getLogger("eyelevel.follower")


async def advance(pool: "Pool", projection: str, portion: int = PORTION) -> int | None:
    """One step: the number of events carried over; ``None`` while another follower is at work."""

    async def step(connection: "PooledConnection") -> int | None:
        try:
            carried: int | None = await connection.fetchval(_ADVANCE, projection, portion)
        except asyncpg.ObjectNotInPrerequisiteStateError as error:
            # The driver raises this class for its subclasses, too, such as a lock not available.
            if error.sqlstate != _BEYOND_THE_JOURNAL:
                raise
            raise StorageFailure(
                f"{projection} has followed the journal further than it reaches now: an older one "
                "was restored beside it; run `eyelevel rebuild`"
            ) from None
        return carried

    return await repeatable(pool, step)


@asynccontextmanager
async def following(pool: "Pool") -> AsyncIterator[None]:
    """Follow the journal for as long as the block lasts."""
    task = asyncio.create_task(_follow(pool), name="follower")
    try:
        yield
    finally:
        task.cancel()


async def _follow(pool: "Pool") -> None:
    """Follow until cancelled. An outage of the database is logged once, and waited out.

    So is an error of our own, because no one awaits the task; without its text, which may quote
    data.
    """
    is_well = True
    while True:
        try:
            for projection in FOLLOWING:
                # A full portion means that there is more; less means that the end is reached.
                while await advance(pool, projection) == PORTION:
                    pass
            is_well = True
        except StorageFailure as failure:
            if is_well:
                log.warning("Figures fall behind", extra={"why": str(failure)})
            is_well = False
        except Exception as error:
            if is_well:
                why = f"a mistake in the program ({type(error).__name__})"
                log.error("Figures fall behind", extra={"why": why})
            is_well = False
        await asyncio.sleep(SECONDS_BETWEEN)
