-- What a person decides about which receipts paid which settlements, by keys that outlive an import.
CREATE TABLE match_decisions (
    number   INTEGER NOT NULL PRIMARY KEY,
    decision TEXT NOT NULL CHECK (json_valid(decision)),
    reason   TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;

CREATE TRIGGER match_decisions_are_never_changed BEFORE UPDATE ON match_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;

CREATE TRIGGER match_decisions_are_never_removed BEFORE DELETE ON match_decisions
BEGIN
    SELECT RAISE(ABORT, 'decisions are append-only');
END;

-- When and why a decision was taken back.
CREATE TABLE match_decisions_taken_back (
    decision INTEGER NOT NULL PRIMARY KEY REFERENCES match_decisions (number),
    reason   TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;
