"""The tables that follow from the journal: whether two states of them agree; and correcting one."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Connection

READ_TABLES = {
    "cohort_overview": ("cohort_id",),
    "pairing_overview": ("pairing_id",),
    "session": ("pairing_id", "session_id"),
    "item": ("stream_id", "item_id"),
    "notice": ("stream_id", "notice_id"),
    "cohort_week": ("cohort_id", "week"),
}
"""Every table that follows from the journal, with its key."""

_FINGERPRINT = "SELECT count(*), bit_xor(hash_record_extended(one, 0)) FROM {table} AS one"
"""Keys are unique, so that no row cancels out another. Several times cheaper than a comparison, and
most tables are right."""
_COLUMNS = """
SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped
"""
_CORRECT = """
MERGE INTO public.{table} AS live USING {schema}.{table} AS made ON {same_key}
WHEN MATCHED AND live.* IS DISTINCT FROM made.* THEN UPDATE SET ({columns}) = ROW(made.*)
WHEN NOT MATCHED BY SOURCE THEN DELETE
WHEN NOT MATCHED BY TARGET THEN INSERT ({columns}) VALUES (made.*)
"""


async def fingerprints(connection: "Connection", schema: str) -> "dict[str, asyncpg.Record | None]":
    """Of each table in ``schema``; the same for the same rows."""
    return {
        table: await connection.fetchrow(_FINGERPRINT.format(table=f"{schema}.{table}"))
        for table in READ_TABLES
    }


async def correct(connection: "Connection", schema: str) -> dict[str, int]:
    """Makes the rows of each table those of its namesake in ``schema``; how many differed."""
    live = await fingerprints(connection, "public")
    made = await fingerprints(connection, schema)
    return {
        table: 0 if live[table] == made[table] else await _correct(connection, table, schema)
        for table in READ_TABLES
    }


async def _correct(connection: "Connection", table: str, schema: str) -> int:
    columns: str = await connection.fetchval(_COLUMNS, f"public.{table}")
    same_key = " AND ".join(f"live.{column} = made.{column}" for column in READ_TABLES[table])
    done = await connection.execute(
        _CORRECT.format(table=table, schema=schema, columns=columns, same_key=same_key)
    )
    return int(done.removeprefix("MERGE "))
