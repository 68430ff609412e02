-- Sources where no process lives on: what a turn needs to know of the others.
-- Whether a run that waits is to ask for every item, due or not.
ALTER TABLE source_runs ADD COLUMN every_item INTEGER NOT NULL DEFAULT 0;
CREATE INDEX source_runs_open ON source_runs (queued_at) WHERE state IN ('queued', 'running', 'stopping');

-- Who fetches, and until when nobody else does: one row at most.
CREATE TABLE source_turn (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  holder TEXT NOT NULL,
  held_until TEXT NOT NULL
) STRICT;

-- Articles that are to be removed, some with each turn.
CREATE TABLE source_removals (article_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
