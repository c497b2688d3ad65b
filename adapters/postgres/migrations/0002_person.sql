-- The roster: the only place of names, mail addresses and birth years.

CREATE TABLE person (
    roster       text        NOT NULL,
    id           text        NOT NULL,
    name         text        NOT NULL,
    mail         text        NOT NULL,
    locale       text        NOT NULL,
    time_zone    text        NOT NULL,
    site         text        NOT NULL,
    department   text        NOT NULL,
    level        integer     NOT NULL,
    birth_year   integer,
    gender       text,
    manager_id   text,
    roles        text[]      NOT NULL,
    capacity     integer,
    knowledge    jsonb       NOT NULL,
    wanted       text[]      NOT NULL,
    experience   text[]      NOT NULL,
    languages    text[]      NOT NULL,
    do_not_match text[]      NOT NULL,
    active       boolean     NOT NULL DEFAULT true,
    changed_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (roster, id)
);

COMMENT ON COLUMN person.site      IS 'ISO 3166 country or region, such as DE-BW; decides on the holidays.';
COMMENT ON COLUMN person.knowledge IS 'Topic to level, 0 to 5.';
COMMENT ON COLUMN person.active    IS 'False: was missing in the latest file. Kept, because pairings may still run.';

-- One line per import that changed something; nothing about single people.
CREATE TABLE roster_import (
    number      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    roster      text        NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now(),
    file_sha256 text        NOT NULL,
    added       integer     NOT NULL,
    changed     integer     NOT NULL,
    returned    integer     NOT NULL,
    unchanged   integer     NOT NULL,
    missing     integer     NOT NULL
);

CREATE INDEX roster_import_latest ON roster_import (roster, number DESC);

COMMENT ON COLUMN roster_import.returned IS 'People who were missing in an earlier file and are back.';
