-- Keys by the SHA-256 of their text, and what keys and channels have used of their day.
CREATE TABLE keys (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  hash BLOB NOT NULL,
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,      -- JSON list
  filters TEXT,              -- JSON object
  channel TEXT,
  origins TEXT,              -- JSON list
  daily INTEGER,
  created_at TEXT NOT NULL,  -- moments in UTC, as 2027-01-01T00:00:00.000Z
  expires_at TEXT,
  revoked_at TEXT
) STRICT;

CREATE TABLE usage (
  day TEXT NOT NULL,         -- in UTC
  budget TEXT NOT NULL,      -- the id of a key, or channel:<name>
  used INTEGER NOT NULL,
  PRIMARY KEY (day, budget)
) STRICT, WITHOUT ROWID;
