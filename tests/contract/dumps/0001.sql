CREATE FUNCTION public.advance_projection(wanted text, most bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
DECLARE
    done     bigint;
    last_pos bigint;
BEGIN
    SELECT position INTO done FROM projection WHERE name = wanted FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    last_pos := least(done + most, (SELECT coalesce(pg_catalog.max(global_pos), 0) FROM event));
    IF last_pos < done THEN
        RAISE EXCEPTION '% is at position %, and the journal ends at %', wanted, done, last_pos
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'An older journal was restored beside it: run eyelevel rebuild.';
    END IF;
    IF last_pos > done THEN
        EXECUTE pg_catalog.format('SELECT %I($1, $2)', 'project_' || wanted) USING done + 1, last_pos;
        UPDATE projection SET position = last_pos, advanced_at = pg_catalog.clock_timestamp() WHERE name = wanted;
    END IF;
    RETURN last_pos - done;
END
$_$;

CREATE FUNCTION public.versions_of(VARIADIC kinds text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT array_agg(((kind.kind || '.v'::text) || version.version)) AS array_agg FROM unnest(versions_of.kinds) kind(kind), generate_series(1, 20) version(version));

CREATE TABLE public.event (
    global_pos bigint NOT NULL,
    stream_id text NOT NULL,
    version integer NOT NULL,
    event_id uuid NOT NULL,
    type text NOT NULL,
    schema_ver integer NOT NULL,
    data jsonb NOT NULL,
    private bytea,
    meta jsonb NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    has_words boolean GENERATED ALWAYS AS (COALESCE((private !~~ '\x7b2266696e6765727072696e74223a225f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f227d'::bytea), false)) STORED NOT NULL,
    CONSTRAINT event_global_pos_check CHECK ((global_pos > 0)),
    CONSTRAINT event_occurred_at_check CHECK (((occurred_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (occurred_at <= '2999-12-31 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT event_recorded_at_check CHECK (((recorded_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (recorded_at <= '2999-12-31 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT event_version_check CHECK ((version > 0))
);

COMMENT ON COLUMN public.event.global_pos IS 'Order over all streams: 1, 2, 3, … in the order of commits, without holes.';

COMMENT ON COLUMN public.event.event_id IS 'uuid5 of stream, version and type: the same append always carries the same ids.';

COMMENT ON COLUMN public.event.data IS 'Ids, dates, numbers, closed lists; nothing in people''s own words, nor told in confidence.';

COMMENT ON COLUMN public.event.private IS 'Words of people, what was told in confidence and fingerprints of messages, as opaque bytes; reports and the reader role never see them.';

COMMENT ON COLUMN public.event.occurred_at IS 'When it was true, by the clock of the workflow.';

COMMENT ON COLUMN public.event.recorded_at IS 'When it was written, by the clock of the database; never falls along global_pos.';

COMMENT ON COLUMN public.event.has_words IS 'There are words of people that have not been erased.';

CREATE FUNCTION public.annulled_among(streams text[], upto bigint) RETURNS text[]
    LANGUAGE sql STABLE
    RETURN ARRAY(SELECT concerned.stream_id FROM (unnest(annulled_among.streams) concerned(stream_id) CROSS JOIN LATERAL (SELECT max(event.version) AS version FROM public.event WHERE ((event.stream_id = concerned.stream_id) AND (event.type ~~ 'pairing.closed.%'::text) AND ((event.data ->> 'reason'::text) = 'annulled'::text) AND (event.global_pos <= annulled_among.upto))) annulment) WHERE ((annulment.version IS NOT NULL) AND (NOT (EXISTS (SELECT FROM public.event later WHERE ((later.stream_id = concerned.stream_id) AND (later.version > annulment.version) AND (later.global_pos <= annulled_among.upto) AND (later.type = ANY (public.versions_of(VARIADIC ARRAY['pairing.closed'::text, 'pairing.reopened'::text])))))))));

CREATE FUNCTION public.append_events(stream_ids text[], expected integer[], versions integer[], event_ids uuid[], types text[], schema_vers integer[], event_data jsonb[], words bytea[], metas jsonb[], occurred_ats timestamp with time zone[], mail_streams text[] DEFAULT '{}'::text[], mail_notices text[] DEFAULT '{}'::text[], mail_people text[] DEFAULT '{}'::text[], mail_letters bytea[] DEFAULT '{}'::bytea[], mail_delays interval[] DEFAULT '{}'::interval[], mail_patience interval[] DEFAULT '{}'::interval[], mail_asks boolean[] DEFAULT '{}'::boolean[], untrue_streams text[] DEFAULT '{}'::text[], untrue_notices text[] DEFAULT '{}'::text[], seat_streams text[] DEFAULT '{}'::text[], seat_rosters text[] DEFAULT '{}'::text[], seat_people text[] DEFAULT '{}'::text[], seat_sides text[] DEFAULT '{}'::text[], seat_capacities integer[] DEFAULT '{}'::integer[], seat_extras integer[] DEFAULT '{}'::integer[], seat_answered boolean[] DEFAULT '{}'::boolean[]) RETURNS bigint[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
DECLARE
    last_pos bigint;
    recorded timestamptz;
    written  integer;
BEGIN
    IF pg_catalog.current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append_events needs READ COMMITTED: it has to see what was committed while it waited'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;

    PERFORM lock_journal();

    SELECT global_pos, recorded_at INTO last_pos, recorded FROM event ORDER BY global_pos DESC LIMIT 1;
    last_pos := coalesce(last_pos, 0);
    recorded := greatest(pg_catalog.clock_timestamp(), recorded);

    -- An append is written as a whole, or not at all: its stream must end at `expected`. Only the first
    -- event of an append checks that, so that the cost does not grow with the number of events. The list
    -- holds the streams that do not fit, because it is nearly always empty. A stream fits if the event at
    -- `expected` is its last one (or `expected` is 0 and it has none).
    INSERT INTO event (
        global_pos, stream_id, version, event_id, type, schema_ver, data, private, meta, occurred_at, recorded_at
    )
    SELECT
        last_pos + pg_catalog.row_number() OVER (ORDER BY ordinal),
        stream_id, version, event_id, type, schema_ver, datum, word, meta, occurred_at, recorded
    FROM ROWS FROM (
            pg_catalog.unnest(stream_ids), pg_catalog.unnest(versions), pg_catalog.unnest(event_ids), pg_catalog.unnest(types), pg_catalog.unnest(schema_vers), pg_catalog.unnest(event_data), pg_catalog.unnest(words), pg_catalog.unnest(metas), pg_catalog.unnest(occurred_ats)
        )
        WITH ORDINALITY AS proposed(
            stream_id, version, event_id, type, schema_ver, datum, word, meta, occurred_at, ordinal
        )
    WHERE stream_id <> ALL (ARRAY(
        SELECT beginning.stream_id
        FROM ROWS FROM (
            pg_catalog.unnest(stream_ids), pg_catalog.unnest(expected), pg_catalog.unnest(versions)
        ) AS beginning(stream_id, follows, version)
        LEFT JOIN event AS found
            ON found.stream_id = beginning.stream_id AND found.version BETWEEN follows AND follows + 1
        WHERE beginning.version = follows + 1 AND coalesce(found.version, 0) <> follows
    ));
    GET DIAGNOSTICS written = ROW_COUNT;
    IF written > 0 THEN
        PERFORM project_events(last_pos + 1, last_pos + written, pg_catalog.array_to_string(types, ' '));
        IF pg_catalog.cardinality(mail_streams) > 0 THEN
            PERFORM write_outbox(
                last_pos, mail_streams, mail_notices, mail_people, mail_letters, mail_delays, mail_patience,
                mail_asks
            );
        END IF;
        IF pg_catalog.cardinality(untrue_streams) > 0 THEN
            PERFORM take_back(last_pos, untrue_streams, untrue_notices);
        END IF;
        IF pg_catalog.cardinality(seat_streams) > 0 THEN
            PERFORM check_seats(
                last_pos, seat_streams, seat_rosters, seat_people, seat_sides, seat_capacities, seat_extras,
                seat_answered
            );
        END IF;
    END IF;

    IF written = pg_catalog.cardinality(stream_ids) THEN
        RETURN ARRAY(SELECT pg_catalog.generate_series(last_pos + 1, last_pos + written));
    END IF;

    RETURN ARRAY(
        SELECT (
            SELECT event.global_pos FROM event
            WHERE event.stream_id = proposed.stream_id
              AND event.version = proposed.version
              AND event.type = proposed.type
              AND event.data = proposed.datum
              AND event.private IS NOT DISTINCT FROM proposed.word
              AND event.meta = proposed.meta
              AND event.occurred_at = proposed.occurred_at
        )
        FROM ROWS FROM (
            pg_catalog.unnest(stream_ids), pg_catalog.unnest(versions), pg_catalog.unnest(types), pg_catalog.unnest(event_data), pg_catalog.unnest(words), pg_catalog.unnest(metas), pg_catalog.unnest(occurred_ats)
        )
            WITH ORDINALITY AS proposed(stream_id, version, type, datum, word, meta, occurred_at, ordinal)
        ORDER BY ordinal
    );
END
$$;

CREATE FUNCTION public.check_seats(last_pos bigint, stream_ids text[], rosters text[], people text[], sides text[], capacities integer[], extras integer[], answered boolean[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    missing jsonb;
BEGIN
    SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
        'person', full_one.person_id, 'side', full_one.side,
        'taken', full_one.taken - 1, 'capacity', full_one.capacity, 'paired', full_one.paired
    )) INTO missing
    FROM (
        SELECT
            claim.person_id, claim.side, claim.extra,
            coalesce(person.capacity, claim.capacity) AS capacity,
            (
                SELECT pg_catalog.count(*) FROM pairing_overview AS pairing
                WHERE pairing.roster = claim.roster
                  AND pairing.mentor_id = claim.person_id
                  AND (claim.side = 'mentor' OR person.capacity IS NOT NULL)
                  AND pairing.stage NOT IN ('closed', 'partnership')
                  AND (NOT claim.answered OR coalesce(pairing.mentor_said, false))
            ) + (
                SELECT pg_catalog.count(*) FROM pairing_overview AS pairing
                WHERE pairing.roster = claim.roster
                  AND pairing.mentee_id = claim.person_id
                  AND (claim.side = 'mentee' OR person.capacity IS NOT NULL)
                  AND pairing.stage NOT IN ('closed', 'partnership')
                  AND (NOT claim.answered OR coalesce(pairing.mentee_said, false))
            ) AS taken,
            NOT claim.answered AND EXISTS (
                SELECT FROM pairing_overview AS pairing
                JOIN pairing_overview AS other USING (roster)
                WHERE claim.stream_id = 'pairing-' || pairing.pairing_id
                  AND other.pairing_id <> pairing.pairing_id
                  AND other.stage NOT IN ('closed', 'partnership')
                  AND (other.mentor_id, other.mentee_id) IN (
                      (pairing.mentor_id, pairing.mentee_id), (pairing.mentee_id, pairing.mentor_id)
                  )
            ) AS paired
        FROM ROWS FROM (
                pg_catalog.unnest(stream_ids), pg_catalog.unnest(rosters), pg_catalog.unnest(people), pg_catalog.unnest(sides), pg_catalog.unnest(capacities), pg_catalog.unnest(extras), pg_catalog.unnest(answered)
            ) AS claim(stream_id, roster, person_id, side, capacity, extra, answered)
        LEFT JOIN person ON person.roster = claim.roster AND person.id = claim.person_id
        WHERE claim.stream_id IN (SELECT event.stream_id FROM event WHERE global_pos > last_pos)
    ) AS full_one
    WHERE paired OR taken > CASE capacity WHEN 0 THEN 0 ELSE capacity + extra END;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION 'no seat is free' USING ERRCODE = 'EL001', DETAIL = missing::text;
    END IF;
END
$$;

CREATE FUNCTION public.count_in_weeks(first_pos bigint, last_pos bigint, named text[], but text[], times integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH unpacked AS MATERIALIZED (
        SELECT
            stream_id, global_pos, version, occurred_at, pg_catalog.split_part(type, '.', 2) AS kind, data->>'by' AS by,
            -- Not cast: an event that holds anything else would stop the figures of all cohorts.
            data->>'late' = 'true' AS late, data->>'is_lapse' = 'true' AS is_lapse
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND (named IS NULL OR stream_id = ANY (named))
          AND stream_id <> ALL (but)
          AND type = ANY (versions_of(
              'pairing.session_booked', 'pairing.session_moved', 'pairing.session_cancelled',
              'pairing.reflection_submitted', 'pairing.session_report_withdrawn',
              'pairing.notice_issued', 'pairing.item_opened', 'pairing.item_settled',
              'cohort.notice_issued', 'cohort.item_opened', 'cohort.item_settled'
          ))
        OFFSET 0 -- a fence: data is unpacked once, not once per figure
    ),
    word AS MATERIALIZED (
        SELECT
            stream_id, global_pos, version, occurred_at, data->>'session_id' AS session_id, data->>'side' AS side,
            pg_catalog.array_position('{1,2,3,4,5}', data->>'rating') AS rating
        FROM event
        WHERE stream_id IN (
              SELECT stream_id FROM unpacked WHERE kind IN ('reflection_submitted', 'session_report_withdrawn')
          )
          AND global_pos <= last_pos
          AND type = ANY (versions_of('pairing.reflection_submitted', 'pairing.session_report_withdrawn'))
          AND data->>'still_held' IS DISTINCT FROM 'true'
        OFFSET 0
    ),
    -- A withdrawn report ends the reflections of both sides.
    reflection AS (
        SELECT
            stream_id, global_pos, occurred_at, rating,
            pg_catalog.lead(global_pos) OVER (PARTITION BY stream_id, session_id, of_side ORDER BY version) AS ended
        FROM word
        CROSS JOIN LATERAL pg_catalog.unnest(CASE WHEN side IS NULL THEN '{mentor,mentee}' ELSE ARRAY[side] END) AS of_side
    ),
    figure AS (
        SELECT
            stream_id, occurred_at, (kind = 'session_booked')::integer AS bookings,
            (kind = 'session_cancelled' AND by IS NOT NULL OR kind = 'session_moved' AND is_lapse)::integer AS cancellations,
            (kind = 'session_cancelled' AND by IS NOT NULL AND late)::integer AS late_cancellations,
            0 AS reflections, 0 AS learned, (kind = 'notice_issued')::integer AS mails,
            (kind = 'item_opened')::integer AS items_opened, (kind = 'item_settled')::integer AS items_settled
        FROM unpacked
        UNION ALL
        SELECT stream_id, occurred_at, 0, 0, 0, change, change * rating, 0, 0, 0
        FROM reflection
        CROSS JOIN LATERAL (SELECT (global_pos >= first_pos)::integer - (ended IS NOT NULL)::integer AS change) AS counted
        WHERE rating IS NOT NULL AND (global_pos >= first_pos OR ended >= first_pos)
    ),
    -- Summed up by stream first: there are fewer streams than events. 1 January 2001 was a Monday.
    by_stream AS MATERIALIZED (
        SELECT
            stream_id,
            pg_catalog.date_bin('7 days', occurred_at, '2001-01-01 00:00+00') AS monday,
            pg_catalog.sum(bookings) AS bookings,
            pg_catalog.sum(cancellations) AS cancellations,
            pg_catalog.sum(late_cancellations) AS late_cancellations,
            pg_catalog.sum(reflections) AS reflections,
            pg_catalog.sum(learned) AS learned,
            pg_catalog.sum(mails) AS mails,
            pg_catalog.sum(items_opened) AS items_opened,
            pg_catalog.sum(items_settled) AS items_settled
        FROM figure
        GROUP BY stream_id, monday
    )
    INSERT INTO cohort_week AS known (
        cohort_id, week, bookings, cancellations, late_cancellations, reflections, learned,
        mails, items_opened, items_settled
    )
    SELECT
        coalesce(pairing.cohort_id, pg_catalog.substr(stream_id, pg_catalog.length('cohort-') + 1)) AS cohort,
        (monday AT TIME ZONE 'UTC')::date AS week,
        times * pg_catalog.sum(bookings), times * pg_catalog.sum(cancellations), times * pg_catalog.sum(late_cancellations),
        times * pg_catalog.sum(reflections), times * pg_catalog.sum(learned),
        times * pg_catalog.sum(mails), times * pg_catalog.sum(items_opened), times * pg_catalog.sum(items_settled)
    FROM by_stream
    LEFT JOIN pairing_overview AS pairing
        ON stream_id LIKE 'pairing-%'
        AND pairing.pairing_id = pg_catalog.substr(stream_id, pg_catalog.length('pairing-') + 1)
    GROUP BY cohort, week
    ON CONFLICT (cohort_id, week) DO UPDATE SET
        bookings = known.bookings + excluded.bookings,
        cancellations = known.cancellations + excluded.cancellations,
        late_cancellations = known.late_cancellations + excluded.late_cancellations,
        reflections = known.reflections + excluded.reflections,
        learned = known.learned + excluded.learned,
        mails = known.mails + excluded.mails,
        items_opened = known.items_opened + excluded.items_opened,
        items_settled = known.items_settled + excluded.items_settled;
END
$$;

CREATE FUNCTION public.event_kind(type text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN "left"(rtrim(type, '0123456789'::text), '-2'::integer);

CREATE FUNCTION public.lock_journal() RETURNS void
    LANGUAGE sql
    AS $$ LOCK TABLE public.journal_lock IN EXCLUSIVE MODE $$;

CREATE FUNCTION public.project_cohort_week(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    named  text[] := ARRAY(SELECT DISTINCT stream_id FROM event WHERE global_pos BETWEEN first_pos AND last_pos);
    before text[] := annulled_among(named, first_pos - 1);
    now    text[] := annulled_among(named, last_pos);
    gone   text[] := ARRAY(SELECT pg_catalog.unnest(now) EXCEPT SELECT pg_catalog.unnest(before));
    back   text[] := ARRAY(SELECT pg_catalog.unnest(before) EXCEPT SELECT pg_catalog.unnest(now));
BEGIN
    PERFORM count_in_weeks(first_pos, last_pos, NULL, before || now, 1);
    IF gone <> '{}' THEN
        PERFORM count_in_weeks(1, first_pos - 1, gone, '{}', -1);
    END IF;
    IF back <> '{}' THEN
        PERFORM count_in_weeks(1, last_pos, back, '{}', 1);
    END IF;
    -- A week with nothing to count has no row.
    DELETE FROM cohort_week
    WHERE bookings = 0 AND cancellations = 0 AND late_cancellations = 0 AND reflections = 0 AND learned = 0
      AND mails = 0 AND items_opened = 0 AND items_settled = 0;
END
$$;

CREATE FUNCTION public.project_cohorts(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH turn AS (
        SELECT stream_id, version, event_kind(type) AS kind, data, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND stream_id LIKE 'cohort-%'
          AND type = ANY (versions_of(
              'cohort.stage_entered', 'cohort.paused', 'cohort.resumed',
              'cohort.ending_begun', 'cohort.closed', 'cohort.matches_proposed',
              'cohort.matching_ended'
          ))
    ),
    change AS (
        SELECT
            pg_catalog.substr(stream_id, pg_catalog.length('cohort-') + 1) AS cohort_id,
            (pg_catalog.array_agg(data->>'stage' ORDER BY version DESC)
                FILTER (WHERE kind = 'cohort.stage_entered'))[1] AS stage,
            (pg_catalog.array_agg(kind = 'cohort.paused' ORDER BY version DESC)
                FILTER (WHERE kind IN (
                    'cohort.paused', 'cohort.resumed', 'cohort.ending_begun', 'cohort.closed'
                )))[1] AS paused,
            (pg_catalog.array_agg(
                CASE kind
                    WHEN 'cohort.matches_proposed' THEN pg_catalog.jsonb_array_length(data->'waiting')
                    ELSE 0  -- the matching is over, and nobody waits any more
                END ORDER BY version DESC)
                FILTER (WHERE kind IN ('cohort.matches_proposed', 'cohort.matching_ended'))
            )[1] AS waiting,
            (pg_catalog.array_agg((data->>'blocking_pairs')::integer ORDER BY version DESC)
                FILTER (WHERE kind = 'cohort.matches_proposed'))[1] AS blocking_pairs,
            (pg_catalog.array_agg(data->>'reason' ORDER BY version DESC)
                FILTER (WHERE kind = 'cohort.ending_begun'))[1] AS ends_for,
            (pg_catalog.array_agg(data->>'reason' ORDER BY version)
                FILTER (WHERE kind = 'cohort.closed'))[1] AS closed_for,
            pg_catalog.max(occurred_at) FILTER (WHERE kind = 'cohort.closed') AS closed_at
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

CREATE FUNCTION public.project_cohorts_opened(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.project_events(first_pos bigint, last_pos bigint, types text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF types LIKE '%pairing.opened.%' THEN
        PERFORM project_pairings_opened(first_pos, last_pos);
    END IF;
    IF types ~ 'pairing\.(stage_|paused|resumed|hold_|closed|reopen|ending_|certificate_|invitation_|contact_|briefing_|plan_drawn|plan_amended|plan_continued|session_|absence_|reports_)' THEN
        IF types ~ 'pairing\.(session_|absence_|reports_)' THEN
            PERFORM project_sessions(first_pos, last_pos);
        END IF;
        PERFORM project_pairings(first_pos, last_pos);
    END IF;
    IF types LIKE '%pairing.survey_%' THEN
        PERFORM project_surveys(first_pos, last_pos);
    END IF;
    IF types LIKE '%cohort.opened.%' THEN
        PERFORM project_cohorts_opened(first_pos, last_pos);
    END IF;
    IF types LIKE '%cohort.%' AND types ~ 'cohort\.(stage_|paused|resumed|ending_|closed|matches_|matching_)' THEN
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

CREATE FUNCTION public.project_items(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO item (
        stream_id, item_id, version, cohort_id, pairing_id, kind, owner, side, session_id, opened_at,
        due_on, acknowledged
    )
    SELECT DISTINCT ON (event.stream_id, opened->>'id')
        event.stream_id, opened->>'id', event.version,
        coalesce(pairing.cohort_id, pg_catalog.substr(event.stream_id, pg_catalog.length('cohort-') + 1)),
        coalesce(pairing.pairing_id, opened->>'pairing_id'),
        opened->>'kind', opened->>'owner', opened->>'side', opened->>'session_id',
        (opened->>'opened_at')::timestamptz, (opened->>'due_on')::date, false
    FROM event
    CROSS JOIN LATERAL (SELECT data->'item' AS opened) AS of_event
    LEFT JOIN pairing_overview AS pairing
        ON event.type LIKE 'pairing.%'
        AND pairing.pairing_id = pg_catalog.substr(event.stream_id, pg_catalog.length('pairing-') + 1)
    WHERE event.global_pos BETWEEN first_pos AND last_pos
      AND event.type LIKE '%.item\_%'
      AND event.type = ANY (versions_of('pairing.item_opened', 'cohort.item_opened'))
    ORDER BY event.stream_id, opened->>'id', event.version DESC
    ON CONFLICT (stream_id, item_id) DO UPDATE SET
        version = excluded.version,
        opened_at = excluded.opened_at,
        due_on = excluded.due_on,
        acknowledged = false,
        snoozed_until = NULL,
        closed_at = NULL;

    UPDATE item SET acknowledged = true
    FROM event
    WHERE event.global_pos BETWEEN first_pos AND last_pos
      AND event.type LIKE '%.item\_%'
      AND event.type = ANY (versions_of('pairing.item_acknowledged', 'cohort.item_acknowledged'))
      AND item.stream_id = event.stream_id
      AND item.item_id = event.data->>'item_id'
      AND item.version < event.version;

    UPDATE item SET snoozed_until = putting_off.until, due_on = putting_off.due_on
    FROM (
        SELECT DISTINCT ON (stream_id, data->>'item_id')
            stream_id, data->>'item_id' AS item_id, version,
            (data->>'until')::date AS until, (data->>'due_on')::date AS due_on
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type LIKE '%.item\_%'
          AND type = ANY (versions_of('pairing.item_snoozed', 'cohort.item_snoozed'))
        ORDER BY stream_id, data->>'item_id', version DESC
    ) AS putting_off
    WHERE item.stream_id = putting_off.stream_id
      AND item.item_id = putting_off.item_id
      AND item.version < putting_off.version;

    UPDATE item SET closed_at = closing.occurred_at
    FROM (
        SELECT DISTINCT ON (stream_id, data->>'item_id')
            stream_id, data->>'item_id' AS item_id, version, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type LIKE '%.item\_%'
          AND type = ANY (versions_of('pairing.item_settled', 'cohort.item_settled'))
        ORDER BY stream_id, data->>'item_id', version DESC
    ) AS closing
    WHERE item.stream_id = closing.stream_id
      AND item.item_id = closing.item_id
      AND item.version < closing.version;
END
$$;

CREATE FUNCTION public.project_notices(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- OFFSET 0 is a fence: data is unpacked once, before sorting.
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
        INSERT INTO issued_notice (
            stream_id, notice_id, version, cohort_id, pairing_id, kind, person_id, issued_at, outcome, settled_at
        )
        SELECT
            issued.stream_id, issued.notice_id, issued.version,
            coalesce(pairing.cohort_id, pg_catalog.substr(issued.stream_id, pg_catalog.length('cohort-') + 1)), pairing.pairing_id,
            issued.kind, issued.person_id, issued.occurred_at, settled.outcome, settled.occurred_at
        FROM issued
        LEFT JOIN settled
            ON settled.stream_id = issued.stream_id
            AND settled.notice_id = issued.notice_id
            AND settled.version > issued.version
        LEFT JOIN pairing_overview AS pairing
            ON issued.stream_id LIKE 'pairing-%'
            AND pairing.pairing_id = pg_catalog.substr(issued.stream_id, pg_catalog.length('pairing-') + 1)
        ON CONFLICT DO NOTHING
    )
    UPDATE issued_notice AS known SET outcome = settled.outcome, settled_at = settled.occurred_at
    FROM settled
    WHERE known.stream_id = settled.stream_id
      AND known.notice_id = settled.notice_id
      AND known.version < settled.version;
END
$$;

CREATE FUNCTION public.project_pairings(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH turn AS MATERIALIZED (
        SELECT
            stream_id, version, event_kind(type) AS kind, occurred_at,
            data->>'stage' AS stage, data->>'side' AS side, data->>'reason' AS reason,
            (data->>'no_fault')::boolean AS no_fault,
            coalesce(data->'left_behind' ? 'mentor', false) AS mentor_left_behind,
            coalesce(data->'left_behind' ? 'mentee', false) AS mentee_left_behind,
            pg_catalog.jsonb_array_length(data->'plan'->'sessions') AS sessions_planned,
            data->'sides' AS sides,
            pg_catalog.max(version) FILTER (WHERE type = ANY (versions_of('pairing.reopened')))
                OVER (PARTITION BY stream_id) AS reopened
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type = ANY (versions_of(
              'pairing.stage_entered', 'pairing.paused', 'pairing.resumed', 'pairing.closed', 'pairing.reopened',
              'pairing.hold_begun', 'pairing.hold_lifted',
              'pairing.reopening_over', 'pairing.ending_corrected',
              'pairing.certificate_earned', 'pairing.certificate_voided',
              'pairing.invitation_accepted', 'pairing.invitation_declined',
              'pairing.contact_confirmed', 'pairing.briefing_noted', 'pairing.briefing_waived',
              'pairing.plan_drawn_up', 'pairing.plan_amended', 'pairing.plan_continued',
              'pairing.absence_claimed', 'pairing.session_held', 'pairing.session_missed',
              'pairing.reports_conflicted', 'pairing.session_report_withdrawn'
          ))
    ),
    change AS (
        SELECT
            pg_catalog.substr(stream_id, pg_catalog.length('pairing-') + 1) AS pairing_id,
            (pg_catalog.array_agg(stage ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.stage_entered'))[1] AS stage,
            (pg_catalog.array_agg(kind = 'pairing.paused' ORDER BY version DESC)
                FILTER (WHERE kind IN (
                    'pairing.paused', 'pairing.resumed', 'pairing.hold_lifted', 'pairing.closed'
                )))[1] AS paused,
            (pg_catalog.array_agg(kind = 'pairing.hold_begun' ORDER BY version DESC)
                FILTER (WHERE kind IN ('pairing.hold_begun', 'pairing.hold_lifted', 'pairing.closed')))[1] AS on_hold,
            (pg_catalog.array_agg(kind = 'pairing.invitation_accepted' ORDER BY version DESC)
                FILTER (WHERE kind LIKE 'pairing.invitation_%' AND side = 'mentor'))[1] AS mentor_said,
            (pg_catalog.array_agg(kind = 'pairing.invitation_accepted' ORDER BY version DESC)
                FILTER (WHERE kind LIKE 'pairing.invitation_%' AND side = 'mentee'))[1] AS mentee_said,
            pg_catalog.min(occurred_at) FILTER (WHERE kind = 'pairing.contact_confirmed') AS in_touch_since,
            (pg_catalog.array_agg(sides ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.briefing_noted'))[1] AS sides,
            pg_catalog.bool_or(kind = 'pairing.briefing_waived') AS briefing_waived,
            (pg_catalog.array_agg(sessions_planned ORDER BY version DESC)
                FILTER (WHERE kind LIKE 'pairing.plan_%'))[1] AS sessions_planned,
            (pg_catalog.array_agg(kind = 'pairing.closed' ORDER BY version DESC)
                FILTER (WHERE kind IN ('pairing.closed', 'pairing.reopened')))[1] AS closed,
            pg_catalog.bool_or(reopened IS NOT NULL) AS reopened,
            -- What is closed already may close for another reason: the first time counts.
            (pg_catalog.array_agg(occurred_at ORDER BY version)
                FILTER (WHERE kind = 'pairing.closed' AND version > coalesce(reopened, 0)))[1] AS closed_at,
            (pg_catalog.array_agg(reason ORDER BY version DESC)
                FILTER (WHERE kind IN ('pairing.closed', 'pairing.ending_corrected')))[1] AS end_reason,
            (pg_catalog.array_agg(kind = 'pairing.certificate_earned' ORDER BY version DESC)
                FILTER (WHERE kind LIKE 'pairing.certificate_%' AND side = 'mentor'))[1] AS mentor_certified,
            (pg_catalog.array_agg(occurred_at ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.certificate_earned' AND side = 'mentor'))[1] AS mentor_certificate,
            (pg_catalog.array_agg(kind = 'pairing.certificate_earned' ORDER BY version DESC)
                FILTER (WHERE kind LIKE 'pairing.certificate_%' AND side = 'mentee'))[1] AS mentee_certified,
            (pg_catalog.array_agg(occurred_at ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.certificate_earned' AND side = 'mentee'))[1] AS mentee_certificate,
            (pg_catalog.array_agg(no_fault ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.closed'))[1] AS no_fault,
            (pg_catalog.array_agg(mentor_left_behind ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.closed'))[1] AS mentor_left_behind,
            (pg_catalog.array_agg(mentee_left_behind ORDER BY version DESC)
                FILTER (WHERE kind = 'pairing.closed'))[1] AS mentee_left_behind,
            (pg_catalog.array_agg(kind = 'pairing.reopening_over' ORDER BY version DESC)
                FILTER (WHERE kind IN ('pairing.reopened', 'pairing.reopening_over')))[1] AS final
        FROM turn
        GROUP BY stream_id
    )
    UPDATE pairing_overview AS known SET
        stage = coalesce(change.stage, known.stage),
        paused = coalesce(change.paused, known.paused),
        on_hold = coalesce(change.on_hold, known.on_hold),
        mentor_said = coalesce(change.mentor_said, known.mentor_said),
        mentee_said = coalesce(change.mentee_said, known.mentee_said),
        in_touch_since = coalesce(known.in_touch_since, change.in_touch_since),
        briefed = CASE WHEN change.sides IS NULL THEN known.briefed
                       ELSE ARRAY(SELECT pg_catalog.jsonb_array_elements_text(change.sides)) END,
        briefing_waived = known.briefing_waived OR change.briefing_waived,
        sessions_planned = coalesce(change.sessions_planned, known.sessions_planned),
        sessions_held = counted.held,
        sessions_missed = counted.missed,
        closed_at = CASE WHEN change.closed IS NULL THEN known.closed_at
                         WHEN change.closed AND change.reopened THEN change.closed_at
                         WHEN change.closed THEN coalesce(known.closed_at, change.closed_at) END,
        end_reason = CASE WHEN change.closed OR (change.closed IS NULL AND known.closed_at IS NOT NULL)
                          THEN coalesce(change.end_reason, known.end_reason) END,
        mentor_certificate = CASE WHEN change.mentor_certified IS NULL THEN known.mentor_certificate
                                  WHEN change.mentor_certified THEN change.mentor_certificate END,
        mentee_certificate = CASE WHEN change.mentee_certified IS NULL THEN known.mentee_certificate
                                  WHEN change.mentee_certified THEN change.mentee_certificate END,
        no_fault = CASE WHEN change.closed IS NULL THEN known.no_fault
                        ELSE change.closed AND change.no_fault END,
        mentor_left_behind = CASE WHEN change.closed IS NULL THEN known.mentor_left_behind
                                  ELSE change.closed AND change.mentor_left_behind END,
        mentee_left_behind = CASE WHEN change.closed IS NULL THEN known.mentee_left_behind
                                  ELSE change.closed AND change.mentee_left_behind END,
        final = coalesce(change.final, known.final)
    FROM change CROSS JOIN LATERAL (
        SELECT
            coalesce(pg_catalog.sum(session.held), 0) AS held,
            coalesce(pg_catalog.sum(session.missed), 0) AS missed
        FROM session
        WHERE session.pairing_id = change.pairing_id
    ) AS counted
    WHERE known.pairing_id = change.pairing_id;
END
$$;

CREATE FUNCTION public.project_pairings_opened(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- MATERIALIZED: the data of an opening is large; it is unpacked once, not once per column.
    WITH opening AS MATERIALIZED (
        SELECT data->'setup' AS setup, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND version = 1
          AND type = ANY (versions_of('pairing.opened'))
    )
    INSERT INTO pairing_overview (
        pairing_id, cohort_id, roster, mentor_id, mentee_id, stage, paused, on_hold,
        sessions_planned, sessions_held, sessions_missed, opened_at, no_fault,
        mentor_left_behind, mentee_left_behind, final, to_be_briefed, briefed, briefing_waived
    )
    SELECT
        setup->>'pairing_id', setup->>'cohort_id', setup->>'roster', setup->>'mentor', setup->>'mentee', 'invited', false, false,
        (setup->'sessions'->>'count')::integer, 0, 0, occurred_at, false, false, false, false,
        ARRAY(SELECT pg_catalog.jsonb_array_elements_text(setup->'to_be_briefed')), '{}', false
    FROM opening
    ON CONFLICT DO NOTHING;
END
$$;

CREATE FUNCTION public.project_sessions(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH step AS (
        SELECT
            pg_catalog.substr(stream_id, pg_catalog.length('pairing-') + 1) AS pairing_id,
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
    -- What the table holds so far counts as step 0.
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
            pg_catalog.lag(becomes) OVER (PARTITION BY pairing_id, session_id ORDER BY version) AS was,
            becomes IN ('held', 'missed', 'absence_claimed', 'conflict', 'withdrawn') AS counts_anew
        FROM history
    ),
    outcome AS (
        SELECT
            pairing_id,
            session_id,
            (pg_catalog.array_agg(becomes ORDER BY version DESC))[1] AS status,
            (pg_catalog.array_agg(starts_at ORDER BY version DESC)
                FILTER (WHERE becomes IN ('booked', 'planned') OR version = 0))[1] AS starts_at,
            (pg_catalog.array_agg(minutes ORDER BY version DESC) FILTER (WHERE becomes IN ('booked', 'held') OR version = 0))[1] AS minutes,
            (pg_catalog.array_agg(held_at ORDER BY version DESC) FILTER (WHERE becomes = 'held'))[1] AS held_at,
            (pg_catalog.array_agg(absent ORDER BY version DESC) FILTER (WHERE becomes = 'missed'))[1] AS absent,
            pg_catalog.sum(held) + pg_catalog.count(*) FILTER (WHERE becomes = 'held' AND version > 0)
                - pg_catalog.count(*) FILTER (WHERE was = 'held' AND counts_anew) AS held,
            pg_catalog.sum(missed) + pg_catalog.count(*) FILTER (WHERE becomes = 'missed' AND version > 0)
                - pg_catalog.count(*) FILTER (WHERE was = 'missed' AND counts_anew) AS missed
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

CREATE FUNCTION public.project_surveys(first_pos bigint, last_pos bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO survey (pairing_id, survey, side, asked_at)
    SELECT
        pg_catalog.substr(stream_id, pg_catalog.length('pairing-') + 1), data->>'survey',
        pg_catalog.jsonb_array_elements_text(data->'asked'), occurred_at
    FROM event
    WHERE global_pos BETWEEN first_pos AND last_pos
      AND type = ANY (versions_of('pairing.survey_opened'))
    ON CONFLICT DO NOTHING;

    UPDATE survey AS known SET answered_at = answer.occurred_at, ratings = answer.ratings
    FROM (
        SELECT DISTINCT ON (stream_id, data->>'survey', data->>'side')
            pg_catalog.substr(stream_id, pg_catalog.length('pairing-') + 1) AS pairing_id,
            data->>'survey' AS survey, data->>'side' AS side, data->'ratings' AS ratings, occurred_at
        FROM event
        WHERE global_pos BETWEEN first_pos AND last_pos
          AND type = ANY (versions_of('pairing.survey_answered'))
        ORDER BY stream_id, data->>'survey', data->>'side', version DESC
    ) AS answer
    WHERE known.pairing_id = answer.pairing_id
      AND known.survey = answer.survey
      AND known.side = answer.side;
END
$$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation',
              HINT = 'Correct it by appending an event that says what is right.';
END
$$;

CREATE FUNCTION public.take_back(last_pos bigint, stream_ids text[], notice_ids text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE outbox SET is_void = true
    FROM ROWS FROM (pg_catalog.unnest(stream_ids), pg_catalog.unnest(notice_ids)) AS untrue(stream_id, notice_id)
    WHERE outbox.stream_id = untrue.stream_id
      AND outbox.notice_id = untrue.notice_id
      AND untrue.stream_id IN (SELECT event.stream_id FROM event WHERE global_pos > last_pos);

    WITH untrue AS (
        SELECT stream_id, notice_id
        FROM ROWS FROM (pg_catalog.unnest(stream_ids), pg_catalog.unnest(notice_ids)) AS named(stream_id, notice_id)
        WHERE stream_id IN (SELECT event.stream_id FROM event WHERE global_pos > last_pos)
    ),
    gone AS (
        DELETE FROM outbox USING untrue
        WHERE outbox.stream_id = untrue.stream_id
          AND outbox.notice_id = untrue.notice_id
          AND (holder IS NULL OR try_at <= pg_catalog.now())
        RETURNING outbox.stream_id, outbox.notice_id, attempts
    )
    INSERT INTO delivery (stream_id, notice_id, outcome, attempts)
    SELECT untrue.stream_id, untrue.notice_id, 'taken_back', coalesce(gone.attempts, 0)
    FROM untrue
    LEFT JOIN gone ON gone.stream_id = untrue.stream_id AND gone.notice_id = untrue.notice_id
    WHERE gone.notice_id IS NOT NULL
       OR NOT EXISTS (
           SELECT FROM outbox
           WHERE outbox.stream_id = untrue.stream_id AND outbox.notice_id = untrue.notice_id
       )
    ON CONFLICT DO NOTHING;
END
$$;

CREATE FUNCTION public.write_outbox(last_pos bigint, stream_ids text[], notice_ids text[], person_ids text[], letters bytea[], delays interval[], patience interval[], asks boolean[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO outbox (
        stream_id, notice_id, cohort_id, person_id, letter, due_at, try_at, give_up_at, tell_at
    )
    SELECT
        mail.stream_id, mail.notice_id,
        coalesce(pairing.cohort_id, pg_catalog.substr(mail.stream_id, pg_catalog.length('cohort-') + 1)),
        mail.person_id, mail.letter,
        pg_catalog.clock_timestamp() + mail.delay, pg_catalog.clock_timestamp() + mail.delay,
        pg_catalog.clock_timestamp() + mail.patience,
        CASE WHEN mail.asks THEN pg_catalog.clock_timestamp() + mail.delay + interval '1 hour' END
    FROM ROWS FROM (
            pg_catalog.unnest(stream_ids), pg_catalog.unnest(notice_ids), pg_catalog.unnest(person_ids), pg_catalog.unnest(letters), pg_catalog.unnest(delays), pg_catalog.unnest(patience), pg_catalog.unnest(asks)
        ) AS mail(stream_id, notice_id, person_id, letter, delay, patience, asks)
    LEFT JOIN pairing_overview AS pairing
        ON mail.stream_id LIKE 'pairing-%'
        AND pairing.pairing_id = pg_catalog.substr(mail.stream_id, pg_catalog.length('pairing-') + 1)
    WHERE mail.stream_id IN (SELECT event.stream_id FROM event WHERE global_pos > last_pos)
      AND NOT EXISTS (
          SELECT FROM delivery
          WHERE delivery.stream_id = mail.stream_id AND delivery.notice_id = mail.notice_id
      )
    ON CONFLICT DO NOTHING;
END
$$;

CREATE TABLE public.cohort_overview (
    cohort_id text NOT NULL,
    title text NOT NULL,
    stage text NOT NULL,
    paused boolean NOT NULL,
    waiting integer NOT NULL,
    blocking_pairs integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    end_reason text
);

COMMENT ON TABLE public.cohort_overview IS 'One row per cohort: where it stands.';

COMMENT ON COLUMN public.cohort_overview.waiting IS 'People without a partner after the latest matching.';

CREATE TABLE public.cohort_week (
    cohort_id text NOT NULL,
    week date NOT NULL,
    bookings integer NOT NULL,
    cancellations integer NOT NULL,
    late_cancellations integer NOT NULL,
    reflections integer NOT NULL,
    learned integer NOT NULL,
    mails integer NOT NULL,
    items_opened integer NOT NULL,
    items_settled integer NOT NULL
);

COMMENT ON TABLE public.cohort_week IS 'What went on in a cohort and its pairings, week by week; a week with nothing to count has no row.';

COMMENT ON COLUMN public.cohort_week.week IS 'The Monday, in UTC.';

COMMENT ON COLUMN public.cohort_week.cancellations IS 'By people, with every move that was one too many; not those caused by a pause or an end.';

COMMENT ON COLUMN public.cohort_week.reflections IS 'As people have last put them; not of sessions whose report was withdrawn.';

COMMENT ON COLUMN public.cohort_week.learned IS 'Sum of the ratings (1 to 5) of these reflections.';

CREATE TABLE public.delivery (
    stream_id text NOT NULL,
    notice_id text NOT NULL,
    outcome text NOT NULL,
    address text DEFAULT 'first'::text NOT NULL,
    settled_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    attempts integer NOT NULL,
    tell_at timestamp with time zone
);

COMMENT ON TABLE public.delivery IS 'The delivery ledger: one row per mail of which it is known how it fared.';

COMMENT ON COLUMN public.delivery.address IS 'Which of the two that the roster has was tried last: first or second.';

COMMENT ON COLUMN public.delivery.settled_at IS 'When that was known, by the clock of the database.';

COMMENT ON COLUMN public.delivery.tell_at IS 'When the pairing or cohort is to be told; NULL: it was, or need not be.';

CREATE VIEW public.event_without_words AS
 SELECT global_pos,
    stream_id,
    version,
    event_id,
    type,
    schema_ver,
    data,
    has_words,
    meta,
    occurred_at,
    recorded_at
   FROM public.event;

COMMENT ON VIEW public.event_without_words IS 'What eyelevel show and eyelevel history read.';

COMMENT ON COLUMN public.event_without_words.has_words IS 'The event holds words of people, or what was told in confidence, that have not been erased.';

CREATE TABLE public.issued_notice (
    stream_id text NOT NULL,
    notice_id text NOT NULL,
    version integer NOT NULL,
    cohort_id text NOT NULL,
    pairing_id text,
    kind text NOT NULL,
    person_id text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    outcome text,
    settled_at timestamp with time zone
);

COMMENT ON TABLE public.issued_notice IS 'Notices as the journal knows them: see the view notice.';

COMMENT ON COLUMN public.issued_notice.outcome IS 'Of those that the journal tells of; good news is in the ledger only.';

CREATE TABLE public.item (
    stream_id text NOT NULL,
    item_id text NOT NULL,
    version integer NOT NULL,
    cohort_id text NOT NULL,
    pairing_id text,
    kind text NOT NULL,
    owner text NOT NULL,
    side text,
    session_id text,
    opened_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    acknowledged boolean NOT NULL,
    snoozed_until date,
    closed_at timestamp with time zone
);

COMMENT ON TABLE public.item IS 'What somebody has or had to do: one row per work item.';

COMMENT ON COLUMN public.item.version IS 'Version of the stream that opened it.';

COMMENT ON COLUMN public.item.pairing_id IS 'What it is about; NULL: the whole cohort. The stream says whose item it is.';

COMMENT ON COLUMN public.item.owner IS 'A role of the cohort, never a person.';

COMMENT ON COLUMN public.item.due_on IS 'By the end of this day it is to be dealt with.';

COMMENT ON COLUMN public.item.acknowledged IS 'Somebody has said that they deal with it.';

COMMENT ON COLUMN public.item.snoozed_until IS 'The day until which it was put off last.';

CREATE TABLE public.journal_lock (
);

COMMENT ON TABLE public.journal_lock IS 'Always empty: whoever appends locks it.';

CREATE TABLE public.migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

CREATE VIEW public.notice AS
 SELECT issued.stream_id,
    issued.notice_id,
    issued.version,
    issued.cohort_id,
    issued.pairing_id,
    issued.kind,
    issued.person_id,
    issued.issued_at,
    COALESCE(issued.outcome, delivery.outcome) AS outcome,
    COALESCE(issued.settled_at, delivery.settled_at) AS settled_at
   FROM (public.issued_notice issued
     LEFT JOIN public.delivery ON (((delivery.stream_id = issued.stream_id) AND (delivery.notice_id = issued.notice_id))));

COMMENT ON VIEW public.notice IS 'What people were told: one row per notice.';

COMMENT ON COLUMN public.notice.version IS 'Version of the stream that issued it.';

COMMENT ON COLUMN public.notice.outcome IS 'How it fared; NULL while it is on its way. A bounce is younger than the ledger.';

CREATE TABLE public.outbox (
    stream_id text NOT NULL,
    notice_id text NOT NULL,
    cohort_id text NOT NULL,
    person_id text NOT NULL,
    letter bytea NOT NULL,
    due_at timestamp with time zone NOT NULL,
    try_at timestamp with time zone NOT NULL,
    give_up_at timestamp with time zone NOT NULL,
    late_since timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    holder text,
    is_void boolean DEFAULT false NOT NULL,
    told integer DEFAULT 0 NOT NULL,
    tell_at timestamp with time zone
);

COMMENT ON TABLE public.outbox IS 'Mails to be sent. All times are by the clock of the database.';

COMMENT ON COLUMN public.outbox.letter IS 'Words of people, as opaque bytes; no role but the writer sees them.';

COMMENT ON COLUMN public.outbox.due_at IS 'When it could first have been sent: the hours for which it was put off are left out.';

COMMENT ON COLUMN public.outbox.try_at IS 'Not sent earlier. In somebody''s hand: from then on anybody may take it.';

COMMENT ON COLUMN public.outbox.give_up_at IS 'It is not given up earlier.';

COMMENT ON COLUMN public.outbox.late_since IS 'The first attempt after give_up_at that failed by itself: the last chance begins.';

COMMENT ON COLUMN public.outbox.holder IS 'Who has it in hand.';

COMMENT ON COLUMN public.outbox.is_void IS 'Taken back while it was in hand: not to be tried again.';

COMMENT ON COLUMN public.outbox.told IS 'How often the pairing or cohort was told that it still waits.';

COMMENT ON COLUMN public.outbox.tell_at IS 'When it is told next; NULL: no answer is asked for, so that it need not know.';

CREATE TABLE public.pairing_overview (
    pairing_id text NOT NULL,
    cohort_id text NOT NULL,
    roster text NOT NULL,
    mentor_id text NOT NULL,
    mentee_id text NOT NULL,
    stage text NOT NULL,
    paused boolean NOT NULL,
    on_hold boolean NOT NULL,
    mentor_said boolean,
    mentee_said boolean,
    in_touch_since timestamp with time zone,
    to_be_briefed text[] NOT NULL,
    briefed text[] NOT NULL,
    briefing_waived boolean NOT NULL,
    sessions_planned integer NOT NULL,
    sessions_held integer NOT NULL,
    sessions_missed integer NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    end_reason text,
    mentor_certificate timestamp with time zone,
    mentee_certificate timestamp with time zone,
    no_fault boolean NOT NULL,
    mentor_left_behind boolean NOT NULL,
    mentee_left_behind boolean NOT NULL,
    final boolean NOT NULL
);

COMMENT ON TABLE public.pairing_overview IS 'One row per pairing: how far it has come.';

COMMENT ON COLUMN public.pairing_overview.paused IS 'Asked for; a hold is told apart.';

COMMENT ON COLUMN public.pairing_overview.on_hold IS 'Everything rests until the office decides.';

COMMENT ON COLUMN public.pairing_overview.mentor_said IS 'Answer to the invitation; NULL: none so far.';

COMMENT ON COLUMN public.pairing_overview.in_touch_since IS 'When somebody said that the two had been in touch for the first time; NULL: nobody so far.';

COMMENT ON COLUMN public.pairing_overview.to_be_briefed IS 'For whose briefing the first session waits: mentor, mentee, both, or nobody.';

COMMENT ON COLUMN public.pairing_overview.briefed IS 'Who is briefed, as the cohort has told.';

COMMENT ON COLUMN public.pairing_overview.briefing_waived IS 'The two may begin although not both are briefed.';

COMMENT ON COLUMN public.pairing_overview.mentor_certificate IS 'When the mentor earned the certificate; NULL: not so far.';

COMMENT ON COLUMN public.pairing_overview.mentee_certificate IS 'When the mentee earned the certificate; NULL: not so far.';

COMMENT ON COLUMN public.pairing_overview.no_fault IS 'Closed early and by nobody''s fault; both are put together anew.';

COMMENT ON COLUMN public.pairing_overview.mentor_left_behind IS 'Closed, through no wish of the mentor.';

COMMENT ON COLUMN public.pairing_overview.mentee_left_behind IS 'Closed, through no wish of the mentee.';

COMMENT ON COLUMN public.pairing_overview.final IS 'Closed, and can no longer be reopened.';

CREATE TABLE public.person (
    roster text NOT NULL,
    id text NOT NULL,
    number text,
    name text NOT NULL,
    mail text NOT NULL,
    second_mail text,
    locale text NOT NULL,
    mails text NOT NULL,
    time_zone text NOT NULL,
    site text NOT NULL,
    department text NOT NULL,
    level integer NOT NULL,
    birth_year integer,
    gender text,
    manager_id text,
    roles text[] NOT NULL,
    capacity integer,
    knowledge jsonb NOT NULL,
    wanted text[] NOT NULL,
    experience text[] NOT NULL,
    expectations text[] NOT NULL,
    languages text[] NOT NULL,
    do_not_match text[] NOT NULL,
    leaves_on date,
    away_from date,
    away_until date,
    changes_on date,
    new_department text,
    new_level integer,
    new_manager_id text,
    new_site text,
    new_time_zone text,
    changed_on date,
    active boolean DEFAULT true NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON COLUMN public.person.number IS 'What HR calls the person; the id is ours, and says nothing.';

COMMENT ON COLUMN public.person.second_mail IS 'Where a mail goes that the mail server refuses for the first address.';

COMMENT ON COLUMN public.person.site IS 'ISO 3166 country or region, such as DE-BW; decides on the holidays.';

COMMENT ON COLUMN public.person.knowledge IS 'Topic to level, 0 to 5.';

COMMENT ON COLUMN public.person.leaves_on IS 'The last day in the company.';

COMMENT ON COLUMN public.person.away_until IS 'The last day of a leave; empty while the return is not known.';

COMMENT ON COLUMN public.person.changes_on IS 'From this day on what is filled of the new_… holds.';

COMMENT ON COLUMN public.person.changed_on IS 'A change that was known ahead was made as of this day, and pairings do not know of it yet.';

COMMENT ON COLUMN public.person.active IS 'False: was missing in the latest file. Kept, because pairings may still run.';

CREATE TABLE public.projection (
    name text NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    advanced_at timestamp with time zone
);

COMMENT ON TABLE public.projection IS 'Projections that follow the journal: one row per table that they fill.';

COMMENT ON COLUMN public.projection."position" IS 'Everything up to this global position is in the table, and nothing beyond.';

CREATE TABLE public.roster_import (
    number bigint NOT NULL,
    roster text NOT NULL,
    imported_at timestamp with time zone DEFAULT now() NOT NULL,
    file_sha256 text NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    returned integer NOT NULL,
    unchanged integer NOT NULL,
    missing integer NOT NULL
);

COMMENT ON COLUMN public.roster_import.returned IS 'People who were missing in an earlier file and are back.';

ALTER TABLE public.roster_import ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.roster_import_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.session (
    pairing_id text NOT NULL,
    session_id text NOT NULL,
    status text NOT NULL,
    starts_at timestamp with time zone,
    minutes integer,
    held_at timestamp with time zone,
    absent text,
    held integer NOT NULL,
    missed integer NOT NULL
);

COMMENT ON TABLE public.session IS 'One row per session that was ever booked or reported.';

COMMENT ON COLUMN public.session.held_at IS 'Only of sessions that count as held.';

COMMENT ON COLUMN public.session.absent IS 'Who was absent; only of sessions that count as missed.';

COMMENT ON COLUMN public.session.held IS 'How often it counts as held; a withdrawn report does not count.';

COMMENT ON COLUMN public.session.missed IS 'How often it counts as missed; more than once if booked again.';

CREATE TABLE public.survey (
    pairing_id text NOT NULL,
    survey text NOT NULL,
    side text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    ratings jsonb
);

COMMENT ON TABLE public.survey IS 'One row per person who was asked short questions in a pairing: pulse, midpoint, follow_up.';

COMMENT ON COLUMN public.survey.answered_at IS 'When they answered last; NULL: not so far.';

COMMENT ON COLUMN public.survey.ratings IS 'Question to rating, 1 to 5. Of fewer than five people nobody should see a figure.';

INSERT INTO public.cohort_overview VALUES ('c', 'Digital at eye level', 'running', false, 0, 0, '2027-01-04 09:00:00+00', NULL, NULL);

INSERT INTO public.delivery VALUES ('pairing-c-1-2', 'invitation-1-mentor', 'refused', 'first', '2026-11-29 20:28:55.544884+00', 1, '2026-11-29 20:28:55.544884+00');

INSERT INTO public.event VALUES (1, 'cohort-c', 1, '0df7d86a-66c7-5023-a619-85c2ee37e09d', 'cohort.opened.v1', 1, '{"request": {"term": {"kind": "fixed", "start": "2027-01-04", "weeks": 26}, "pairs": [], "title": "Digital at eye level", "locale": "en", "owners": {"lead": "p-lead", "deputy": "p-deputy", "sponsor": "p-sponsor", "confidant": null}, "roster": "acme", "topics": [{"id": "ai", "title": "Generative AI"}], "confirm": false, "context": "standalone", "purpose": null, "matching": {"relaxed": [], "weights": {"site": 0.5, "gender": 1.0, "topics": 5.0, "department": 1.0, "experience": 1.0, "expectations": 2.0}, "even_load": 0.2, "min_age_gap": 10, "min_level_gap": 2, "waiting_weight": 0.02, "mentee_capacity": 1, "mentor_capacity": 2, "same_department": false}, "sessions": {"count": 6, "minutes": 60, "every_days": 28, "tolerance_days": 7, "least_days_between": 4}, "deadlines": {"pulse_days": 30, "reopen_days": 30, "review_days": 7, "survey_days": 14, "silence_days": 42, "approval_days": 14, "item_due_days": 5, "follow_up_days": 90, "hard_stop_days": 21, "hold_max_weeks": 8, "plan_item_days": 10, "wind_down_days": 30, "invitation_days": 14, "item_again_days": 5, "objection_hours": 48, "pause_max_weeks": 26, "item_snooze_days": 30, "late_review_days": 2, "midpoint_percent": 50, "partnership_days": 365, "review_item_days": 14, "confirmation_days": 9, "next_booking_days": 14, "plan_give_up_days": 42, "silence_item_days": 14, "approval_item_days": 7, "briefing_item_days": 7, "first_contact_days": 7, "no_fault_exit_days": 30, "plan_reminder_days": 5, "report_after_hours": 2, "report_again_hours": 72, "silence_again_days": 7, "waiting_again_days": 30, "waiting_first_days": 1, "agreement_item_days": 10, "junior_check_in_days": 2, "pause_question_weeks": [4, 8, 12], "progress_check_hours": 24, "review_reminder_days": 9, "survey_reminder_days": 7, "briefing_notice_hours": 24, "delivery_give_up_days": 3, "preparation_item_days": 14, "agreement_give_up_days": 42, "approval_reminder_days": 4, "attendance_after_hours": 24, "session_reminder_hours": 24, "unconfirmed_after_days": 7, "agreement_reminder_days": 7, "first_booking_item_days": 14, "first_contact_item_days": 14, "late_cancellation_hours": 24, "invitation_reminder_days": 7, "preparation_give_up_days": 42, "reflection_reminder_days": 5, "after_outage_working_days": 2, "first_booking_mentee_days": 7, "first_booking_mentor_days": 10, "preparation_reminder_days": 7, "confirmation_reminder_days": 4}, "readiness": {"voluntary": true, "time_granted": true, "learning_culture": true, "briefings_planned": true, "confidentiality_agreed": true, "works_council_informed": true}, "shutdowns": [], "time_zone": "UTC", "mail_hours": {"posts": [8, 13], "until": 18, "digest_day": "monday", "gather_days": 3}, "preparation": {"gate": true, "approval": [], "briefings": [], "first_contact": true}, "session_rules": {"no_shows": 3, "free_moves": 2, "mentee_lapses": 2, "mentor_lapses": 2, "early_sessions": 2, "proposed_dates": 3, "book_ahead_days": 366, "certificate_share": 0.5, "certificate_sides": ["mentor"], "reminded_sessions": 1, "certificate_review": true, "same_meeting_hours": 12, "mentee_lapses_early": 1, "proposed_after_days": 3, "follow_ups_unanswered": 2, "quiet_days_before_end": 7}, "holiday_region": null, "max_extensions": 2, "confidentiality": {"de": "Was Sie einander erzählen, bleibt unter Ihnen beiden, auch gegenüber Vorgesetzten und der Programmleitung und über das Ende des Programms hinaus. Weitergegeben wird nur, was die andere Person freigegeben hat. Nicht vertraulich ist, dass Sie sich treffen, wann und zu welchen Themen: Das zählt das Programm. Ist jemand in Gefahr oder wird das Recht verletzt, dürfen Sie sich Hilfe holen; wo es geht, sagen Sie es einander vorher.", "en": "What you tell each other stays between the two of you: it is not for line managers or the programme office, and that does not change when the programme ends. Only what the other person has agreed to share is passed on. That you meet, when, and on which topics is not confidential: the programme keeps count of that. If somebody is in danger or the law is broken, you may get help; where possible, tell each other first."}, "readiness_waivers": [], "late_joining_weeks": null, "shortest_pairing_weeks": 8}, "calendar": {"zones": [], "weekend": [5, 6], "days_off": [], "time_zone": "UTC", "known_until": null}, "cohort_id": "c", "readiness_waived": []}', NULL, '{}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (2, 'cohort-c', 2, '7929c832-914d-5f10-bd95-9c84729a705a', 'cohort.matches_proposed.v1', 1, '{"pairs": [{"parts": [], "score": 0.5, "mentee": "bert", "mentor": "anna", "waived": [], "reasons": ["fits"], "composed": false}, {"parts": [], "score": 0.5, "mentee": "dora", "mentor": "carl", "waived": [], "reasons": ["fits"], "composed": false}, {"parts": [], "score": 0.5, "mentee": "fred", "mentor": "emma", "waived": [], "reasons": ["fits"], "composed": false}], "round": 1, "waiting": [], "elsewhere": [], "blocking_pairs": 0}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (3, 'cohort-c', 3, '272e6589-5e42-5dab-b381-4b0e73b33a18', 'cohort.matches_confirmed.v1', 1, '{"by": null, "entries": [{"mentee": "bert", "mentor": "anna", "status": "to_start", "waived": [], "problem": null, "reasons": ["fits"], "progress": null, "pairing_id": "c-001", "predecessor": null}, {"mentee": "dora", "mentor": "carl", "status": "to_start", "waived": [], "problem": null, "reasons": ["fits"], "progress": null, "pairing_id": "c-002", "predecessor": null}, {"mentee": "fred", "mentor": "emma", "status": "to_start", "waived": [], "problem": null, "reasons": ["fits"], "progress": null, "pairing_id": "c-003", "predecessor": null}]}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (4, 'cohort-c', 4, 'bd24d3c7-1962-58c4-b1b7-7ef8fb46a424', 'cohort.stage_entered.v1', 1, '{"left": "matching", "stage": "running"}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (5, 'cohort-c', 5, '49b37e8d-90b5-5d11-b3bb-d9b234d9d2ab', 'cohort.pairing_started.v1', 1, '{"pairing_id": "c-001"}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (6, 'cohort-c', 6, 'f6524c70-d408-56f6-8235-d5ea1a984874', 'cohort.pairing_started.v1', 1, '{"pairing_id": "c-002"}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (7, 'cohort-c', 7, 'ab14fe99-b9c5-5a89-81d1-932ff73e6fc9', 'cohort.pairings_not_started.v1', 1, '{"failures": [{"problem": {"path": "roster", "allowed": "a roster with people", "problem": "is empty"}, "pairing_id": "c-003"}]}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (8, 'cohort-c', 8, '3ad1f6c2-e762-576a-bc26-81c3470b1f19', 'cohort.item_opened.v1', 1, '{"item": {"id": "i-7-0", "kind": "pairing_not_started", "side": null, "cause": "cohort.pairings_not_started.v1", "owner": "lead", "due_on": "2027-01-11", "told_at": null, "opened_at": "2027-01-04T09:00:00Z", "remind_at": "2027-01-12T00:00:00Z", "pairing_id": null, "session_id": null, "acknowledged": false, "snoozed_until": null}}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (9, 'cohort-c', 9, 'bbdbcb86-0a81-5dbb-88f4-2786639803e7', 'cohort.notice_issued.v1', 1, '{"notice": {"id": "item_opened-8-owner", "to": "p-lead", "item": "pairing_not_started", "kind": "item_opened", "cause": "cohort.pairings_not_started.v1", "item_id": "i-7-0"}}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (10, 'cohort-c', 10, '8a0fba47-6dda-5cc4-96dd-ede9529aa532', 'cohort.message_rejected.v1', 1, '{"message": "confirm_matches", "problems": [{"path": "roster", "allowed": "a roster with people", "problem": "is empty"}], "message_id": "x-1"}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (11, 'cohort-c', 11, 'cb0c7738-4882-5e44-9565-386d362d3513', 'cohort.pairing_progressed.v1', 1, '{"progress": {"items": [], "stage": "closed", "paused": false, "no_fault": false, "closed_at": null, "end_reason": "declined", "pairing_id": "c-001", "left_behind": ["mentor"], "mentee_said": false, "mentor_said": true, "sessions_held": 0, "can_be_reopened": false, "sessions_missed": 0, "sessions_planned": 0}}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (12, 'cohort-c', 12, '61631652-62b7-535d-859c-872402b953c4', 'cohort.places_freed.v1', 1, '{"done": ["bert"], "asked": [], "seeking": ["anna"], "pairing_id": "c-001"}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (13, 'cohort-c', 13, 'b207e8c2-af64-5147-b306-7ec0318def18', 'cohort.pairing_progressed.v1', 1, '{"progress": {"items": ["silent_pair"], "stage": "sessions", "paused": true, "no_fault": false, "closed_at": null, "end_reason": null, "pairing_id": "c-002", "left_behind": [], "mentee_said": true, "mentor_said": true, "sessions_held": 2, "can_be_reopened": false, "sessions_missed": 1, "sessions_planned": 6}}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (14, 'cohort-c', 14, '66756267-740e-51b0-8899-5859988ea21c', 'cohort.progress_checked.v1', 1, '{}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (15, 'cohort-c', 15, 'db7ad360-2ee9-5714-b0b4-b634bb30a051', 'cohort.matching_refused.v1', 1, '{"round": 2, "problems": [{"path": "roster", "allowed": "a roster with people", "problem": "is empty"}]}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (16, 'cohort-c', 16, '75d917e7-6425-57fe-8ed2-207ed8ba452f', 'cohort.item_opened.v1', 1, '{"item": {"id": "i-15-0", "kind": "nobody_fits", "side": null, "cause": "cohort.matching_refused.v1", "owner": "lead", "due_on": "2027-01-11", "told_at": null, "opened_at": "2027-01-04T09:00:00Z", "remind_at": "2027-01-12T00:00:00Z", "pairing_id": null, "session_id": null, "acknowledged": false, "snoozed_until": null}}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (17, 'cohort-c', 17, '0277bcc8-140f-599e-8815-eac0587f00c5', 'cohort.notice_issued.v1', 1, '{"notice": {"id": "item_opened-16-owner", "to": "p-lead", "item": "nobody_fits", "kind": "item_opened", "cause": "cohort.matching_refused.v1", "item_id": "i-15-0"}}', NULL, '{"cohort_id": "c"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (18, 'cohort-c', 18, '62e42f24-151a-5c5b-b4af-73ae32283500', 'cohort.notice_settled.v1', 1, '{"outcome": "refused", "notice_id": "item_opened-8-owner"}', '\x7b2266696e6765727072696e74223a223532313465346431616230663630323166653530646238646538306539333539227d', '{"acting": "engine", "message": "mail_fared", "cohort_id": "c", "message_id": "m-1"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (19, 'cohort-c', 19, 'd8e1443b-8606-5edb-8b1a-bc59f8f93efa', 'cohort.item_opened.v1', 1, '{"item": {"id": "i-18-0", "kind": "mail_undeliverable", "side": null, "cause": "cohort.notice_settled.v1", "owner": "lead", "due_on": "2027-01-11", "told_at": null, "opened_at": "2027-01-04T09:00:00Z", "remind_at": "2027-01-12T00:00:00Z", "pairing_id": null, "session_id": null, "acknowledged": false, "snoozed_until": null}}', NULL, '{"acting": "engine", "message": "mail_fared", "cohort_id": "c", "message_id": "m-1"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (20, 'cohort-c', 20, '5bd9c372-fe0e-5b9d-8d06-9482d9dfbb4f', 'cohort.notice_issued.v1', 1, '{"notice": {"id": "item_opened-18-owner", "to": "p-deputy", "item": "pairing_not_started", "kind": "item_opened", "cause": "cohort.pairings_not_started.v1", "item_id": "i-7-0"}}', NULL, '{"acting": "engine", "message": "mail_fared", "cohort_id": "c", "message_id": "m-1"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (21, 'cohort-c', 21, '057810fa-54d4-5e56-a46d-5e74310505e0', 'cohort.notice_issued.v1', 1, '{"notice": {"id": "item_opened-19-owner", "to": "p-deputy", "item": "mail_undeliverable", "kind": "item_opened", "cause": "cohort.notice_settled.v1", "item_id": "i-18-0"}}', NULL, '{"acting": "engine", "message": "mail_fared", "cohort_id": "c", "message_id": "m-1"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (22, 'cohort-c', 22, '3a7acc8b-1cad-522c-bca0-100218f537ee', 'cohort.rule_relaxed.v1', 1, '{"by": "operator", "waiver": {"rule": "age_gap", "reason": "the works council agrees"}}', '\x7b2266696e6765727072696e74223a223936666666386637396637303063363762383064653736616463613631383732227d', '{"acting": "operator", "message": "relax_rule", "cohort_id": "c", "message_id": "m-2"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (23, 'cohort-c', 23, '100a0e0d-59c4-51cd-a0ed-cce63896c665', 'cohort.item_settled.v1', 1, '{"item_id": "i-7-0"}', NULL, '{"acting": "operator", "message": "relax_rule", "cohort_id": "c", "message_id": "m-2"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (24, 'cohort-c', 24, 'd369fc39-d84a-59a7-bc5e-b4652398b286', 'cohort.person_added.v1', 1, '{"by": "operator", "person": "gina"}', '\x7b2266696e6765727072696e74223a223264653965646636653661336361643931396530623365393765643661623138227d', '{"acting": "operator", "message": "add_person", "cohort_id": "c", "message_id": "m-3"}', '2027-01-04 09:00:00+00', '2026-11-29 20:28:55.488312+00', DEFAULT);
INSERT INTO public.event VALUES (25, 'pairing-c-1-1', 1, 'c19f9179-3468-5e75-9d37-a8a97dbd188e', 'pairing.opened.v1', 1, '{"setup": {"away": {"mentee": null, "mentor": null}, "term": {"kind": "fixed", "start": "2027-03-01", "weeks": 26}, "title": "Digital at eye level", "locale": "en", "mentee": "p-senior", "mentor": "p-junior", "owners": {"lead": "p-lead", "deputy": null, "sponsor": null, "confidant": null}, "policy": {"relaxed": [], "weights": {"site": 0.5, "gender": 1.0, "topics": 5.0, "department": 1.0, "experience": 1.0, "expectations": 2.0}, "even_load": 0.2, "min_age_gap": 10, "min_level_gap": 2, "waiting_weight": 0.02, "mentee_capacity": 1, "mentor_capacity": 2, "same_department": false}, "roster": "staff", "topics": [{"id": "ai", "title": "Artificial intelligence"}, {"id": "data", "title": "Data"}], "waived": [], "context": "standalone", "purpose": null, "reasons": ["wants ‘AI’, which the mentor knows at 4 of 5"], "calendar": {"zones": [], "weekend": [5, 6], "days_off": [], "time_zone": "UTC", "known_until": null}, "managers": {"mentee": null, "mentor": null}, "sessions": {"count": 6, "minutes": 60, "every_days": 28, "tolerance_days": 7, "least_days_between": 4}, "cohort_id": "c-1", "deadlines": {"pulse_days": 30, "reopen_days": 30, "review_days": 7, "survey_days": 14, "silence_days": 42, "approval_days": 14, "item_due_days": 5, "follow_up_days": 90, "hard_stop_days": 21, "hold_max_weeks": 8, "plan_item_days": 10, "wind_down_days": 30, "invitation_days": 14, "item_again_days": 5, "objection_hours": 48, "pause_max_weeks": 26, "item_snooze_days": 30, "late_review_days": 2, "midpoint_percent": 50, "partnership_days": 365, "review_item_days": 14, "confirmation_days": 9, "next_booking_days": 14, "plan_give_up_days": 42, "silence_item_days": 14, "approval_item_days": 7, "briefing_item_days": 7, "first_contact_days": 7, "no_fault_exit_days": 30, "plan_reminder_days": 5, "report_after_hours": 2, "report_again_hours": 72, "silence_again_days": 7, "waiting_again_days": 30, "waiting_first_days": 1, "agreement_item_days": 10, "junior_check_in_days": 2, "pause_question_weeks": [4, 8, 12], "progress_check_hours": 24, "review_reminder_days": 9, "survey_reminder_days": 7, "briefing_notice_hours": 24, "delivery_give_up_days": 3, "preparation_item_days": 14, "agreement_give_up_days": 42, "approval_reminder_days": 4, "attendance_after_hours": 24, "session_reminder_hours": 24, "unconfirmed_after_days": 7, "agreement_reminder_days": 7, "first_booking_item_days": 14, "first_contact_item_days": 14, "late_cancellation_hours": 24, "invitation_reminder_days": 7, "preparation_give_up_days": 42, "reflection_reminder_days": 5, "after_outage_working_days": 2, "first_booking_mentee_days": 7, "first_booking_mentor_days": 10, "preparation_reminder_days": 7, "confirmation_reminder_days": 4}, "leaves_on": {"mentee": null, "mentor": null}, "shutdowns": [], "time_zone": "UTC", "mail_hours": null, "pairing_id": "c-1-1", "predecessor": null, "first_contact": false, "session_rules": {"no_shows": 3, "free_moves": 2, "mentee_lapses": 2, "mentor_lapses": 2, "early_sessions": 2, "proposed_dates": 3, "book_ahead_days": 366, "certificate_share": 0.5, "certificate_sides": ["mentor"], "reminded_sessions": 1, "certificate_review": true, "same_meeting_hours": 12, "mentee_lapses_early": 1, "proposed_after_days": 3, "follow_ups_unanswered": 2, "quiet_days_before_end": 7}, "to_be_briefed": [], "holiday_region": null, "max_extensions": 2, "to_be_approved": [], "confidentiality": {"de": "Was Sie einander erzählen, bleibt unter Ihnen beiden, auch gegenüber Vorgesetzten und der Programmleitung und über das Ende des Programms hinaus. Weitergegeben wird nur, was die andere Person freigegeben hat. Nicht vertraulich ist, dass Sie sich treffen, wann und zu welchen Themen: Das zählt das Programm. Ist jemand in Gefahr oder wird das Recht verletzt, dürfen Sie sich Hilfe holen; wo es geht, sagen Sie es einander vorher.", "en": "What you tell each other stays between the two of you: it is not for line managers or the programme office, and that does not change when the programme ends. Only what the other person has agreed to share is passed on. That you meet, when, and on which topics is not confidential: the programme keeps count of that. If somebody is in danger or the law is broken, you may get help; where possible, tell each other first."}}, "no_seats": []}', NULL, '{}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (26, 'pairing-c-1-1', 2, '22ce245e-dd1e-59eb-bba0-621f1f2145e9', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "invitation-1-mentor", "to": "p-junior", "kind": "invitation", "side": "mentor", "cause": "pairing.opened.v1", "until": "2027-03-15T09:00:00Z"}}', NULL, '{}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (27, 'pairing-c-1-1', 3, '6a6391b7-b3ae-5db5-8815-6d9031bfbda2', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "invitation-1-mentee", "to": "p-senior", "kind": "invitation", "side": "mentee", "cause": "pairing.opened.v1", "until": "2027-03-15T09:00:00Z"}}', NULL, '{}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (28, 'pairing-c-1-1', 4, '72ea6152-623e-5f2f-bc40-24988d01efd8', 'pairing.invitation_accepted.v1', 1, '{"side": "mentor"}', '\x7b2266696e6765727072696e74223a223837373265343235386433303064643932326261396336333631366234326439227d', '{"acting": "mentor", "message": "accept", "cohort_id": "c-1", "message_id": "m-3"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (29, 'pairing-c-1-1', 5, '01d5271d-fbc3-5514-b00e-2adad496397f', 'pairing.invitation_accepted.v1', 1, '{"side": "mentee"}', '\x7b2266696e6765727072696e74223a226339346266316332646465343332623033643065616661343063383531323433227d', '{"acting": "mentee", "message": "accept", "cohort_id": "c-1", "message_id": "m-4"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (30, 'pairing-c-1-1', 6, '0313b3a0-d512-50c5-be3c-4bed5c0c9a2d', 'pairing.stage_entered.v1', 1, '{"left": "invited", "stage": "assessment"}', NULL, '{"acting": "mentee", "message": "accept", "cohort_id": "c-1", "message_id": "m-4"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (31, 'pairing-c-1-1', 7, '3e135d6f-d971-5b24-be60-e296546420f7', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "assessment_request-6-mentor", "to": "p-junior", "kind": "assessment_request", "side": "mentor", "cause": "pairing.stage_entered.v1", "until": "2027-03-08T09:00:00Z"}}', NULL, '{"acting": "mentee", "message": "accept", "cohort_id": "c-1", "message_id": "m-4"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (32, 'pairing-c-1-1', 8, '889b0d28-742b-5888-ad58-43e12cfdc67e', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "assessment_request-6-mentee", "to": "p-senior", "kind": "assessment_request", "side": "mentee", "cause": "pairing.stage_entered.v1", "until": "2027-03-08T09:00:00Z"}}', NULL, '{"acting": "mentee", "message": "accept", "cohort_id": "c-1", "message_id": "m-4"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (33, 'pairing-c-1-1', 9, '6cf5fe70-7a9d-52da-8a23-4ae8943297dc', 'pairing.assessment_submitted.v1', 1, '{"side": "mentor", "complete": true, "knowledge": {"ai": 4, "data": 3}, "confidence": {"ai": 3, "data": 2}, "experience": ["sales"]}', '\x7b2266696e6765727072696e74223a223066616337633230666665363634333263353131396330666536633631643563227d', '{"acting": "mentor", "message": "submit_assessment", "cohort_id": "c-1", "message_id": "m-8"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (34, 'pairing-c-1-1', 10, '2070fc59-6362-5f02-8a48-b2c11104ad90', 'pairing.assessment_submitted.v1', 1, '{"side": "mentee", "complete": true, "knowledge": {"ai": 1, "data": 1}, "confidence": {"ai": 3, "data": 2}, "experience": ["sales"]}', '\x7b2266696e6765727072696e74223a223238623064326335656131363731643366316462623834633931393237373261227d', '{"acting": "mentee", "message": "submit_assessment", "cohort_id": "c-1", "message_id": "m-9"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (35, 'pairing-c-1-1', 11, '639a57ac-aa29-55d9-ad54-a4f2fa5b135b', 'pairing.stage_entered.v1', 1, '{"left": "assessment", "stage": "expectations"}', NULL, '{"acting": "mentee", "message": "submit_assessment", "cohort_id": "c-1", "message_id": "m-9"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (36, 'pairing-c-1-1', 12, '19046846-faac-51da-9d11-7fd1e66e28d5', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "expectations_request-11-mentor", "to": "p-junior", "kind": "expectations_request", "side": "mentor", "cause": "pairing.stage_entered.v1", "until": "2027-03-08T09:00:00Z"}}', NULL, '{"acting": "mentee", "message": "submit_assessment", "cohort_id": "c-1", "message_id": "m-9"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (37, 'pairing-c-1-1', 13, '3edeaa7a-6f92-5505-b73e-743ecdd02b99', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "expectations_request-11-mentee", "to": "p-senior", "kind": "expectations_request", "side": "mentee", "cause": "pairing.stage_entered.v1", "until": "2027-03-08T09:00:00Z"}}', NULL, '{"acting": "mentee", "message": "submit_assessment", "cohort_id": "c-1", "message_id": "m-9"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (38, 'pairing-c-1-1', 14, 'ba7af2da-0bfd-5d8e-8a37-609323faffb5', 'pairing.expectations_submitted.v1', 1, '{"side": "mentor", "topics": ["ai"], "channel": "video", "cadence_days": 28, "notice_hours": 24}', '\x7b2266696e6765727072696e74223a226464366465396337393230646566653831303538363637613664396438303432222c22676f616c73223a5b2275736520697420657665727920646179225d2c226f66665f6c696d697473223a5b2273616c6172696573225d7d', '{"acting": "mentor", "message": "submit_expectations", "cohort_id": "c-1", "message_id": "m-13"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (39, 'pairing-c-1-1', 15, '36bbf1cd-d3e1-5d4c-b13d-a9766c3ec6f0', 'pairing.expectations_submitted.v1', 1, '{"side": "mentee", "topics": ["ai"], "channel": "video", "cadence_days": 28, "notice_hours": 24}', '\x7b2266696e6765727072696e74223a226532333866613532313938653661616366616432373063383965333432666361222c22676f616c73223a5b2275736520697420657665727920646179225d2c226f66665f6c696d697473223a5b2273616c6172696573225d7d', '{"acting": "mentee", "message": "submit_expectations", "cohort_id": "c-1", "message_id": "m-14"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (40, 'pairing-c-1-1', 16, 'be513681-b1c8-5a60-b95f-3a98a9a8072f', 'pairing.agreement_drafted.v1', 1, '{"topics": ["ai"], "channel": "video", "version": "5387c6178067a444", "differences": [], "cadence_days": 28, "notice_hours": 24, "confidentiality": {"de": "Was Sie einander erzählen, bleibt unter Ihnen beiden, auch gegenüber Vorgesetzten und der Programmleitung und über das Ende des Programms hinaus. Weitergegeben wird nur, was die andere Person freigegeben hat. Nicht vertraulich ist, dass Sie sich treffen, wann und zu welchen Themen: Das zählt das Programm. Ist jemand in Gefahr oder wird das Recht verletzt, dürfen Sie sich Hilfe holen; wo es geht, sagen Sie es einander vorher.", "en": "What you tell each other stays between the two of you: it is not for line managers or the programme office, and that does not change when the programme ends. Only what the other person has agreed to share is passed on. That you meet, when, and on which topics is not confidential: the programme keeps count of that. If somebody is in danger or the law is broken, you may get help; where possible, tell each other first."}}', '\x7b22676f616c735f6d656e746565223a5b2275736520697420657665727920646179225d2c22676f616c735f6d656e746f72223a5b2275736520697420657665727920646179225d2c226f66665f6c696d697473223a5b2273616c6172696573225d7d', '{"acting": "mentee", "message": "submit_expectations", "cohort_id": "c-1", "message_id": "m-14"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (41, 'pairing-c-1-1', 17, 'cf66cfa4-f860-58c2-81ce-f6f022d256bf', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "agreement_ready-16-mentor", "to": "p-junior", "kind": "agreement_ready", "side": "mentor", "cause": "pairing.agreement_drafted.v1", "until": "2027-03-08T09:00:00Z"}}', NULL, '{"acting": "mentee", "message": "submit_expectations", "cohort_id": "c-1", "message_id": "m-14"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (42, 'pairing-c-1-1', 18, 'e9c69605-bb24-5701-b01e-73c85e6dc9ce', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "agreement_ready-16-mentee", "to": "p-senior", "kind": "agreement_ready", "side": "mentee", "cause": "pairing.agreement_drafted.v1", "until": "2027-03-08T09:00:00Z"}}', NULL, '{"acting": "mentee", "message": "submit_expectations", "cohort_id": "c-1", "message_id": "m-14"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (43, 'pairing-c-1-1', 19, '065fa2ac-0e5c-53b7-918a-d1161d501dbc', 'pairing.agreement_accepted.v1', 1, '{"side": "mentor", "version": "5387c6178067a444"}', '\x7b2266696e6765727072696e74223a223339353632613739333433326233313132366539363036366138333638383865227d', '{"acting": "mentor", "message": "accept_agreement", "cohort_id": "c-1", "message_id": "m-18"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (44, 'pairing-c-1-1', 20, 'e8f4b9e2-94c7-5dd4-a5f2-a2f70f2ab9f0', 'pairing.agreement_accepted.v1', 1, '{"side": "mentee", "version": "5387c6178067a444"}', '\x7b2266696e6765727072696e74223a223730376664393334376162386565356637346261633030623865313365313031227d', '{"acting": "mentee", "message": "accept_agreement", "cohort_id": "c-1", "message_id": "m-19"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (45, 'pairing-c-1-1', 21, '34c5518e-e34c-5849-95fd-d63d1d37e784', 'pairing.stage_entered.v1', 1, '{"left": "expectations", "stage": "planning"}', NULL, '{"acting": "mentee", "message": "accept_agreement", "cohort_id": "c-1", "message_id": "m-19"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (46, 'pairing-c-1-1', 22, '5000a5e3-9eb2-550c-bd54-db74ffac6270', 'pairing.plan_drawn_up.v1', 1, '{"plan": {"version": 1, "sessions": [{"on": "2027-03-02", "focus": "discover", "topic": "ai", "number": 1, "reflection": "assumptions", "session_id": "s-1"}, {"on": "2027-03-30", "focus": "try_out", "topic": "ai", "number": 2, "reflection": "not_knowing", "session_id": "s-2"}, {"on": "2027-04-27", "focus": "apply", "topic": "ai", "number": 3, "reflection": "listening", "session_id": "s-3"}, {"on": "2027-05-25", "focus": "deepen", "topic": "ai", "number": 4, "reflection": "rank", "session_id": "s-4"}, {"on": "2027-06-22", "focus": "lead", "topic": "ai", "number": 5, "reflection": "experience", "session_id": "s-5"}, {"on": "2027-07-20", "focus": "teach_back", "topic": "ai", "number": 6, "reflection": "change", "session_id": "s-6"}]}}', NULL, '{"acting": "mentee", "message": "accept_agreement", "cohort_id": "c-1", "message_id": "m-19"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (47, 'pairing-c-1-1', 23, 'c28311b3-9c17-5077-8fc6-482458f7a501', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "plan_ready-22-mentor", "to": "p-junior", "kind": "plan_ready", "side": "mentor", "cause": "pairing.plan_drawn_up.v1", "until": "2027-03-08T09:00:00Z"}}', NULL, '{"acting": "mentee", "message": "accept_agreement", "cohort_id": "c-1", "message_id": "m-19"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (48, 'pairing-c-1-1', 24, '7ac3d09d-bce9-5df2-886b-5dc316dd3936', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "plan_ready-22-mentee", "to": "p-senior", "kind": "plan_ready", "side": "mentee", "cause": "pairing.plan_drawn_up.v1", "until": "2027-03-08T09:00:00Z"}}', NULL, '{"acting": "mentee", "message": "accept_agreement", "cohort_id": "c-1", "message_id": "m-19"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (49, 'pairing-c-1-1', 25, '3bd8854b-00ae-5655-a5a7-776b97d1d090', 'pairing.plan_accepted.v1', 1, '{"side": "mentor", "version": 1}', '\x7b2266696e6765727072696e74223a226336363235663536396164613339363134646138353465363330353632613338227d', '{"acting": "mentor", "message": "accept_plan", "cohort_id": "c-1", "message_id": "m-24"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (50, 'pairing-c-1-1', 26, 'faa66046-2c88-5704-a845-2c18caff051c', 'pairing.plan_accepted.v1', 1, '{"side": "mentee", "version": 1}', '\x7b2266696e6765727072696e74223a223438323839376461333264306465373966336662646534396564653866613831227d', '{"acting": "mentee", "message": "accept_plan", "cohort_id": "c-1", "message_id": "m-25"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (51, 'pairing-c-1-1', 27, 'a092a2b8-1bcc-5496-8795-055927ec5498', 'pairing.stage_entered.v1', 1, '{"left": "planning", "stage": "sessions"}', NULL, '{"acting": "mentee", "message": "accept_plan", "cohort_id": "c-1", "message_id": "m-25"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (52, 'pairing-c-1-1', 28, '4406a972-3e7d-5df9-9f52-3779e4cf9509', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "booking_request-27-mentor", "to": "p-junior", "kind": "booking_request", "side": "mentor", "cause": "pairing.stage_entered.v1", "until": "2027-03-08T09:00:00Z", "session_id": "s-1"}}', NULL, '{"acting": "mentee", "message": "accept_plan", "cohort_id": "c-1", "message_id": "m-25"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (53, 'pairing-c-1-1', 29, 'cb681573-d539-5c1d-833d-fb8b6763dd1f', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "booking_request-27-mentee", "to": "p-senior", "kind": "booking_request", "side": "mentee", "cause": "pairing.stage_entered.v1", "until": "2027-03-08T09:00:00Z", "session_id": "s-1"}}', NULL, '{"acting": "mentee", "message": "accept_plan", "cohort_id": "c-1", "message_id": "m-25"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (54, 'pairing-c-1-1', 30, '9bee0017-34db-5283-b170-e03f7da9a5ab', 'pairing.session_booked.v1', 1, '{"by": "mentee", "back": false, "minutes": 60, "starts_at": "2027-03-08T10:00:00Z", "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a223832333639363734383536663266646132626230366237323336626266316135227d', '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-29"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (55, 'pairing-c-1-1', 31, '23f11b8b-160b-5623-a12b-12645297906b', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_booked-30-mentor", "to": "p-junior", "kind": "session_booked", "side": "mentor", "cause": "pairing.session_booked.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-03-08T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-29"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (56, 'pairing-c-1-1', 32, '77eefc2d-2eac-56b8-950d-89d7bd83c2cb', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_booked-30-mentee", "to": "p-senior", "kind": "session_booked", "side": "mentee", "cause": "pairing.session_booked.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-03-08T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-29"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (57, 'pairing-c-1-1', 33, 'f5ae00e6-57a2-5df2-85f2-1dfddde6a953', 'pairing.session_moved.v1', 1, '{"by": "mentee", "minutes": 60, "is_lapse": false, "starts_at": "2027-03-08T11:00:00Z", "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a223064396566666330663234663439323337643637316431383231663135393335227d', '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-32"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (58, 'pairing-c-1-1', 34, 'b23c174c-5990-58e0-84e3-770d15678746', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_moved-33-mentor", "to": "p-junior", "kind": "session_moved", "side": "mentor", "cause": "pairing.session_moved.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 1, "starts_at": "2027-03-08T11:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-32"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (59, 'pairing-c-1-1', 35, '87c6fb0f-a717-5a0c-bc03-3bbc8360c077', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_moved-33-mentee", "to": "p-senior", "kind": "session_moved", "side": "mentee", "cause": "pairing.session_moved.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 1, "starts_at": "2027-03-08T11:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-32"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (60, 'pairing-c-1-1', 36, 'bf967804-4d36-5325-9534-4093e809ce32', 'pairing.session_moved.v1', 1, '{"by": "mentee", "minutes": 60, "is_lapse": false, "starts_at": "2027-03-08T12:00:00Z", "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a223036653664373233383062343938306363346639346564623934386237313739227d', '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-35"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (61, 'pairing-c-1-1', 37, 'a08ee591-ba25-56a5-8028-c037b5a4e7f3', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_moved-36-mentor", "to": "p-junior", "kind": "session_moved", "side": "mentor", "cause": "pairing.session_moved.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 2, "starts_at": "2027-03-08T12:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-35"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (62, 'pairing-c-1-1', 38, 'eff82c5b-52ce-593a-8bfa-f1f56ca3d1f6', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_moved-36-mentee", "to": "p-senior", "kind": "session_moved", "side": "mentee", "cause": "pairing.session_moved.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 2, "starts_at": "2027-03-08T12:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-35"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (63, 'pairing-c-1-1', 39, '202d519e-ad12-55c9-a79e-8a56f537e098', 'pairing.session_moved.v1', 1, '{"by": "mentee", "minutes": 60, "is_lapse": true, "starts_at": "2027-03-08T13:00:00Z", "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a226362366333366634663466363031366436306539666463393066613061386463227d', '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-38"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (64, 'pairing-c-1-1', 40, '35e43439-8180-558b-93aa-9d079cd2cd6d', 'pairing.item_opened.v1', 1, '{"item": {"id": "i-39-0", "kind": "dates_not_kept", "side": "mentee", "cause": "pairing.session_moved.v1", "owner": "lead", "due_on": "2027-03-08", "told_at": null, "opened_at": "2027-03-01T09:00:00Z", "remind_at": "2027-03-09T00:00:00Z", "pairing_id": null, "session_id": null, "acknowledged": false, "snoozed_until": null}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-38"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (65, 'pairing-c-1-1', 41, '61edf365-19ed-59e0-b623-43288dfad23f', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_moved-39-mentor", "to": "p-junior", "kind": "session_moved", "side": "mentor", "cause": "pairing.session_moved.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 3, "starts_at": "2027-03-08T13:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-38"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (66, 'pairing-c-1-1', 42, '43262f6d-f51f-50af-8be2-0e82ce7dfa33', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_moved-39-mentee", "to": "p-senior", "kind": "session_moved", "side": "mentee", "cause": "pairing.session_moved.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 3, "starts_at": "2027-03-08T13:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-38"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (67, 'pairing-c-1-1', 43, 'c7bfdca3-cb23-5a02-ace3-b29fc60bee09', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "item_opened-40-owner", "to": "p-lead", "item": "dates_not_kept", "kind": "item_opened", "cause": "pairing.session_moved.v1", "item_id": "i-39-0", "item_side": "mentee"}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-38"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (68, 'pairing-c-1-1', 44, '794f15ad-86ba-5050-a68c-9d2f5444e1ab', 'pairing.session_cancelled.v1', 1, '{"by": "mentee", "late": true, "side": "mentee", "for_now": false, "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a226136343961316665333266353139376232636431323262656264376161636431227d', '{"acting": "mentee", "message": "cancel_session", "cohort_id": "c-1", "message_id": "m-43"}', '2027-03-07 20:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (69, 'pairing-c-1-1', 45, 'de5ac0d9-bf01-5272-b915-4fbdd97640c2', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "item_opened-44-owner", "to": "p-lead", "item": "dates_not_kept", "kind": "item_opened", "cause": "pairing.session_moved.v1", "item_id": "i-39-0", "item_side": "mentee"}}', NULL, '{"acting": "mentee", "message": "cancel_session", "cohort_id": "c-1", "message_id": "m-43"}', '2027-03-07 20:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (70, 'pairing-c-1-1', 46, '97f91b11-7ee7-5075-bd7b-af19cff77d71', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_cancelled-44-mentor", "to": "p-junior", "kind": "session_cancelled", "side": "mentor", "cause": "pairing.session_cancelled.v1", "session_id": "s-1", "appointment": {"late": true, "minutes": 60, "sequence": 4, "starts_at": "2027-03-08T13:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "cancel_session", "cohort_id": "c-1", "message_id": "m-43"}', '2027-03-07 20:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (71, 'pairing-c-1-1', 47, '7cfbc3e3-f84b-54d5-9b4a-53b73822371d', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_cancelled-44-mentee", "to": "p-senior", "kind": "session_cancelled", "side": "mentee", "cause": "pairing.session_cancelled.v1", "session_id": "s-1", "appointment": {"late": true, "minutes": 60, "sequence": 4, "starts_at": "2027-03-08T13:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "cancel_session", "cohort_id": "c-1", "message_id": "m-43"}', '2027-03-07 20:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (72, 'pairing-c-1-1', 48, '860f0367-7ef9-5eb0-800c-4cbda0d88b50', 'pairing.session_booked.v1', 1, '{"by": "mentee", "back": false, "minutes": 60, "starts_at": "2027-03-09T10:00:00Z", "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a226532653864643564636631326664356466653334626663616331643137326563227d', '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-47"}', '2027-03-07 20:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (73, 'pairing-c-1-1', 49, '1a861e14-4612-55e9-9dc1-c68118392759', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_booked-48-mentor", "to": "p-junior", "kind": "session_booked", "side": "mentor", "cause": "pairing.session_booked.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-47"}', '2027-03-07 20:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (74, 'pairing-c-1-1', 50, '2d9adbe5-20de-5abc-aa9e-132b8b634ee2', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_booked-48-mentee", "to": "p-senior", "kind": "session_booked", "side": "mentee", "cause": "pairing.session_booked.v1", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-47"}', '2027-03-07 20:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (75, 'pairing-c-1-1', 51, '9a725c92-da17-5adb-b867-fd79643ddf2c', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-03-08T10:00:00Z", "kind": "session_reminder", "session_id": "s-1", "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-03-08 10:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (76, 'pairing-c-1-1', 52, 'dd5cbd62-34b5-5eb9-ba23-c7bcaf9a7b64', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_reminder-51-mentor", "to": "p-junior", "kind": "session_reminder", "side": "mentor", "cause": "session_reminder", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-03-08 10:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (77, 'pairing-c-1-1', 53, '2aaf53d4-d0a7-54c5-8c0b-58cbeb4b281e', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_reminder-51-mentee", "to": "p-senior", "kind": "session_reminder", "side": "mentee", "cause": "session_reminder", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-03-08 10:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (78, 'pairing-c-1-1', 54, 'b7643627-a549-5ed7-b657-5ee66b81aacc', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-03-09T00:00:00Z", "kind": "item_reminder", "session_id": null, "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-03-09 00:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (79, 'pairing-c-1-1', 55, 'c0d80ade-2180-5b38-ab00-5dd12fd78d8c', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "item_opened-54-owner_0_0", "to": "p-lead", "item": "dates_not_kept", "kind": "item_opened", "cause": "pairing.session_moved.v1", "item_id": "i-39-0", "item_side": "mentee"}}', NULL, '{"cohort_id": "c-1"}', '2027-03-09 00:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (80, 'pairing-c-1-1', 56, '79233be1-dfa5-5cac-b10b-a799b6900733', 'pairing.session_reported.v1', 1, '{"by": "mentee", "held_at": null, "minutes": null, "outcome": "mentor_absent", "cut_short": false, "off_topic": false, "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a223764636665623762353065396538343736363361346437393030303236663235227d', '{"acting": "mentee", "message": "report_session", "cohort_id": "c-1", "message_id": "m-55"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (81, 'pairing-c-1-1', 57, 'e690a818-3ab0-55db-8f4f-c2a218a78a76', 'pairing.absence_claimed.v1', 1, '{"absent": "mentor", "session_id": "s-1"}', NULL, '{"acting": "mentee", "message": "report_session", "cohort_id": "c-1", "message_id": "m-55"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (82, 'pairing-c-1-1', 58, '1c0e710c-8787-578b-9107-be83a767ac71', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "absence_reported-57-mentor", "to": "p-junior", "kind": "absence_reported", "side": "mentor", "cause": "pairing.absence_claimed.v1", "until": "2027-03-11T12:00:00Z", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "report_session", "cohort_id": "c-1", "message_id": "m-55"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (83, 'pairing-c-1-1', 59, '02eb954c-3cd6-5616-a756-b4517f889476', 'pairing.session_reported.v1', 1, '{"by": "mentor", "held_at": "2027-03-09T10:00:00Z", "minutes": 50, "outcome": "held", "cut_short": true, "off_topic": false, "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a226262633863646331366161326364393965386161626664316433393637343336227d', '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-58"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (84, 'pairing-c-1-1', 60, 'c274caf7-2ad8-590a-b1b3-e54c43dde380', 'pairing.reports_conflicted.v1', 1, '{"session_id": "s-1"}', NULL, '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-58"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (85, 'pairing-c-1-1', 61, '71b8a8f4-0a71-50e0-81b3-c2392bf5f87f', 'pairing.item_opened.v1', 1, '{"item": {"id": "i-60-0", "kind": "conflicting_reports", "side": null, "cause": "pairing.reports_conflicted.v1", "owner": "lead", "due_on": "2027-03-16", "told_at": null, "opened_at": "2027-03-09T12:00:00Z", "remind_at": "2027-03-17T00:00:00Z", "pairing_id": null, "session_id": "s-1", "acknowledged": false, "snoozed_until": null}}', NULL, '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-58"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (86, 'pairing-c-1-1', 62, '9ebdcb47-5bd7-56c3-9c2a-a7aa94b09cf2', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "item_opened-61-owner", "to": "p-lead", "item": "conflicting_reports", "kind": "item_opened", "cause": "pairing.reports_conflicted.v1", "item_id": "i-60-0"}}', NULL, '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-58"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (87, 'pairing-c-1-1', 63, '33c10b9e-86a3-50b3-a3b3-8db599fba913', 'pairing.session_reported.v1', 1, '{"by": "operator", "held_at": "2027-03-09T11:00:00Z", "minutes": null, "outcome": "held", "cut_short": false, "off_topic": false, "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a223536366339346238366566316637313836626661306439393162626165666363227d', '{"acting": "operator", "message": "report_session", "cohort_id": "c-1", "message_id": "m-62"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (88, 'pairing-c-1-1', 64, '27dc0b1e-fce0-5258-abbd-101407eb5b44', 'pairing.session_held.v1', 1, '{"source": "operator", "held_at": "2027-03-09T11:00:00Z", "minutes": 60, "session_id": "s-1"}', NULL, '{"acting": "operator", "message": "report_session", "cohort_id": "c-1", "message_id": "m-62"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (89, 'pairing-c-1-1', 65, 'a0ebdc18-c7ec-53a4-a73c-96aaa4a2ebc4', 'pairing.item_settled.v1', 1, '{"item_id": "i-39-0"}', NULL, '{"acting": "operator", "message": "report_session", "cohort_id": "c-1", "message_id": "m-62"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (90, 'pairing-c-1-1', 66, 'd8102904-e621-5c73-acb3-af11a95b63ed', 'pairing.item_settled.v1', 1, '{"item_id": "i-60-0"}', NULL, '{"acting": "operator", "message": "report_session", "cohort_id": "c-1", "message_id": "m-62"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (91, 'pairing-c-1-1', 67, '824ae32b-0d60-5eee-9331-9edeb00258c0', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "reflection_request-64-mentor", "to": "p-junior", "kind": "reflection_request", "side": "mentor", "cause": "pairing.session_held.v1", "until": "2027-03-15T09:00:00Z", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"acting": "operator", "message": "report_session", "cohort_id": "c-1", "message_id": "m-62"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (92, 'pairing-c-1-1', 68, 'fc2b91a6-6fd1-5522-b7ad-b6e3491ec43e', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "reflection_request-64-mentee", "to": "p-senior", "kind": "reflection_request", "side": "mentee", "cause": "pairing.session_held.v1", "until": "2027-03-15T09:00:00Z", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"acting": "operator", "message": "report_session", "cohort_id": "c-1", "message_id": "m-62"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (93, 'pairing-c-1-1', 69, 'eb8b92ae-9c3e-5079-a5c9-835bd08b6636', 'pairing.reflection_submitted.v1', 1, '{"side": "mentee", "topic": "ai", "rating": 4, "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a223331356466643136376534616465396331623632613835623930623232323965227d', '{"acting": "mentee", "message": "submit_reflection", "cohort_id": "c-1", "message_id": "m-68"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (94, 'pairing-c-1-1', 70, '2fdd6111-f34d-5447-9ad2-0ae04e478ecc', 'pairing.session_report_withdrawn.v1', 1, '{"by": "operator", "session_id": "s-1", "still_held": false}', '\x7b2266696e6765727072696e74223a223435633761643862613263313163646334383364636362356136653237636464227d', '{"acting": "operator", "message": "withdraw_session_report", "cohort_id": "c-1", "message_id": "m-69"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (116, 'pairing-c-1-1', 92, 'a50b5b34-d54b-5faf-a36f-a5d0b7e84693', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "pulse-90-mentee", "to": "p-senior", "kind": "pulse", "side": "mentee", "cause": "pairing.survey_opened.v1", "until": "2027-04-22T11:00:00Z"}}', NULL, '{"cohort_id": "c-1"}', '2027-04-08 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (95, 'pairing-c-1-1', 71, '14d05084-9f35-511e-b3f8-f0f21c37b704', 'pairing.item_opened.v1', 1, '{"item": {"id": "i-70-0", "kind": "dates_not_kept", "side": "mentee", "cause": "pairing.session_report_withdrawn.v1", "owner": "lead", "due_on": "2027-03-16", "told_at": null, "opened_at": "2027-03-09T12:00:00Z", "remind_at": "2027-03-17T00:00:00Z", "pairing_id": null, "session_id": null, "acknowledged": false, "snoozed_until": null}}', NULL, '{"acting": "operator", "message": "withdraw_session_report", "cohort_id": "c-1", "message_id": "m-69"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (96, 'pairing-c-1-1', 72, '84c70c74-e845-5440-96b7-17dedde59aa7', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "item_opened-71-owner", "to": "p-lead", "item": "dates_not_kept", "kind": "item_opened", "cause": "pairing.session_report_withdrawn.v1", "item_id": "i-70-0", "item_side": "mentee"}}', NULL, '{"acting": "operator", "message": "withdraw_session_report", "cohort_id": "c-1", "message_id": "m-69"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (97, 'pairing-c-1-1', 73, '83f1d252-5661-5ffe-9a93-82bb2a01063b', 'pairing.session_reported.v1', 1, '{"by": "mentor", "held_at": "2027-03-09T11:00:00Z", "minutes": null, "outcome": "held", "cut_short": false, "off_topic": false, "session_id": "s-1"}', '\x7b2266696e6765727072696e74223a226531626266636138356230386334333165666636393531313230333839656536227d', '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-72"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (98, 'pairing-c-1-1', 74, 'f5c8c27a-2241-5890-9d2e-d24f18a97458', 'pairing.session_held.v1', 1, '{"source": "mentor", "held_at": "2027-03-09T11:00:00Z", "minutes": 60, "session_id": "s-1"}', NULL, '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-72"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (99, 'pairing-c-1-1', 75, '86289d30-5210-516b-8beb-5b0b78dac3df', 'pairing.item_settled.v1', 1, '{"item_id": "i-70-0"}', NULL, '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-72"}', '2027-03-09 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (100, 'pairing-c-1-1', 76, '96bf62a7-7449-5b6f-abe1-9fd038e84de5', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-03-11T12:00:00Z", "kind": "junior_check_in", "session_id": null, "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-03-11 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (101, 'pairing-c-1-1', 77, 'eab9a8d6-b39f-583e-b5b1-67cf627640fa', 'pairing.check_in_asked.v1', 1, '{"check_in": "junior"}', NULL, '{"cohort_id": "c-1"}', '2027-03-11 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (102, 'pairing-c-1-1', 78, '339acf78-4e7a-5bdf-967e-736ca084e2b0', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "junior_check_in-77-mentor", "to": "p-junior", "kind": "junior_check_in", "side": "mentor", "cause": "pairing.check_in_asked.v1"}}', NULL, '{"cohort_id": "c-1"}', '2027-03-11 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (103, 'pairing-c-1-1', 79, 'c583d7fd-82f5-5f72-8997-80e0784b945b', 'pairing.check_in_answered.v1', 1, '{"side": "mentor", "answer": "in_confidence", "check_in": "junior"}', '\x7b2266696e6765727072696e74223a226237373564313737333332613761663262653932653166323635323764333361222c22696e5f636f6e666964656e6365223a7b22616e73776572223a22676f696e675f77656c6c227d7d', '{"acting": "mentor", "message": "answer_check_in", "cohort_id": "c-1", "message_id": "m-78"}', '2027-03-13 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (104, 'pairing-c-1-1', 80, '2d24b2b4-bec2-562f-bc43-a44f7c717374', 'pairing.session_booked.v1', 1, '{"by": "mentee", "back": false, "minutes": 60, "starts_at": "2027-04-06T10:00:00Z", "session_id": "s-2"}', '\x7b2266696e6765727072696e74223a226530383465636334656633373534333233643031383134346232303737333262227d', '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-79"}', '2027-03-13 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (105, 'pairing-c-1-1', 81, 'bc8e97b9-ab73-508c-a8f2-456aef47525a', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_booked-80-mentor", "to": "p-junior", "kind": "session_booked", "side": "mentor", "cause": "pairing.session_booked.v1", "session_id": "s-2", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-04-06T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-79"}', '2027-03-13 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (106, 'pairing-c-1-1', 82, 'dbaa3996-b891-5a9a-999c-8bd71298a489', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_booked-80-mentee", "to": "p-senior", "kind": "session_booked", "side": "mentee", "cause": "pairing.session_booked.v1", "session_id": "s-2", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-04-06T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-79"}', '2027-03-13 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (107, 'pairing-c-1-1', 83, 'f38b2c2d-13d3-5097-820c-206357581e8d', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-03-15T09:00:00Z", "kind": "reflection_reminder", "session_id": "s-1", "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-03-15 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (108, 'pairing-c-1-1', 84, 'cd0c4c43-e97f-5c3d-9e1d-231b808d2209', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "reflection_reminder-83-mentor", "to": "p-junior", "kind": "reflection_reminder", "side": "mentor", "cause": "reflection_reminder", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-03-15 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (109, 'pairing-c-1-1', 85, 'b42915e4-f27e-5c7a-9500-a69a8eb52ff9', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "reflection_reminder-83-mentee", "to": "p-senior", "kind": "reflection_reminder", "side": "mentee", "cause": "reflection_reminder", "session_id": "s-1", "appointment": {"late": false, "minutes": 60, "sequence": 5, "starts_at": "2027-03-09T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-03-15 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (110, 'pairing-c-1-1', 86, '8496327c-d3a0-56a4-8e54-572b7c461cd7', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-04-06T13:00:00Z", "kind": "report_request", "session_id": "s-2", "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-04-06 13:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (111, 'pairing-c-1-1', 87, 'd31a3852-3e24-55f0-99b3-493d7a01de89', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "report_request-86-mentor", "to": "p-junior", "kind": "report_request", "side": "mentor", "cause": "report_request", "until": "2027-04-13T11:00:00Z", "session_id": "s-2", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-04-06T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-04-06 13:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (112, 'pairing-c-1-1', 88, '389a3522-15f1-5b3a-a4bc-781b61ce3fc0', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "report_request-86-mentee", "to": "p-senior", "kind": "report_request", "side": "mentee", "cause": "report_request", "until": "2027-04-13T11:00:00Z", "session_id": "s-2", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-04-06T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-04-06 13:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (113, 'pairing-c-1-1', 89, '273b95c2-2760-538f-a9c2-1b77d92de7a9', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-04-08T11:00:00Z", "kind": "pulse", "session_id": null, "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-04-08 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (114, 'pairing-c-1-1', 90, '5a139ee2-b4b6-537a-a746-2cccad91cf27', 'pairing.survey_opened.v1', 1, '{"asked": ["mentor", "mentee"], "survey": "pulse"}', NULL, '{"cohort_id": "c-1"}', '2027-04-08 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (115, 'pairing-c-1-1', 91, 'e3012929-e7cb-522c-90f8-e597d63bf090', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "pulse-90-mentor", "to": "p-junior", "kind": "pulse", "side": "mentor", "cause": "pairing.survey_opened.v1", "until": "2027-04-22T11:00:00Z"}}', NULL, '{"cohort_id": "c-1"}', '2027-04-08 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (117, 'pairing-c-1-1', 93, '66093b9a-e9be-5663-9898-d0a1b0fed781', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-04-09T11:00:00Z", "kind": "report_again", "session_id": "s-2", "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-04-09 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (118, 'pairing-c-1-1', 94, '74b44e1d-3e6d-5ef4-8f91-c82192dea375', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "report_reminder-93-mentor", "to": "p-junior", "kind": "report_reminder", "side": "mentor", "cause": "report_again", "until": "2027-04-13T11:00:00Z", "session_id": "s-2", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-04-06T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-04-09 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (119, 'pairing-c-1-1', 95, 'a9030572-230e-528b-987a-9d85dea50380', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "report_reminder-93-mentee", "to": "p-senior", "kind": "report_reminder", "side": "mentee", "cause": "report_again", "until": "2027-04-13T11:00:00Z", "session_id": "s-2", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-04-06T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-04-09 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (120, 'pairing-c-1-1', 96, 'f0e7a388-812f-5e5c-9b90-01eeca46730e', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-04-13T11:00:00Z", "kind": "unconfirmed", "session_id": "s-2", "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-04-13 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (121, 'pairing-c-1-1', 97, 'bfd73af3-a824-5087-8f57-adcdb4fdd427', 'pairing.session_unconfirmed.v1', 1, '{"session_id": "s-2"}', NULL, '{"cohort_id": "c-1"}', '2027-04-13 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (122, 'pairing-c-1-1', 98, '1e1962ad-9e06-5112-a167-75198192ff35', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-04-15T11:00:00Z", "kind": "survey_reminder", "session_id": null, "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-04-15 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (123, 'pairing-c-1-1', 99, '168e80c1-b8cb-5dc9-9f25-2bef21e043dd', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "pulse_reminder-98-mentor", "to": "p-junior", "kind": "pulse_reminder", "side": "mentor", "cause": "survey_reminder", "until": "2027-04-22T11:00:00Z"}}', NULL, '{"cohort_id": "c-1"}', '2027-04-15 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (124, 'pairing-c-1-1', 100, '7000d32b-7299-5a1a-ad33-c234ec5c79ed', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "pulse_reminder-98-mentee", "to": "p-senior", "kind": "pulse_reminder", "side": "mentee", "cause": "survey_reminder", "until": "2027-04-22T11:00:00Z"}}', NULL, '{"cohort_id": "c-1"}', '2027-04-15 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (125, 'pairing-c-1-1', 101, 'b64b69b4-6abe-584c-9217-674b024e94a8', 'pairing.session_booked.v1', 1, '{"by": "mentee", "back": false, "minutes": 60, "starts_at": "2027-05-04T10:00:00Z", "session_id": "s-3"}', '\x7b2266696e6765727072696e74223a223962306636336139313363336666326230323765613835323637636566373331227d', '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-100"}', '2027-04-20 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (126, 'pairing-c-1-1', 102, 'cc5f5943-9c96-5801-a95a-175105663a46', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_booked-101-mentor", "to": "p-junior", "kind": "session_booked", "side": "mentor", "cause": "pairing.session_booked.v1", "session_id": "s-3", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-05-04T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-100"}', '2027-04-20 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (127, 'pairing-c-1-1', 103, 'f02ad084-7b26-584a-a9a6-612768af0dd1', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_booked-101-mentee", "to": "p-senior", "kind": "session_booked", "side": "mentee", "cause": "pairing.session_booked.v1", "session_id": "s-3", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-05-04T10:00:00Z"}}}', NULL, '{"acting": "mentee", "message": "book_session", "cohort_id": "c-1", "message_id": "m-100"}', '2027-04-20 09:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (128, 'pairing-c-1-1', 104, '6491742e-7532-597a-81a6-1cb8006906be', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-04-22T11:00:00Z", "kind": "survey_over", "session_id": null, "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-04-22 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (129, 'pairing-c-1-1', 105, '4f4c502f-e7e8-5971-aef5-1349f60d13a3', 'pairing.survey_closed.v1', 1, '{"survey": "pulse", "complete": false}', NULL, '{"cohort_id": "c-1"}', '2027-04-22 11:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (130, 'pairing-c-1-1', 106, '7ee47348-deb2-5ef2-b75c-2166a29578c3', 'pairing.session_reported.v1', 1, '{"by": "mentor", "held_at": null, "minutes": null, "outcome": "mentee_absent", "cut_short": false, "off_topic": false, "session_id": "s-3"}', '\x7b2266696e6765727072696e74223a226634383465396539643936633766396139303365613533333066396630303230227d', '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-105"}', '2027-05-04 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (131, 'pairing-c-1-1', 107, '9289b47d-1faf-5586-a5f0-04e85d6e6c4f', 'pairing.absence_claimed.v1', 1, '{"absent": "mentee", "session_id": "s-3"}', NULL, '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-105"}', '2027-05-04 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (132, 'pairing-c-1-1', 108, 'de55c73c-c7a5-5af1-a4b0-116740c568e9', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "absence_reported-107-mentee", "to": "p-senior", "kind": "absence_reported", "side": "mentee", "cause": "pairing.absence_claimed.v1", "until": "2027-05-06T12:00:00Z", "session_id": "s-3", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-05-04T10:00:00Z"}}}', NULL, '{"acting": "mentor", "message": "report_session", "cohort_id": "c-1", "message_id": "m-105"}', '2027-05-04 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (133, 'pairing-c-1-1', 109, '529b364a-3747-560b-97cc-c58989eba47c', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-05-06T12:00:00Z", "kind": "objection_over", "session_id": "s-3", "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-05-06 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (134, 'pairing-c-1-1', 110, '3ac1cb7d-7caf-5b1d-987d-7a9ecee460d6', 'pairing.session_missed.v1', 1, '{"absent": "mentee", "source": "mentor", "session_id": "s-3"}', NULL, '{"cohort_id": "c-1"}', '2027-05-06 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (135, 'pairing-c-1-1', 111, '06a382c7-58ed-5bde-bd50-a07c4e9d94ec', 'pairing.item_opened.v1', 1, '{"item": {"id": "i-110-0", "kind": "dates_not_kept", "side": "mentee", "cause": "pairing.session_missed.v1", "owner": "lead", "due_on": "2027-05-13", "told_at": null, "opened_at": "2027-05-06T12:00:00Z", "remind_at": "2027-05-14T00:00:00Z", "pairing_id": null, "session_id": null, "acknowledged": false, "snoozed_until": null}}', NULL, '{"cohort_id": "c-1"}', '2027-05-06 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (136, 'pairing-c-1-1', 112, 'fc6c5ba4-a664-5544-801a-c94f6c93a702', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_missed-110-mentor", "to": "p-junior", "kind": "session_missed", "side": "mentor", "cause": "pairing.session_missed.v1", "session_id": "s-3", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-05-04T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-05-06 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (137, 'pairing-c-1-1', 113, '817c6bb7-de9c-5ba9-8451-84cf17658ee4', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "session_missed-110-mentee", "to": "p-senior", "kind": "session_missed", "side": "mentee", "cause": "pairing.session_missed.v1", "session_id": "s-3", "appointment": {"late": false, "minutes": 60, "sequence": 0, "starts_at": "2027-05-04T10:00:00Z"}}}', NULL, '{"cohort_id": "c-1"}', '2027-05-06 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (138, 'pairing-c-1-1', 114, 'b8abb8c1-87dc-578d-a580-9786e946406b', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "item_opened-111-owner", "to": "p-lead", "item": "dates_not_kept", "kind": "item_opened", "cause": "pairing.session_missed.v1", "item_id": "i-110-0", "item_side": "mentee"}}', NULL, '{"cohort_id": "c-1"}', '2027-05-06 12:00:00+00', '2026-11-29 20:28:55.506006+00', DEFAULT);
INSERT INTO public.event VALUES (139, 'pairing-c-1-2', 1, 'fd8126b8-c9b0-5ecc-81d4-a943055e58aa', 'pairing.opened.v1', 1, '{"setup": {"away": {"mentee": null, "mentor": null}, "term": {"kind": "fixed", "start": "2027-03-01", "weeks": 26}, "title": "Digital at eye level", "locale": "en", "mentee": "p-senior", "mentor": "p-junior", "owners": {"lead": "p-lead", "deputy": null, "sponsor": null, "confidant": null}, "policy": {"relaxed": [], "weights": {"site": 0.5, "gender": 1.0, "topics": 5.0, "department": 1.0, "experience": 1.0, "expectations": 2.0}, "even_load": 0.2, "min_age_gap": 10, "min_level_gap": 2, "waiting_weight": 0.02, "mentee_capacity": 1, "mentor_capacity": 2, "same_department": false}, "roster": "staff", "topics": [{"id": "ai", "title": "Artificial intelligence"}, {"id": "data", "title": "Data"}], "waived": [{"rule": "department", "reason": "the works council agrees"}], "context": "standalone", "purpose": "Understand what our apprentices already use", "reasons": ["wants ‘AI’, which the mentor knows at 4 of 5"], "calendar": {"zones": [], "weekend": [5, 6], "days_off": ["2027-03-29"], "time_zone": "Europe/Berlin", "known_until": null}, "managers": {"mentee": null, "mentor": null}, "sessions": {"count": 6, "minutes": 60, "every_days": 28, "tolerance_days": 7, "least_days_between": 4}, "cohort_id": "c-1", "deadlines": {"pulse_days": 30, "reopen_days": 30, "review_days": 7, "survey_days": 14, "silence_days": 42, "approval_days": 14, "item_due_days": 5, "follow_up_days": 90, "hard_stop_days": 21, "hold_max_weeks": 8, "plan_item_days": 10, "wind_down_days": 30, "invitation_days": 14, "item_again_days": 5, "objection_hours": 48, "pause_max_weeks": 26, "item_snooze_days": 30, "late_review_days": 2, "midpoint_percent": 50, "partnership_days": 365, "review_item_days": 14, "confirmation_days": 9, "next_booking_days": 14, "plan_give_up_days": 42, "silence_item_days": 14, "approval_item_days": 7, "briefing_item_days": 7, "first_contact_days": 7, "no_fault_exit_days": 30, "plan_reminder_days": 5, "report_after_hours": 2, "report_again_hours": 72, "silence_again_days": 7, "waiting_again_days": 30, "waiting_first_days": 1, "agreement_item_days": 10, "junior_check_in_days": 2, "pause_question_weeks": [4, 8, 12], "progress_check_hours": 24, "review_reminder_days": 9, "survey_reminder_days": 7, "briefing_notice_hours": 24, "delivery_give_up_days": 3, "preparation_item_days": 14, "agreement_give_up_days": 42, "approval_reminder_days": 4, "attendance_after_hours": 24, "session_reminder_hours": 24, "unconfirmed_after_days": 7, "agreement_reminder_days": 7, "first_booking_item_days": 14, "first_contact_item_days": 14, "late_cancellation_hours": 24, "invitation_reminder_days": 7, "preparation_give_up_days": 42, "reflection_reminder_days": 5, "after_outage_working_days": 2, "first_booking_mentee_days": 7, "first_booking_mentor_days": 10, "preparation_reminder_days": 7, "confirmation_reminder_days": 4}, "leaves_on": {"mentee": null, "mentor": null}, "shutdowns": [], "time_zone": "Europe/Berlin", "mail_hours": null, "pairing_id": "c-1-1", "predecessor": "c-1-0", "first_contact": false, "session_rules": {"no_shows": 3, "free_moves": 2, "mentee_lapses": 2, "mentor_lapses": 2, "early_sessions": 2, "proposed_dates": 3, "book_ahead_days": 366, "certificate_share": 0.5, "certificate_sides": ["mentor"], "reminded_sessions": 1, "certificate_review": true, "same_meeting_hours": 12, "mentee_lapses_early": 1, "proposed_after_days": 3, "follow_ups_unanswered": 2, "quiet_days_before_end": 7}, "to_be_briefed": [], "holiday_region": null, "max_extensions": 2, "to_be_approved": [], "confidentiality": {"de": "Was Sie einander erzählen, bleibt unter Ihnen beiden, auch gegenüber Vorgesetzten und der Programmleitung und über das Ende des Programms hinaus. Weitergegeben wird nur, was die andere Person freigegeben hat. Nicht vertraulich ist, dass Sie sich treffen, wann und zu welchen Themen: Das zählt das Programm. Ist jemand in Gefahr oder wird das Recht verletzt, dürfen Sie sich Hilfe holen; wo es geht, sagen Sie es einander vorher.", "en": "What you tell each other stays between the two of you: it is not for line managers or the programme office, and that does not change when the programme ends. Only what the other person has agreed to share is passed on. That you meet, when, and on which topics is not confidential: the programme keeps count of that. If somebody is in danger or the law is broken, you may get help; where possible, tell each other first."}}, "no_seats": []}', NULL, '{}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (140, 'pairing-c-1-2', 2, '9e0efb4b-ec87-5b7a-9973-a58328ebddf2', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "invitation-1-mentor", "to": "p-junior", "kind": "invitation", "side": "mentor", "cause": "pairing.opened.v1", "until": "2027-03-15T09:00:00Z"}}', NULL, '{}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (141, 'pairing-c-1-2', 3, '74d54358-f4f9-5a7e-b2d9-ee1a014882e1', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "invitation-1-mentee", "to": "p-senior", "kind": "invitation", "side": "mentee", "cause": "pairing.opened.v1", "until": "2027-03-15T09:00:00Z"}}', NULL, '{}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (142, 'pairing-c-1-2', 4, '0db248b7-b2bf-55ed-8802-aefb5dce8427', 'pairing.invitation_accepted.v1', 1, '{"side": "mentor"}', '\x7b2266696e6765727072696e74223a223837373265343235386433303064643932326261396336333631366234326439227d', '{"acting": "mentor", "message": "accept", "cohort_id": "c-1", "message_id": "m-3"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (143, 'pairing-c-1-2', 5, '195f5f07-c197-58a6-abd0-458733be37f3', 'pairing.invitation_declined.v1', 1, '{"side": "mentee"}', '\x7b2266696e6765727072696e74223a226534303539323638313566373233333632303033646561376539646331376333222c22776f726473223a224920616d2061626f757420746f20726574697265227d', '{"acting": "mentee", "message": "decline", "cohort_id": "c-1", "message_id": "m-4"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (144, 'pairing-c-1-2', 6, '97e3ac80-4c69-5201-b952-fa199f287786', 'pairing.closed.v1', 1, '{"by": "mentee", "quiet": false, "reason": "declined", "no_fault": false, "left_behind": ["mentor"]}', NULL, '{"acting": "mentee", "message": "decline", "cohort_id": "c-1", "message_id": "m-4"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (145, 'pairing-c-1-2', 7, 'f37f93b3-7a68-5f6b-bed4-e3a2190b1ed9', 'pairing.stage_entered.v1', 1, '{"left": "invited", "stage": "closed"}', NULL, '{"acting": "mentee", "message": "decline", "cohort_id": "c-1", "message_id": "m-4"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (146, 'pairing-c-1-2', 8, '60b45631-2a19-5056-8285-8c2eb6b77084', 'pairing.notice_issued.v1', 1, '{"notice": {"id": "invitation_withdrawn-6-mentor", "to": "p-junior", "kind": "invitation_withdrawn", "side": "mentor", "cause": "pairing.closed.v1"}}', NULL, '{"acting": "mentee", "message": "decline", "cohort_id": "c-1", "message_id": "m-4"}', '2027-03-01 09:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (147, 'pairing-c-1-2', 9, '251db4b7-179a-59c7-a5e3-dabc72567048', 'pairing.deadline_elapsed.v1', 1, '{"due": "2027-03-31T08:00:00Z", "kind": "reopen_over", "session_id": null, "supersedes": []}', NULL, '{"cohort_id": "c-1"}', '2027-03-31 08:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (148, 'pairing-c-1-2', 10, 'bad41c5d-58e4-5178-b9a6-930821660dc5', 'pairing.reopening_over.v1', 1, '{}', NULL, '{"cohort_id": "c-1"}', '2027-03-31 08:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);
INSERT INTO public.event VALUES (149, 'pairing-c-1-2', 11, 'e441f6a0-c0e5-574d-9d3a-1e70a485116a', 'pairing.archived.v1', 1, '{}', NULL, '{"cohort_id": "c-1"}', '2027-03-31 08:00:00+00', '2026-11-29 20:28:55.533197+00', DEFAULT);

INSERT INTO public.issued_notice VALUES ('cohort-c', 'item_opened-16-owner', 17, 'c', NULL, 'item_opened', 'p-lead', '2027-01-04 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('cohort-c', 'item_opened-18-owner', 20, 'c', NULL, 'item_opened', 'p-deputy', '2027-01-04 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('cohort-c', 'item_opened-19-owner', 21, 'c', NULL, 'item_opened', 'p-deputy', '2027-01-04 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('cohort-c', 'item_opened-8-owner', 9, 'c', NULL, 'item_opened', 'p-lead', '2027-01-04 09:00:00+00', 'refused', '2027-01-04 09:00:00+00');
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'absence_reported-107-mentee', 108, 'c-1', 'c-1-1', 'absence_reported', 'p-senior', '2027-05-04 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'absence_reported-57-mentor', 58, 'c-1', 'c-1-1', 'absence_reported', 'p-junior', '2027-03-09 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'agreement_ready-16-mentee', 18, 'c-1', 'c-1-1', 'agreement_ready', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'agreement_ready-16-mentor', 17, 'c-1', 'c-1-1', 'agreement_ready', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'assessment_request-6-mentee', 8, 'c-1', 'c-1-1', 'assessment_request', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'assessment_request-6-mentor', 7, 'c-1', 'c-1-1', 'assessment_request', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'booking_request-27-mentee', 29, 'c-1', 'c-1-1', 'booking_request', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'booking_request-27-mentor', 28, 'c-1', 'c-1-1', 'booking_request', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'expectations_request-11-mentee', 13, 'c-1', 'c-1-1', 'expectations_request', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'expectations_request-11-mentor', 12, 'c-1', 'c-1-1', 'expectations_request', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'invitation-1-mentee', 3, 'c-1', 'c-1-1', 'invitation', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'invitation-1-mentor', 2, 'c-1', 'c-1-1', 'invitation', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'item_opened-111-owner', 114, 'c-1', 'c-1-1', 'item_opened', 'p-lead', '2027-05-06 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'item_opened-40-owner', 43, 'c-1', 'c-1-1', 'item_opened', 'p-lead', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'item_opened-44-owner', 45, 'c-1', 'c-1-1', 'item_opened', 'p-lead', '2027-03-07 20:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'item_opened-54-owner_0_0', 55, 'c-1', 'c-1-1', 'item_opened', 'p-lead', '2027-03-09 00:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'item_opened-61-owner', 62, 'c-1', 'c-1-1', 'item_opened', 'p-lead', '2027-03-09 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'item_opened-71-owner', 72, 'c-1', 'c-1-1', 'item_opened', 'p-lead', '2027-03-09 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'junior_check_in-77-mentor', 78, 'c-1', 'c-1-1', 'junior_check_in', 'p-junior', '2027-03-11 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'plan_ready-22-mentee', 24, 'c-1', 'c-1-1', 'plan_ready', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'plan_ready-22-mentor', 23, 'c-1', 'c-1-1', 'plan_ready', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'pulse-90-mentee', 92, 'c-1', 'c-1-1', 'pulse', 'p-senior', '2027-04-08 11:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'pulse-90-mentor', 91, 'c-1', 'c-1-1', 'pulse', 'p-junior', '2027-04-08 11:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'pulse_reminder-98-mentee', 100, 'c-1', 'c-1-1', 'pulse_reminder', 'p-senior', '2027-04-15 11:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'pulse_reminder-98-mentor', 99, 'c-1', 'c-1-1', 'pulse_reminder', 'p-junior', '2027-04-15 11:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'reflection_reminder-83-mentee', 85, 'c-1', 'c-1-1', 'reflection_reminder', 'p-senior', '2027-03-15 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'reflection_reminder-83-mentor', 84, 'c-1', 'c-1-1', 'reflection_reminder', 'p-junior', '2027-03-15 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'reflection_request-64-mentee', 68, 'c-1', 'c-1-1', 'reflection_request', 'p-senior', '2027-03-09 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'reflection_request-64-mentor', 67, 'c-1', 'c-1-1', 'reflection_request', 'p-junior', '2027-03-09 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'report_reminder-93-mentee', 95, 'c-1', 'c-1-1', 'report_reminder', 'p-senior', '2027-04-09 11:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'report_reminder-93-mentor', 94, 'c-1', 'c-1-1', 'report_reminder', 'p-junior', '2027-04-09 11:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'report_request-86-mentee', 88, 'c-1', 'c-1-1', 'report_request', 'p-senior', '2027-04-06 13:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'report_request-86-mentor', 87, 'c-1', 'c-1-1', 'report_request', 'p-junior', '2027-04-06 13:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_booked-101-mentee', 103, 'c-1', 'c-1-1', 'session_booked', 'p-senior', '2027-04-20 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_booked-101-mentor', 102, 'c-1', 'c-1-1', 'session_booked', 'p-junior', '2027-04-20 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_booked-30-mentee', 32, 'c-1', 'c-1-1', 'session_booked', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_booked-30-mentor', 31, 'c-1', 'c-1-1', 'session_booked', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_booked-48-mentee', 50, 'c-1', 'c-1-1', 'session_booked', 'p-senior', '2027-03-07 20:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_booked-48-mentor', 49, 'c-1', 'c-1-1', 'session_booked', 'p-junior', '2027-03-07 20:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_booked-80-mentee', 82, 'c-1', 'c-1-1', 'session_booked', 'p-senior', '2027-03-13 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_booked-80-mentor', 81, 'c-1', 'c-1-1', 'session_booked', 'p-junior', '2027-03-13 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_cancelled-44-mentee', 47, 'c-1', 'c-1-1', 'session_cancelled', 'p-senior', '2027-03-07 20:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_cancelled-44-mentor', 46, 'c-1', 'c-1-1', 'session_cancelled', 'p-junior', '2027-03-07 20:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_missed-110-mentee', 113, 'c-1', 'c-1-1', 'session_missed', 'p-senior', '2027-05-06 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_missed-110-mentor', 112, 'c-1', 'c-1-1', 'session_missed', 'p-junior', '2027-05-06 12:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_moved-33-mentee', 35, 'c-1', 'c-1-1', 'session_moved', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_moved-33-mentor', 34, 'c-1', 'c-1-1', 'session_moved', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_moved-36-mentee', 38, 'c-1', 'c-1-1', 'session_moved', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_moved-36-mentor', 37, 'c-1', 'c-1-1', 'session_moved', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_moved-39-mentee', 42, 'c-1', 'c-1-1', 'session_moved', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_moved-39-mentor', 41, 'c-1', 'c-1-1', 'session_moved', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_reminder-51-mentee', 53, 'c-1', 'c-1-1', 'session_reminder', 'p-senior', '2027-03-08 10:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-1', 'session_reminder-51-mentor', 52, 'c-1', 'c-1-1', 'session_reminder', 'p-junior', '2027-03-08 10:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-2', 'invitation-1-mentee', 3, '-c-1-2', NULL, 'invitation', 'p-senior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-2', 'invitation-1-mentor', 2, '-c-1-2', NULL, 'invitation', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);
INSERT INTO public.issued_notice VALUES ('pairing-c-1-2', 'invitation_withdrawn-6-mentor', 8, '-c-1-2', NULL, 'invitation_withdrawn', 'p-junior', '2027-03-01 09:00:00+00', NULL, NULL);

INSERT INTO public.item VALUES ('cohort-c', 'i-15-0', 16, 'c', NULL, 'nobody_fits', 'lead', NULL, NULL, '2027-01-04 09:00:00+00', '2027-01-11', false, NULL, NULL);
INSERT INTO public.item VALUES ('cohort-c', 'i-18-0', 19, 'c', NULL, 'mail_undeliverable', 'lead', NULL, NULL, '2027-01-04 09:00:00+00', '2027-01-11', false, NULL, NULL);
INSERT INTO public.item VALUES ('cohort-c', 'i-7-0', 8, 'c', NULL, 'pairing_not_started', 'lead', NULL, NULL, '2027-01-04 09:00:00+00', '2027-01-11', false, NULL, '2027-01-04 09:00:00+00');
INSERT INTO public.item VALUES ('pairing-c-1-1', 'i-110-0', 111, 'c-1', 'c-1-1', 'dates_not_kept', 'lead', 'mentee', NULL, '2027-05-06 12:00:00+00', '2027-05-13', false, NULL, NULL);
INSERT INTO public.item VALUES ('pairing-c-1-1', 'i-39-0', 40, 'c-1', 'c-1-1', 'dates_not_kept', 'lead', 'mentee', NULL, '2027-03-01 09:00:00+00', '2027-03-08', false, NULL, '2027-03-09 12:00:00+00');
INSERT INTO public.item VALUES ('pairing-c-1-1', 'i-60-0', 61, 'c-1', 'c-1-1', 'conflicting_reports', 'lead', NULL, 's-1', '2027-03-09 12:00:00+00', '2027-03-16', false, NULL, '2027-03-09 12:00:00+00');
INSERT INTO public.item VALUES ('pairing-c-1-1', 'i-70-0', 71, 'c-1', 'c-1-1', 'dates_not_kept', 'lead', 'mentee', NULL, '2027-03-09 12:00:00+00', '2027-03-16', false, NULL, '2027-03-09 12:00:00+00');

INSERT INTO public.migration VALUES (1, '0001_baseline', '12e6bde9d60ea0646d10193565795f26f528ac0837ca0494b78f7faee0409f7b', '2026-11-29 20:28:55.191974+00');

INSERT INTO public.outbox VALUES ('cohort-c', 'invitation-1-mentor', 'c', 'p-invitation-1-mentor', '\x7b2273747265616d223a22636f686f72742d63222c22726f73746572223a226578616d706c65222c226e6f74696365223a7b226964223a22696e7669746174696f6e2d312d6d656e746f72222c226b696e64223a22696e7669746174696f6e222c22746f223a22702d696e7669746174696f6e2d312d6d656e746f72222c2273696465223a226d656e746f72222c22756e74696c223a22323032372d30332d30385431373a30303a30305a222c226361757365223a2270616972696e672e6f70656e65642e7631227d2c226973737565645f6174223a22323032372d30332d30315430383a30303a30305a222c2270726f6772616d6d65223a224469676974616c20617420657965206c6576656c222c226c656164223a22702d313030222c22686f757273223a6e756c6c2c2273687574646f776e73223a5b5d2c22756e74696c223a22323032372d30332d30385431373a30303a30305a222c2272656d696e6465645f6174223a6e756c6c2c22626f6479223a7b22706172746e6572223a22702d303137222c226f66223a22696e7669746174696f6e222c22636f6e74657874223a226368616e67655f70726f63657373222c22707572706f7365223a224576657279626f64792077686f20646563696465732061626f7574206469676974616c20746f706963732073686f756c642068617665207472696564207468656d206f75742e222c22746f70696373223a5b2247656e6572617469766520414920617420776f726b222c22436f6c6c61626f726174696f6e20746f6f6c73222c2244617461206c69746572616379225d2c227765656b73223a32362c22676f65735f6f6e223a66616c73652c227374617274735f6f6e223a6e756c6c2c22656e64735f6f6e223a22323032372d30382d3330222c2273657373696f6e73223a362c2265766572795f64617973223a32382c226d696e75746573223a36307d7d', '2026-11-29 20:28:55.501836+00', '2026-11-29 20:28:55.501836+00', '2026-12-06 20:28:55.501836+00', NULL, 0, NULL, false, 0, '2026-11-29 21:28:55.501838+00');
INSERT INTO public.outbox VALUES ('pairing-c-1-1', 'invitation-1-mentor', 'c-1', 'p-invitation-1-mentor', '\x7b2273747265616d223a2270616972696e672d632d312d31222c22726f73746572223a226578616d706c65222c226e6f74696365223a7b226964223a22696e7669746174696f6e2d312d6d656e746f72222c226b696e64223a22696e7669746174696f6e222c22746f223a22702d696e7669746174696f6e2d312d6d656e746f72222c2273696465223a226d656e746f72222c22756e74696c223a22323032372d30332d30385431373a30303a30305a222c226361757365223a2270616972696e672e6f70656e65642e7631227d2c226973737565645f6174223a22323032372d30332d30315430383a30303a30305a222c2270726f6772616d6d65223a224469676974616c20617420657965206c6576656c222c226c656164223a22702d313030222c22686f757273223a6e756c6c2c2273687574646f776e73223a5b5d2c22756e74696c223a22323032372d30332d30385431373a30303a30305a222c2272656d696e6465645f6174223a6e756c6c2c22626f6479223a7b22706172746e6572223a22702d303137222c226f66223a22696e7669746174696f6e222c22636f6e74657874223a226368616e67655f70726f63657373222c22707572706f7365223a224576657279626f64792077686f20646563696465732061626f7574206469676974616c20746f706963732073686f756c642068617665207472696564207468656d206f75742e222c22746f70696373223a5b2247656e6572617469766520414920617420776f726b222c22436f6c6c61626f726174696f6e20746f6f6c73222c2244617461206c69746572616379225d2c227765656b73223a32362c22676f65735f6f6e223a66616c73652c227374617274735f6f6e223a6e756c6c2c22656e64735f6f6e223a22323032372d30382d3330222c2273657373696f6e73223a362c2265766572795f64617973223a32382c226d696e75746573223a36307d7d', '2026-11-29 20:28:55.527403+00', '2026-11-29 20:28:55.527404+00', '2026-12-06 20:28:55.527404+00', NULL, 0, NULL, false, 0, '2026-11-29 21:28:55.528122+00');

INSERT INTO public.pairing_overview VALUES ('c-1-1', 'c-1', 'staff', 'p-junior', 'p-senior', 'sessions', false, false, true, true, NULL, '{}', '{}', false, 6, 1, 1, '2027-03-01 09:00:00+00', NULL, NULL, NULL, NULL, false, false, false, false);

INSERT INTO public.person VALUES ('staff', 'p-1', NULL, 'Zoë Öztürk', 'zoe@example.org', NULL, 'de', 'weekly', 'Europe/Berlin', 'DE-BW', 'Research & Development', 2, 1999, 'female', 'p-2', '{mentor,mentee}', 2, '{"ai-tools": 5, "agile-work": 0}', '{social-media,ai-tools}', '{training}', '{honest-feedback,network}', '{de,tr}', '{p-2}', '2028-04-30', '2027-05-10', '2027-05-28', '2027-05-01', 'Law', 3, 'p-2', 'FR', 'Asia/Tokyo', NULL, true, '2026-11-29 20:28:55.215451+00');
INSERT INTO public.person VALUES ('staff', 'p-2', NULL, 'A', 'a@example.org', NULL, 'en', 'each', 'UTC', 'FR', 'IT', 0, NULL, NULL, NULL, '{}', NULL, '{}', '{}', '{}', '{}', '{en}', '{}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true, '2026-11-29 20:28:55.215451+00');

INSERT INTO public.projection VALUES ('cohort_week', 0, NULL);

INSERT INTO public.roster_import OVERRIDING SYSTEM VALUE VALUES (1, 'staff', '2026-11-29 20:28:55.215451+00', '0000000000000000000000000000000000000000000000000000000000000000', 2, 0, 0, 0, 0);

INSERT INTO public.session VALUES ('c-1-1', 's-1', 'held', '2027-03-09 10:00:00+00', 60, '2027-03-09 11:00:00+00', NULL, 1, 0);
INSERT INTO public.session VALUES ('c-1-1', 's-2', 'unconfirmed', '2027-04-06 10:00:00+00', 60, NULL, NULL, 0, 0);
INSERT INTO public.session VALUES ('c-1-1', 's-3', 'missed', '2027-05-04 10:00:00+00', 60, NULL, 'mentee', 0, 1);

INSERT INTO public.survey VALUES ('c-1-1', 'pulse', 'mentor', '2027-04-08 11:00:00+00', NULL, NULL);
INSERT INTO public.survey VALUES ('c-1-1', 'pulse', 'mentee', '2027-04-08 11:00:00+00', NULL, NULL);

SELECT pg_catalog.setval('public.roster_import_number_seq', 1, true);

ALTER TABLE ONLY public.cohort_overview
    ADD CONSTRAINT cohort_overview_pkey PRIMARY KEY (cohort_id);

ALTER TABLE ONLY public.cohort_week
    ADD CONSTRAINT cohort_week_pkey PRIMARY KEY (cohort_id, week);

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (stream_id, notice_id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_global_pos_key UNIQUE (global_pos);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (stream_id, version);

ALTER TABLE ONLY public.issued_notice
    ADD CONSTRAINT issued_notice_pkey PRIMARY KEY (stream_id, notice_id);

ALTER TABLE ONLY public.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (stream_id, item_id);

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (stream_id, notice_id);

ALTER TABLE ONLY public.pairing_overview
    ADD CONSTRAINT pairing_overview_pkey PRIMARY KEY (pairing_id);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (roster, id);

ALTER TABLE ONLY public.projection
    ADD CONSTRAINT projection_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.roster_import
    ADD CONSTRAINT roster_import_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (pairing_id, session_id);

ALTER TABLE ONLY public.survey
    ADD CONSTRAINT survey_pkey PRIMARY KEY (pairing_id, survey, side);

CREATE INDEX cohort_week_empty ON public.cohort_week USING btree (cohort_id) WHERE ((bookings = 0) AND (cancellations = 0) AND (late_cancellations = 0) AND (reflections = 0) AND (learned = 0) AND (mails = 0) AND (items_opened = 0) AND (items_settled = 0));

CREATE INDEX delivery_to_tell ON public.delivery USING btree (tell_at) WHERE (tell_at IS NOT NULL);

CREATE INDEX event_first ON public.event USING btree (global_pos) WHERE (version = 1);

CREATE INDEX event_of_annulment ON public.event USING btree (stream_id) WHERE ((type ~~ 'pairing.closed.%'::text) AND ((data ->> 'reason'::text) = 'annulled'::text));

CREATE INDEX event_of_cohort ON public.event USING btree (global_pos) WHERE (stream_id ~~ 'cohort-%'::text);

CREATE INDEX event_of_item ON public.event USING btree (global_pos) WHERE (type ~~ '%.item\_%'::text);

CREATE INDEX event_of_rejection ON public.event USING btree (stream_id) WHERE (type ~~ 'cohort.matches\_rejected.%'::text);

CREATE INDEX issued_notice_cohort ON public.issued_notice USING btree (cohort_id);

CREATE INDEX item_open ON public.item USING btree (cohort_id) WHERE (closed_at IS NULL);

CREATE INDEX outbox_people ON public.outbox USING btree (cohort_id, person_id, try_at);

CREATE INDEX outbox_to_tell ON public.outbox USING btree (tell_at);

CREATE INDEX outbox_turns ON public.outbox USING btree (cohort_id, try_at);

CREATE INDEX pairing_overview_cohort ON public.pairing_overview USING btree (cohort_id);

CREATE INDEX pairing_overview_mentee ON public.pairing_overview USING btree (roster, mentee_id);

CREATE INDEX pairing_overview_mentor ON public.pairing_overview USING btree (roster, mentor_id);

CREATE INDEX person_changes ON public.person USING btree (changes_on) WHERE (changes_on IS NOT NULL);

CREATE INDEX person_untold ON public.person USING btree (roster) WHERE (changed_on IS NOT NULL);

CREATE INDEX roster_import_latest ON public.roster_import USING btree (roster, number DESC);

CREATE TRIGGER event_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

ALTER TABLE public.event ENABLE ALWAYS TRIGGER event_is_append_only;

REVOKE ALL ON FUNCTION public.advance_projection(wanted text, most bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.append_events(stream_ids text[], expected integer[], versions integer[], event_ids uuid[], types text[], schema_vers integer[], event_data jsonb[], words bytea[], metas jsonb[], occurred_ats timestamp with time zone[], mail_streams text[], mail_notices text[], mail_people text[], mail_letters bytea[], mail_delays interval[], mail_patience interval[], mail_asks boolean[], untrue_streams text[], untrue_notices text[], seat_streams text[], seat_rosters text[], seat_people text[], seat_sides text[], seat_capacities integer[], seat_extras integer[], seat_answered boolean[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.lock_journal() FROM PUBLIC;
