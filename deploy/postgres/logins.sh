#!/bin/sh
# Gives the journal's owner, the worker and Temporal logins and databases of their own: all that needs the
# superuser. Safe to repeat.
set -eu

psql() {
    command psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"
}

psql <<'SQL'
SET client_min_messages = warning;
\getenv owner_password OWNER_PASSWORD
\getenv worker_password WORKER_PASSWORD
\getenv temporal_password TEMPORAL_DB_PASSWORD
SELECT format('CREATE ROLE %I', name) FROM unnest('{eyelevel,worker,temporal,eyelevel_writer,eyelevel_reader}'::name[]) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE eyelevel LOGIN PASSWORD :'owner_password';
ALTER ROLE worker LOGIN PASSWORD :'worker_password';
ALTER ROLE temporal LOGIN PASSWORD :'temporal_password';
GRANT eyelevel_writer TO worker;
-- The worker never pauses within a transaction; one that hangs there may hold back others.
ALTER ROLE worker SET idle_in_transaction_session_timeout = '1min';

SELECT format('CREATE DATABASE %I', name) FROM unnest('{eyelevel,temporal,temporal_visibility}'::name[]) AS name
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec
ALTER DATABASE eyelevel OWNER TO eyelevel;
ALTER DATABASE temporal OWNER TO temporal;
ALTER DATABASE temporal_visibility OWNER TO temporal;
-- PostgreSQL lets everybody into every database, unless told otherwise.
REVOKE CONNECT ON DATABASE eyelevel, temporal, temporal_visibility, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE eyelevel TO eyelevel_writer, eyelevel_reader;
SQL
