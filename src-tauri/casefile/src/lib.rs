//! The case: SQLite, use cases, history. One public method of [`Case`] is one use case; the
//! window and the command line only translate.

mod archive;
mod assessment;
mod case;
mod documents;
mod drafts;
mod error;
mod findings;
mod formats;
mod history;
mod identity;
mod mappings;
mod matches;
mod parties;
mod preview;
mod quarantine;
mod record_facts;
mod records;
mod report;
mod sample;
mod tables;
mod totals;
mod trace;

pub use case::{AccountView, Case, CaseOverview, LinkView, PartyView};
pub use documents::{
    Control, Detected, DocumentView, ImportOptions, ImportOutcome, ImportProgress, ImportStatus,
    detect_all, files_below,
};
pub use drafts::{DraftPreview, Drafted, FileRow, draft_with_rows};
pub use error::{Error, ErrorKind};
pub use findings::FindingsView;
pub use formats::FormatView;
pub use history::{Chain, Entry};
pub use identity::{IdentityDecisionView, IdentityView};
pub use mappings::{
    AnswerView, MappingView, SavedDraft, draft_mapping, draft_mapping_at, mapping_to_toml,
};
pub use matches::{MatchDecisionView, MatchesView, MoneyItem};
pub use parties::manifest_from_toml;
pub use preview::{Preview, PreviewRecord};
pub use quarantine::{QuarantinePage, QuarantineShown, QuarantineStatus, QuarantinedRow, Retaken};
pub use records::{RawCellView, RawRowView, RecordPage, RecordView};
pub use report::{ReportOf, SavedReport};
pub use totals::{DaySum, StatedTotal, TotalCheck, TotalOf, TotalsCheck};
pub use trace::{Trace, TracePart};
