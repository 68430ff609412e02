-- Sources of articles: what is registered, what stands there, and how each run went. Times are ISO 8601 in UTC.
CREATE TABLE sources (
  id TEXT PRIMARY KEY,
  -- The fields as registered, as JSON.
  fields TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  next_run_at TEXT
) STRICT;
CREATE INDEX sources_due ON sources (next_run_at) WHERE next_run_at IS NOT NULL;

CREATE TABLE source_runs (
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  queued_at TEXT NOT NULL,
  -- The run as it is told, as JSON.
  run TEXT NOT NULL
) STRICT;
CREATE INDEX source_runs_of ON source_runs (source_id, queued_at);

-- Sitemaps, feeds and pages of a list: what a conditional request needs, and which further ones they lead to.
CREATE TABLE source_lists (
  source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  further TEXT NOT NULL,
  PRIMARY KEY (source_id, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_items (
  source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  -- The address, or what the feed calls the item by.
  url TEXT NOT NULL,
  state TEXT NOT NULL,
  article_id TEXT,
  -- Of the bytes, or of the text in the feed, that the article was made from.
  hash TEXT,
  etag TEXT,
  last_modified TEXT,
  -- When the source says that it was changed, last and as it was fetched.
  lastmod TEXT,
  fetched_lastmod TEXT,
  listed_in TEXT NOT NULL,
  listed_at TEXT NOT NULL,
  -- Runs in a row that did not list it.
  missed INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  fact TEXT,
  remedy TEXT,
  first_seen_at TEXT NOT NULL,
  checked_at TEXT,
  fetched_at TEXT,
  changed_at TEXT,
  next_check_at TEXT,
  gone_at TEXT,
  PRIMARY KEY (source_id, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_items_url ON source_items (url);
CREATE INDEX source_items_article ON source_items (article_id) WHERE article_id IS NOT NULL;

-- Lines that stand on most pages of a site, as learned from the pages of a source.
CREATE TABLE source_sites (
  source_id TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  site TEXT NOT NULL,
  chrome TEXT NOT NULL,
  PRIMARY KEY (source_id, site)
) STRICT, WITHOUT ROWID;
