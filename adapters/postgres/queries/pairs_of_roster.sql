-- Everybody in a roster who is, or was, in a pairing, whatever the cohort, and whom people have rejected as a pair.
-- Not those who were never invited, because no place was free.
SELECT
    pairing.cohort_id AS cohort, pairing.mentor_id AS mentor, pairing.mentee_id AS mentee,
    pairing.stage NOT IN ('closed', 'partnership') AS running
FROM pairing_overview AS pairing
WHERE pairing.roster = $1 AND pairing.end_reason IS DISTINCT FROM 'no_seat'
UNION ALL
SELECT
    substr(rejecting.stream_id, length('cohort-') + 1), pair.mentor, pair.mentee, false
FROM event AS rejecting
JOIN event AS opening ON opening.stream_id = rejecting.stream_id AND opening.version = 1
CROSS JOIN LATERAL jsonb_to_recordset(rejecting.data->'pairs') AS pair(mentor text, mentee text)
WHERE rejecting.type LIKE 'cohort.matches\_rejected.%' AND opening.data->'request'->>'roster' = $1
ORDER BY cohort, mentor, mentee, running
