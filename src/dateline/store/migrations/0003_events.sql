-- What of articles and claims is one happening: judgements between claims, the events that are computed from them, and
-- the blocks under which claims that may be one are found.

-- Which version of the rules linked an article's claims to those of others; empty: still to be done.
ALTER TABLE articles ADD COLUMN linked_by TEXT;
CREATE INDEX articles_unlinked ON articles (row) WHERE linked_by IS NULL;

-- A judgement is its columns: it has no JSON beside them. Superseded, never edited.
CREATE TABLE judgements (
    row INTEGER PRIMARY KEY,
    left_claim TEXT NOT NULL,
    right_claim TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    maker TEXT NOT NULL,
    by_person INTEGER NOT NULL,
    at TEXT NOT NULL,
    superseded_at TEXT
);
CREATE UNIQUE INDEX judgements_standing ON judgements (left_claim, right_claim, maker) WHERE superseded_at IS NULL;
CREATE INDEX judgements_left ON judgements (left_claim);
CREATE INDEX judgements_right ON judgements (right_claim);

-- One row for each version of an event: `until` is empty while it stands. Columns hold what most of its claims tell;
-- what any of them tells is in event_values and parties.
CREATE TABLE events (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    event TEXT NOT NULL,
    mode TEXT,
    cameo TEXT,
    quad INTEGER,
    goldstein REAL,
    plover_score REAL,
    day TEXT,
    last_day TEXT,
    time_basis TEXT,
    place TEXT,
    country TEXT,
    admin1 TEXT,
    admin2 TEXT,
    latitude REAL,
    longitude REAL,
    uncertainty_km REAL,
    place_precision TEXT,
    claims INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    distinct_origins INTEGER NOT NULL,
    stakes TEXT NOT NULL,
    flags TEXT NOT NULL,
    self_report INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    record TEXT NOT NULL
);
CREATE UNIQUE INDEX events_standing ON events (id) WHERE until IS NULL;
CREATE INDEX events_id ON events (id);
CREATE INDEX events_day ON events (day, until, since, self_report, distinct_origins, last_day);
CREATE INDEX events_event ON events (event, day);
CREATE INDEX events_country ON events (country, day);
CREATE INDEX events_origins ON events (distinct_origins, day, until, since, self_report);
CREATE INDEX events_latitude ON events (latitude, longitude) WHERE latitude IS NOT NULL;

-- Which claims an event holds, the oldest first; `event` is the row of that version.
CREATE TABLE event_claims (
    event INTEGER NOT NULL REFERENCES events (row),
    position INTEGER NOT NULL,
    claim TEXT NOT NULL,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE INDEX event_claims_claim ON event_claims (claim, event);

-- Every value that any claim of an event gives, by slot: event, mode, country, place, stake, flag.
CREATE TABLE event_values (
    slot TEXT NOT NULL,
    value TEXT NOT NULL COLLATE NOCASE,
    event INTEGER NOT NULL REFERENCES events (row),
    PRIMARY KEY (slot, value, event)
) WITHOUT ROWID;

-- Ids that were given out and now belong to another event.
CREATE TABLE event_aliases (
    alias TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events (row),
    PRIMARY KEY (alias, event)
) WITHOUT ROWID;

-- Which versions of claims are in the blocks: the days between which the act may lie (as numbers, 1 is 0001-01-01), and
-- the anchors as a JSON list.
CREATE TABLE linked_claims (
    claim INTEGER PRIMARY KEY REFERENCES claims (row),
    id TEXT NOT NULL,
    article TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    anchors TEXT NOT NULL
);
CREATE INDEX linked_claims_article ON linked_claims (article);
CREATE UNIQUE INDEX linked_claims_id ON linked_claims (id);
CREATE TABLE anchors (
    row INTEGER PRIMARY KEY,
    anchor TEXT NOT NULL UNIQUE
);
CREATE TABLE blocks (
    anchor INTEGER NOT NULL,
    last INTEGER NOT NULL,
    first INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (anchor, last, first, claim)
) WITHOUT ROWID;

-- Questions about claims, and their counts by day, go through the days with all that they need, so that no record is
-- opened in vain.
DROP INDEX claims_day;
DROP INDEX claims_counted;
CREATE INDEX claims_day ON claims (
    day, until, since, rejected, self_report, id, origin_code, origin, article, goldstein, plover_score
);
CREATE INDEX claims_mode ON claims (mode, day) WHERE mode IS NOT NULL;

-- For whoever asks in SQL: what stands now.
CREATE VIEW standing_events AS SELECT * FROM events WHERE until IS NULL;
CREATE VIEW standing_claims AS
    SELECT claims.*, (
        SELECT events.id FROM event_claims JOIN events ON events.row = event_claims.event
        WHERE event_claims.claim = claims.id AND events.until IS NULL
    ) AS happening
    FROM claims WHERE until IS NULL AND rejected = 0;
