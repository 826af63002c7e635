-- The store, version 1. One file, readable by any SQLite: every record stands whole as JSON in `record`, and the other
-- columns are what is asked for. Times of the store itself (`since`, `until`, `at`, ...) are ISO 8601 in UTC.

CREATE TABLE articles (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text_hash TEXT NOT NULL,
    uri TEXT,
    publisher TEXT,
    outlet TEXT,
    agency TEXT,
    title TEXT,
    published TEXT,
    day TEXT,
    language TEXT,
    licence TEXT,
    version_of TEXT,
    replaced_by TEXT,
    coder TEXT NOT NULL,
    added_at TEXT NOT NULL,
    coded_at TEXT NOT NULL,
    text TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX articles_uri ON articles (uri) WHERE uri IS NOT NULL;
CREATE INDEX articles_day ON articles (day);
CREATE INDEX articles_text_hash ON articles (text_hash);
CREATE INDEX articles_outlet ON articles (outlet, day);

-- One row for each version of a record: `until` is empty while it stands.
CREATE TABLE claims (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
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
    origin TEXT,
    origin_code TEXT,
    origin_kind TEXT,
    stake TEXT NOT NULL,
    certainty TEXT NOT NULL,
    negated INTEGER NOT NULL,
    temporal TEXT NOT NULL,
    self_report INTEGER NOT NULL,
    sensitive INTEGER NOT NULL,
    confidence REAL,
    evidence TEXT NOT NULL,
    trigger TEXT NOT NULL,
    start INTEGER NOT NULL,
    rejected INTEGER NOT NULL DEFAULT 0,
    reviewed TEXT,
    coder TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    record TEXT NOT NULL
);
CREATE UNIQUE INDEX claims_standing ON claims (id) WHERE until IS NULL;
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_article ON claims (article);
CREATE INDEX claims_day ON claims (day, row);
CREATE INDEX claims_counted ON claims (day, until, origin_code, origin, article, goldstein, plover_score);
CREATE INDEX claims_admin1 ON claims (admin1 COLLATE NOCASE, day) WHERE admin1 IS NOT NULL;
CREATE INDEX claims_admin2 ON claims (admin2 COLLATE NOCASE, day) WHERE admin2 IS NOT NULL;
CREATE INDEX claims_event ON claims (event, day);
CREATE INDEX claims_country ON claims (country, day);
CREATE INDEX claims_place ON claims (place COLLATE NOCASE, day);
CREATE INDEX claims_origin ON claims (origin_code, day);
CREATE INDEX claims_stake ON claims (stake, day);
CREATE INDEX claims_latitude ON claims (latitude, longitude) WHERE latitude IS NOT NULL;

CREATE TABLE arrangements (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    arrangement TEXT NOT NULL,
    direction TEXT NOT NULL,
    status TEXT NOT NULL,
    day TEXT,
    last_day TEXT,
    place TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    uncertainty_km REAL,
    origin TEXT,
    origin_code TEXT,
    stake TEXT NOT NULL,
    breaches INTEGER NOT NULL,
    sensitive INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    start INTEGER NOT NULL,
    coder TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    record TEXT NOT NULL
);
CREATE UNIQUE INDEX arrangements_standing ON arrangements (id) WHERE until IS NULL;
CREATE INDEX arrangements_article ON arrangements (article);
CREATE INDEX arrangements_day ON arrangements (day);
CREATE INDEX arrangements_country ON arrangements (country, day);

CREATE TABLE controls (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    change TEXT NOT NULL,
    day TEXT,
    last_day TEXT,
    place TEXT,
    country TEXT,
    latitude REAL,
    longitude REAL,
    uncertainty_km REAL,
    origin TEXT,
    origin_code TEXT,
    stake TEXT NOT NULL,
    self_report INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    start INTEGER NOT NULL,
    coder TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    record TEXT NOT NULL
);
CREATE UNIQUE INDEX controls_standing ON controls (id) WHERE until IS NULL;
CREATE INDEX controls_article ON controls (article);
CREATE INDEX controls_day ON controls (day);
CREATE INDEX controls_place ON controls (place COLLATE NOCASE, day);

-- Who is a party to a record: `kind` is claim, arrangement or control, `record` the row there.
CREATE TABLE parties (
    kind TEXT NOT NULL,
    record INTEGER NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    actor TEXT,
    name TEXT,
    country TEXT,
    sector TEXT,
    code TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, record, role, position)
) WITHOUT ROWID;
CREATE INDEX parties_actor ON parties (actor, kind, role, record) WHERE actor IS NOT NULL;
CREATE INDEX parties_code ON parties (code, kind, role, record) WHERE code IS NOT NULL;
CREATE INDEX parties_country ON parties (country, kind, role, record) WHERE country IS NOT NULL;
CREATE INDEX parties_name ON parties (name COLLATE NOCASE, kind, role, record) WHERE name IS NOT NULL;

-- What persons corrected, rejected, added or agreed to; superseded, never edited. Keyed to the words of the article, so
-- that it holds for whatever a later coder tells at that trigger.
CREATE TABLE reviews (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    last INTEGER NOT NULL,
    event TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('correct', 'reject', 'add', 'confirm')),
    maker TEXT NOT NULL,
    at TEXT NOT NULL,
    superseded_at TEXT,
    record TEXT NOT NULL
);
CREATE UNIQUE INDEX reviews_standing ON reviews (id) WHERE superseded_at IS NULL;
CREATE INDEX reviews_article ON reviews (article);

-- Every input and what became of it: nothing passes silently.
CREATE TABLE inputs (
    row INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    input TEXT NOT NULL,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('coded', 'silent', 'known', 'recoded', 'updated', 'refused')),
    article TEXT,
    stage TEXT,
    reason TEXT,
    detail TEXT
);
CREATE INDEX inputs_at ON inputs (at);
CREATE INDEX inputs_refused ON inputs (source, reason) WHERE outcome = 'refused';

-- What was read by outlet and day of publication, so that no claim on a day is told apart from no report on it.
CREATE TABLE coverage (
    outlet TEXT NOT NULL,
    day TEXT NOT NULL,
    articles INTEGER NOT NULL,
    silent INTEGER NOT NULL,
    PRIMARY KEY (outlet, day)
) WITHOUT ROWID;

-- Frozen copies that were handed out.
CREATE TABLE releases (
    name TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    counts TEXT NOT NULL
);

CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = 'articles', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
    INSERT INTO article_words (rowid, title, text) VALUES (new.row, new.title, new.text);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
    INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', old.row, old.title, old.text);
END;
CREATE TRIGGER articles_reworded AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', old.row, old.title, old.text);
    INSERT INTO article_words (rowid, title, text) VALUES (new.row, new.title, new.text);
END;

CREATE VIRTUAL TABLE claim_words USING fts5 (
    evidence, content = 'claims', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER claims_added AFTER INSERT ON claims BEGIN
    INSERT INTO claim_words (rowid, evidence) VALUES (new.row, new.evidence);
END;
CREATE TRIGGER claims_removed AFTER DELETE ON claims BEGIN
    INSERT INTO claim_words (claim_words, rowid, evidence) VALUES ('delete', old.row, old.evidence);
END;
