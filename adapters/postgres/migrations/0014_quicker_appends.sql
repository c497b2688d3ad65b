-- The same appends for less: a stream's end is found by one look where it is expected, and names of
-- events are compared no more often than needed.

-- Tables that others look up come first. What an append does not concern costs it nothing; most concern
-- notices alone, and two patterns are enough to tell that of them.
CREATE OR REPLACE FUNCTION project_events(first_pos bigint, last_pos bigint, types text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF types LIKE '%pairing.opened.%' THEN
        PERFORM project_pairings_opened(first_pos, last_pos);
    END IF;
    IF types ~ 'pairing\.(stage_|paused|resumed|closed|reopened|invitation_|plan_drawn|plan_amended|plan_continued|session_|absence_|reports_)' THEN
        IF types ~ 'pairing\.(session_|absence_|reports_)' THEN
            PERFORM project_sessions(first_pos, last_pos);
        END IF;
        PERFORM project_pairings(first_pos, last_pos);
    END IF;
    IF types LIKE '%cohort.opened.%' THEN
        PERFORM project_cohorts_opened(first_pos, last_pos);
    END IF;
    IF types LIKE '%cohort.%' AND types ~ 'cohort\.(stage_|paused|resumed|ending_|closed|matches_)' THEN
        PERFORM project_cohorts(first_pos, last_pos);
    END IF;
    IF types LIKE '%.item_%' THEN
        PERFORM project_items(first_pos, last_pos);
    END IF;
    IF types LIKE '%.notice_%' THEN
        PERFORM project_notices(first_pos, last_pos);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION append_events(
    stream_ids   text[],
    expected     integer[],
    versions     integer[],
    event_ids    uuid[],
    types        text[],
    schema_vers  integer[],
    facts        jsonb[],
    words        bytea[],
    metas        jsonb[],
    occurred_ats timestamptz[]
) RETURNS bigint[]
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
-- Every append touches a handful of rows through indexes, however long the tables get: one plan per
-- statement and session, made once and safe at any size.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
DECLARE
    last_pos bigint;
    recorded timestamptz;
    written  integer;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_events needs READ COMMITTED: it has to see what was committed while it waited'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    PERFORM lock_journal();

    SELECT global_pos, recorded_at INTO last_pos, recorded FROM event ORDER BY global_pos DESC LIMIT 1;
    last_pos := coalesce(last_pos, 0);
    recorded := greatest(clock_timestamp(), recorded);

    -- An append is written if its stream ends where it expects it to: all of it, or nothing. Its first
    -- event asks for all: an append of a hundred events shall not ask a hundred times. The list holds
    -- those that do not fit, because it is nearly always empty then. Where the end is expected, there is one
    -- event, or none if the stream is new; a second one has come in between.
    INSERT INTO event (
        global_pos, stream_id, version, event_id, type, schema_ver, data, private, meta, occurred_at, recorded_at
    )
    SELECT
        last_pos + row_number() OVER (ORDER BY ordinal),
        stream_id, version, event_id, type, schema_ver, fact, word, meta, occurred_at, recorded
    FROM unnest(stream_ids, versions, event_ids, types, schema_vers, facts, words, metas, occurred_ats)
        WITH ORDINALITY AS proposed(
            stream_id, version, event_id, type, schema_ver, fact, word, meta, occurred_at, ordinal
        )
    WHERE stream_id <> ALL (ARRAY(
        SELECT beginning.stream_id
        FROM unnest(stream_ids, expected, versions) AS beginning(stream_id, follows, version)
        LEFT JOIN event AS found
            ON found.stream_id = beginning.stream_id AND found.version BETWEEN follows AND follows + 1
        WHERE beginning.version = follows + 1 AND coalesce(found.version, 0) <> follows
    ));
    GET DIAGNOSTICS written = ROW_COUNT;
    IF written > 0 THEN
        PERFORM project_events(last_pos + 1, last_pos + written, array_to_string(types, ' '));
    END IF;

    IF written = cardinality(stream_ids) THEN
        RETURN ARRAY(SELECT generate_series(last_pos + 1, last_pos + written));
    END IF;

    RETURN ARRAY(
        SELECT (
            SELECT event.global_pos FROM event
            WHERE event.stream_id = proposed.stream_id
              AND event.version = proposed.version
              AND event.type = proposed.type
              AND event.data = proposed.fact
              AND event.private IS NOT DISTINCT FROM proposed.word
              AND event.meta = proposed.meta
        )
        FROM unnest(stream_ids, versions, types, facts, words, metas)
            WITH ORDINALITY AS proposed(stream_id, version, type, fact, word, meta, ordinal)
        ORDER BY ordinal
    );
END
$$;
