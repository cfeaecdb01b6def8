-- The first schema. Amounts are whole fen; days are text, YYYY-MM-DD; times YYYY-MM-DD HH:MM:SS.

CREATE TABLE facts_of_case (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was stated about parties, in the shape of the manifest, one fact a row.
CREATE TABLE set_up (
    ordinal INTEGER NOT NULL PRIMARY KEY,
    noun    TEXT NOT NULL CHECK (noun IN ('party', 'link', 'account', 'declared', 'classification')),
    key     TEXT NOT NULL,
    body    TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE INDEX set_up_by_key ON set_up (noun, key);

CREATE TABLE documents (
    id          INTEGER NOT NULL PRIMARY KEY,
    sha256      TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    name        TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    format      TEXT NOT NULL,
    platform    TEXT NOT NULL,
    encoding    TEXT,
    sheet       TEXT,
    header_row  INTEGER NOT NULL,
    imported_at TEXT NOT NULL,
    first_day   TEXT,
    last_day    TEXT,
    rows        INTEGER NOT NULL,
    records     INTEGER NOT NULL,
    duplicates  INTEGER NOT NULL,
    updated     INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    skipped     INTEGER NOT NULL,
    CHECK (rows = records + duplicates + quarantined)
) STRICT;

-- The document itself, byte for byte, compressed piece by piece.
CREATE TABLE document_chunks (
    document   INTEGER NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    first_byte INTEGER NOT NULL,
    content    BLOB NOT NULL,
    PRIMARY KEY (document, first_byte)
) STRICT;

-- An account as exports print it; whose it is follows from the set-up.
CREATE TABLE accounts (
    id       INTEGER NOT NULL PRIMARY KEY,
    platform TEXT NOT NULL,
    keys     TEXT NOT NULL CHECK (json_valid(keys)),
    name     TEXT,
    UNIQUE (platform, keys)
) STRICT;

CREATE TABLE records (
    id            INTEGER NOT NULL PRIMARY KEY,
    document      INTEGER NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    sheet         TEXT,
    row           INTEGER NOT NULL,
    account       INTEGER REFERENCES accounts (id),
    key_hash      INTEGER NOT NULL,
    fingerprint   BLOB NOT NULL CHECK (length(fingerprint) = 16),
    superseded_by INTEGER REFERENCES records (id),
    order_id      TEXT,
    sub_order_id  TEXT,
    status        TEXT NOT NULL,
    ordered_at    TEXT,
    settled_at    TEXT,
    refunded_at   TEXT,
    modified_at   TEXT,
    period        TEXT,
    counterparty  TEXT,
    description   TEXT,
    side          TEXT,
    class         TEXT,
    counted       INTEGER,
    counted_field TEXT,
    counted_on    TEXT,
    gross_amount               INTEGER,
    settled_base               INTEGER,
    commission_amount_est      INTEGER,
    commission_amount          INTEGER,
    commission_clawback        INTEGER,
    merchant_commission_amount INTEGER,
    service_fee                INTEGER,
    agency_share               INTEGER,
    subsidy                    INTEGER,
    refund_amount              INTEGER,
    amount                     INTEGER,
    declared_income            INTEGER,
    declared_tax_withheld      INTEGER,
    CHECK ((counted IS NULL) = (side IS NULL) AND (counted IS NULL) = (counted_on IS NULL))
) STRICT;

CREATE INDEX records_by_key ON records (key_hash);
CREATE INDEX records_by_document ON records (document);
CREATE INDEX records_by_order ON records (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX records_counted ON records (account, side, class, counted_on)
    WHERE counted IS NOT NULL AND superseded_by IS NULL;
CREATE INDEX records_without_account ON records (document) WHERE account IS NULL;

-- Rows that could not be taken, until they are corrected or waived.
CREATE TABLE quarantine (
    id       INTEGER NOT NULL PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    sheet    TEXT,
    row      INTEGER NOT NULL,
    "column" TEXT,
    code     TEXT NOT NULL,
    found    TEXT NOT NULL,
    raw      TEXT NOT NULL CHECK (json_valid(raw))
) STRICT;

CREATE INDEX quarantine_by_document ON quarantine (document);

-- The append-only, hash-chained log of every change.
CREATE TABLE history (
    number        INTEGER NOT NULL PRIMARY KEY,
    at            TEXT NOT NULL,
    action        TEXT NOT NULL,
    detail        TEXT NOT NULL CHECK (json_valid(detail)),
    previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
    hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER history_is_never_changed BEFORE UPDATE ON history
BEGIN
    SELECT RAISE(ABORT, 'the history is append-only');
END;

CREATE TRIGGER history_is_never_removed BEFORE DELETE ON history
BEGIN
    SELECT RAISE(ABORT, 'the history is append-only');
END;
