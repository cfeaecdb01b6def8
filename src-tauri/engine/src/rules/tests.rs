//! The law that is compiled in keeps its own rules, and a set that does not is refused.

use rust_decimal::Decimal;

use super::*;
use crate::worksheet::BracketTable;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The compiled-in files with one text replaced in one of them.
fn with(file: &str, from: &str, to: &str) -> Result<Rules, RulesError> {
    let files: Vec<(&str, String)> = assets::below(FOLDER)
        .map(|(path, content)| {
            let mine = path.ends_with(file);
            assert!(!mine || content.contains(from), "{file} has no {from:?}");
            let content = if mine {
                content.replacen(from, to, 1)
            } else {
                content.to_owned()
            };
            (path, content)
        })
        .collect();
    Rules::read(
        files
            .iter()
            .map(|(path, content)| (*path, content.as_str())),
    )
}

fn reason(result: Result<Rules, RulesError>) -> String {
    result.map(|_| ()).unwrap_err().to_string()
}

/// What each fault is answered with: file, the text replaced, what it becomes, a part of the reason.
const FAULTS: &[(&str, &str, &str, &str)] = &[
    ("labour.toml", "confidence =", "trust =", "unknown field"),
    ("labour.toml", "\"0.20\"", "0.20", "a number as a string"),
    ("labour.toml", "\"800.00\"", "800", "as a string"),
    ("labour.toml", "\"LAO\"", "\"NOWHERE\"", "NOWHERE"),
    (
        "labour.toml",
        "iit.labour.brackets",
        "iit.labour.table",
        "nothing computes",
    ),
    (
        "labour.toml",
        "value.amount = \"800.00\"",
        "value.rate = \"0.8\"",
        "kind Amount",
    ),
    (
        "labour.toml",
        "quick_deduction = \"2000\"",
        "quick_deduction = \"2001\"",
        "must be 2000",
    ),
    ("business.toml", "2022-12-31", "2022-12-30", "day after"),
    ("business.toml", "2022-12-31", "2023-01-01", "day after"),
    ("business.toml", "to = \"2022-12-31\"", "", "day after"),
    (
        "business.toml",
        "over = \"90000\"",
        "over = \"9000\"",
        "does not rise",
    ),
    ("fines.toml", "low = \"0.5\"", "low = \"6\"", "lower end"),
    (
        "deadlines.toml",
        "26, 15, 18",
        "31, 15, 18",
        "there is no 2019-02-31",
    ),
    (
        "late_fee.toml",
        "late_fee.cap",
        "late_fee.span",
        "given twice",
    ),
    (
        "late_fee.toml",
        "2019-01-01",
        "2018-12-31",
        "before the coverage",
    ),
    (
        "business.toml",
        "from = \"2021-01-01\"",
        "from = \"2018-12-31\"",
        "before the coverage",
    ),
    ("business.toml", "2027-12-31", "2022-12-31", "ends before"),
    ("labour.toml", "\"0.20\"", "\"1.01\"", "a rate above one"),
    ("labour.toml", "\"0.20\"", "\"-0.20\"", "not a plain number"),
    ("labour.toml", "\"0.20\"", "\"0_2\"", "not a plain number"),
    (
        "rounding.toml",
        "decimals = 2",
        "decimals = 3",
        "at most two",
    ),
    ("deadlines.toml", "2020-06-01", "2020-05-31", "a later day"),
    (
        "deadlines.toml",
        "\"06-30\"",
        "\"02-29\"",
        "not a day of a year",
    ),
    (
        "labour.toml",
        "quick_deduction = \"0\"",
        "quick_deduction = \"1\"",
        "begins at zero",
    ),
    (
        "labour.toml",
        "over = \"0\"",
        "over = \"1\"",
        "begins at zero",
    ),
];

#[test]
fn a_faulty_set_is_refused_and_says_why() {
    for &(file, from, to, expected) in FAULTS {
        let reason = reason(with(file, from, to));
        assert!(
            reason.contains(expected),
            "{file} {from:?} → {to:?}: {reason}"
        );
    }
}

#[test]
fn a_set_at_the_edge_of_what_is_allowed_is_read() {
    for (file, from, to) in [
        ("labour.toml", "\"0.20\"", "\"1\""),
        ("labour.toml", "\"800.00\"", "\"0.00\""),
        ("fines.toml", "low = \"0.5\"", "low = \"5\""),
        ("business.toml", "2027-12-31", "2023-01-01"),
    ] {
        assert!(with(file, from, to).is_ok(), "{file} {from:?} → {to:?}");
    }
}

#[test]
fn a_table_without_rows_and_a_set_that_lacks_a_rule_are_refused() {
    let files: Vec<_> = assets::below(FOLDER).collect();
    let lacks = files.iter().copied();
    let lacks = lacks.filter(|(path, _)| !path.ends_with("crime.toml"));
    assert!(reason(Rules::read(lacks)).contains("is missing"));
    let (_, labour) = files
        .iter()
        .find(|(path, _)| path.ends_with("labour.toml"))
        .unwrap();
    let table = labour.split_once("value.brackets = [").unwrap().1;
    let rows = table.split_once("\n]").unwrap().0;
    assert!(reason(with("labour.toml", rows, "")).contains("begins at zero"));
}

/// The line on which the fault is found is the one that holds the text, once it was put in.
#[test]
fn a_fault_names_file_and_line() {
    let cited = "article = \"国家税务总局公告2018年第61号\"\n";
    for (file, from, to, found) in [
        ("labour.toml", "confidence =", "trust =", "trust ="),
        ("labour.toml", "\"800.00\"", "800", "= 800"),
        (
            "labour.toml",
            "quick_deduction = \"2000\"",
            "quick_deduction = \"2001\"",
            "quick_deduction = \"2001\"",
        ),
        (
            "labour.toml",
            "\"LAO\"",
            "\"NOWHERE\"",
            "from = \"2019-01-01\"",
        ),
        ("labour.toml", "small_up_to", "small_most", "small_most"),
        (
            "labour.toml",
            cited,
            "article = \"\"\n",
            "from = \"2019-01-01\"",
        ),
        ("labour.toml", cited, "", "[[rule.version]]"),
        (
            "labour.toml",
            "\"4000.00\"",
            "\"-4000.00\"",
            "from = \"2019-01-01\"",
        ),
        (
            "business.toml",
            "2022-12-31",
            "2022-12-30",
            "from = \"2023-01-01\"",
        ),
        (
            "business.toml",
            "2022-12-31",
            "2023-01-01",
            "from = \"2023-01-01\"",
        ),
        ("sources.toml", "kind =", "sort =", "sort ="),
        (
            "late_fee.toml",
            "late_fee.cap",
            "late_fee.span",
            "\"late_fee.span\"",
        ),
    ] {
        let content = assets::below(FOLDER).find(|(path, _)| path.ends_with(file));
        let content = content.unwrap().1.replacen(from, to, 1);
        let at = content.find(found).unwrap();
        let line = content[..at].matches('\n').count() + 1;
        let reason = reason(with(file, from, to));
        let place = format!("assets/rules/cn/{file}:{line}: ");
        assert!(
            reason.starts_with(&place),
            "expected {place} found {reason}"
        );
    }
}

#[test]
fn a_date_outside_the_coverage_is_refused() {
    let rules = Rules::load();
    for (date, covered) in [
        ("2018-12-31", false),
        ("2019-01-01", true),
        ("2026-12-31", true),
        ("2027-01-01", false),
    ] {
        assert_eq!(rules.on(day(date)).is_ok(), covered, "{date}");
    }
    assert!(rules.for_period(Period::year_of(2018)).is_err());
    assert!(rules.for_period(Period::year_of(2026)).is_ok());
}

#[test]
fn the_date_selects_the_value() {
    let rules = Rules::load();
    for (date, cap) in [
        ("2020-12-31", None),
        ("2021-01-01", Some(1_000_000)),
        ("2022-12-31", Some(1_000_000)),
        ("2023-01-01", Some(2_000_000)),
        ("2026-12-31", Some(2_000_000)),
    ] {
        let found = rules
            .on(day(date))
            .unwrap()
            .parameter(RuleId::HalfReliefCap);
        assert_eq!(
            found.ok().map(|p| p.value),
            cap.map(Decimal::from),
            "{date}"
        );
    }
    let before = rules.on(day("2025-09-30")).unwrap();
    assert!(before.parameter(RuleId::PlatformExpenseRate).is_err());
}

#[test]
fn quick_deductions_equal_the_sum_of_the_slices_around_every_edge() {
    let rules = Rules::load();
    let fen = Decimal::new(1, 2);
    let tables = [
        RuleId::ComprehensiveBrackets,
        RuleId::BonusBrackets,
        RuleId::LabourBrackets,
        RuleId::BusinessBrackets,
        RuleId::SmallProfitBrackets,
    ];
    for (year, id) in (2019..=2026).flat_map(|year| tables.map(|id| (year, id))) {
        let law = rules.for_period(Period::year_of(year)).unwrap();
        let table = law.brackets(id).unwrap();
        for edge in table.rows.iter() {
            for taxable in [
                edge.over,
                edge.over + fen,
                (edge.over - fen).max(Decimal::ZERO),
            ] {
                let row = table.row(taxable);
                let tax = taxable * row.rate - row.quick_deduction;
                assert_eq!(tax, slices(&table, taxable), "{year} {id:?} {taxable}");
            }
        }
    }
}

fn slices(table: &BracketTable, taxable: Decimal) -> Decimal {
    let ends = table.rows.iter().skip(1).map(|row| row.over);
    let ends = ends.chain([Decimal::MAX]);
    let slices = table
        .rows
        .iter()
        .zip(ends)
        .map(|(row, end)| (taxable.min(end) - row.over).max(Decimal::ZERO) * row.rate);
    slices.sum()
}

#[test]
fn the_version_is_the_latest_check_and_the_hash_changes_with_any_file() {
    let rules = Rules::load();
    assert_eq!(rules.used().version, "2026-11-21");
    assert_eq!(rules.used().sha256.len(), 64);
    let changed = with("late_fee.toml", "\"0.0005\"", "\"0.0006\"").unwrap();
    assert_ne!(changed.used().sha256, rules.used().sha256);
    for (checked, version) in [("2026-11-20", "2026-11-21"), ("2026-12-01", "2026-12-01")] {
        let rules = with("late_fee.toml", "2026-11-21", checked).unwrap();
        assert_eq!(rules.used().version, version);
    }
}

#[test]
fn the_listing_names_value_article_and_source() {
    let listing = Rules::load().in_force(day("2024-06-30")).unwrap();
    let rate = listing
        .iter()
        .find(|rule| rule.id == "late_fee.daily_rate")
        .unwrap();
    assert_eq!(rate.value, "0.0005");
    assert_eq!(rate.unit, "part of the whole");
    assert_eq!(rate.article, "税收征收管理法 art. 32");
    assert!(
        rate.sources
            .iter()
            .any(|source| source.title.contains("税收征收管理法"))
    );
    assert!(
        !listing
            .iter()
            .any(|rule| rule.id.starts_with("iit.platform."))
    );
}

#[test]
fn every_source_is_cited_by_a_rule() {
    let rules = Rules::load();
    let versions = || rules.set.rules.values().flat_map(|rule| &rule.versions);
    for key in rules.set.sources.keys() {
        assert!(
            versions().any(|v| v.sources.contains(key)),
            "{key} is cited nowhere"
        );
    }
}
