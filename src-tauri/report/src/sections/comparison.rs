//! Settled, received, platform-reported and declared, year by year: a chart over all parties
//! and the lines behind it.

use std::collections::BTreeMap;

use engine::computation::BridgeRow;
use engine::money::Money;
use engine::period::Period;
use engine::record::Side;

use crate::document::{Block, Chart, ChartGroup, Words};

use super::bridge::{self, side_amount, side_code};
use super::remark;
use super::scope::{Scope, added, known_sum};

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let rows = scope.by_year();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut years: BTreeMap<Period, Vec<&BridgeRow>> = BTreeMap::new();
    for row in &rows {
        years.entry(row.period).or_default().push(row);
    }
    let chart = Chart {
        series: Side::ALL
            .iter()
            .map(|side| Words::text(format!("side.{}", side.code())))
            .collect(),
        groups: years
            .iter()
            .map(|(period, rows)| group(*period, rows))
            .collect(),
    };
    vec![
        Block::Chart(chart),
        remark("report.comparison_remark"),
        Block::Table(bridge::table(scope, &rows)),
    ]
}

fn group(period: Period, rows: &[&BridgeRow]) -> ChartGroup {
    let amount = |side: Side| known_sum(rows.iter().map(|row| side_amount(row, side)));
    let code = |side: Side| {
        let known = rows.iter().filter(|row| side_amount(row, side).is_some());
        let codes: Vec<String> = known.map(|row| side_code(row, side)).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        (!codes.is_empty()).then(|| added(&codes))
    };
    let amounts: Vec<Option<Money>> = Side::ALL.iter().map(|side| amount(*side)).collect();
    ChartGroup {
        period,
        amounts,
        figures: Side::ALL.iter().map(|side| code(*side)).collect(),
    }
}
