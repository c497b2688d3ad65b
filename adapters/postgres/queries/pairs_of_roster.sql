-- Everybody in a roster who is, or was, in a pairing, whatever the cohort.
SELECT
    pairing.cohort_id AS cohort, pairing.mentor_id AS mentor, pairing.mentee_id AS mentee,
    pairing.stage NOT IN ('closed', 'partnership') AS running
FROM pairing_overview AS pairing
WHERE pairing.roster = $1
ORDER BY pairing.pairing_id
