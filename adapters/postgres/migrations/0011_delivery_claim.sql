-- Mails that are being handed over: whoever else is to deliver the same notice finds it in hand and waits.
-- A row lasts for seconds, until the mail is taken or not. The claim of a deliverer that died expires.

CREATE TABLE delivery_claim (
    stream_id  text        NOT NULL,
    notice_id  text        NOT NULL,
    holder     text        NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (stream_id, notice_id)
);

COMMENT ON COLUMN delivery_claim.holder IS 'Run, activity and attempt that have the mail in hand.';
COMMENT ON COLUMN delivery_claim.expires_at IS 'Then anybody may claim it, by the clock of the database.';
