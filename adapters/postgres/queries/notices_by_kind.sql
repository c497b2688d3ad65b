-- What the people of a cohort were told, and how it fared.
SELECT
    kind,
    count(*) AS issued,
    count(*) FILTER (WHERE outcome = 'delivered') AS delivered,
    count(*) FILTER (WHERE outcome <> 'delivered') AS undeliverable
FROM notice
WHERE cohort_id = $1
GROUP BY kind
ORDER BY kind
