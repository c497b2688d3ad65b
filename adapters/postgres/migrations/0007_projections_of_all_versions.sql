-- Projections that read every version of an event, and that carry the whole journal as willingly as
-- one append: each looks only at the events that change its rows.

-- `pairing.session_held.v1` → `pairing.session_held`
CREATE FUNCTION event_kind(type text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN left(rtrim(type, '0123456789'), -2);

-- Every type that these kinds of events have, had or will have. A constant to the planner, and looked
-- up in a hash table: asking for the kind of each event would take four times as long.
CREATE FUNCTION versions_of(VARIADIC kinds text[]) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT array_agg(kind || '.v' || version) FROM unnest(kinds) AS kind, generate_series(1, 20) AS version);

-- A small part of a large journal, found without reading all of it.
CREATE INDEX event_first ON event (global_pos) WHERE version = 1;
CREATE INDEX event_of_cohort ON event (global_pos) WHERE stream_id LIKE 'cohort-%';

-- The version of a stream is known where its events are. Here it made every event touch a row.
ALTER TABLE pairing_overview
    DROP COLUMN version,
    ADD COLUMN no_fault boolean NOT NULL DEFAULT false;
ALTER TABLE cohort_overview
    DROP COLUMN version;

COMMENT ON COLUMN pairing_overview.no_fault IS 'Closed early and by nobody''s fault; both are put together anew.';

CREATE OR REPLACE FUNCTION project_sessions(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH step AS (
        SELECT
            substr(stream_id, length('pairing-') + 1) AS pairing_id,
            data->>'session_id' AS session_id,
            version,
            CASE event_kind(type)
                WHEN 'pairing.session_booked'           THEN 'booked'
                WHEN 'pairing.session_moved'            THEN 'booked'
                WHEN 'pairing.session_cancelled'        THEN 'planned'
                WHEN 'pairing.absence_claimed'          THEN 'absence_claimed'
                WHEN 'pairing.session_held'             THEN 'held'
                WHEN 'pairing.session_missed'           THEN 'missed'
                WHEN 'pairing.reports_conflicted'       THEN 'conflict'
                WHEN 'pairing.session_unconfirmed'      THEN 'unconfirmed'
                WHEN 'pairing.session_report_withdrawn' THEN 'withdrawn'
            END AS becomes,
            (data->>'starts_at')::timestamptz AS starts_at,
            (data->>'minutes')::integer AS minutes,
            (data->>'held_at')::timestamptz AS held_at,
            data->>'absent' AS absent,
            0 AS held,
            0 AS missed
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type = ANY (versions_of(
              'pairing.session_booked', 'pairing.session_moved', 'pairing.session_cancelled',
              'pairing.absence_claimed', 'pairing.session_held', 'pairing.session_missed',
              'pairing.reports_conflicted', 'pairing.session_unconfirmed', 'pairing.session_report_withdrawn'
          ))
    ),
    -- What the table says so far is the step before the first.
    history AS (
        SELECT * FROM step
        UNION ALL
        SELECT pairing_id, session_id, 0, status, starts_at, minutes, held_at, absent, held, missed
        FROM session
        WHERE (pairing_id, session_id) IN (SELECT step.pairing_id, step.session_id FROM step)
    ),
    walk AS (
        SELECT
            *,
            lag(becomes) OVER (PARTITION BY pairing_id, session_id ORDER BY version) AS was,
            becomes IN ('held', 'missed', 'absence_claimed', 'conflict', 'withdrawn') AS counts_anew
        FROM history
    ),
    outcome AS (
        SELECT
            pairing_id,
            session_id,
            (array_agg(becomes ORDER BY version DESC))[1] AS status,
            (array_agg(starts_at ORDER BY version DESC)
                FILTER (WHERE becomes IN ('booked', 'planned') OR version = 0))[1] AS starts_at,
            (array_agg(minutes ORDER BY version DESC) FILTER (WHERE becomes IN ('booked', 'held') OR version = 0))[1] AS minutes,
            (array_agg(held_at ORDER BY version DESC) FILTER (WHERE becomes = 'held'))[1] AS held_at,
            (array_agg(absent ORDER BY version DESC) FILTER (WHERE becomes = 'missed'))[1] AS absent,
            sum(held) + count(*) FILTER (WHERE becomes = 'held' AND version > 0)
                - count(*) FILTER (WHERE was = 'held' AND counts_anew) AS held,
            sum(missed) + count(*) FILTER (WHERE becomes = 'missed' AND version > 0)
                - count(*) FILTER (WHERE was = 'missed' AND counts_anew) AS missed
        FROM walk
        GROUP BY pairing_id, session_id
    ),
    named AS (
        SELECT
            *,
            CASE
                WHEN status = 'withdrawn' AND starts_at IS NOT NULL THEN 'booked'
                WHEN status = 'withdrawn' THEN 'planned'
                ELSE status
            END AS final_status
        FROM outcome
    )
    INSERT INTO session AS known (
        pairing_id, session_id, status, starts_at, minutes, held_at, absent, held, missed
    )
    SELECT
        pairing_id, session_id, final_status, starts_at, minutes,
        CASE final_status WHEN 'held' THEN held_at END,
        CASE final_status WHEN 'missed' THEN absent END,
        held, missed
    FROM named
    ON CONFLICT (pairing_id, session_id) DO UPDATE SET
        status = excluded.status,
        starts_at = excluded.starts_at,
        minutes = excluded.minutes,
        held_at = excluded.held_at,
        absent = excluded.absent,
        held = excluded.held,
        missed = excluded.missed;
END
$$;

CREATE OR REPLACE FUNCTION project_pairings_opened(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- MATERIALIZED: the facts of an opening are many; they are unpacked once, not once per column.
    WITH opening AS MATERIALIZED (
        SELECT data->'setup' AS setup, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND version = 1
          AND type = ANY (versions_of('pairing.opened'))
    )
    INSERT INTO pairing_overview (
        pairing_id, cohort_id, mentor_id, mentee_id, stage, paused,
        sessions_planned, sessions_held, sessions_missed, opened_at
    )
    SELECT
        setup->>'pairing_id', setup->>'cohort_id', setup->>'mentor', setup->>'mentee', 'invited', false,
        (setup->'sessions'->>'count')::integer, 0, 0, occurred_at
    FROM opening
    ON CONFLICT DO NOTHING;
END
$$;

CREATE OR REPLACE FUNCTION project_pairings(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH turn AS MATERIALIZED (
        SELECT
            stream_id, version, event_kind(type) AS kind, occurred_at,
            data->>'stage' AS stage, data->>'side' AS side, data->>'reason' AS reason,
            coalesce((data->>'no_fault')::boolean, false) AS no_fault,
            jsonb_array_length(data->'plan'->'sessions') AS sessions_planned
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type = ANY (versions_of(
              'pairing.stage_entered', 'pairing.paused', 'pairing.resumed', 'pairing.closed', 'pairing.reopened',
              'pairing.invitation_accepted', 'pairing.invitation_declined',
              'pairing.plan_drawn_up', 'pairing.plan_amended', 'pairing.plan_continued',
              'pairing.absence_claimed', 'pairing.session_held', 'pairing.session_missed',
              'pairing.reports_conflicted', 'pairing.session_report_withdrawn'
          ))
    ),
    change AS (
        SELECT
            substr(stream_id, length('pairing-') + 1) AS pairing_id,
            (array_agg(stage ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.stage_entered'))[1] AS stage,
            (array_agg(kind = 'pairing.paused' ORDER BY version DESC)
                FILTER (WHERE kind IN ('pairing.paused', 'pairing.resumed', 'pairing.closed')))[1] AS paused,
            (array_agg(kind = 'pairing.invitation_accepted' ORDER BY version DESC)
                FILTER (WHERE kind LIKE 'pairing.invitation_%' AND side = 'mentor'))[1] AS mentor_said,
            (array_agg(kind = 'pairing.invitation_accepted' ORDER BY version DESC)
                FILTER (WHERE kind LIKE 'pairing.invitation_%' AND side = 'mentee'))[1] AS mentee_said,
            (array_agg(sessions_planned ORDER BY version DESC)
                FILTER (WHERE kind LIKE 'pairing.plan_%'))[1] AS sessions_planned,
            (array_agg(kind = 'pairing.closed' ORDER BY version DESC)
                FILTER (WHERE kind IN ('pairing.closed', 'pairing.reopened')))[1] AS closed,
            (array_agg(occurred_at ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.closed'))[1] AS closed_at,
            (array_agg(reason ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.closed'))[1] AS end_reason,
            (array_agg(no_fault ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.closed'))[1] AS no_fault
        FROM turn
        GROUP BY stream_id
    )
    UPDATE pairing_overview AS known SET
        stage = coalesce(change.stage, known.stage),
        paused = coalesce(change.paused, known.paused),
        mentor_said = coalesce(change.mentor_said, known.mentor_said),
        mentee_said = coalesce(change.mentee_said, known.mentee_said),
        sessions_planned = coalesce(change.sessions_planned, known.sessions_planned),
        sessions_held = counted.held,
        sessions_missed = counted.missed,
        closed_at = CASE WHEN change.closed IS NULL THEN known.closed_at
                         WHEN change.closed THEN change.closed_at END,
        end_reason = CASE WHEN change.closed IS NULL THEN known.end_reason
                          WHEN change.closed THEN change.end_reason END,
        no_fault = CASE WHEN change.closed IS NULL THEN known.no_fault
                        ELSE change.closed AND change.no_fault END
    FROM change CROSS JOIN LATERAL (
        SELECT
            coalesce(sum(session.held), 0) AS held,
            coalesce(sum(session.missed), 0) AS missed
        FROM session
        WHERE session.pairing_id = change.pairing_id
    ) AS counted
    WHERE known.pairing_id = change.pairing_id;
END
$$;

CREATE OR REPLACE FUNCTION project_cohorts_opened(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cohort_overview (cohort_id, title, stage, paused, waiting, blocking_pairs, opened_at)
    SELECT data->>'cohort_id', data->'request'->>'title', 'matching', false, 0, 0, occurred_at
    FROM event
    WHERE global_pos BETWEEN first_pos AND last_pos
      AND version = 1
      AND type = ANY (versions_of('cohort.opened'))
    ON CONFLICT DO NOTHING;
END
$$;

CREATE OR REPLACE FUNCTION project_cohorts(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH turn AS (
        SELECT stream_id, version, event_kind(type) AS kind, data, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND stream_id LIKE 'cohort-%'
          AND type = ANY (versions_of(
              'cohort.stage_entered', 'cohort.paused', 'cohort.resumed',
              'cohort.ending_begun', 'cohort.closed', 'cohort.matches_proposed'
          ))
    ),
    change AS (
        SELECT
            substr(stream_id, length('cohort-') + 1) AS cohort_id,
            (array_agg(data->>'stage' ORDER BY version DESC)
                FILTER (WHERE kind = 'cohort.stage_entered'))[1] AS stage,
            (array_agg(kind = 'cohort.paused' ORDER BY version DESC)
                FILTER (WHERE kind IN (
                    'cohort.paused', 'cohort.resumed', 'cohort.ending_begun', 'cohort.closed'
                )))[1] AS paused,
            (array_agg(jsonb_array_length(data->'waiting') ORDER BY version DESC)
                FILTER (WHERE kind = 'cohort.matches_proposed'))[1] AS waiting,
            (array_agg((data->>'blocking_pairs')::integer ORDER BY version DESC)
                FILTER (WHERE kind = 'cohort.matches_proposed'))[1] AS blocking_pairs,
            (array_agg(data->>'reason' ORDER BY version DESC)
                FILTER (WHERE kind = 'cohort.ending_begun'))[1] AS ends_for,
            (array_agg(data->>'reason' ORDER BY version)
                FILTER (WHERE kind = 'cohort.closed'))[1] AS closed_for,
            max(occurred_at) FILTER (WHERE kind = 'cohort.closed') AS closed_at
        FROM turn
        GROUP BY stream_id
    )
    UPDATE cohort_overview AS known SET
        stage = coalesce(change.stage, known.stage),
        paused = coalesce(change.paused, known.paused),
        waiting = coalesce(change.waiting, known.waiting),
        blocking_pairs = coalesce(change.blocking_pairs, known.blocking_pairs),
        closed_at = coalesce(change.closed_at, known.closed_at),
        end_reason = coalesce(change.ends_for, known.end_reason, change.closed_for)
    FROM change
    WHERE known.cohort_id = change.cohort_id;
END
$$;

CREATE OR REPLACE FUNCTION project_items(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO item (
        stream_id, item_id, version, cohort_id, pairing_id, kind, owner, side, session_id, opened_at
    )
    SELECT DISTINCT ON (event.stream_id, opened->>'id')
        event.stream_id, opened->>'id', event.version,
        coalesce(pairing.cohort_id, substr(event.stream_id, length('cohort-') + 1)), pairing.pairing_id,
        opened->>'kind', opened->>'owner', opened->>'side', opened->>'session_id',
        (opened->>'opened_at')::timestamptz
    FROM event
    CROSS JOIN LATERAL (SELECT data->'item' AS opened) AS of_event
    LEFT JOIN pairing_overview AS pairing
        ON event.type LIKE 'pairing.%'
        AND pairing.pairing_id = substr(event.stream_id, length('pairing-') + 1)
    WHERE event.global_pos BETWEEN first_pos AND last_pos
      AND event.type = ANY (versions_of('pairing.item_opened', 'cohort.item_opened'))
    ORDER BY event.stream_id, opened->>'id', event.version DESC
    ON CONFLICT (stream_id, item_id) DO UPDATE SET
        version = excluded.version,
        opened_at = excluded.opened_at,
        closed_at = NULL;

    UPDATE item SET closed_at = closing.occurred_at
    FROM (
        SELECT DISTINCT ON (stream_id, data->>'item_id')
            stream_id, data->>'item_id' AS item_id, version, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type = ANY (versions_of('pairing.item_closed', 'cohort.item_closed'))
        ORDER BY stream_id, data->>'item_id', version DESC
    ) AS closing
    WHERE item.stream_id = closing.stream_id
      AND item.item_id = closing.item_id
      AND item.version < closing.version;
END
$$;

-- Most events are about notices. What was issued comes with its outcome, if that is near; only outcomes
-- of notices that were issued earlier go looking for their row. Of several words the first is the notice,
-- of several outcomes the last one holds.
CREATE OR REPLACE FUNCTION project_notices(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- OFFSET 0: facts are taken out of an event once, before the sorting.
    WITH issued AS (
        SELECT DISTINCT ON (stream_id, notice_id) *
        FROM (
            SELECT
                stream_id, version, occurred_at, data#>>'{notice,id}' AS notice_id,
                data#>>'{notice,kind}' AS kind, data#>>'{notice,to}' AS person_id
            FROM event
            WHERE global_pos BETWEEN first_pos AND last_pos
              AND type = ANY (versions_of('pairing.notice_issued', 'cohort.notice_issued'))
            OFFSET 0
        ) AS word
        ORDER BY stream_id, notice_id, version
    ),
    settled AS (
        SELECT DISTINCT ON (stream_id, notice_id) *
        FROM (
            SELECT stream_id, version, occurred_at, data->>'notice_id' AS notice_id, data->>'outcome' AS outcome
            FROM event
            WHERE global_pos BETWEEN first_pos AND last_pos
              AND type = ANY (versions_of('pairing.notice_settled', 'cohort.notice_settled'))
            OFFSET 0
        ) AS word
        ORDER BY stream_id, notice_id, version DESC
    ),
    told AS (
        INSERT INTO notice (
            stream_id, notice_id, version, cohort_id, pairing_id, kind, person_id, issued_at, outcome, settled_at
        )
        SELECT
            issued.stream_id, issued.notice_id, issued.version,
            coalesce(pairing.cohort_id, substr(issued.stream_id, length('cohort-') + 1)), pairing.pairing_id,
            issued.kind, issued.person_id, issued.occurred_at, settled.outcome, settled.occurred_at
        FROM issued
        LEFT JOIN settled
            ON settled.stream_id = issued.stream_id
            AND settled.notice_id = issued.notice_id
            AND settled.version > issued.version
        LEFT JOIN pairing_overview AS pairing
            ON issued.stream_id LIKE 'pairing-%'
            AND pairing.pairing_id = substr(issued.stream_id, length('pairing-') + 1)
        ON CONFLICT DO NOTHING
    )
    UPDATE notice SET outcome = settled.outcome, settled_at = settled.occurred_at
    FROM settled
    WHERE notice.stream_id = settled.stream_id
      AND notice.notice_id = settled.notice_id
      AND notice.version < settled.version;
END
$$;

-- Tables that others look up come first. What an append does not concern costs it nothing.
CREATE OR REPLACE FUNCTION project_events(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    types text := (
        SELECT string_agg(DISTINCT type, ' ') FROM event WHERE global_pos BETWEEN first_pos AND last_pos
    );
BEGIN
    IF types LIKE '%pairing.opened.%' THEN
        PERFORM project_pairings_opened(first_pos, last_pos);
    END IF;
    IF types ~ 'pairing\.(session_|absence_|reports_)' THEN
        PERFORM project_sessions(first_pos, last_pos);
    END IF;
    IF types ~ 'pairing\.(stage_|paused|resumed|closed|reopened|invitation_|plan_drawn|plan_amended|plan_continued|session_|absence_|reports_)' THEN
        PERFORM project_pairings(first_pos, last_pos);
    END IF;
    IF types LIKE '%cohort.opened.%' THEN
        PERFORM project_cohorts_opened(first_pos, last_pos);
    END IF;
    IF types ~ 'cohort\.(stage_|paused|resumed|ending_|closed|matches_)' THEN
        PERFORM project_cohorts(first_pos, last_pos);
    END IF;
    IF types LIKE '%.item_%' THEN
        PERFORM project_items(first_pos, last_pos);
    END IF;
    IF types LIKE '%.notice_%' THEN
        PERFORM project_notices(first_pos, last_pos);
    END IF;
END
$$;
