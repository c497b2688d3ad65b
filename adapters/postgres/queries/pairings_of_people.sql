-- The pairings of people of a roster that are not closed, in cohorts that are not closed.
SELECT pairing.pairing_id, pairing.cohort_id, pairing.mentor_id AS mentor, pairing.mentee_id AS mentee
FROM cohort_overview AS cohort
JOIN event AS opening ON opening.stream_id = 'cohort-' || cohort.cohort_id AND opening.version = 1
JOIN pairing_overview AS pairing USING (cohort_id)
WHERE cohort.closed_at IS NULL
  AND opening.data->'request'->>'roster' = $1
  AND pairing.stage <> 'closed'
  AND (pairing.mentor_id = ANY ($2) OR pairing.mentee_id = ANY ($2))
ORDER BY pairing.pairing_id
