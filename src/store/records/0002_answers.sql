-- What was answered and what people thought of it, questions grouped by meaning, and answers given by hand.
CREATE TABLE answers (
  id TEXT PRIMARY KEY,
  -- Milliseconds since 1970, by the clock of the server; `asked_at` may be the client's.
  at INTEGER NOT NULL,
  channel TEXT NOT NULL,
  key_id TEXT,
  -- Salted hash of the client's conversation id.
  conversation TEXT,
  question TEXT NOT NULL,
  standalone TEXT NOT NULL,
  -- The question as it is compared (NFKC, lower case, simplified, no white space): what a search for text looks at.
  plain TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  filters TEXT,
  outcome TEXT NOT NULL,
  reason TEXT,
  answer TEXT,
  confidence REAL NOT NULL,
  pin_id TEXT,
  nearest TEXT,
  rating TEXT,
  feedback_reason TEXT,
  comment TEXT,
  rated_at INTEGER,
  status TEXT,
  note TEXT,
  status_at INTEGER,
  group_id TEXT,
  vector BLOB,
  -- Last, since it is long: the columns before it are read without it.
  reply TEXT NOT NULL
) STRICT;
CREATE INDEX answers_at ON answers (at, id);
CREATE INDEX answers_group ON answers (group_id, at) WHERE group_id IS NOT NULL;
CREATE INDEX answers_ungrouped ON answers (at, id) WHERE group_id IS NULL AND (outcome = 'refused' OR rating = 'down');
-- Its members name it; its text is that of its first member, so that none outlives the retention.
CREATE TABLE question_groups (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  note TEXT,
  status_at INTEGER
) STRICT;
CREATE TABLE pins (
  id TEXT PRIMARY KEY,
  -- Counts up over all pins (records, pins.version), so that no version comes twice, also after a removal.
  version INTEGER NOT NULL,
  -- The pin as it was put, JSON, with the quote of its citation.
  body TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  -- Unit vectors of question, similar and negative ones, one after the other, by the embedder named.
  embedder TEXT NOT NULL,
  vectors BLOB NOT NULL
) STRICT;
