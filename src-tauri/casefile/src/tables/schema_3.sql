-- What a person decides: rows in quarantine corrected or waived, own mappings, answers to what a
-- file is, the headers seen, and totals typed in.

ALTER TABLE quarantine ADD COLUMN status TEXT NOT NULL DEFAULT 'waiting'
    CHECK (status IN ('waiting', 'corrected', 'waived'));
-- Why it was waived.
ALTER TABLE quarantine ADD COLUMN reason TEXT;

CREATE INDEX quarantine_waiting ON quarantine (id) WHERE status = 'waiting';

-- Every attempt at a row, with the text it had in the file; the text itself never changes.
CREATE TABLE corrections (
    id         INTEGER NOT NULL PRIMARY KEY,
    quarantine INTEGER NOT NULL REFERENCES quarantine (id) ON DELETE CASCADE,
    original   TEXT NOT NULL CHECK (json_valid(original)),
    corrected  TEXT NOT NULL CHECK (json_valid(corrected)),
    reason     TEXT,
    taken      INTEGER NOT NULL CHECK (taken IN (0, 1)),
    at         TEXT NOT NULL
) STRICT;

CREATE INDEX corrections_by_row ON corrections (quarantine);

-- The header that each document had: the layout that the next one is compared with.
CREATE TABLE headers (
    document INTEGER NOT NULL PRIMARY KEY
        REFERENCES documents (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    format   TEXT NOT NULL,
    names    TEXT NOT NULL CHECK (json_valid(names))
) STRICT;

CREATE INDEX headers_by_format ON headers (format);

-- Formats of a person's own, as TOML.
CREATE TABLE mappings (
    id       TEXT NOT NULL PRIMARY KEY,
    body     TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a person said a file is, by what stays the same of its header.
CREATE TABLE remembered_answers (
    fingerprint TEXT NOT NULL PRIMARY KEY CHECK (length(fingerprint) = 64),
    names       TEXT NOT NULL CHECK (json_valid(names)),
    format      TEXT NOT NULL,
    at          TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the page of a platform shows for a document, typed in by a person.
CREATE TABLE stated_totals (
    id        INTEGER NOT NULL PRIMARY KEY,
    document  INTEGER NOT NULL
        REFERENCES documents (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    label     TEXT NOT NULL,
    measure   TEXT NOT NULL,
    first_day TEXT,
    last_day  TEXT,
    value     TEXT NOT NULL,
    at        TEXT NOT NULL
) STRICT;

CREATE INDEX stated_totals_by_document ON stated_totals (document);
