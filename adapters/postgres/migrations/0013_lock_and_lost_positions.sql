-- Whoever may read must not be able to hold all appends back by accident: only what runs with the owner's
-- rights takes the lock.
REVOKE ALL ON FUNCTION lock_journal FROM PUBLIC;

-- As before; and a position that the journal does not have any more is told. New events took its place and
-- were passed over, silently.
CREATE OR REPLACE FUNCTION advance_projection(wanted text, most bigint) RETURNS bigint
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
    IF last_pos < done THEN
        RAISE EXCEPTION '% is at position %, and the journal ends at %', wanted, done, last_pos
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = 'An older journal was restored beside it: run eyelevel rebuild.';
    END IF;
    IF last_pos > done THEN
        EXECUTE format('SELECT %I($1, $2)', 'project_' || wanted) USING done + 1, last_pos;
        UPDATE projection SET position = last_pos, advanced_at = clock_timestamp() WHERE name = wanted;
    END IF;
    RETURN last_pos - done;
END
$$;
