-- The cohorts of a roster that are not closed and have considered these people, whether these got a partner or not.
SELECT DISTINCT overview.cohort_id, considered.person
FROM cohort_overview AS overview
JOIN event AS opening ON opening.stream_id = 'cohort-' || overview.cohort_id AND opening.version = 1
JOIN event AS considering ON considering.stream_id = opening.stream_id
CROSS JOIN LATERAL (
    SELECT considering.data->>'person'
    WHERE considering.type LIKE 'cohort.person\_added.%'
    UNION ALL
    SELECT pair.person
    FROM jsonb_to_recordset(considering.data->'pairs') AS proposed(mentor text, mentee text)
    CROSS JOIN LATERAL (VALUES (proposed.mentor), (proposed.mentee)) AS pair (person)
    WHERE considering.type LIKE 'cohort.matches\_proposed.%'
    UNION ALL
    SELECT unmatched.person FROM jsonb_to_recordset(considering.data->'waiting') AS unmatched(person text)
    WHERE considering.type LIKE 'cohort.matches\_proposed.%'
    UNION ALL
    SELECT person FROM jsonb_array_elements_text(considering.data->'elsewhere') AS person
    WHERE considering.type LIKE 'cohort.matches\_proposed.%'
) AS considered (person)
WHERE overview.closed_at IS NULL
  AND opening.data->'request'->>'roster' = $1
  AND considered.person = ANY ($2)
ORDER BY overview.cohort_id, considered.person
