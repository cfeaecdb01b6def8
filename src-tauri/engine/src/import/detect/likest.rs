//! Which row of the head of a file is most like the header of a format, and how like it is.

use super::head::{HeadRow, sheets};
use super::{Candidate, Reason};
use crate::format::{Format, Shape};
use crate::import::form::found::Found;
use crate::import::header::{Layout, Names};
use crate::import::letters::{Head, Headings};
use crate::import::row::Row;
use crate::worksheet::Confidence;

/// The part of a format's columns, in percent, from which on a file is likely a changed one.
const LIKELY_PERCENT: usize = 60;

/// The row of the head that is most like the header of a format, if it is like it at all.
pub(super) fn candidate(format: &Format, head: &[HeadRow]) -> Option<(Candidate, Layout)> {
    let names = Names::of(format);
    let (row, layout) = match (format.shape, format.is_lettered()) {
        (Shape::Form, _) => likest_form(format, &names, head),
        (Shape::Table, true) => likest_headings(format, &names, head),
        (Shape::Table, false) => likest_row(format, &names, head),
    }?;
    let likely = layout.is_signed || layout.matched * 100 >= layout.total * LIKELY_PERCENT;
    let changed = !layout.drift.missing.is_empty() || !layout.drift.renamed.is_empty();
    let (reason, confidence) = match (layout.fits(), changed) {
        (true, false) if format.confidence == Confidence::Low => {
            (Reason::Whole, Confidence::Medium)
        }
        (true, false) => (Reason::Whole, Confidence::High),
        (true, true) => (Reason::Changed, Confidence::Medium),
        (false, _) if likely => (Reason::Likely, Confidence::Low),
        (false, _) => return None,
    };
    let count = |columns: usize| u32::try_from(columns).unwrap_or(u32::MAX);
    let candidate = Candidate {
        format: format.id.clone(),
        confidence,
        matched: count(layout.matched),
        total: count(layout.total),
        reason,
        header_row: (row.number > 0).then_some(row.number),
        sheet: row.sheet.clone(),
        asks: format.asks,
        drift: layout.drift.clone(),
    };
    Some((candidate, layout))
}

/// Among layouts the one that fits, else the one that comes nearest.
fn likest<'h>(found: impl Iterator<Item = (&'h HeadRow, Layout)>) -> Option<(&'h HeadRow, Layout)> {
    let mut best: Option<(&HeadRow, Layout)> = None;
    for (row, layout) in found {
        let better = best.as_ref().is_none_or(|(_, known)| {
            (layout.fits(), layout.matched) > (known.fits(), known.matched)
        });
        if better {
            best = Some((row, layout));
        }
    }
    best
}

fn likest_row<'h>(
    format: &Format,
    names: &Names,
    head: &'h [HeadRow],
) -> Option<(&'h HeadRow, Layout)> {
    let mut seen = Head::of(format);
    let mut sheet = None;
    let layouts = head.iter().filter_map(|row| {
        if sheet != Some(&row.sheet) {
            (sheet, seen) = (Some(&row.sheet), Head::of(format));
        }
        let mut layout = names.compare(format, row.header.as_ref()?);
        if !seen.is_whole() {
            layout.lacking.extend(format.head.iter().cloned());
        }
        seen.take(&row.texts);
        Some((row, layout))
    });
    likest(layouts)
}

fn likest_headings<'h>(
    format: &Format,
    names: &Names,
    head: &'h [HeadRow],
) -> Option<(&'h HeadRow, Layout)> {
    let layouts = sheets(head).filter_map(|rows| {
        let mut seen = Head::of(format);
        let mut headings = Headings::default();
        let mut first = None;
        for row in rows.iter().filter(|row| row.header.is_some()) {
            if headings.take(format, names, row.number, &row.texts) {
                first = first.or(Some(row));
            } else if first.is_none() {
                seen.take(&row.texts);
            }
        }
        let mut layout = headings.layout(format, names);
        if !seen.is_whole() {
            layout.lacking.extend(format.head.iter().cloned());
        }
        Some((first?, layout))
    });
    likest(layouts)
}

/// A form is known by its title and the labels of its signature; its end may lie further down.
fn likest_form<'h>(
    format: &Format,
    names: &Names,
    head: &'h [HeadRow],
) -> Option<(&'h HeadRow, Layout)> {
    let layouts = sheets(head).filter_map(|rows| {
        let mut title = Head::of(format);
        let mut first = None;
        for row in rows {
            if title.take(&row.texts) {
                first = first.or(Some(row));
            }
        }
        let lines: Vec<Row> = rows.iter().map(HeadRow::as_row).collect();
        let found = Found::of(format, names, &lines);
        let mut layout = found.rows(format, &lines).pop()?.layout;
        layout.is_signed = title.is_whole() && found.is_signed(format);
        layout.lacking = match layout.is_signed {
            true => Vec::new(),
            false => [found.lacking(format), format.head.clone()].concat(),
        };
        Some((first.or(rows.first())?, layout))
    });
    likest(layouts)
}
