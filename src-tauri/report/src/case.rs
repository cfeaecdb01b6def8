//! What a report says about the case itself: parties, source files, quarantine, evidence.
//!
//! Filled by whoever holds the case; nothing here reads one.

use chrono::NaiveDate;
use engine::money::Money;
use engine::party::PartyKind;
use engine::source::{Place, ProblemCode};

/// The case as far as a report prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseSummary {
    /// Title of the case.
    pub title: String,
    /// Parties, in the order of the set-up.
    pub parties: Vec<PartySummary>,
    /// Imported source files, in the order of their import.
    pub documents: Vec<DocumentSummary>,
    /// Rows in quarantine.
    pub quarantine: Vec<QuarantinedRow>,
    /// SHA-256 of the last entry of the history, in hexadecimal.
    pub history_head: String,
    /// How many entries the history has.
    pub history_entries: u64,
    /// Records behind findings and figures.
    pub evidence: Vec<Evidence>,
}

/// A party as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartySummary {
    /// Handle.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What it is in law.
    pub kind: PartyKind,
    /// Tax number, already masked: a report never sees the whole number.
    pub masked_tax_id: Option<String>,
}

/// A source file and what became of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSummary {
    /// File name.
    pub name: String,
    /// Title of the format it was read with.
    pub format: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Rows read.
    pub rows: u64,
    /// Of these, already known from another file.
    pub duplicates: u64,
    /// Of these, in quarantine.
    pub quarantined: u64,
    /// First day of its records.
    pub first_day: Option<NaiveDate>,
    /// Last day of its records.
    pub last_day: Option<NaiveDate>,
}

/// A row that could not be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuarantinedRow {
    /// File name.
    pub document: String,
    /// Sheet, row and column.
    pub place: Place,
    /// What is wrong.
    pub problem: ProblemCode,
    /// The text found there.
    pub found: String,
    /// Why a person left it out for good.
    pub waived: Option<String>,
}

/// Records behind a finding or a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Id of the finding, or code of the figure.
    pub of: String,
    /// How many records there are in all; `rows` may hold only the first of them.
    pub total: u64,
    /// Records, as many as the report is to print.
    pub rows: Vec<EvidenceRow>,
}

/// One record, by the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// File name.
    pub document: String,
    /// Sheet and row.
    pub place: Place,
    /// The day it counts on.
    pub on: Option<NaiveDate>,
    /// Order number.
    pub order_id: Option<String>,
    /// Counted amount.
    pub amount: Option<Money>,
}
