-- What was said in conversations that several servers keep together, for half an hour after the last question. Neither the id
-- nor a word can be read from it without the id, which only its client has: also not from a backup.
CREATE TABLE conversations (
  -- Derived from the id, as is the key of `turns`.
  name TEXT PRIMARY KEY,
  -- Counts up with each question, so that of two at the same time neither is lost.
  version INTEGER NOT NULL,
  -- When it was last used, in ms.
  used_at INTEGER NOT NULL,
  -- The messages, JSON, encrypted (AES-GCM; its first 12 bytes are the initialization vector).
  turns BLOB NOT NULL
) STRICT;
CREATE INDEX conversations_used_at ON conversations (used_at);
