-- Rows of other people's event data, as versions: those files are living data. `until` is empty while a row stands.
CREATE TABLE foreign_events (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    scheme TEXT NOT NULL,
    native TEXT,
    day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    event TEXT,
    mode TEXT,
    code TEXT,
    place TEXT,
    country TEXT,
    admin1 TEXT,
    admin2 TEXT,
    latitude REAL,
    longitude REAL,
    deaths_low INTEGER,
    deaths_high INTEGER,
    file TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    record TEXT NOT NULL
);
CREATE UNIQUE INDEX foreign_events_standing ON foreign_events (id) WHERE until IS NULL;
CREATE INDEX foreign_events_day ON foreign_events (scheme, day);
CREATE INDEX foreign_events_country ON foreign_events (scheme, country, day);

-- Every file that was imported, and what became of its rows.
CREATE TABLE foreign_files (
    row INTEGER PRIMARY KEY,
    scheme TEXT NOT NULL,
    file TEXT NOT NULL,
    at TEXT NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    known INTEGER NOT NULL,
    issues INTEGER NOT NULL
);
