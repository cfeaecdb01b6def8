//! One figure is one figure: in the computation, in its trace down to the cell, and in the PDF.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use engine::money::Money;
use serde_json::Value;

use super::{AS_OF, demo, demo_case, json};

fn compute(more: &[&str]) -> Value {
    let base = ["compute", demo_case(), "--as-of", AS_OF];
    json(0, &[&base[..], more].concat())
}

fn trace(figure: &str) -> Value {
    json(0, &["trace", demo_case(), figure, "--as-of", AS_OF])
}

fn rows<'v>(document: &'v Value, key: &str) -> &'v [Value] {
    document[key].as_array().unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    let text = value[key].as_str();
    text.unwrap_or_else(|| panic!("{key} in {value}"))
}

fn money(value: &Value) -> Money {
    value.as_str().unwrap().parse().unwrap()
}

#[test]
fn a_part_of_the_computation_keeps_its_codes() {
    for by in ["month", "quarter", "year"] {
        let whole = compute(&["--by", by]);
        let party = text(&rows(&whole, "taxes")[0], "party");
        let part = compute(&["--by", by, "--party", party, "--year", "2024"]);
        for key in ["bridge", "taxes"] {
            let is_meant =
                |row: &&Value| row["party"] == party && text(row, "period").starts_with("2024");
            let meant: Vec<_> = rows(&whole, key).iter().filter(is_meant).collect();
            assert!(!meant.is_empty(), "{key} by {by}");
            let given: Vec<_> = rows(&part, key).iter().collect();
            assert_eq!(given, meant, "{key} by {by}");
        }
    }
}

/// Every record of an input: place, header, raw text, amount; and the amounts give the sum.
fn add_up(input: &Value) -> Money {
    let mut sum = Money::ZERO;
    for row in rows(input, "rows") {
        assert!(!text(row, "document_name").is_empty());
        assert!(row["row"].as_u64().unwrap() > 0);
        assert!(!text(row, "column").is_empty());
        assert!(!text(row, "raw").is_empty());
        assert!(row.get("sheet").is_some());
        sum += money(&row["amount"]);
    }
    assert_eq!(sum, money(&input["sum"]));
    sum
}

#[test]
fn a_figure_of_the_comparison_is_the_sum_of_its_cells() {
    let whole = compute(&["--party", text(&rows(&compute(&[]), "taxes")[0], "party")]);
    let mut followed = 0;
    for row in rows(&whole, "bridge").iter().step_by(9) {
        for side in ["settled", "received"] {
            if row[side].is_null() {
                continue;
            }
            let traced = trace(&format!("{}.{side}", text(row, "figure")));
            assert_eq!(traced["amount"], row[side]);
            let sum: Money = rows(&traced, "records").iter().map(add_up).sum();
            assert_eq!(sum, money(&row[side]));
            followed += 1;
        }
    }
    assert!(followed > 2, "{followed} figures were followed");
}

#[test]
fn a_tax_leads_through_its_steps_and_articles_to_cells() {
    let whole = compute(&[]);
    let taxes = rows(&whole, "taxes").iter();
    let short = taxes.filter(|tax| tax["underpaid"].is_string() && tax["underpaid"] != "0.00");
    let tax = short.into_iter().next().unwrap();
    let traced = trace(text(tax, "figure"));
    assert_eq!(traced["amount"], tax["underpaid"]);
    let steps = rows(&traced, "steps");
    assert!(
        steps
            .iter()
            .any(|step| step["citation"]["article"].is_string())
    );
    let mut by_side = BTreeMap::new();
    for input in rows(&traced, "records") {
        let side = text(&input["of"], "side").to_owned();
        *by_side.entry(side).or_insert(Money::ZERO) += add_up(input);
    }
    assert_eq!(by_side["settled"], money(&tax["income"]), "{by_side:?}");
    let mut inputs = rows(&traced, "records").iter();
    let settled = inputs.find(|input| input["of"]["side"] == "settled");
    let record = &rows(settled.unwrap(), "rows")[0];
    let row = trace(&format!("R-{}", record["id"]));
    assert_eq!(row["document_name"], record["document_name"]);
    assert_eq!(row["place"]["row"], record["row"]);
    let counted = rows(&row, "cells")
        .iter()
        .find(|cell| cell["counted"] == true);
    let counted = counted.unwrap();
    assert_eq!(counted["column"], record["column"]);
    assert_eq!(counted["text"], record["raw"]);
}

/// What poppler reads in a PDF, without blanks and thousands separators.
fn printed(path: &Path) -> String {
    let answer = Command::new("pdftotext").arg(path).arg("-").output();
    let answer = answer.expect("poppler is installed");
    assert!(answer.status.success(), "{answer:?}");
    let text = String::from_utf8(answer.stdout).unwrap();
    text.split_whitespace().collect::<String>().replace(',', "")
}

#[test]
fn the_report_prints_the_figures_of_the_computation() {
    let whole = compute(&[]);
    let out = demo().0.path().join("figures.pdf");
    let saved = json(
        0,
        &[
            "report",
            demo_case(),
            "--kind",
            "self-correction",
            "--lang",
            "both",
            "--as-of",
            AS_OF,
            "--out",
            out.to_str().unwrap(),
        ],
    );
    assert_eq!(saved["missing_glyphs"], Value::Array(Vec::new()));
    let page = printed(&out);
    let mut looked_for = 0;
    for row in rows(&whole, "taxes") {
        for key in ["due", "underpaid"] {
            if let Some(amount) = row[key].as_str() {
                assert!(page.contains(amount), "{key} {amount} of {}", row["figure"]);
                looked_for += 1;
            }
        }
        assert!(page.contains(text(row, "figure")), "{}", row["figure"]);
    }
    for row in rows(&whole, "totals") {
        for key in ["underpaid", "surcharge", "total_low", "total_high"] {
            assert!(page.contains(text(row, key)), "{key} of {}", row["party"]);
            looked_for += 1;
        }
    }
    assert!(looked_for > 10, "{looked_for} amounts");
}
