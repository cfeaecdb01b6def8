-- What a person decides about findings, each decision with the finding as it was then.
CREATE TABLE finding_decisions (
    number          INTEGER NOT NULL PRIMARY KEY,
    finding         TEXT NOT NULL,
    status          TEXT NOT NULL,
    reason          TEXT,
    at              TEXT NOT NULL,
    as_of           TEXT NOT NULL,
    amount          INTEGER,
    evidence        INTEGER NOT NULL,
    evidence_sha256 TEXT NOT NULL CHECK (length(evidence_sha256) = 64),
    frozen          TEXT NOT NULL CHECK (json_valid(frozen))
) STRICT;

CREATE INDEX finding_decisions_by_finding ON finding_decisions (finding);

CREATE TRIGGER finding_decisions_are_never_changed BEFORE UPDATE ON finding_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;

CREATE TRIGGER finding_decisions_are_never_removed BEFORE DELETE ON finding_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;

-- When a later look did not find any more what was decided about.
CREATE TABLE findings_gone (
    decision INTEGER NOT NULL PRIMARY KEY REFERENCES finding_decisions (number),
    at       TEXT NOT NULL
) STRICT;

-- What was stated, whatever its noun: the set-up grows with what checks need to know.
CREATE TABLE set_up_of_any_noun (
    ordinal INTEGER NOT NULL PRIMARY KEY,
    noun    TEXT NOT NULL,
    key     TEXT NOT NULL,
    body    TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

INSERT INTO set_up_of_any_noun SELECT ordinal, noun, key, body FROM set_up;
DROP TABLE set_up;
ALTER TABLE set_up_of_any_noun RENAME TO set_up;
CREATE INDEX set_up_by_key ON set_up (noun, key);
