-- The schema. Amounts are whole fen. Of records, days are the number YYYYMMDD and times the number
-- YYYYMMDDHHMMSS: millions of them are written and compared; elsewhere both are text.

CREATE TABLE facts_of_case (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was stated about parties, in the shape of the manifest, and what was decided about who is who,
-- one fact a row.
CREATE TABLE set_up (
    ordinal INTEGER NOT NULL PRIMARY KEY,
    noun    TEXT NOT NULL
        CHECK (noun IN ('party', 'link', 'account', 'declared', 'classification', 'decision')),
    key     TEXT NOT NULL,
    body    TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE INDEX set_up_by_key ON set_up (noun, key);

CREATE TABLE documents (
    id          INTEGER NOT NULL PRIMARY KEY,
    sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
    name        TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    -- The document as it is kept: that one byte for byte, or a copy with its buyers' cells blanked.
    kept_sha256 TEXT NOT NULL CHECK (length(kept_sha256) = 64),
    kept_bytes  INTEGER NOT NULL,
    blanked     TEXT NOT NULL CHECK (json_valid(blanked)),
    format      TEXT NOT NULL,
    platform    TEXT NOT NULL,
    perspective TEXT NOT NULL,
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
    -- Its records have these numbers, except those that were corrected later. A number is never
    -- given twice, so that a printed one keeps its meaning.
    first_record INTEGER NOT NULL,
    last_record  INTEGER NOT NULL,
    -- When its import was taken back; the document stays, nothing of it counts.
    undone_at   TEXT,
    CHECK (rows = records + duplicates + quarantined)
) STRICT;

-- The same bytes count once; a document whose import was taken back may come again.
CREATE UNIQUE INDEX documents_by_sha256 ON documents (sha256) WHERE undone_at IS NULL;

-- The document as it is kept, compressed piece by piece.
CREATE TABLE document_chunks (
    document   INTEGER NOT NULL REFERENCES documents (id),
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

-- What a row is: its status, and what it counts as. The few that occur are listed once.
CREATE TABLE record_kinds (
    id          INTEGER NOT NULL PRIMARY KEY,
    status      TEXT NOT NULL,
    side        TEXT,
    class       TEXT,
    field       TEXT,
    order_money TEXT,
    CHECK ((side IS NULL) = (class IS NULL) AND (side IS NULL) = (field IS NULL))
) STRICT;

-- A row of a document. A row the case held already (a duplicate) and a row that a later state
-- replaced stay here and point at the row that stands for them; neither counts.
-- What it points at is kept right by the ledger, not by foreign keys or checks: at millions of rows
-- each of them would cost as much as the row. `superseded_as` is 'duplicate' or 'version'.
-- What most rows have stands first: columns at the end that are empty take no room.
CREATE TABLE records (
    id            INTEGER NOT NULL PRIMARY KEY,
    document      INTEGER NOT NULL,
    row           INTEGER NOT NULL,
    key_hash      INTEGER NOT NULL,
    kind          INTEGER NOT NULL,
    account       INTEGER,
    counted       INTEGER,
    counted_on    INTEGER,
    order_id      TEXT,
    sub_order_id  TEXT,
    ordered_at    INTEGER,
    settled_at    INTEGER,
    description   TEXT,
    counterparty  TEXT,
    gross_amount               INTEGER,
    commission_amount_est      INTEGER,
    commission_amount          INTEGER,
    settled_base               INTEGER,
    amount                     INTEGER,
    subsidy                    INTEGER,
    service_fee                INTEGER,
    merchant_commission_amount INTEGER,
    agency_share               INTEGER,
    -- The record of the same row that this one is a further amount of; it stands as that one does.
    part_of       INTEGER,
    superseded_by INTEGER,
    superseded_as TEXT,
    view_of       INTEGER,
    sheet         TEXT,
    refunded_at   INTEGER,
    modified_at   INTEGER,
    period        TEXT,
    cumulative_to INTEGER,
    counterparty_account TEXT,
    tips_units    TEXT,
    -- What stands for the buyer and the address: nobody can tell from it who and where.
    buyer_hash    BLOB,
    address_hash  BLOB,
    balance                    INTEGER,
    net_amount                 INTEGER,
    refund_amount              INTEGER,
    commission_clawback        INTEGER,
    merchant_commission_clawback INTEGER,
    bonus_commission           INTEGER,
    leader_fee                 INTEGER,
    creator_subsidy            INTEGER,
    tips_amount                INTEGER,
    tax_amount                 INTEGER,
    declared_income            INTEGER,
    declared_tax_withheld      INTEGER,
    declared_taxable_income    INTEGER,
    vat_sales_3                INTEGER,
    vat_sales_5                INTEGER,
    vat_exempt_sales           INTEGER,
    vat_total                  INTEGER
) STRICT;

-- Where the rows of a document lie that count in a month (YYYYMM): the first and the last of them.
-- Exports are mostly in the order of time, so that this leads to the rows of a month as an index
-- would, and costs nothing a row.
CREATE TABLE record_months (
    document     INTEGER NOT NULL,
    month        INTEGER NOT NULL,
    first_record INTEGER NOT NULL,
    last_record  INTEGER NOT NULL,
    PRIMARY KEY (document, month, first_record)
) STRICT, WITHOUT ROWID;

-- Which rows point at a row (as its part, its repeat, its earlier state, another view of it). Few
-- rows do: a table of their own costs the others nothing, where an index would. A link may outlive
-- what it stood for; the row itself tells.
CREATE TABLE record_links (
    target INTEGER NOT NULL,
    record INTEGER NOT NULL,
    PRIMARY KEY (target, record)
) STRICT, WITHOUT ROWID;

-- Rows that were taken after their document: they were corrected, and their numbers are out of line.
CREATE TABLE records_taken_later (
    document INTEGER NOT NULL,
    record   INTEGER NOT NULL,
    PRIMARY KEY (document, record)
) STRICT, WITHOUT ROWID;

-- Rows of an order whose file names no account, known duplicates among them. `account` is the one
-- they have of their own: what a person said of the file (`is_said`), or one for the file where it
-- holds somebody's income. By the group, so that an import looks only at the orders it touches.
CREATE TABLE records_without_account (
    group_hash INTEGER NOT NULL,
    record     INTEGER NOT NULL,
    account    INTEGER,
    is_said    INTEGER NOT NULL,
    PRIMARY KEY (group_hash, record)
) STRICT, WITHOUT ROWID;

-- Which rows stand under one key (format, account, line key) and which speak of one order of a
-- platform, duplicates left out: what a new row may repeat, replace or show again. The group is the
-- hash of the order, or of the key where there is none, so that one look finds both. Filled in the
-- order of the groups, once an import has been read. `shows` is 0, or the money of the order and
-- whose file of which layout shows it.
CREATE TABLE record_keys (
    group_hash  INTEGER NOT NULL,
    record      INTEGER NOT NULL,
    key_hash    INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    shows       INTEGER NOT NULL,
    -- Whether it is only here for what it shows of the order, not for its key.
    is_part     INTEGER NOT NULL,
    PRIMARY KEY (group_hash, record)
) STRICT, WITHOUT ROWID;

-- The same of documents with many rows, packed: a page holds some keys in the order of their groups,
-- and a group is never on two pages of one document. A key is either here or in `record_keys`.
CREATE TABLE record_key_pages (
    document    INTEGER NOT NULL,
    first_group INTEGER NOT NULL,
    keys        BLOB NOT NULL,
    PRIMARY KEY (document, first_group)
) STRICT;

-- Rows that could not be taken, until they are corrected or waived.
CREATE TABLE quarantine (
    id       INTEGER NOT NULL PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
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
