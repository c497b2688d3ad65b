-- Sessions of all pairings of a cohort. Pairings that were annulled, or begun without a free seat, do not count.
SELECT
    count(*) AS pairings,
    coalesce(sum(sessions_planned), 0)::bigint AS planned,
    coalesce(sum(sessions_held), 0)::bigint AS held,
    coalesce(sum(sessions_missed), 0)::bigint AS missed
FROM pairing_overview
WHERE cohort_id = $1 AND (end_reason IS NULL OR end_reason NOT IN ('annulled', 'no_seat'))
