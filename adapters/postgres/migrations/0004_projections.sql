-- From the journal into the read tables.
--
-- Each function takes a range of global positions and carries its events into one table. An append
-- passes the events it has just written; a rebuild passes the whole journal, in slices, with empty
-- tables of the same names first on the search path. So there is one set of rules for both.

CREATE FUNCTION project_sessions(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH step AS (
        SELECT
            substr(stream_id, length('pairing-') + 1) AS pairing_id,
            data->>'session_id' AS session_id,
            version,
            CASE type
                WHEN 'pairing.session_booked.v1'           THEN 'booked'
                WHEN 'pairing.session_moved.v1'            THEN 'booked'
                WHEN 'pairing.session_cancelled.v1'        THEN 'planned'
                WHEN 'pairing.absence_claimed.v1'          THEN 'absence_claimed'
                WHEN 'pairing.session_held.v1'             THEN 'held'
                WHEN 'pairing.session_missed.v1'           THEN 'missed'
                WHEN 'pairing.reports_conflicted.v1'       THEN 'conflict'
                WHEN 'pairing.session_unconfirmed.v1'      THEN 'unconfirmed'
                WHEN 'pairing.session_report_withdrawn.v1' THEN 'withdrawn'
            END AS becomes,
            (data->>'starts_at')::timestamptz AS starts_at,
            (data->>'minutes')::integer AS minutes,
            (data->>'held_at')::timestamptz AS held_at,
            data->>'absent' AS absent,
            0 AS held,
            0 AS missed
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type IN (
              'pairing.session_booked.v1', 'pairing.session_moved.v1', 'pairing.session_cancelled.v1',
              'pairing.absence_claimed.v1', 'pairing.session_held.v1', 'pairing.session_missed.v1',
              'pairing.reports_conflicted.v1', 'pairing.session_unconfirmed.v1',
              'pairing.session_report_withdrawn.v1'
          )
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

CREATE FUNCTION project_pairings_opened(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO pairing_overview (
        pairing_id, cohort_id, mentor_id, mentee_id, version, stage, paused,
        sessions_planned, sessions_held, sessions_missed, opened_at
    )
    SELECT
        setup->>'pairing_id', setup->>'cohort_id', setup->>'mentor', setup->>'mentee', 1, 'invited', false,
        (setup->'sessions'->>'count')::integer, 0, 0, occurred_at
    FROM event CROSS JOIN LATERAL (SELECT data->'setup' AS setup) AS of_event
    WHERE global_pos BETWEEN first_pos AND last_pos
      AND type = 'pairing.opened.v1'
    ON CONFLICT (pairing_id) DO NOTHING;
END
$$;

CREATE FUNCTION project_pairings(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH change AS (
        SELECT
            substr(stream_id, length('pairing-') + 1) AS pairing_id,
            max(event.version) AS version,
            (array_agg(data->>'stage' ORDER BY event.version DESC)
                FILTER (WHERE type = 'pairing.stage_entered.v1'))[1] AS stage,
            (array_agg(type = 'pairing.paused.v1' ORDER BY event.version DESC)
                FILTER (WHERE type IN ('pairing.paused.v1', 'pairing.resumed.v1', 'pairing.closed.v1')))[1]
                AS paused,
            (array_agg(type = 'pairing.invitation_accepted.v1' ORDER BY event.version DESC)
                FILTER (WHERE type LIKE 'pairing.invitation_%' AND data->>'side' = 'mentor'))[1]
                AS mentor_said,
            (array_agg(type = 'pairing.invitation_accepted.v1' ORDER BY event.version DESC)
                FILTER (WHERE type LIKE 'pairing.invitation_%' AND data->>'side' = 'mentee'))[1]
                AS mentee_said,
            (array_agg(jsonb_array_length(data->'plan'->'sessions') ORDER BY event.version DESC)
                FILTER (WHERE data ? 'plan'))[1] AS sessions_planned,
            (array_agg(type = 'pairing.closed.v1' ORDER BY event.version DESC)
                FILTER (WHERE type IN ('pairing.closed.v1', 'pairing.reopened.v1')))[1] AS closed,
            (array_agg(occurred_at ORDER BY event.version DESC)
                FILTER (WHERE type = 'pairing.closed.v1'))[1] AS closed_at,
            (array_agg(data->>'reason' ORDER BY event.version DESC)
                FILTER (WHERE type = 'pairing.closed.v1'))[1] AS end_reason
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type LIKE 'pairing.%'
        GROUP BY stream_id
    )
    UPDATE pairing_overview AS known SET
        version = change.version,
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
                          WHEN change.closed THEN change.end_reason END
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

CREATE FUNCTION project_cohorts_opened(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cohort_overview (
        cohort_id, title, version, stage, paused, waiting, blocking_pairs, opened_at
    )
    SELECT
        data->>'cohort_id', data->'request'->>'title', 1, 'matching', false, 0, 0, occurred_at
    FROM event
    WHERE global_pos BETWEEN first_pos AND last_pos
      AND type = 'cohort.opened.v1'
    ON CONFLICT (cohort_id) DO NOTHING;
END
$$;

CREATE FUNCTION project_cohorts(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH change AS (
        SELECT
            substr(stream_id, length('cohort-') + 1) AS cohort_id,
            max(event.version) AS version,
            (array_agg(data->>'stage' ORDER BY event.version DESC)
                FILTER (WHERE type = 'cohort.stage_entered.v1'))[1] AS stage,
            (array_agg(type = 'cohort.paused.v1' ORDER BY event.version DESC)
                FILTER (WHERE type IN (
                    'cohort.paused.v1', 'cohort.resumed.v1', 'cohort.ending_begun.v1', 'cohort.closed.v1'
                )))[1] AS paused,
            (array_agg(jsonb_array_length(data->'waiting') ORDER BY event.version DESC)
                FILTER (WHERE type = 'cohort.matches_proposed.v1'))[1] AS waiting,
            (array_agg((data->>'blocking_pairs')::integer ORDER BY event.version DESC)
                FILTER (WHERE type = 'cohort.matches_proposed.v1'))[1] AS blocking_pairs,
            (array_agg(data->>'reason' ORDER BY event.version DESC)
                FILTER (WHERE type = 'cohort.ending_begun.v1'))[1] AS ends_for,
            (array_agg(data->>'reason' ORDER BY event.version)
                FILTER (WHERE type = 'cohort.closed.v1'))[1] AS closed_for,
            max(occurred_at) FILTER (WHERE type = 'cohort.closed.v1') AS closed_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type LIKE 'cohort.%'
        GROUP BY stream_id
    )
    UPDATE cohort_overview AS known SET
        version = change.version,
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

CREATE FUNCTION project_items(first_pos bigint, last_pos bigint) RETURNS void
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
      AND event.type IN ('pairing.item_opened.v1', 'cohort.item_opened.v1')
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
          AND type IN ('pairing.item_closed.v1', 'cohort.item_closed.v1')
        ORDER BY stream_id, data->>'item_id', version DESC
    ) AS closing
    WHERE item.stream_id = closing.stream_id
      AND item.item_id = closing.item_id
      AND item.version < closing.version;
END
$$;

CREATE FUNCTION project_notices(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO notice (stream_id, notice_id, version, cohort_id, pairing_id, kind, person_id, issued_at)
    SELECT
        event.stream_id, issued->>'id', event.version,
        coalesce(pairing.cohort_id, substr(event.stream_id, length('cohort-') + 1)), pairing.pairing_id,
        issued->>'kind', issued->>'to', event.occurred_at
    FROM event
    CROSS JOIN LATERAL (SELECT data->'notice' AS issued) AS of_event
    LEFT JOIN pairing_overview AS pairing
        ON event.type LIKE 'pairing.%'
        AND pairing.pairing_id = substr(event.stream_id, length('pairing-') + 1)
    WHERE event.global_pos BETWEEN first_pos AND last_pos
      AND event.type IN ('pairing.notice_issued.v1', 'cohort.notice_issued.v1')
    ORDER BY event.stream_id, event.version
    ON CONFLICT (stream_id, notice_id) DO NOTHING;

    UPDATE notice SET outcome = settling.outcome, settled_at = settling.occurred_at
    FROM (
        SELECT DISTINCT ON (stream_id, data->>'notice_id')
            stream_id, data->>'notice_id' AS notice_id, version, data->>'outcome' AS outcome, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type IN ('pairing.notice_settled.v1', 'cohort.notice_settled.v1')
        ORDER BY stream_id, data->>'notice_id', version DESC
    ) AS settling
    WHERE notice.stream_id = settling.stream_id
      AND notice.notice_id = settling.notice_id
      AND notice.version < settling.version;
END
$$;

-- Tables that others look up come first.
CREATE FUNCTION project_events(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    types text := (
        SELECT string_agg(DISTINCT type, ' ') FROM event WHERE global_pos BETWEEN first_pos AND last_pos
    );
BEGIN
    IF types LIKE '%pairing.%' THEN
        IF types LIKE '%pairing.opened.%' THEN
            PERFORM project_pairings_opened(first_pos, last_pos);
        END IF;
        IF types LIKE '%session%' OR types LIKE '%reports_conflicted%' OR types LIKE '%absence_claimed%' THEN
            PERFORM project_sessions(first_pos, last_pos);
        END IF;
        PERFORM project_pairings(first_pos, last_pos);
    END IF;
    IF types LIKE '%cohort.%' THEN
        IF types LIKE '%cohort.opened.%' THEN
            PERFORM project_cohorts_opened(first_pos, last_pos);
        END IF;
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
