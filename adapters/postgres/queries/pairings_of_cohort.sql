-- How far each pairing of a cohort has come, with the kinds of its open items.
SELECT
    pairing.pairing_id, pairing.stage, pairing.end_reason, pairing.closed_at,
    NOT ended.archived AS can_go_on, pairing.no_fault,
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
CROSS JOIN LATERAL (
    SELECT starts_with(event.type, 'pairing.archived.v') AS archived FROM event
    WHERE event.stream_id = 'pairing-' || pairing.pairing_id
    ORDER BY event.version DESC LIMIT 1
) AS ended
WHERE pairing.cohort_id = $1
ORDER BY pairing.pairing_id
