-- Notices that the mail server has taken: a retried delivery finds its row and sends nothing.
-- Who was written to, and where, is not kept.

CREATE TABLE delivery (
    stream_id text        NOT NULL,
    notice_id text        NOT NULL,
    taken_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (stream_id, notice_id)
);

COMMENT ON COLUMN delivery.taken_at IS 'When the mail server had said 250, by the clock of the database.';
