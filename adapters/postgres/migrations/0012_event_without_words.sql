-- For all who look back: the whole journal but for anybody's words. That there are some may be known;
-- the column that holds them cannot be named here, so that a role with this view alone never sees it.

CREATE VIEW event_without_words AS
SELECT global_pos, stream_id, version, event_id, type, schema_ver, data, private IS NOT NULL AS has_words, meta,
       occurred_at, recorded_at
FROM event;

COMMENT ON VIEW event_without_words IS 'What eyelevel show and eyelevel history read.';
COMMENT ON COLUMN event_without_words.has_words IS 'Somebody said something in own words, and it was not erased.';
