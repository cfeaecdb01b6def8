//! The head of the history and the fingerprint of the rules: what a reviewer compares.

use crate::document::{Block, Cell, Fact, Value, Words};

use super::paragraph;
use super::scope::Scope;

pub(super) fn blocks(scope: &Scope<'_>) -> Vec<Block> {
    let case = &scope.report.case;
    let rules = &scope.report.computation.rules;
    let fact = |label: &str, value: Value| Fact {
        label: Words::text(label),
        cell: Cell::new(value),
    };
    let literal = |text: &str| Value::Words(Words::literal(text));
    vec![
        paragraph("report.history_intro"),
        Block::Facts {
            facts: vec![
                fact("report.history_head", literal(&case.history_head)),
                fact("report.entries", Value::Count(case.history_entries)),
                fact(
                    "report.rules",
                    literal(&format!("{} {}", rules.id, rules.version)),
                ),
                fact("report.rules_hash", literal(&rules.sha256)),
            ],
        },
    ]
}
