-- What the migrations add up to, for people to read. A test compares it with a migrated database;
-- `python -m tests.contract.schema_dump` renews it.

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
