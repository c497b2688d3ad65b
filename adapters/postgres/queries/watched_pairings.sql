-- The pairings that can go on, of all cohorts that are not closed, and those whose owners know that they do not run.
-- A pairing that was started can go on, too, if nothing of it is recorded yet.
SELECT pairing.pairing_id, cohort.cohort_id, NOT pairing.archived AS can_go_on, told.reported
FROM cohort_overview AS cohort
CROSS JOIN LATERAL (
    SELECT opened.pairing_id, ended.archived
    FROM pairing_overview AS opened
    CROSS JOIN LATERAL (
        SELECT starts_with(event.type, 'pairing.archived.v') AS archived FROM event
        WHERE event.stream_id = 'pairing-' || opened.pairing_id
        ORDER BY event.version DESC LIMIT 1
    ) AS ended
    WHERE opened.cohort_id = cohort.cohort_id
    UNION ALL
    SELECT started.data ->> 'pairing_id', false
    FROM event AS started
    WHERE started.stream_id = 'cohort-' || cohort.cohort_id
      AND starts_with(started.type, 'cohort.pairing_started.v')
      AND NOT EXISTS (
          SELECT FROM pairing_overview AS opened WHERE opened.pairing_id = started.data ->> 'pairing_id'
      )
) AS pairing
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM item
        WHERE item.cohort_id = cohort.cohort_id
          AND item.pairing_id = pairing.pairing_id
          AND item.kind = 'pairing_not_running'
          AND item.closed_at IS NULL
    ) AS reported
) AS told
WHERE cohort.closed_at IS NULL AND (told.reported OR NOT pairing.archived)
ORDER BY pairing.pairing_id
