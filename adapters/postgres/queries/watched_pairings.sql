-- The pairings that can go on, of all cohorts that are not closed, and those whose owners know that they do not run.
SELECT pairing.pairing_id, pairing.cohort_id, NOT ended.archived AS can_go_on, told.reported
FROM pairing_overview AS pairing
JOIN cohort_overview AS cohort USING (cohort_id)
CROSS JOIN LATERAL (
    SELECT starts_with(event.type, 'pairing.archived.v') AS archived FROM event
    WHERE event.stream_id = 'pairing-' || pairing.pairing_id
    ORDER BY event.version DESC LIMIT 1
) AS ended
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM item
        WHERE item.cohort_id = pairing.cohort_id
          AND item.pairing_id = pairing.pairing_id
          AND item.kind = 'pairing_not_running'
          AND item.closed_at IS NULL
    ) AS reported
) AS told
WHERE cohort.closed_at IS NULL AND (told.reported OR NOT ended.archived)
ORDER BY pairing.pairing_id
