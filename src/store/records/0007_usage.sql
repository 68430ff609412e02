-- What the overview counts of each answer, apart from the answer itself: counting then reads a narrow table instead of whole
-- replies. Triggers keep it the same as `answers`, so that nobody has to.
CREATE TABLE answer_usage (
  at INTEGER NOT NULL,
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  outcome TEXT NOT NULL,
  rating TEXT,
  -- How long the answer took, in milliseconds.
  ms REAL,
  -- Of the first cited article, else that of the filters.
  zone TEXT,
  -- The question as it is compared (answers.plain), and its group.
  asked TEXT NOT NULL,
  group_id TEXT,
  PRIMARY KEY (at, id)
) STRICT, WITHOUT ROWID;
INSERT INTO answer_usage
  SELECT at, id, channel, outcome, rating,
    CASE WHEN json_valid(reply) THEN CAST(json_extract(reply, '$.timings_ms.total') AS REAL) END,
    CASE WHEN json_valid(reply) THEN coalesce(json_extract(reply, '$.citations[0].article.zone'), json_extract(filters, '$.zone')) END,
    plain, group_id
  FROM answers;
-- In the order of what is counted, so that counting sorts nothing.
CREATE INDEX answer_usage_asked ON answer_usage (asked, at, channel, group_id);
CREATE INDEX answer_usage_zone ON answer_usage (zone, at, channel);
CREATE INDEX answer_usage_channel ON answer_usage (channel, at);
CREATE TRIGGER answer_usage_added AFTER INSERT ON answers BEGIN
  INSERT INTO answer_usage VALUES (
    NEW.at, NEW.id, NEW.channel, NEW.outcome, NEW.rating,
    CASE WHEN json_valid(NEW.reply) THEN CAST(json_extract(NEW.reply, '$.timings_ms.total') AS REAL) END,
    CASE WHEN json_valid(NEW.reply) THEN coalesce(json_extract(NEW.reply, '$.citations[0].article.zone'), json_extract(NEW.filters, '$.zone')) END,
    NEW.plain, NEW.group_id
  );
END;
CREATE TRIGGER answer_usage_changed AFTER UPDATE OF rating, group_id ON answers BEGIN
  UPDATE answer_usage SET rating = NEW.rating, group_id = NEW.group_id WHERE at = NEW.at AND id = NEW.id;
END;
CREATE TRIGGER answer_usage_removed AFTER DELETE ON answers BEGIN
  DELETE FROM answer_usage WHERE at = OLD.at AND id = OLD.id;
END;
