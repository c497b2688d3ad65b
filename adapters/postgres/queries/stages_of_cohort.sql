-- Pairings by stage. Those annulled, or begun without a free seat, do not count.
SELECT
    stage,
    count(*) AS pairings,
    count(*) FILTER (WHERE paused OR on_hold) AS paused,
    coalesce(sum(open_items), 0)::bigint AS open_items
FROM pairing_overview AS pairing
CROSS JOIN LATERAL (
    SELECT count(*) AS open_items FROM item
    WHERE item.stream_id = 'pairing-' || pairing.pairing_id AND item.closed_at IS NULL
) AS waiting
WHERE cohort_id = $1 AND (end_reason IS NULL OR end_reason NOT IN ('annulled', 'no_seat'))
GROUP BY stage
ORDER BY stage
