-- What the service records beside the index: it is not made anew from articles, so it lives in a file of its own.
CREATE TABLE records (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
