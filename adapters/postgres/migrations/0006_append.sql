-- One transaction at a time writes; it lets go when its commit is visible to everybody.
CREATE FUNCTION lock_journal() RETURNS void
LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(7310575178) $$;

-- The one way into the journal: appends any number of events to any number of streams, and carries
-- them into the tables that are read. At most one append per stream and call; the arrays hold one entry
-- per event, the events of an append together and in order. `expected` is the version of the stream
-- that the append wants to follow.
--
-- Answers one position per event: where it stands, whether it was written now or by an earlier,
-- identical call; NULL when the stream has something else, or nothing, at that version. An append
-- with a NULL among its positions was not written at all; the others of the call were.
--
-- The order is free of gaps for a reader of `global_pos > checkpoint`, because positions are given out
-- under the lock: when one is visible, nothing smaller can appear any more.
CREATE FUNCTION append_events(
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
    last_pos  bigint;
    recorded  timestamptz;
    fresh     text[];
    all_fresh boolean;
    written   integer;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_events needs READ COMMITTED: it has to see what was committed while it waited'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    PERFORM lock_journal();

    SELECT global_pos, recorded_at INTO last_pos, recorded FROM event ORDER BY global_pos DESC LIMIT 1;
    last_pos := coalesce(last_pos, 0);
    recorded := greatest(clock_timestamp(), recorded);

    SELECT array_agg(stream_id) FILTER (WHERE follows = head), bool_and(follows = head)
    INTO fresh, all_fresh
    FROM unnest(stream_ids, expected, versions) AS proposed(stream_id, follows, version)
    CROSS JOIN LATERAL (
        SELECT coalesce(max(event.version), 0) AS head FROM event
        WHERE event.stream_id = proposed.stream_id
    ) AS stream
    WHERE version = follows + 1;

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
    WHERE all_fresh OR stream_id = ANY (fresh);
    GET DIAGNOSTICS written = ROW_COUNT;
    PERFORM project_events(last_pos + 1, last_pos + written);

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

REVOKE ALL ON FUNCTION append_events FROM PUBLIC;
