//! Reports: what the report needs to know of the case is gathered, printed and saved whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use engine::computation::{Computation, Finding};
use engine::numbers;
use engine::period::Grain;
use engine::text::Lang;
use report::{
    CaseSummary, DocumentSummary, Evidence, EvidenceRow, Kind, Languages, PartySummary, Report,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::parties::Ownership;
use crate::quarantine::{QuarantineShown, QuarantineStatus, QuarantinedRow};
use crate::{history, tables, trace};

/// Records printed behind each finding; the figure's code leads to the others.
const EVIDENCE_ROWS: u32 = 20;

/// Which report, of what, in which language.
#[derive(Clone, Debug)]
pub struct ReportOf {
    /// Which report.
    pub kind: Kind,
    /// In which language or languages.
    pub languages: Languages,
    /// Only this party.
    pub party: Option<String>,
    /// Only this calendar year.
    pub year: Option<i32>,
    /// The day for surcharges and deadlines.
    pub as_of: NaiveDate,
}

/// A report that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedReport {
    /// Where it is.
    pub path: String,
    /// How many pages it has.
    pub pages: u32,
    /// Characters that the font lacks; they are listed in the report.
    pub missing_glyphs: Vec<char>,
}

impl Case {
    /// Prints a report and saves it. The file appears whole or not at all; an existing one is
    /// replaced. That it was printed goes into the history.
    pub fn save_report(&mut self, of: &ReportOf, out: &Path) -> Result<SavedReport, Error> {
        let computation = self.compute(of.as_of, Grain::Month)?;
        self.note_gone(&computation.findings, of.as_of)?;
        let by_year = self.compute(of.as_of, Grain::Year)?.bridge;
        let summary = self.summary(&computation, of.languages.first())?;
        let pdf = report::pdf(&Report {
            kind: of.kind,
            languages: of.languages,
            computation: &computation,
            by_year: &by_year,
            case: &summary,
            party: of.party.as_deref(),
            year: of.year,
        });
        let pdf = pdf.map_err(|error| match error {
            report::Error::UnknownParty { asked, .. } => {
                Error::new(ErrorKind::NoSuchParty).with("party", asked)
            }
            other => Error::new(ErrorKind::Report).with("reason", other),
        })?;
        write_whole(out, &pdf.bytes)?;
        let transaction = self.connection.transaction()?;
        let detail = json!({
            "kind": of.kind.code(), "languages": of.languages.code(), "as_of": of.as_of,
            "party": of.party, "year": of.year, "pages": pdf.pages,
        });
        history::append(&transaction, "report", &detail)?;
        transaction.commit()?;
        Ok(SavedReport {
            path: out.display().to_string(),
            pages: pdf.pages,
            missing_glyphs: pdf.missing_glyphs,
        })
    }

    /// A sensible name for a report, beside the case.
    pub fn suggested_report_path(&self, kind: Kind, languages: Languages) -> PathBuf {
        let stem = self
            .path()
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let name = format!("{stem}-{}-{}.pdf", kind.code(), languages.code());
        self.path().with_file_name(name)
    }

    fn summary(&self, computation: &Computation, lang: Lang) -> Result<CaseSummary, Error> {
        let ownership = Ownership::load(&self.connection)?;
        let entries = tables::history::all(&self.connection)?.len();
        Ok(CaseSummary {
            title: self.title()?,
            parties: (ownership.manifest.parties.iter())
                .map(|party| PartySummary {
                    id: party.id.clone(),
                    name: party.name.clone(),
                    kind: party.kind,
                    masked_tax_id: party.tax_id.as_deref().map(numbers::masked),
                })
                .collect(),
            documents: self
                .documents(lang)?
                .into_iter()
                .filter(|view| view.undone_at.is_none())
                .map(document)
                .collect(),
            quarantine: self
                .quarantine_shown(QuarantineShown::LeftOut, 0, u32::MAX)?
                .rows
                .into_iter()
                .map(quarantined)
                .collect(),
            history_head: history::head(&self.connection)?,
            history_entries: u64::try_from(entries).unwrap_or(u64::MAX),
            evidence: self.evidence(computation)?,
        })
    }

    /// The first records behind each finding.
    fn evidence(&self, computation: &Computation) -> Result<Vec<Evidence>, Error> {
        let mut all = Vec::new();
        for finding in &computation.findings {
            let Some(figure) = &finding.figure else {
                all.extend(self.named_records(finding)?);
                continue;
            };
            let mut evidence = Evidence {
                of: finding.id.clone(),
                total: 0,
                rows: Vec::new(),
            };
            for of in trace::records_behind(computation, figure) {
                let page = self.records_of(&of, 0, EVIDENCE_ROWS)?;
                evidence.total += u64::from(page.total);
                evidence
                    .rows
                    .extend(page.rows.into_iter().map(|row| EvidenceRow {
                        document: row.document_name,
                        place: engine::source::Place {
                            sheet: row.sheet,
                            row: row.row,
                            column: row.column,
                        },
                        on: row.on.as_deref().and_then(|day| day.parse().ok()),
                        order_id: row.order_id,
                        amount: row.amount,
                    }));
            }
            all.push(evidence);
        }
        Ok(all)
    }
}

impl Case {
    /// The first of the records that a finding names one by one.
    fn named_records(&self, finding: &Finding) -> Result<Option<Evidence>, Error> {
        let codes = finding.evidence_codes.iter();
        let numbers = codes.filter_map(|code| code.strip_prefix("R-")?.parse().ok());
        let shown = usize::try_from(EVIDENCE_ROWS).unwrap_or(usize::MAX);
        let mut rows = Vec::new();
        for number in numbers.take(shown) {
            let row = tables::records::by_id(&self.connection, number)?;
            rows.extend(row.map(|row| EvidenceRow {
                document: row.document_name,
                place: engine::source::Place {
                    sheet: row.sheet,
                    row: row.row,
                    column: None,
                },
                on: row.counted_on.as_deref().and_then(|day| day.parse().ok()),
                order_id: row.order_id,
                amount: row.counted,
            }));
        }
        Ok((!rows.is_empty()).then(|| Evidence {
            of: finding.id.clone(),
            total: u64::from(finding.evidence),
            rows,
        }))
    }
}

fn document(view: crate::documents::DocumentView) -> DocumentSummary {
    let day = |day: Option<String>| day.and_then(|day| day.parse().ok());
    DocumentSummary {
        name: view.name,
        format: view.format_title,
        sha256: view.sha256,
        rows: view.rows.into(),
        duplicates: view.duplicates.into(),
        quarantined: view.quarantined.into(),
        first_day: day(view.first_day),
        last_day: day(view.last_day),
    }
}

fn quarantined(row: QuarantinedRow) -> report::QuarantinedRow {
    let waived = row.status == QuarantineStatus::Waived;
    report::QuarantinedRow {
        waived: row.reason.filter(|_| waived),
        document: row.name,
        place: row.problem.place,
        problem: row.problem.code,
        found: row.problem.found,
    }
}

/// Writes beside the target and renames, so that no half file is ever seen.
pub(crate) fn write_whole(out: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::disk(out, &error);
    let mut half = out.as_os_str().to_owned();
    half.push(".part");
    let half = PathBuf::from(half);
    let mut file = std::fs::File::create(&half).map_err(failed)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&half, out));
    if written.is_err() {
        let _ = std::fs::remove_file(&half);
    }
    written.map_err(failed)
}
