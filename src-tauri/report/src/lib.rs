//! Reports: a computation and its case in, a document and its PDF out.
//!
//! Computes no tax and reads no file, clock or case; it prints figures that the engine found.

mod case;
pub mod document;
mod font;
mod layout;
mod pdf;
mod sections;
mod wording;

use engine::computation::{BridgeRow, Computation};

pub use case::{CaseSummary, DocumentSummary, Evidence, EvidenceRow, PartySummary, QuarantinedRow};
pub use document::{Document, Kind, Languages};

/// What is asked for: which report, of what, in which language.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Which report.
    pub kind: Kind,
    /// In which language or languages.
    pub languages: Languages,
    /// The figures. Its comparison is printed as it is, by month, quarter or year.
    pub computation: &'a Computation,
    /// The same comparison by year, for the chart and the lines per streamer.
    ///
    /// Asked for apart, because what platforms report exists only by quarter and cannot be
    /// added up from months.
    pub by_year: &'a [BridgeRow],
    /// What the report says about the case itself.
    pub case: &'a CaseSummary,
    /// Only this party, by its handle.
    pub party: Option<&'a str>,
    /// Only this calendar year.
    pub year: Option<i32>,
}

/// A finished PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file. The same report gives the same bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// Characters that no embedded font has, in the order of their code points. They are
    /// printed as 〓, keep their identity when copied, and are listed at the end of the report.
    pub missing_glyphs: Vec<char>,
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The party asked for is not in the case.
    #[error("no party {asked:?} in this case; it has: {known}")]
    UnknownParty {
        /// The handle asked for.
        asked: String,
        /// The handles there are.
        known: String,
    },
    /// The PDF could not be written; the text is the writer's own.
    #[error("the PDF could not be written: {0}")]
    Writer(String),
}

/// What a report says, without language or page: the window previews it, [`pdf`] prints it.
///
/// # Errors
/// [`Error::UnknownParty`] when the report is limited to a party that the case does not have.
pub fn document(report: &Report<'_>) -> Result<Document, Error> {
    sections::document(report)
}

/// The report as a PDF: A4, fonts embedded as subsets, text that can be searched and copied.
///
/// # Errors
/// As [`document`], and [`Error::Writer`] when the PDF itself cannot be written.
pub fn pdf(report: &Report<'_>) -> Result<Pdf, Error> {
    let document = document(report)?;
    let laid = layout::pages(&document, report.languages);
    let bytes = pdf::write(&laid, &document, report.languages)?;
    Ok(Pdf {
        bytes,
        pages: laid.count(),
        missing_glyphs: laid.missing,
    })
}
