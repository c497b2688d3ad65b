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
