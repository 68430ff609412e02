-- Work that was accepted: kept until it is done, and its outcome for as long as the settings say.
CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  searchable_at TEXT,
  cancel_requested INTEGER NOT NULL DEFAULT 0,
  -- How often it was begun and not ended in order.
  attempts INTEGER NOT NULL DEFAULT 0,
  items_total INTEGER,
  passages_done INTEGER NOT NULL DEFAULT 0,
  passages_total INTEGER,
  error_fact TEXT,
  error_remedy TEXT,
  -- The key it was sent with, '' for none; what the client calls the request; a hash over its files.
  owner TEXT NOT NULL,
  request_key TEXT,
  request_hash TEXT NOT NULL,
  -- Filters as JSON: articles outside may not be written.
  within TEXT
) STRICT;
CREATE UNIQUE INDEX jobs_by_request ON jobs (owner, request_key);
CREATE INDEX jobs_by_state ON jobs (state, created_at);
CREATE INDEX jobs_by_time ON jobs (created_at, id);

-- The files as they were sent, in parts that D1 takes too; gone when the job has ended.
CREATE TABLE job_files (
  job_id TEXT NOT NULL,
  file INTEGER NOT NULL,
  part INTEGER NOT NULL,
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (job_id, file, part)
) STRICT;

-- item_key tells an item again when an interrupted job is begun anew.
CREATE TABLE job_items (
  job_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  item_key TEXT NOT NULL,
  name TEXT NOT NULL,
  line INTEGER,
  outcome TEXT NOT NULL,
  article_id TEXT,
  fact TEXT,
  remedy TEXT,
  warnings TEXT NOT NULL,
  PRIMARY KEY (job_id, number)
) STRICT;
CREATE UNIQUE INDEX job_items_by_key ON job_items (job_id, item_key);
CREATE INDEX job_items_by_outcome ON job_items (job_id, outcome, number);
