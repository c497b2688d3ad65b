-- The pairings of people of a roster, in cohorts that are not closed: those that are not closed, or all.
SELECT pairing.pairing_id, pairing.cohort_id, pairing.mentor_id AS mentor, pairing.mentee_id AS mentee
FROM pairing_overview AS pairing
JOIN cohort_overview AS cohort USING (cohort_id)
WHERE cohort.closed_at IS NULL
  AND pairing.roster = $1
  AND ($3 OR pairing.stage <> 'closed')
  AND (pairing.mentor_id = ANY ($2) OR pairing.mentee_id = ANY ($2))
ORDER BY pairing.pairing_id
