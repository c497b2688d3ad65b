-- Least privilege. Run by the owner of the database after `eyelevel migrate`, and again after upgrades:
--
--     psql "$EYELEVEL_DATABASE_URL" --file adapters/postgres/roles.sql
--
-- The owner need not be able to create roles if the two that are named here exist already.
--
-- eyelevel_writer: what the worker and the command line need. It appends through append_events alone
--                  and can neither insert into the journal directly nor touch the tables that follow
--                  from it.
-- eyelevel_reader: reports, dashboards, `eyelevel show` and `eyelevel history`. No roster, no words of
--                  people.
--
-- Both are group roles without login: CREATE ROLE worker LOGIN PASSWORD '…' IN ROLE eyelevel_writer;
-- Settings of a group do not pass to its members, so each login gets its own:
-- ALTER ROLE worker SET idle_in_transaction_session_timeout = '1min';

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['eyelevel_writer', 'eyelevel_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
END
$$;

-- Who may create functions here could put one in the place of another that the journal calls with the
-- rights of its owner. Databases older than PostgreSQL 15, upgraded ones as well, let everybody.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

GRANT USAGE ON SCHEMA public TO eyelevel_writer, eyelevel_reader;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO eyelevel_writer;
GRANT EXECUTE ON FUNCTION append_events, advance_projection TO eyelevel_writer;
GRANT INSERT, UPDATE ON person TO eyelevel_writer;
GRANT INSERT ON roster_import TO eyelevel_writer;
GRANT INSERT, UPDATE ON delivery TO eyelevel_writer;
GRANT UPDATE, DELETE ON outbox TO eyelevel_writer;

GRANT SELECT ON cohort_overview, pairing_overview, session, survey, item, notice, delivery, cohort_week, projection TO eyelevel_reader;
GRANT SELECT (
    global_pos, stream_id, version, event_id, type, schema_ver, data, meta, occurred_at, recorded_at
) ON event TO eyelevel_reader;
GRANT SELECT ON event_without_words TO eyelevel_reader;
