-- The journal: every event that ever happened, in one order, never changed.

CREATE TABLE event (
    global_pos  bigint      NOT NULL UNIQUE CHECK (global_pos > 0),
    stream_id   text        NOT NULL,
    version     integer     NOT NULL CHECK (version > 0),
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    schema_ver  integer     NOT NULL,
    data        jsonb       NOT NULL,
    private     bytea,
    meta        jsonb       NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (stream_id, version)
);

COMMENT ON COLUMN event.global_pos  IS 'Order over all streams: 1, 2, 3, … in the order of commits, without holes.';
COMMENT ON COLUMN event.event_id    IS 'uuid5 of stream, version and type: the same append always carries the same ids.';
COMMENT ON COLUMN event.data        IS 'Facts: ids, dates, numbers, closed lists.';
COMMENT ON COLUMN event.private     IS 'Words of people, as opaque bytes; reports and the reader role never see them.';
COMMENT ON COLUMN event.occurred_at IS 'When it was true, by the clock of the workflow.';
COMMENT ON COLUMN event.recorded_at IS 'When it was written, by the clock of the database; never falls along global_pos.';

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation',
              HINT = 'Put a fact right by appending an event that says so.';
END
$$;

CREATE TRIGGER event_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Without ALWAYS, a session that plays a replica would slip past.
ALTER TABLE event ENABLE ALWAYS TRIGGER event_is_append_only;

-- Appends any number of events to any number of streams; at most one append per stream and call.
-- The arrays hold one entry per event, the events of a stream together and in order.
-- Answers one position per event: where it stands, whether it was written now or by an earlier,
-- identical call; NULL when the stream has something else, or nothing, at that version. An append
-- with a NULL among its positions was not written at all; the others of the call were.
--
-- The order is free of gaps for a reader of `global_pos > checkpoint`, because positions are given out
-- under a lock that is released only after the commit is visible: nothing smaller can appear later.
CREATE FUNCTION append_events(
    stream_ids   text[],
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
AS $$
DECLARE
    last_pos      bigint;
    last_recorded timestamptz;
    written       integer;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_events needs READ COMMITTED: it has to see what was committed while it waited'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    PERFORM pg_advisory_xact_lock(7310575178);

    SELECT global_pos, recorded_at INTO last_pos, last_recorded
    FROM event ORDER BY global_pos DESC LIMIT 1;

    INSERT INTO event (
        global_pos, stream_id, version, event_id, type, schema_ver, data, private, meta, occurred_at, recorded_at
    )
    SELECT
        coalesce(last_pos, 0) + row_number() OVER (ORDER BY ordinal),
        stream_id, version, event_id, type, schema_ver, fact, word, meta, occurred_at,
        greatest(clock_timestamp(), last_recorded)
    FROM unnest(stream_ids, versions, event_ids, types, schema_vers, facts, words, metas, occurred_ats)
        WITH ORDINALITY AS proposed(
            stream_id, version, event_id, type, schema_ver, fact, word, meta, occurred_at, ordinal
        )
    WHERE stream_id IN (
        SELECT first.stream_id
        FROM unnest(stream_ids, versions) AS first(stream_id, version)
        GROUP BY first.stream_id
        HAVING min(first.version) - 1 = coalesce(
            (SELECT max(event.version) FROM event WHERE event.stream_id = first.stream_id), 0
        )
    );
    GET DIAGNOSTICS written = ROW_COUNT;

    IF written = cardinality(stream_ids) THEN
        RETURN ARRAY(SELECT generate_series(coalesce(last_pos, 0) + 1, coalesce(last_pos, 0) + written));
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
