"""The read tables: compares two states of them, and corrects one from the other."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Connection

READ_TABLES = {
    "cohort_overview": ("cohort_id",),
    "pairing_overview": ("pairing_id",),
    "session": ("pairing_id", "session_id"),
    "survey": ("pairing_id", "survey", "side"),
    "item": ("stream_id", "item_id"),
    "issued_notice": ("stream_id", "notice_id"),
    "cohort_week": ("cohort_id", "week"),
}
"""Every table that is derived from the journal, with its key."""

_FINGERPRINT = "SELECT count(*), bit_xor(hash_record_extended(one, 0)) FROM {table} AS one"
"""Keys are unique, so no row cancels out another. Several times cheaper than a comparison of rows,
and most tables are right."""
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
    """The fingerprint of each table in ``schema``; equal rows have equal fingerprints."""
    return {
        table: await connection.fetchrow(_FINGERPRINT.format(table=f"{schema}.{table}"))
        for table in READ_TABLES
    }


async def correct(connection: "Connection", schema: str) -> dict[str, int]:
    """Make the rows of each table equal to those in ``schema``; returns how many differed."""
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
