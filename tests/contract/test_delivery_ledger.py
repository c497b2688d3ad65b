"""What every delivery ledger promises, whether in memory or in PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from activities.ports import Claim, DeliveryLedger
from adapters.notify.ledger import PostgresDeliveryLedger
from adapters.postgres.pool import open_pool
from tests.fakes.mailer import FakeDeliveryLedger
from tests.waiting import until

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


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


OCCASION = ("pairing-1", "invitation-2-mentor")
LONG, OVER = timedelta(hours=1), timedelta(0)


async def test_notice_counts_as_taken_once_recorded(ledger: DeliveryLedger) -> None:
    """A notice is unknown to the ledger before it is recorded as taken, and known afterwards."""
    assert not await ledger.has_taken("pairing-1", "invitation-2-mentor")
    await ledger.record_taken("pairing-1", "invitation-2-mentor")
    assert await ledger.has_taken("pairing-1", "invitation-2-mentor")


async def test_notices_are_told_apart_by_stream_and_id(ledger: DeliveryLedger) -> None:
    """Notices are told apart by stream and id: either alone may occur again."""
    await ledger.record_taken("pairing-1", "invitation-2-mentor")
    assert not await ledger.has_taken("pairing-2", "invitation-2-mentor")
    assert not await ledger.has_taken("pairing-1", "invitation-2-mentee")


async def test_recording_again_changes_nothing(ledger: DeliveryLedger) -> None:
    """Two attempts that record the same notice at the same time both succeed."""
    await asyncio.gather(
        *(ledger.record_taken("pairing-1", "invitation-2-mentor") for _ in range(5))
    )
    assert await ledger.has_taken("pairing-1", "invitation-2-mentor")


# -- claims --------------------------------------------------------------------------------------


async def test_of_many_who_claim_at_once_one_gets_it(ledger: DeliveryLedger) -> None:
    """Of many claims on one mail at once, one is granted; all others are told that it is in
    hand."""
    claims = await asyncio.gather(*(ledger.claim(*OCCASION, f"h-{n}", LONG) for n in range(16)))
    assert sorted(claims) == [Claim.GRANTED, *[Claim.IN_HAND] * 15]


async def test_claims_are_told_apart_by_their_occasion(ledger: DeliveryLedger) -> None:
    """A claim on one mail leaves all other mails free."""
    await ledger.claim(*OCCASION, "h-1", LONG)
    assert await ledger.claim("pairing-2", OCCASION[1], "h-2", LONG) is Claim.GRANTED
    assert await ledger.claim(OCCASION[0], "closed-9-mentor", "h-2", LONG) is Claim.GRANTED


async def test_a_holder_gets_its_claim_again(ledger: DeliveryLedger) -> None:
    """A holder that asks again gets its claim again: the first answer may have been lost."""
    await ledger.claim(*OCCASION, "h-1", LONG)
    assert await ledger.claim(*OCCASION, "h-1", LONG) is Claim.GRANTED


async def test_the_claim_of_somebody_dead_expires(ledger: DeliveryLedger) -> None:
    """The claim of a dead holder expires; then another one gets it, and the first one does not."""
    await ledger.claim(*OCCASION, "h-1", OVER)
    assert await ledger.claim(*OCCASION, "h-2", LONG) is Claim.GRANTED
    assert await ledger.claim(*OCCASION, "h-1", LONG) is Claim.IN_HAND


async def test_a_claim_that_is_given_back_is_anybodys(ledger: DeliveryLedger) -> None:
    """A claim that is given back can be taken at once, as after a refusal by the server."""
    await ledger.claim(*OCCASION, "h-1", LONG)
    await ledger.release(*OCCASION, "h-1")
    assert await ledger.claim(*OCCASION, "h-2", LONG) is Claim.GRANTED


async def test_nobody_gives_back_what_somebody_else_has(ledger: DeliveryLedger) -> None:
    """A slow holder whose claim has expired cannot give back the claim of its successor."""
    await ledger.claim(*OCCASION, "h-1", OVER)
    await ledger.claim(*OCCASION, "h-2", LONG)
    await ledger.release(*OCCASION, "h-1")
    assert await ledger.claim(*OCCASION, "h-3", LONG) is Claim.IN_HAND


async def test_what_was_taken_is_claimed_by_nobody(ledger: DeliveryLedger) -> None:
    """A mail that was accepted can be claimed by no one, not even by its earlier holder."""
    await ledger.claim(*OCCASION, "h-1", LONG)
    await ledger.record_taken(*OCCASION)
    for holder in ("h-1", "h-2", "h-2"):
        assert await ledger.claim(*OCCASION, holder, LONG) is Claim.TAKEN


async def test_a_claim_sees_what_was_taken_while_it_waited(
    postgres_ledger: PostgresDeliveryLedger, database: "Connection"
) -> None:
    """A claim that waited for the row while the mail was recorded sees that it was accepted."""
    await postgres_ledger.claim(*OCCASION, "h-1", LONG)
    async with database.transaction():
        await database.execute("DELETE FROM delivery_claim")
        await database.execute(
            "INSERT INTO delivery (stream_id, notice_id) VALUES ($1, $2)", *OCCASION
        )
        claim = asyncio.create_task(postgres_ledger.claim(*OCCASION, "h-2", LONG))
        await until(lambda: database.fetchval(WAITING), bool)
    assert await claim is Claim.TAKEN
    assert await database.fetchval("SELECT count(*) FROM delivery_claim") == 0
