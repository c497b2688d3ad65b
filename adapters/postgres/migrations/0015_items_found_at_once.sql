-- One event in two hundred is about an item. Whoever carries the whole journal finds these now without
-- reading all the others twice.
CREATE INDEX event_of_item ON event (global_pos) WHERE type LIKE '%.item\_%';

CREATE OR REPLACE FUNCTION project_items(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO item (
        stream_id, item_id, version, cohort_id, pairing_id, kind, owner, side, session_id, opened_at
    )
    SELECT DISTINCT ON (event.stream_id, opened->>'id')
        event.stream_id, opened->>'id', event.version,
        coalesce(pairing.cohort_id, substr(event.stream_id, length('cohort-') + 1)), pairing.pairing_id,
        opened->>'kind', opened->>'owner', opened->>'side', opened->>'session_id',
        (opened->>'opened_at')::timestamptz
    FROM event
    CROSS JOIN LATERAL (SELECT data->'item' AS opened) AS of_event
    LEFT JOIN pairing_overview AS pairing
        ON event.type LIKE 'pairing.%'
        AND pairing.pairing_id = substr(event.stream_id, length('pairing-') + 1)
    WHERE event.global_pos BETWEEN first_pos AND last_pos
      AND event.type LIKE '%.item\_%'
      AND event.type = ANY (versions_of('pairing.item_opened', 'cohort.item_opened'))
    ORDER BY event.stream_id, opened->>'id', event.version DESC
    ON CONFLICT (stream_id, item_id) DO UPDATE SET
        version = excluded.version,
        opened_at = excluded.opened_at,
        closed_at = NULL;

    UPDATE item SET closed_at = closing.occurred_at
    FROM (
        SELECT DISTINCT ON (stream_id, data->>'item_id')
            stream_id, data->>'item_id' AS item_id, version, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type LIKE '%.item\_%'
          AND type = ANY (versions_of('pairing.item_closed', 'cohort.item_closed'))
        ORDER BY stream_id, data->>'item_id', version DESC
    ) AS closing
    WHERE item.stream_id = closing.stream_id
      AND item.item_id = closing.item_id
      AND item.version < closing.version;
END
$$;
