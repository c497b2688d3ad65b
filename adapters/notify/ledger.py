"""Which notices the mail server has accepted, and which are being handed over, in PostgreSQL."""

from datetime import timedelta
from typing import TYPE_CHECKING

from activities.ports import Claim, DeliveryLedger
from adapters.postgres.pool import repeatable

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool, PooledConnection


class PostgresDeliveryLedger(DeliveryLedger):
    """One row per accepted notice, and one per claim; see `DeliveryLedger`."""

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def has_taken(self, stream: str, notice_id: str) -> bool:
        """Whether there is a row for the occasion."""

        async def look(connection: "PooledConnection") -> bool:
            return bool(await connection.fetchval(_HAS_TAKEN, stream, notice_id))

        return await repeatable(self._pool, look)

    async def claim(self, stream: str, notice_id: str, holder: str, lease: timedelta) -> Claim:
        """Write a claim, unless there is one that has not expired; then look what was accepted.

        In this order only: a holder who gets the claim directly after another one then sees its
        outcome.
        """

        async def write(connection: "PooledConnection") -> bool:
            return bool(await connection.fetchval(_CLAIM, stream, notice_id, holder, lease))

        granted = await repeatable(self._pool, write)
        if not await self.has_taken(stream, notice_id):
            return Claim.GRANTED if granted else Claim.IN_HAND
        if granted:
            await self.release(stream, notice_id, holder)
        return Claim.TAKEN

    async def record_taken(self, stream: str, notice_id: str) -> None:
        """Write the row, unless it is there; claims are not needed any more."""
        await self._execute(_RECORD_TAKEN, stream, notice_id)

    async def release(self, stream: str, notice_id: str, holder: str) -> None:
        """Delete the claim, unless another holder has it by now."""
        await self._execute(_RELEASE, stream, notice_id, holder)

    async def _execute(self, statement: str, *values: str) -> None:
        async def write(connection: "PooledConnection") -> None:
            await connection.execute(statement, *values)

        await repeatable(self._pool, write)


_HAS_TAKEN = "SELECT EXISTS (SELECT FROM delivery WHERE stream_id = $1 AND notice_id = $2)"
_CLAIM = """
INSERT INTO delivery_claim AS held (stream_id, notice_id, holder, expires_at)
VALUES ($1, $2, $3, clock_timestamp() + $4::interval)
ON CONFLICT (stream_id, notice_id) DO UPDATE
SET holder = EXCLUDED.holder, expires_at = EXCLUDED.expires_at
WHERE held.holder = EXCLUDED.holder OR held.expires_at <= clock_timestamp()
RETURNING true
"""
_RECORD_TAKEN = """
WITH done AS (DELETE FROM delivery_claim WHERE stream_id = $1 AND notice_id = $2)
INSERT INTO delivery (stream_id, notice_id) VALUES ($1, $2) ON CONFLICT DO NOTHING
"""
_RELEASE = "DELETE FROM delivery_claim WHERE stream_id = $1 AND notice_id = $2 AND holder = $3"
