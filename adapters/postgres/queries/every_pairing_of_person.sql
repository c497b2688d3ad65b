-- Every pairing that a person of a roster is or was in, the earliest first.
SELECT pairing_id
FROM pairing_overview
WHERE roster = $1
  AND (mentor_id = $2 OR mentee_id = $2)
ORDER BY opened_at, pairing_id
