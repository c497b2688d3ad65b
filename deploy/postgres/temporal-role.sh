#!/bin/sh
# Gives Temporal a login of its own, with two databases of its own. Safe to repeat.
set -eu

psql() {
    command psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 "$@"
}

psql <<'SQL'
SET client_min_messages = warning;
\getenv password TEMPORAL_DB_PASSWORD
SELECT 'CREATE ROLE temporal' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'temporal') \gexec
ALTER ROLE temporal LOGIN PASSWORD :'password';
SELECT format('CREATE DATABASE %I', name) FROM unnest('{temporal,temporal_visibility}'::name[]) AS name
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec
ALTER DATABASE temporal OWNER TO temporal;
ALTER DATABASE temporal_visibility OWNER TO temporal;
-- PostgreSQL lets everybody into every database, unless told otherwise. About the journal's see worker-role.sh.
REVOKE CONNECT ON DATABASE temporal, temporal_visibility, postgres, template1 FROM PUBLIC;
SQL
