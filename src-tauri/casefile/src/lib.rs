//! The case: SQLite, use cases, history. One public method of [`Case`] is one use case; the
//! window and the command line only translate.

mod archive;
mod assessment;
mod case;
mod documents;
mod error;
mod history;
mod parties;
mod records;
mod report;
mod sample;
mod tables;
mod trace;

pub use case::{AccountView, Case, CaseOverview, LinkView, PartyView};
pub use documents::{
    Control, Detected, DocumentView, ImportOptions, ImportOutcome, ImportProgress, ImportStatus,
    QuarantinePage, QuarantinedRow, detect_all, files_below,
};
pub use error::{Error, ErrorKind};
pub use history::{Chain, Entry};
pub use parties::manifest_from_toml;
pub use records::{RawCellView, RawRowView, RecordPage, RecordView};
pub use report::{ReportOf, SavedReport};
pub use trace::{Trace, TracePart};
