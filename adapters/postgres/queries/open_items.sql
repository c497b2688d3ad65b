-- What somebody has to do, the longest waiting first; of one cohort, or of all when none is named.
SELECT cohort_id, pairing_id, item_id, kind, owner, side, session_id, opened_at, due_on, acknowledged,
    snoozed_until
FROM item
WHERE closed_at IS NULL AND ($1::text IS NULL OR cohort_id = $1)
ORDER BY opened_at, stream_id, item_id
