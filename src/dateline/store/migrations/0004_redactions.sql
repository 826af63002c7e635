-- What was taken down, and when, by whom and why, without the words themselves: `digest` is a salted hash of them and
-- `length` their characters, so that they are known again when the same report is read once more.
CREATE TABLE redactions (
    row INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'span', 'article')),
    article TEXT,
    start INTEGER,
    length INTEGER NOT NULL,
    salt TEXT NOT NULL,
    digest TEXT NOT NULL,
    text_hash TEXT,
    words INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    places INTEGER NOT NULL,
    maker TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX redactions_article ON redactions (article) WHERE article IS NOT NULL;
