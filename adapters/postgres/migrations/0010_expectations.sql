-- What people hope for in a pairing, as tags: it counts when people are put together.

ALTER TABLE person ADD COLUMN expectations text[] NOT NULL DEFAULT '{}';
