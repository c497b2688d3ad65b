-- What the people of a cohort were told, and how it fared. What was taken back, because it was not
-- true any more, is no failure.
SELECT
    kind,
    count(*) AS issued,
    count(*) FILTER (WHERE outcome = 'delivered') AS delivered,
    count(*) FILTER (WHERE outcome NOT IN ('delivered', 'taken_back')) AS undeliverable
FROM notice
WHERE cohort_id = $1
GROUP BY kind
ORDER BY kind
