#!/bin/sh
# Gives the worker a login of its own that can do no more than it needs. Safe to repeat; to be
# repeated after every migration, which may bring new tables.
set -eu

psql() {
    command psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"
}

psql --file "${SQL:-/sql}/roles.sql"
psql --single-transaction <<'SQL'
SET client_min_messages = warning;
\getenv password WORKER_PASSWORD
SELECT 'CREATE ROLE worker' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'worker') \gexec
ALTER ROLE worker LOGIN PASSWORD :'password';
GRANT eyelevel_writer TO worker;
-- The worker never pauses within a transaction; one that hangs there may hold back others.
ALTER ROLE worker SET idle_in_transaction_session_timeout = '1min';
-- Everybody else stays out of this database; Temporal, for one, has a login to the same server.
SELECT current_database() AS journal \gset
REVOKE CONNECT ON DATABASE :"journal" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"journal" TO eyelevel_writer, eyelevel_reader;
SQL
