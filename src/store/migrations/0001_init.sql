-- The whole index. Runs unchanged on SQLite (through libsql) and on Cloudflare D1.

-- Current fields of each article; the text of every revision is in `revisions`.
CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  title TEXT NOT NULL,
  published_at TEXT,
  source TEXT,
  zone TEXT,
  region TEXT,
  url TEXT,
  story_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  signature BLOB NOT NULL
);
CREATE INDEX articles_by_story ON articles (story_id);
CREATE INDEX articles_by_date ON articles (published_at);

CREATE TABLE revisions (
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  title TEXT NOT NULL,
  published_at TEXT,
  source TEXT,
  zone TEXT,
  region TEXT,
  url TEXT,
  text TEXT NOT NULL,
  PRIMARY KEY (article_id, revision)
);

-- The last revision of removed articles: one that comes back counts on, so that an old citation
-- (id, revision, offsets) can never point into another text.
CREATE TABLE removed (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL
);

-- AUTOINCREMENT: an id is never used again, so that equal ids in a vector index mean equal passages.
-- start_at and end_at are UTF-16 units of the article's text.
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  heading TEXT,
  text TEXT NOT NULL,
  embed_key TEXT NOT NULL
);
CREATE UNIQUE INDEX passages_by_article ON passages (article_id, ordinal);
CREATE INDEX passages_by_key ON passages (embed_key);

-- Float32, little-endian; passages of the same embedded text share one.
CREATE TABLE vectors (
  embed_key TEXT PRIMARY KEY,
  vector BLOB NOT NULL
);

-- MinHash bands: articles that share one may be near duplicates.
CREATE TABLE story_bands (
  band INTEGER NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  PRIMARY KEY (band, article_id)
) WITHOUT ROWID;
CREATE INDEX story_bands_by_article ON story_bands (article_id);

-- Search terms, cut by text.ts and separated by spaces. Kept apart, so that passages stay lean, and kept at all, because
-- FTS5 needs them to forget a passage: with contentless_delete its BM25 goes on counting removed rows. They also allow
-- INSERT INTO passages_fts (passages_fts) VALUES ('rebuild'), say after `wrangler d1 export` without the virtual tables.
CREATE TABLE passage_terms (
  id INTEGER PRIMARY KEY,
  terms TEXT NOT NULL
);

-- Terms are only split at spaces: “19.9”, “1-3” and “o'neil” stay whole, and all characters outside ASCII belong to a
-- term. detail=full because bm25() ranks wrongly without.
CREATE VIRTUAL TABLE passages_fts USING fts5(
  terms,
  content='passage_terms',
  content_rowid='id',
  detail=full,
  tokenize="ascii tokenchars '.-'''"
);
CREATE VIRTUAL TABLE passages_vocabulary USING fts5vocab(passages_fts, row);

-- store.* keys belong to the store, the rest to its users. store.id tells copies of the index apart.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
INSERT INTO meta (key, value) VALUES ('store.id', lower(hex(randomblob(16)))), ('store.generation', '0');
