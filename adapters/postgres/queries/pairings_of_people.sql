-- The pairings of people of a roster to which something can still happen, and whether their cohort passes things on.
-- One that is over can be told until its stream has come to its end: it may be reopened, or followed up.
SELECT
    pairing.pairing_id, pairing.cohort_id, pairing.mentor_id AS mentor, pairing.mentee_id AS mentee,
    cohort.closed_at IS NOT NULL AS cohort_closed
FROM pairing_overview AS pairing
JOIN cohort_overview AS cohort USING (cohort_id)
CROSS JOIN LATERAL (
    SELECT starts_with(event.type, 'pairing.archived.v') AS archived FROM event
    WHERE event.stream_id = 'pairing-' || pairing.pairing_id
    ORDER BY event.version DESC LIMIT 1
) AS ended
WHERE pairing.roster = $1
  AND NOT ended.archived
  AND (pairing.mentor_id = ANY ($2) OR pairing.mentee_id = ANY ($2))
ORDER BY pairing.pairing_id
