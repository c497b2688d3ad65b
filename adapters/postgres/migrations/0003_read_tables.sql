-- What is read often. Every append keeps it up to date in its own transaction; nobody else writes it.

CREATE TABLE pairing_overview (
    pairing_id       text        PRIMARY KEY,
    cohort_id        text        NOT NULL,
    mentor_id        text        NOT NULL,
    mentee_id        text        NOT NULL,
    version          integer     NOT NULL,
    stage            text        NOT NULL,
    paused           boolean     NOT NULL,
    mentor_said      boolean,
    mentee_said      boolean,
    sessions_planned integer     NOT NULL,
    sessions_held    integer     NOT NULL,
    sessions_missed  integer     NOT NULL,
    opened_at        timestamptz NOT NULL,
    closed_at        timestamptz,
    end_reason       text
);

CREATE INDEX pairing_overview_cohort ON pairing_overview (cohort_id);

COMMENT ON TABLE  pairing_overview             IS 'One row per pairing: how far it has come.';
COMMENT ON COLUMN pairing_overview.mentor_said IS 'Answer to the invitation; NULL: none so far.';

CREATE TABLE cohort_overview (
    cohort_id      text        PRIMARY KEY,
    title          text        NOT NULL,
    version        integer     NOT NULL,
    stage          text        NOT NULL,
    paused         boolean     NOT NULL,
    waiting        integer     NOT NULL,
    blocking_pairs integer     NOT NULL,
    opened_at      timestamptz NOT NULL,
    closed_at      timestamptz,
    end_reason     text
);

COMMENT ON TABLE  cohort_overview         IS 'One row per cohort: where it stands.';
COMMENT ON COLUMN cohort_overview.waiting IS 'People without a partner after the latest matching.';

CREATE TABLE session (
    pairing_id text        NOT NULL,
    session_id text        NOT NULL,
    status     text        NOT NULL,
    starts_at  timestamptz,
    minutes    integer,
    held_at    timestamptz,
    absent     text,
    held       integer     NOT NULL,
    missed     integer     NOT NULL,
    PRIMARY KEY (pairing_id, session_id)
);

COMMENT ON TABLE  session          IS 'One row per session that was ever booked or reported.';
COMMENT ON COLUMN session.held_at  IS 'Only of sessions that count as held.';
COMMENT ON COLUMN session.absent   IS 'Who was absent; only of sessions that count as missed.';
COMMENT ON COLUMN session.held     IS 'How often it counts as held; a withdrawn report does not count.';
COMMENT ON COLUMN session.missed   IS 'How often it counts as missed; more than once if booked again.';

CREATE TABLE item (
    stream_id  text        NOT NULL,
    item_id    text        NOT NULL,
    version    integer     NOT NULL,
    cohort_id  text        NOT NULL,
    pairing_id text,
    kind       text        NOT NULL,
    owner      text        NOT NULL,
    side       text,
    session_id text,
    opened_at  timestamptz NOT NULL,
    closed_at  timestamptz,
    PRIMARY KEY (stream_id, item_id)
);

CREATE INDEX item_open ON item (cohort_id) WHERE closed_at IS NULL;

COMMENT ON TABLE  item         IS 'What somebody has or had to do: one row per work item.';
COMMENT ON COLUMN item.version IS 'Version of the stream that opened it.';
COMMENT ON COLUMN item.owner   IS 'A role of the cohort, never a person.';

CREATE TABLE notice (
    stream_id  text        NOT NULL,
    notice_id  text        NOT NULL,
    version    integer     NOT NULL,
    cohort_id  text        NOT NULL,
    pairing_id text,
    kind       text        NOT NULL,
    person_id  text        NOT NULL,
    issued_at  timestamptz NOT NULL,
    outcome    text,
    settled_at timestamptz,
    PRIMARY KEY (stream_id, notice_id)
);

CREATE INDEX notice_cohort ON notice (cohort_id);

COMMENT ON TABLE  notice         IS 'What people were told: one row per notice.';
COMMENT ON COLUMN notice.version IS 'Version of the stream that issued it.';
COMMENT ON COLUMN notice.outcome IS 'How it fared; NULL while it is on its way.';
