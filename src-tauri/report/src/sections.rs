//! From a computation to a document: which sections each kind of report has, and in what order.
//!
//! Sections choose and arrange; the figures are the engine's.

mod agency_debts;
mod bridge;
mod citations;
mod comparison;
mod cover;
mod evidence;
mod findings;
mod history;
mod omissions;
mod plan;
mod quarantine;
mod scope;
mod sources;
mod steps;
mod streamers;
mod taxes;
mod totals;
mod waiting;
mod withholding;
mod worksheets;

use crate::document::{Block, Document, Kind, Words};
use crate::{Error, Report};
use scope::Scope;

/// A section: the text key of its name, and what it says. Without blocks it is left out.
type Section = (&'static str, fn(&Scope<'_>) -> Vec<Block>);

const TOTALS: Section = ("report.section.totals", totals::blocks);
const COMPARISON: Section = ("report.section.comparison", comparison::blocks);
const TAXES: Section = ("report.section.taxes", taxes::blocks);
const PLAN: Section = ("report.section.plan", plan::blocks);
const STEPS: Section = ("report.section.steps", steps::blocks);
const OMISSIONS: Section = ("report.section.omissions", omissions::blocks);
const BRIDGE: Section = ("report.section.bridge", bridge::blocks);
const WORKSHEETS: Section = ("report.section.worksheets", worksheets::blocks);
const SOURCES: Section = ("report.section.sources", sources::blocks);
const FINDINGS: Section = ("report.section.findings", findings::blocks);
const QUARANTINE: Section = ("report.section.quarantine", quarantine::blocks);
const HISTORY: Section = ("report.section.history", history::blocks);
const STREAMERS: Section = ("report.section.streamers", streamers::blocks);
const AGENCY_DEBTS: Section = ("report.section.agency_debts", agency_debts::blocks);
const WAITING: Section = ("report.section.waiting", waiting::blocks);
const WITHHOLDING: Section = ("report.section.withholding", withholding::blocks);

fn sections(kind: Kind) -> &'static [Section] {
    match kind {
        Kind::SelfCorrection => &[TOTALS, COMPARISON, TAXES, PLAN, WAITING, STEPS, OMISSIONS],
        Kind::WorkingPaper => &[TOTALS, COMPARISON, TAXES, BRIDGE, OMISSIONS, WORKSHEETS],
        Kind::CaseFile => &[
            TOTALS, COMPARISON, SOURCES, FINDINGS, TAXES, BRIDGE, QUARANTINE, OMISSIONS, HISTORY,
            WORKSHEETS,
        ],
        Kind::AgencySummary => &[STREAMERS, COMPARISON, WITHHOLDING, AGENCY_DEBTS, OMISSIONS],
    }
}

/// The document of a report.
pub(crate) fn document(report: &Report<'_>) -> Result<Document, Error> {
    let scope = Scope::of(report)?;
    let mut blocks = Vec::new();
    let mut number = 0;
    for (name, section) in sections(report.kind) {
        let content = section(&scope);
        if !content.is_empty() {
            number += 1;
            let words = Words::text(*name);
            blocks.push(Block::Section { number, words });
            blocks.extend(content);
        }
    }
    Ok(Document {
        kind: report.kind,
        cover: cover::cover(&scope),
        case_title: report.case.title.clone(),
        foot: cover::foot(&scope),
        as_of: report.computation.as_of,
        blocks,
    })
}

/// The texts of a section: one paragraph.
fn paragraph(key: &str) -> Block {
    Block::Paragraph {
        words: Words::text(key),
    }
}

/// An explanation in small type.
fn remark(key: &str) -> Block {
    Block::Remark {
        words: Words::text(key),
    }
}
