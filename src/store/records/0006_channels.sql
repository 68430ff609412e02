-- Ways in for the visitors of portals: how they look, and what they may ask from which pages.
CREATE TABLE channels (
  id TEXT PRIMARY KEY,
  -- Counts up over all channels (records, channels.version), so that no version comes twice, also after a removal.
  version INTEGER NOT NULL,
  -- The channel as it was wanted, JSON with every field.
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
