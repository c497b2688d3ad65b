"""The outbox and the delivery ledger in PostgreSQL."""

from datetime import timedelta
from typing import TYPE_CHECKING

from activities.outbox import MOST_TOGETHER, Mail, News, Occasion, Outbox, Settlement
from adapters.postgres.pool import repeatable
from domain.engine.base import Instant
from domain.telling.notices import DeliveryOutcome

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Pool


class PostgresOutbox(Outbox):
    """`activities.outbox.Outbox` on a pool. Every statement is safe to repeat."""

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def take(self, holder: str, lease: timedelta, after_cohort: str = "") -> tuple[Mail, ...]:
        """Put a holder and the end of the lease into rows; those that others are at are skipped.

        If the connection dies before the answer comes, they stay in hand until the lease ends.
        """
        values = (holder, lease, after_cohort, MOST_TOGETHER - 1)
        rows = await repeatable(self._pool, lambda db: db.fetch(_TAKE, *values))
        mails = (_mail(row, holder) for row in rows)
        return tuple(sorted(mails, key=lambda mail: (mail.due_at, mail.occasion.notice_id)))

    async def settle(self, settlement: Settlement) -> bool:
        """Move the row into the ledger, without the letter.

        Where the row is gone and the mail got out, the ledger is corrected.
        """
        occasion, outcome, tell = settlement.occasion, settlement.outcome, settlement.tell
        fared = (outcome.value, tell, settlement.address.value)
        row = await self._row(_SETTLE, *_of(occasion), settlement.holder, *fared)
        # A statement of its own: it sees who has taken the row away while the first one waited.
        if row is None and outcome is DeliveryOutcome.DELIVERED:
            row = await self._row(_CORRECT, *_of(occasion), tell, settlement.address.value)
        return row is not None and row["is_news"]

    async def put_back(self, mail: Mail, wait: timedelta, *, failed: bool = False) -> None:
        """Take the holder out of the row, unless it has another one by now."""
        await self._row(_PUT_BACK, *_of(mail.occasion), mail.holder, wait, failed)

    async def put_off(self, mail: Mail, until: Instant) -> None:
        """Move all times of the row by as much as it waits longer than it had to."""
        wait, later = until - mail.taken_at, until - max(mail.taken_at, mail.due_at)
        await self._row(_PUT_OFF, *_of(mail.occasion), mail.holder, wait, later)

    async def give_up(self) -> int:
        """Move rows into the ledger."""
        row = await self._row(_GIVE_UP)
        return row["given_up"] if row else 0

    async def waiting(self) -> int:
        """The number of rows."""
        row = await self._row(_WAITING)
        return row["waiting"] if row else 0

    async def take_news(self, lease: timedelta) -> News | None:
        """Put the telling off until the lease is over."""
        row = await self._row(_TAKE_NEWS, lease) or await self._row(_TAKE_DELAY, lease)
        if row is None:
            return None
        return News(
            occasion=Occasion(stream=row["stream_id"], notice_id=row["notice_id"]),
            outcome=DeliveryOutcome(row["outcome"]) if row["outcome"] else None,
            at=row["at"],
            number=row["number"],
        )

    async def note_told(self, news: News) -> None:
        """There is no time of the next attempt any more; of a delay, it is told again in a day."""
        if news.outcome is None:
            await self._row(_NOTE_DELAY_TOLD, *_of(news.occasion), news.number + 1)
        else:
            await self._row(_NOTE_TOLD, *_of(news.occasion))

    async def _row(self, statement: str, *values: object) -> "asyncpg.Record | None":
        return await repeatable(self._pool, lambda db: db.fetchrow(statement, *values))


def _mail(row: "asyncpg.Record", holder: str) -> Mail:
    return Mail(
        occasion=Occasion(stream=row["stream_id"], notice_id=row["notice_id"]),
        cohort=row["cohort_id"],
        holder=holder,
        content=row["letter"],
        attempts=row["attempts"],
        due_at=row["due_at"],
        taken_at=row["taken_at"],
        is_late=row["is_late"],
        failing_for=row["failing_for"],
        is_void=row["is_void"],
    )


def _of(occasion: Occasion) -> tuple[str, str]:
    return occasion.stream, occasion.notice_id


# Of the mails to a person, only the first can be found, so that two who look at the same time do
# not share them: what one of them has locked is still there for the other, who passes it over.
_NEXT = """
SELECT stream_id, notice_id, cohort_id, person_id FROM outbox AS found
WHERE try_at <= now() AND cohort_id {after} $3 AND NOT EXISTS (
    SELECT FROM outbox AS sooner
    WHERE sooner.cohort_id = found.cohort_id AND sooner.person_id = found.person_id
        AND sooner.try_at <= now()
        AND (sooner.try_at, sooner.stream_id, sooner.notice_id)
            < (found.try_at, found.stream_id, found.notice_id)
)
ORDER BY cohort_id, try_at LIMIT 1
FOR UPDATE SKIP LOCKED
"""
_TAKE = f"""
WITH later AS ({_NEXT.format(after=">")}),
sooner AS (
    SELECT * FROM ({_NEXT.format(after="<=")}) AS next WHERE NOT EXISTS (SELECT FROM later)
),
first AS (TABLE later UNION ALL TABLE sooner),
others AS (
    SELECT outbox.stream_id, outbox.notice_id FROM outbox, first
    WHERE outbox.cohort_id = first.cohort_id AND outbox.person_id = first.person_id
        AND (outbox.try_at <= now() OR outbox.due_at > now() AND outbox.holder IS NULL)
        AND (outbox.stream_id, outbox.notice_id) <> (first.stream_id, first.notice_id)
    ORDER BY outbox.due_at, outbox.notice_id LIMIT $4
    FOR UPDATE OF outbox SKIP LOCKED
)
UPDATE outbox SET holder = $1, try_at = clock_timestamp() + $2::interval, attempts = attempts + 1
FROM (SELECT stream_id, notice_id FROM first UNION ALL TABLE others) AS mine
WHERE outbox.stream_id = mine.stream_id AND outbox.notice_id = mine.notice_id
RETURNING outbox.stream_id, outbox.notice_id, cohort_id, letter, attempts, is_void,
    due_at, clock_timestamp() AS taken_at, give_up_at <= clock_timestamp() AS is_late,
    coalesce(clock_timestamp() - late_since, interval '0') AS failing_for
"""
_SETTLE = """
WITH mine AS (
    DELETE FROM outbox
    WHERE stream_id = $1 AND notice_id = $2 AND (holder = $3 OR $4 = 'delivered')
    RETURNING person_id, attempts
)
INSERT INTO delivery (stream_id, notice_id, outcome, address, attempts, tell_at)
SELECT $1, $2, $4, $6, attempts, CASE WHEN $5 OR $4 = 'delivered' AND (
    SELECT notice.outcome <> 'delivered' FROM notice
    WHERE notice.stream_id = $1 AND notice.notice_id <> $2 AND notice.person_id = mine.person_id
        AND notice.outcome <> 'taken_back'
    ORDER BY notice.settled_at DESC LIMIT 1
) THEN clock_timestamp() END
FROM mine
ON CONFLICT DO NOTHING
RETURNING tell_at IS NOT NULL AS is_news
"""
# What was told otherwise before, such as that it was given up, is told again.
_CORRECT = """
UPDATE delivery SET outcome = 'delivered', address = $4, settled_at = clock_timestamp(),
    tell_at = CASE WHEN $3 OR outcome <> 'taken_back' THEN clock_timestamp() END
WHERE stream_id = $1 AND notice_id = $2 AND outcome <> 'delivered'
RETURNING tell_at IS NOT NULL AS is_news
"""
_PUT_BACK = """
UPDATE outbox SET holder = NULL, try_at = clock_timestamp() + $4::interval,
    late_since = CASE
        WHEN $5 AND give_up_at <= clock_timestamp() THEN coalesce(late_since, clock_timestamp())
        ELSE late_since
    END
WHERE stream_id = $1 AND notice_id = $2 AND holder = $3
"""
_PUT_OFF = """
UPDATE outbox SET holder = NULL, attempts = attempts - 1, late_since = NULL,
    try_at = clock_timestamp() + $4::interval, due_at = due_at + $5::interval,
    give_up_at = give_up_at + $5, tell_at = tell_at + $5
WHERE stream_id = $1 AND notice_id = $2 AND holder = $3
"""
_GIVE_UP = """
WITH gone AS (
    DELETE FROM outbox
    WHERE give_up_at <= now() AND (holder IS NULL OR try_at <= now()) AND NOT is_void
    RETURNING stream_id, notice_id, attempts
),
noted AS (
    INSERT INTO delivery (stream_id, notice_id, outcome, attempts, tell_at)
    SELECT stream_id, notice_id, 'gave_up', attempts, clock_timestamp() FROM gone
    ON CONFLICT DO NOTHING
)
SELECT count(*) AS given_up FROM gone
"""
_WAITING = "SELECT count(*) AS waiting FROM outbox"
_TAKE_NEWS = """
UPDATE delivery SET tell_at = clock_timestamp() + $1::interval
WHERE (stream_id, notice_id) = (
    SELECT stream_id, notice_id FROM delivery WHERE tell_at <= now()
    ORDER BY tell_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING stream_id, notice_id, outcome, settled_at AS at, 0 AS number
"""
# Its moment follows from when it was written: told again, the same news is the same.
_TAKE_DELAY = """
UPDATE outbox SET tell_at = clock_timestamp() + $1::interval
WHERE (stream_id, notice_id) = (
    SELECT stream_id, notice_id FROM outbox WHERE tell_at <= now() AND NOT is_void
    ORDER BY tell_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING stream_id, notice_id, NULL AS outcome,
    due_at + interval '1 hour' + told * interval '24 hours' AS at, told AS number
"""
_NOTE_DELAY_TOLD = """
UPDATE outbox SET
    told = $3::integer,
    tell_at = due_at + interval '1 hour' + $3::integer * interval '24 hours'
WHERE stream_id = $1 AND notice_id = $2
"""
_NOTE_TOLD = "UPDATE delivery SET tell_at = NULL WHERE stream_id = $1 AND notice_id = $2"
