-- A worked example, for tests only: what a migration after the baseline looks like. In it cohort_overview
-- learns the roster that a cohort takes its people from.

-- Appends wait until the migration is over: none must meet the new column with the old function.
SELECT lock_journal();

-- 1. The column. It is empty at first, because there may be cohorts already.
ALTER TABLE cohort_overview ADD COLUMN roster text;
COMMENT ON COLUMN cohort_overview.roster IS 'The roster that its people come from.';

-- 2. The projection that fills it, from now on and in every rebuild.
CREATE OR REPLACE FUNCTION project_cohorts_opened(first_pos bigint, last_pos bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cohort_overview (cohort_id, title, stage, paused, waiting, blocking_pairs, opened_at, roster)
    SELECT
        data->>'cohort_id', data->'request'->>'title', 'matching', false, 0, 0, occurred_at,
        data->'request'->>'roster'
    FROM event
    WHERE global_pos BETWEEN first_pos AND last_pos
      AND version = 1
      AND type = ANY (versions_of('cohort.opened'))
    ON CONFLICT DO NOTHING;
END
$$;

-- 3. The rows that are there already, as a rebuild would fill them.
UPDATE cohort_overview SET roster = opening.data->'request'->>'roster'
FROM event AS opening
WHERE opening.stream_id = 'cohort-' || cohort_overview.cohort_id AND opening.version = 1;

ALTER TABLE cohort_overview ALTER COLUMN roster SET NOT NULL;
