"""Which notices the mail server has taken, in PostgreSQL."""

from typing import TYPE_CHECKING

from activities.ports import DeliveryLedger
from adapters.postgres.pool import repeatable

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool, PooledConnection


class PostgresDeliveryLedger(DeliveryLedger):
    """One row per notice that was taken; see `DeliveryLedger`."""

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def has_taken(self, stream: str, notice_id: str) -> bool:
        """Whether there is a row for the occasion."""

        async def look(connection: "PooledConnection") -> bool:
            return bool(await connection.fetchval(_HAS_TAKEN, stream, notice_id))

        return await repeatable(self._pool, look)

    async def record_taken(self, stream: str, notice_id: str) -> None:
        """Write the row, unless it is there."""

        async def write(connection: "PooledConnection") -> None:
            await connection.execute(_RECORD_TAKEN, stream, notice_id)

        await repeatable(self._pool, write)


_HAS_TAKEN = "SELECT EXISTS (SELECT FROM delivery WHERE stream_id = $1 AND notice_id = $2)"
_RECORD_TAKEN = "INSERT INTO delivery (stream_id, notice_id) VALUES ($1, $2) ON CONFLICT DO NOTHING"
