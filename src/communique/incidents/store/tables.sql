-- What a store of incidents keeps. Times are UTC, ISO 8601. `event.n` is the row's number everywhere else.
CREATE TABLE link_event (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    report TEXT NOT NULL,
    line BLOB NOT NULL,         -- the event as a line of JSON, with its report in brief
    incident INTEGER,           -- name.n of the incident that it is of
    part INTEGER,               -- event.n of the first of those that it was clustered with
    level REAL                  -- the bound of the edges that hold that part together
);
CREATE INDEX link_event_incident ON link_event (incident);
CREATE INDEX link_event_part ON link_event (part);
-- The blocks of every event: which are compared at all.
CREATE TABLE link_block (key INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (key, event)) WITHOUT ROWID;
-- Pairs whose log odds reach the bound, both ways.
CREATE TABLE link_edge (one INTEGER NOT NULL, other INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
-- An id and the event that founded it; it is never given again.
CREATE TABLE link_name (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, founder TEXT NOT NULL UNIQUE);
CREATE TABLE link_counter (prefix TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
-- What people decided. `events` and `others` are JSON lists of ids: all of `events` are one incident (same), or none of
-- `events` is one with any of `others` (apart).
CREATE TABLE link_decision (
    n INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('same', 'apart')),
    events TEXT NOT NULL,
    others TEXT NOT NULL,
    who TEXT,
    why TEXT,
    at TEXT NOT NULL,
    undone TEXT                 -- when it was taken back
);
CREATE TABLE link_decided (event TEXT NOT NULL, decision INTEGER NOT NULL, PRIMARY KEY (event, decision)) WITHOUT ROWID;
