//! Bars that compare the four sides year by year.
//!
//! The length of a bar is found in whole fen, never from a float; every bar says its amount.
#![allow(
    clippy::float_arithmetic,
    reason = "positions on the page; lengths come from whole fen"
)]

use engine::money::Money;

use crate::document::{Chart, ChartGroup, Value, Words};
use crate::font;

use super::style::{BARS, BODY, CODE, INK, LEFT, LINE, MUTED, RIGHT, SMALL};
use super::{Flow, Type};

const BAR: f32 = 8.0;
const STEP: f32 = 13.0;
const PERIOD_WIDTH: f32 = 40.0;
/// A chart up to this height stays on one page.
const WHOLE: f32 = 260.0;

/// Room for the whole chart, or for its first group where it is a long one.
pub(super) fn company(chart: &Chart) -> f32 {
    let groups = u16::try_from(chart.groups.len()).unwrap_or(u16::MAX);
    let whole = f32::from(groups) * group_height(chart.series.len()) + 6.0;
    if whole <= WHOLE {
        whole
    } else {
        group_height(chart.series.len())
    }
}

fn group_height(series: usize) -> f32 {
    STEP * f32::from(u16::try_from(series).expect("a handful of series")) + 8.0
}

/// Where bars begin and how long the longest may be.
struct Room {
    from: f32,
    length: f32,
    largest: Money,
}

pub(super) fn place(flow: &mut Flow, chart: &Chart) {
    flow.need(company(chart));
    let label = SMALL.coloured(INK);
    let names = chart
        .series
        .iter()
        .map(|name| flow.phrase(name).on_one_line());
    let names: Vec<String> = names.collect();
    let widest = names
        .iter()
        .map(|name| font::width(label.weight, label.size, name))
        .fold(0.0, f32::max);
    let from = LEFT + PERIOD_WIDTH + widest + 8.0;
    let largest = chart.groups.iter().flat_map(|group| &group.amounts);
    let room = Room {
        from,
        length: RIGHT - from - captions(flow, chart),
        largest: largest.flatten().copied().max().unwrap_or(Money::ZERO),
    };
    flow.y += 4.0;
    for group in &chart.groups {
        place_group(flow, group, &names, &room);
    }
    flow.y += 2.0;
}

/// Width of the widest amount with its code, and the space before it.
fn captions(flow: &Flow, chart: &Chart) -> f32 {
    let bars = chart.groups.iter().flat_map(|group| {
        let amounts = group.amounts.iter().flatten();
        amounts.zip(group.figures.iter().flatten())
    });
    bars.map(|(amount, code)| {
        let value = flow.value(&Value::Money(*amount)).first;
        font::width(SMALL.weight, SMALL.size, &value) + font::width(CODE.weight, CODE.size, code)
    })
    .fold(0.0, f32::max)
        + 12.0
}

fn place_group(flow: &mut Flow, group: &ChartGroup, names: &[String], room: &Room) {
    let height = group_height(names.len());
    flow.need(height);
    let top = flow.y;
    let period = group.period.to_string();
    flow.write(LEFT, top + BODY.ascent() - 1.5, BODY.bold(), &period);
    flow.fill(room.from - 0.5, top - 2.0, 0.5, height - 8.0, LINE);
    let rows = names.iter().zip(&group.amounts).zip(&group.figures);
    for (((name, amount), code), colour) in rows.zip(BARS) {
        let baseline = flow.y + BAR * 0.86;
        let label = SMALL.coloured(INK);
        flow.write(LEFT + PERIOD_WIDTH, baseline, label, name);
        let Some(amount) = amount else {
            let none = flow.phrase(&Words::text("report.no_figure")).on_one_line();
            flow.write(room.from + 4.0, baseline, SMALL, &none);
            flow.y += STEP;
            continue;
        };
        let length = room.length * share(*amount, room.largest);
        flow.fill(room.from, flow.y, length, BAR, colour);
        let value = flow.value(&Value::Money(*amount)).first;
        let set = SMALL.coloured(INK);
        let x = room.from + length + 4.0;
        flow.write(x, baseline, set, &value);
        if let Some(code) = code {
            write_code(flow, x, baseline, set, &value, code);
        }
        flow.y += STEP;
    }
    flow.y += 8.0;
}

fn write_code(flow: &mut Flow, x: f32, baseline: f32, set: Type, value: &str, code: &str) {
    let after = x + font::width(set.weight, set.size, value) + 4.0;
    flow.write(after, baseline, CODE.coloured(MUTED), code);
}

/// Part of the largest amount, to a ten-thousandth; nothing for what is zero or below.
fn share(amount: Money, largest: Money) -> f32 {
    if amount <= Money::ZERO || largest <= Money::ZERO {
        return 0.0;
    }
    let parts = i128::from(amount.fen()) * 10_000 / i128::from(largest.fen());
    f32::from(u16::try_from(parts).expect("a part of the largest is at most the whole")) / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_of_the_largest() {
        for (fen, largest, expected) in [
            (0, 100, 0.0),
            (-50, 100, 0.0),
            (50, 100, 0.5),
            (100, 100, 1.0),
            (1, 3, 0.3333),
            (i64::MAX, i64::MAX, 1.0),
            (0, 0, 0.0),
        ] {
            let part = share(Money::from_fen(fen), Money::from_fen(largest));
            assert!((part - expected).abs() < 0.00001, "{fen} of {largest}");
        }
    }
}
