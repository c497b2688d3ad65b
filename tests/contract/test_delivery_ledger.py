"""What every delivery ledger promises, whether in memory or in PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from activities.ports import DeliveryLedger
from adapters.notify.ledger import PostgresDeliveryLedger
from adapters.postgres.pool import open_pool
from tests.fakes.mailer import FakeDeliveryLedger


@pytest.fixture
async def postgres_ledger(database_url: str) -> AsyncIterator[PostgresDeliveryLedger]:
    """The real ledger on a database of its own."""
    async with await open_pool(database_url) as pool:
        yield PostgresDeliveryLedger(pool)


@pytest.fixture(params=["memory", "postgres"])
def ledger(request: pytest.FixtureRequest) -> DeliveryLedger:
    """Every ledger there is, one after the other."""
    if request.param == "memory":
        return FakeDeliveryLedger()
    real: PostgresDeliveryLedger = request.getfixturevalue("postgres_ledger")
    return real


async def test_notice_counts_as_taken_once_recorded(ledger: DeliveryLedger) -> None:
    """Before it is recorded it is unknown, afterwards it is known."""
    assert not await ledger.has_taken("pairing-1", "invitation-2-mentor")
    await ledger.record_taken("pairing-1", "invitation-2-mentor")
    assert await ledger.has_taken("pairing-1", "invitation-2-mentor")


async def test_notices_are_told_apart_by_stream_and_id(ledger: DeliveryLedger) -> None:
    """The same notice id in another pairing, or another one in the same, is another occasion."""
    await ledger.record_taken("pairing-1", "invitation-2-mentor")
    assert not await ledger.has_taken("pairing-2", "invitation-2-mentor")
    assert not await ledger.has_taken("pairing-1", "invitation-2-mentee")


async def test_recording_again_changes_nothing(ledger: DeliveryLedger) -> None:
    """Two attempts that record at the same time both succeed."""
    await asyncio.gather(
        *(ledger.record_taken("pairing-1", "invitation-2-mentor") for _ in range(5))
    )
    assert await ledger.has_taken("pairing-1", "invitation-2-mentor")
