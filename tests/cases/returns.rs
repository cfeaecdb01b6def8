//! Tax returns: each in the period it is for, and once.

use casefile::{ImportOptions, ImportStatus};
use engine::computation::BridgeRow;
use engine::party::Income;
use engine::period::Grain;
use engine::record::{Class, Side};
use engine::worksheet::{Measure, RecordsOf};

use super::{Desk, counts, sample};

/// Li, known to the tax office by a number, with her studio taxed on its accounts.
pub(super) const LI: &str = r#"
[[party]]
id = "li"
name = "李某"
kind = "natural_person"
tax_id = "330000199001010001"
"#;

const STUDIO: &str = r#"
[[party]]
id = "studio"
name = "某某直播工作室"
kind = "individual_business"
tax_id = "91330000MA00000X0X"
collection = { method = "books" }

[[link]]
from = "studio"
to = "li"
role = "controlled_by"
since = "2020-01-01"
"#;

pub(super) fn import(desk: &mut Desk, names: &[&str]) {
    for name in names {
        let outcome = desk.import(name, &sample(name));
        assert_eq!(outcome.status, ImportStatus::Imported, "{outcome:?}");
    }
}

/// Period and amount of one side of a party's rows, as text.
pub(super) fn side(
    desk: &Desk,
    grain: Grain,
    party: &str,
    income: Income,
    of: fn(&BridgeRow) -> Option<engine::money::Money>,
) -> Vec<(String, Option<String>)> {
    let rows = desk.compute(grain).bridge.into_iter();
    rows.filter(|row| row.party == party && row.income == income)
        .map(|row| (row.period.to_string(), of(&row).map(|sum| sum.to_string())))
        .collect()
}

pub(super) fn declared(desk: &Desk, grain: Grain, party: &str) -> Vec<(String, Option<String>)> {
    side(desk, grain, party, Income::Business, |row| row.declared)
}

/// What was declared for the labour of Li, by month.
fn labour(desk: &Desk) -> Vec<(String, Option<String>)> {
    let income = Income::LabourRemuneration;
    side(desk, Grain::Month, "li", income, |row| row.declared)
}

pub(super) fn of(rows: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
    let row = |(period, sum): &(&str, &str)| ((*period).to_owned(), Some((*sum).to_owned()));
    rows.iter().map(row).collect()
}

/// 120000, then 300000.10 and 280000.10 from the beginning of the year: the quarters add 120000,
/// 180000.10 and −20000; the annual return says 410000.
const QUARTERS: [(&str, &str); 3] = [
    ("2025-Q1", "120000.00"),
    ("2025-Q2", "180000.10"),
    ("2025-Q3", "-20000.00"),
];

const FORMS_A: [&str; 3] = [
    "iit_business_income_form_a/q3.xls",
    "iit_business_income_form_a/q1.xlsx",
    "iit_business_income_form_a/half.xlsx",
];

const FORM_B: &str = "iit_business_income_form_b/year.xlsx";

#[test]
fn returns_from_the_beginning_of_the_year_add_only_what_is_new_in_each() {
    let mut desk = Desk::new(LI);
    import(&mut desk, &FORMS_A);
    assert_eq!(declared(&desk, Grain::Quarter, "li"), of(&QUARTERS));
    assert_eq!(
        declared(&desk, Grain::Year, "li"),
        of(&[("2025", "280000.10")])
    );
    assert_eq!(
        declared(&desk, Grain::Month, "li"),
        [],
        "a quarter is no month"
    );
    import(&mut desk, &[FORM_B]);
    assert_eq!(declared(&desk, Grain::Quarter, "li"), of(&QUARTERS));
    assert_eq!(
        declared(&desk, Grain::Year, "li"),
        of(&[("2025", "410000.00")])
    );
}

#[test]
fn every_declared_figure_leads_to_the_cells_of_its_forms() {
    let mut desk = Desk::new(LI);
    import(&mut desk, &FORMS_A);
    let computation = desk.compute(Grain::Quarter);
    let second = computation
        .bridge
        .iter()
        .find(|row| row.period.to_string() == "2025-Q2");
    let steps = &computation.worksheets[&format!("{}.declared", second.unwrap().figure)];
    let shown: Vec<_> = steps
        .iter()
        .map(|step| (step.label.as_str(), step.value.to_string()))
        .collect();
    let expected = [
        ("declared_to_date", "300000.1"),
        ("declared_before", "120000"),
        ("declared_in_form", "180000.1"),
        ("declared", "180000.1"),
    ];
    assert_eq!(
        shown,
        expected.map(|(label, value)| (label, value.to_owned()))
    );

    let all = RecordsOf {
        party: "li".to_owned(),
        period: "2025".parse().unwrap(),
        side: Side::Declared,
        classes: vec![Class::BusinessIncome],
        measure: Measure::Counted,
    };
    let page = desk.case.records_of(&all, 0, 10).unwrap();
    assert_eq!(
        (page.total, page.sum.to_string()),
        (3, "280000.10".to_owned())
    );
    let mut cells: Vec<_> = page
        .rows
        .into_iter()
        .map(|row| (row.column, row.raw))
        .collect();
    cells.sort();
    let printed = ["120000", "280000.1", "300000.1"];
    let expected = printed.map(|text| (Some("E10 收入总额".to_owned()), Some(text.to_owned())));
    assert_eq!(cells, expected);
    let tax = RecordsOf {
        measure: Measure::DeclaredTax,
        ..all
    };
    let page = desk.case.records_of(&tax, 0, 10).unwrap();
    // 2000 + 6750.01 - 4500.
    assert_eq!(page.sum.to_string(), "4250.01");
    let columns = page.rows.into_iter().map(|row| row.column.unwrap());
    assert_eq!(columns.collect::<Vec<_>>(), ["E24 应补/退税额"; 3]);
}

#[test]
fn a_return_of_a_business_is_that_of_the_firm_it_names() {
    let mut desk = Desk::new(&format!("{LI}{STUDIO}"));
    import(&mut desk, &FORMS_A);
    import(&mut desk, &[FORM_B]);
    assert_eq!(
        declared(&desk, Grain::Year, "studio"),
        of(&[("2025", "410000.00")])
    );
    assert_eq!(declared(&desk, Grain::Year, "li"), []);
    let taxes = desk.compute(Grain::Year).taxes;
    let tax = taxes.iter().find(|tax| tax.party == "studio").unwrap();
    // 155000 × 20 % − 10500 = 20500, half of it relieved; 4250.01 + 5999.99 were paid.
    assert_eq!(tax.taxable_income.unwrap().to_string(), "155000.00");
    assert_eq!(tax.due.unwrap().to_string(), "10250.00");
    assert_eq!(tax.paid.unwrap().to_string(), "10250.00");
}

#[test]
fn a_return_on_paper_that_was_imported_too_adds_nothing_and_says_so() {
    let paper = |period: &str, income: &str| {
        format!(
            "\n[[declared]]\nparty = \"studio\"\ntax = \"iit.business\"\nperiod = \"{period}\"\n\
             income = \"{income}\"\ntaxable_income = \"1.00\"\ntax_paid = \"2000.00\"\n"
        )
    };
    let papers = paper("2025-Q1", "120000.00") + &paper("2025", "999999.00");
    let mut desk = Desk::new(&format!("{LI}{STUDIO}{papers}"));
    import(&mut desk, &FORMS_A);
    import(&mut desk, &[FORM_B]);
    assert_eq!(declared(&desk, Grain::Quarter, "studio"), of(&QUARTERS));
    assert_eq!(
        declared(&desk, Grain::Year, "studio"),
        of(&[("2025", "410000.00")])
    );
    let computation = desk.compute(Grain::Year);
    let tax = computation
        .taxes
        .iter()
        .find(|tax| tax.party == "studio")
        .unwrap();
    assert_eq!(tax.paid.unwrap().to_string(), "10250.00");
    assert_eq!(tax.taxable_income.unwrap().to_string(), "155000.00");
    assert!(
        tax.assumptions.contains(&"paper_was_imported".to_owned()),
        "{:?}",
        tax.assumptions
    );
    let row = computation
        .bridge
        .iter()
        .find(|row| row.party == "studio")
        .unwrap();
    let steps = &computation.worksheets[&format!("{}.declared", row.figure)];
    let beside = steps.iter().filter(|step| step.label == "paper_not_added");
    assert_eq!(beside.count(), 2);
}

#[test]
fn a_line_of_a_quarter_or_year_is_in_no_month() {
    let mut desk = Desk::new(LI);
    import(&mut desk, &["iit_income_tax_detail/corrected.csv"]);
    assert_eq!(declared(&desk, Grain::Month, "li"), []);
    assert_eq!(
        declared(&desk, Grain::Quarter, "li"),
        of(&[("2025-Q2", "90000.00")])
    );
    let years = of(&[("2024", "300000.00"), ("2025", "90000.00")]);
    assert_eq!(declared(&desk, Grain::Year, "li"), years);
    let months = [
        ("2025-01", "10000.00"),
        ("2025-02", "7000.00"),
        ("2025-03", "-1000.00"),
    ];
    assert_eq!(labour(&desk), of(&months));
}

#[test]
fn a_row_that_was_corrected_since_replaces_the_one_before() {
    let table =
        |rows: &str| format!("税款所属期,所得项目,扣缴义务人,收入,已申报税额\n{rows}").into_bytes();
    let may = "2025-05,劳务报酬所得,某某文化传媒有限公司,20000.00,3200.00\n";
    let june = "2025-06,劳务报酬所得,某某文化传媒有限公司,5000.00,800.00\n";
    let corrected = "2025-05,劳务报酬所得,某某文化传媒有限公司,18000.00,2880.00\n";
    let mut desk = Desk::new(LI);
    desk.import("june.csv", &table(may));
    let outcome = desk.import("september.csv", &table(&format!("{corrected}{june}")));
    assert_eq!(counts(&outcome), [2, 1, 0, 0]);
    assert_eq!(
        labour(&desk),
        of(&[("2025-05", "18000.00"), ("2025-06", "5000.00")])
    );
}

#[test]
fn of_two_tables_the_one_copied_later_holds_whichever_is_imported_first() {
    let table = |day: &str, income: &str| {
        let head = "税款所属期,所得项目,扣缴义务人,收入,已申报税额";
        let row = format!("2025-05,劳务报酬所得,某某文化传媒有限公司,{income},0.00");
        format!("查询日期：{day},,,,\n{head}\n{row}\n").into_bytes()
    };
    let june = table("2025-06-20", "20000.00");
    let september = table("2025年9月1日", "18000.00");
    for files in [[&june, &september], [&september, &june]] {
        let mut desk = Desk::new(LI);
        for file in files {
            desk.import("detail.csv", file);
        }
        assert_eq!(labour(&desk), of(&[("2025-05", "18000.00")]));
    }
}

#[test]
fn what_the_person_says_of_the_period_holds_for_a_file_that_does_not_tell() {
    let content = sample("iit_labor_import_template/template.xls");
    let said = |period: &str| ImportOptions {
        period: Some(period.parse().unwrap()),
        ..ImportOptions::default()
    };
    let mut desk = Desk::new(LI);
    let outcome = desk.import("template.xls", &content);
    assert_eq!(outcome.code.as_deref(), Some("needs_period"));
    let outcome = desk.import_with("template.xls", &content, &said("2024-05"));
    assert_eq!(counts(&outcome), [2, 0, 0, 0]);
    assert_eq!(labour(&desk), of(&[("2024-05", "30000.00")]));
    assert_eq!(
        desk.compute(Grain::Month).withholding,
        [],
        "it tells no tax"
    );
    let again = desk.import_with("template.xls", &content, &said("2024-05"));
    assert_eq!(again.status, ImportStatus::Known);
    let other = desk.import_with("template.xls", &content, &said("2024-06"));
    assert_eq!(
        other.code.as_deref(),
        Some("other_period"),
        "nothing may pass for known"
    );
}

#[test]
fn a_vat_return_and_a_form_c_add_nothing_to_what_was_declared() {
    let mut desk = Desk::new(&format!("{LI}{STUDIO}"));
    import(
        &mut desk,
        &[
            "vat_small_scale/quarter.xlsx",
            "iit_business_income_form_c/several.xlsx",
        ],
    );
    assert_eq!(desk.compute(Grain::Year).bridge, []);
    assert_eq!(desk.case.overview().unwrap().records, 3);
}

/// The workbook of a practitioner: form A and form B on two sheets.
#[test]
fn returns_of_two_kinds_in_one_workbook_are_not_half_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (title, labels) in [
        (
            "个人所得税经营所得纳税申报表（A表）",
            ["收入总额", "应税所得率（%）"],
        ),
        (
            "个人所得税经营所得纳税申报表（B表）",
            ["收入总额", "纳税调整后所得"],
        ),
    ] {
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, title).unwrap();
        for (row, label) in (1..).zip(labels) {
            sheet.write_string(row, 0, label).unwrap();
        }
    }
    let mut desk = Desk::new(LI);
    let outcome = desk.import("returns.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(outcome.code.as_deref(), Some("several_forms"));
}
