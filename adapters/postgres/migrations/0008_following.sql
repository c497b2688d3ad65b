-- Figures that may lag behind a little are not worth a part of every append. Projections of this kind
-- follow the journal, and remember how far they have come.

CREATE TABLE projection (
    name        text   PRIMARY KEY,
    position    bigint NOT NULL DEFAULT 0,
    advanced_at timestamptz
);

COMMENT ON TABLE  projection          IS 'Projections that follow the journal: one row per table that they fill.';
COMMENT ON COLUMN projection.position IS 'Everything up to this global position is in the table, and nothing beyond.';

CREATE TABLE cohort_week (
    cohort_id          text    NOT NULL,
    week               date    NOT NULL,
    bookings           integer NOT NULL,
    cancellations      integer NOT NULL,
    late_cancellations integer NOT NULL,
    reflections        integer NOT NULL,
    learned            integer NOT NULL,
    mails              integer NOT NULL,
    items_opened       integer NOT NULL,
    items_closed       integer NOT NULL,
    PRIMARY KEY (cohort_id, week)
);

COMMENT ON TABLE  cohort_week               IS 'What went on in a cohort and its pairings, week by week; weeks of which nothing is to be told are absent.';
COMMENT ON COLUMN cohort_week.week          IS 'The Monday, in UTC.';
COMMENT ON COLUMN cohort_week.cancellations IS 'By people; not those that a pause or an end brings along.';
COMMENT ON COLUMN cohort_week.learned       IS 'Sum of the ratings, 1 to 5, of so many reflections.';

INSERT INTO projection (name) VALUES ('cohort_week');

CREATE FUNCTION project_cohort_week(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- First by stream, for there are fewer streams than events. 1 January 2001 was a Monday.
    WITH by_stream AS MATERIALIZED (
        SELECT
            stream_id,
            date_bin('7 days', occurred_at, '2001-01-01 00:00+00') AS monday,
            count(*) FILTER (WHERE kind = 'session_booked') AS bookings,
            count(*) FILTER (WHERE kind = 'session_cancelled' AND by IS NOT NULL) AS cancellations,
            count(*) FILTER (WHERE kind = 'session_cancelled' AND by IS NOT NULL AND late) AS late_cancellations,
            count(rating) AS reflections,
            coalesce(sum(rating), 0) AS learned,
            count(*) FILTER (WHERE kind = 'notice_issued') AS mails,
            count(*) FILTER (WHERE kind = 'item_opened') AS items_opened,
            count(*) FILTER (WHERE kind = 'item_closed') AS items_closed
        FROM (
            SELECT
                stream_id, occurred_at, split_part(type, '.', 2) AS kind, data->>'by' AS by,
                (data->>'late')::boolean AS late, (data->>'rating')::integer AS rating
            FROM event
            WHERE global_pos BETWEEN first_pos AND last_pos
              AND type = ANY (versions_of(
                  'pairing.session_booked', 'pairing.session_cancelled', 'pairing.reflection_submitted',
                  'pairing.notice_issued', 'pairing.item_opened', 'pairing.item_closed',
                  'cohort.notice_issued', 'cohort.item_opened', 'cohort.item_closed'
              ))
            OFFSET 0 -- keeps facts from being taken out once for each figure
        ) AS fact
        GROUP BY stream_id, monday
    )
    INSERT INTO cohort_week AS known (
        cohort_id, week, bookings, cancellations, late_cancellations, reflections, learned,
        mails, items_opened, items_closed
    )
    SELECT
        coalesce(pairing.cohort_id, substr(stream_id, length('cohort-') + 1)) AS cohort,
        (monday AT TIME ZONE 'UTC')::date AS week,
        sum(bookings), sum(cancellations), sum(late_cancellations), sum(reflections), sum(learned),
        sum(mails), sum(items_opened), sum(items_closed)
    FROM by_stream
    LEFT JOIN pairing_overview AS pairing
        ON stream_id LIKE 'pairing-%'
        AND pairing.pairing_id = substr(stream_id, length('pairing-') + 1)
    GROUP BY cohort, week
    ON CONFLICT (cohort_id, week) DO UPDATE SET
        bookings = known.bookings + excluded.bookings,
        cancellations = known.cancellations + excluded.cancellations,
        late_cancellations = known.late_cancellations + excluded.late_cancellations,
        reflections = known.reflections + excluded.reflections,
        learned = known.learned + excluded.learned,
        mails = known.mails + excluded.mails,
        items_opened = known.items_opened + excluded.items_opened,
        items_closed = known.items_closed + excluded.items_closed;
END
$$;

-- Carries at most so many events further and answers how many there were; NULL: somebody else is at it.
-- Figures and position change in one transaction, behind a lock on the position: whoever competes, and
-- whoever dies on the way, each event counts once.
CREATE FUNCTION advance_projection(wanted text, most bigint) RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    done     bigint;
    last_pos bigint;
BEGIN
    SELECT position INTO done FROM projection WHERE name = wanted FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    last_pos := least(done + most, (SELECT coalesce(max(global_pos), 0) FROM event));
    IF last_pos > done THEN
        EXECUTE format('SELECT %I($1, $2)', 'project_' || wanted) USING done + 1, last_pos;
        UPDATE projection SET position = last_pos, advanced_at = clock_timestamp() WHERE name = wanted;
    END IF;
    RETURN last_pos - done;
END
$$;

REVOKE ALL ON FUNCTION advance_projection FROM PUBLIC;
