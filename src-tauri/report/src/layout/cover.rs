//! The opening of the first page: title, case, the figures that matter most, and what the
//! report is not.
//!
//! Everything else begins beneath it on the same page.
#![allow(
    clippy::float_arithmetic,
    reason = "positions on the page; amounts arrive as finished text"
)]

use crate::document::{Cover, Fact, Words};
use crate::font;

use super::style::{
    BODY, CASE, CODE, HEADING, KEY, LEFT, LINE, MARK, RIGHT, SMALL, TEAL, TINT, TITLE, WIDTH,
};
use super::{Flow, height, in_lines, toned};

/// Name of the program, the same in every language.
const NAME: &str = "自查 Zicha";

pub(super) fn place(flow: &mut Flow, cover: &Cover, case_title: &str) {
    flow.y = 58.0;
    flow.fill(LEFT, flow.y, 30.0, 2.6, TEAL);
    flow.write(LEFT, flow.y + 18.0, MARK, NAME);
    flow.y += 34.0;
    let title = flow.phrase(&cover.title);
    flow.write(LEFT, flow.y + TITLE.ascent(), TITLE, &title.first);
    flow.y += TITLE.leading();
    if let Some(second) = &title.second {
        let set = TITLE.second().sized(12.0);
        flow.write(LEFT, flow.y + set.ascent() - 2.0, set, second);
        flow.y += set.leading();
    }
    let case = in_lines(case_title, WIDTH, CASE);
    flow.y = flow.set_lines(LEFT, flow.y + 2.0, &case) + 10.0;
    flow.rule(flow.y, LINE);
    flow.y += 8.0;
    facts(flow, &cover.facts);
    flow.y += 6.0;
    figures(flow, &cover.figures);
    flow.y += 12.0;
    cautions(flow, &cover.cautions);
}

/// The first label with its value over the whole width, the others in three columns.
fn facts(flow: &mut Flow, facts: &[Fact]) {
    const COLUMNS: usize = 3;
    const COLUMN: f32 = WIDTH / 3.0;
    let Some((first, others)) = facts.split_first() else {
        return;
    };
    flow.y = fact(flow, first, LEFT, WIDTH) + 5.0;
    for row in others.chunks(COLUMNS) {
        let mut end = flow.y;
        for (fact_of_row, x) in row.iter().zip([LEFT, LEFT + COLUMN, LEFT + COLUMN * 2.0]) {
            end = end.max(fact(flow, fact_of_row, x, COLUMN - 12.0));
        }
        flow.y = end + 5.0;
    }
}

/// A label with its value beneath; returns where it ends.
fn fact(flow: &mut Flow, fact: &Fact, x: f32, width: f32) -> f32 {
    let label = flow.phrase(&fact.label).on_one_line();
    flow.write(x, flow.y + SMALL.ascent(), SMALL, &label);
    let value = flow.value(&fact.cell.value);
    let lines = flow.broken(&value, width, BODY);
    flow.set_lines(x, flow.y + SMALL.leading(), &lines)
}

/// The figures that matter most, side by side on a band.
fn figures(flow: &mut Flow, figures: &[Fact]) {
    const PADDING: f32 = 12.0;
    let count = u16::try_from(figures.len().max(1)).expect("a handful of figures");
    let width = (WIDTH - PADDING * 2.0) / f32::from(count);
    let labels = figures
        .iter()
        .map(|figure| flow.broken(&flow.phrase(&figure.label), width - 8.0, SMALL));
    let labels: Vec<_> = labels.collect();
    let label_height = labels.iter().map(|lines| height(lines)).fold(0.0, f32::max);
    let upper = BODY.sized(9.0).bold();
    let second_line = figures.iter().any(|figure| figure.cell.detail.is_some());
    let upper_height = if second_line { upper.leading() } else { 0.0 };
    let band = PADDING * 2.0 + label_height + KEY.leading() + upper_height + CODE.leading();
    let top = flow.y;
    flow.fill(LEFT, top, WIDTH, band, TINT);
    flow.fill(LEFT, top, 2.4, band, TEAL);
    let mut x = LEFT + PADDING;
    for (figure, label) in figures.iter().zip(&labels) {
        flow.set_lines(x, top + PADDING - 2.0, label);
        let value = flow.value(&figure.cell.value).first;
        let natural = font::width(KEY.weight, KEY.size, &value);
        let fitting = KEY.size * ((width - 10.0) / natural).min(1.0);
        let set = toned(KEY.sized(fitting), figure.cell.tone);
        let mut baseline = top + PADDING + label_height + KEY.ascent();
        flow.write(x, baseline, set, &value);
        if let Some(detail) = &figure.cell.detail {
            let detail = flow.phrase(detail).first;
            baseline += upper.leading() + 1.0;
            flow.write(x, baseline, upper, &detail);
        }
        if let Some(code) = &figure.cell.figure {
            flow.write(x, baseline + CODE.leading() + 2.0, CODE, code);
        }
        x += width;
    }
    flow.y = top + band;
}

/// What the report is not, beside a bar.
fn cautions(flow: &mut Flow, cautions: &[Words]) {
    const INDENT: f32 = 12.0;
    let top = flow.y;
    let heading = flow.phrase(&Words::text("report.what_it_is_not"));
    let set = HEADING.sized(8.8);
    let end = flow.beside(LEFT + INDENT, top + set.ascent(), &heading, set);
    flow.y = end + 1.0;
    for caution in cautions {
        let phrase = flow.phrase(caution);
        let set = SMALL.sized(8.0);
        let lines = flow.broken(&phrase, RIGHT - LEFT - INDENT, set);
        let y = flow.y;
        flow.y = flow.set_lines(LEFT + INDENT, y, &lines) + 1.5;
    }
    flow.fill(LEFT, top, 1.2, flow.y - top, LINE);
}
