-- How far each pairing of a cohort has come, with the kinds of its open items.
SELECT
    pairing.pairing_id, pairing.stage, pairing.end_reason, pairing.closed_at,
    pairing.closed_at IS NOT NULL AND NOT pairing.final AS can_be_reopened, pairing.no_fault,
    array_remove(ARRAY[
        CASE WHEN pairing.mentor_left_behind THEN 'mentor' END,
        CASE WHEN pairing.mentee_left_behind THEN 'mentee' END
    ], NULL) AS left_behind,
    pairing.mentor_said, pairing.mentee_said,
    pairing.sessions_planned, pairing.sessions_held, pairing.sessions_missed, pairing.paused OR pairing.on_hold AS paused,
    ARRAY(
        SELECT item.kind FROM item
        WHERE item.stream_id = 'pairing-' || pairing.pairing_id AND item.closed_at IS NULL
        ORDER BY item.opened_at, item.item_id
    ) AS items
FROM pairing_overview AS pairing
WHERE pairing.cohort_id = $1
ORDER BY pairing.pairing_id
