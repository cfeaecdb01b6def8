//! Forms and sheets with a period of their own in quarantine: a corrected value is read where it
//! stands, for the taxpayer and the period of its own form or sheet.

use casefile::QuarantinedRow;
use engine::party::Income;
use engine::period::Grain;
use engine::record::{Class, Side};
use engine::text::Lang;
use engine::worksheet::{Measure, RecordsOf};
use rust_xlsxwriter::{Workbook, Worksheet};

use super::corrections::{waiting, with};
use super::replay::{cells, exported, save};
use super::returns::{LI, declared, of, side};
use super::{Desk, counts, sample};

const BROKEN: &str = "iit_business_income_form_a/broken.xlsx";

/// Where the table of rows to correct names the sheet.
const SHEET: usize = 3;

/// One form says 收入总额 twice, one says it in words, one not at all.
#[test]
fn a_value_of_a_form_is_corrected_in_a_table_that_comes_back() {
    for name in ["rows.csv", "rows.xlsx"] {
        let mut desk = Desk::new(LI);
        let outcome = desk.import(BROKEN, &sample(BROKEN));
        assert_eq!(counts(&outcome), [0, 0, 0, 3]);
        let mut table = cells(&exported(&desk, name, Lang::Zh));
        let income = table[0].iter().position(|label| label == "收入总额");
        for row in &mut table[1..] {
            let value = match row[SHEET].as_str() {
                "二" => "120000",
                "三" => "120000.00",
                _ => continue,
            };
            row[income.unwrap()] = value.to_owned();
        }
        let back = desk.dir.path().join("back.xlsx");
        save(&table, &back);
        let retaken = desk.case.replay(&back, Lang::Zh).unwrap();
        assert_eq!((retaken.taken, retaken.unchanged), (2, 1), "{name}");
        // Two returns of one taxpayer and period that say the same are one.
        assert_eq!((retaken.records, retaken.duplicates), (1, 1), "{name}");
        assert_eq!(retaken.refused, []);
        let first = of(&[("2025-Q1", "120000.00")]);
        assert_eq!(declared(&desk, Grain::Quarter, "li"), first, "{name}");
        assert_eq!(desk.case.overview().unwrap().quarantined, 1);
        let again = desk.case.replay(&back, Lang::Zh).unwrap();
        assert_eq!((again.taken, again.unchanged), (0, 3), "{name}");
        desk.case.undo(1).unwrap();
        assert_eq!(declared(&desk, Grain::Quarter, "li"), []);
    }
}

#[test]
fn the_figure_of_a_corrected_form_leads_to_the_cell_and_to_both_its_texts() {
    let mut desk = Desk::new(LI);
    desk.import(BROKEN, &sample(BROKEN));
    let row = waiting(&desk).remove(1);
    assert_eq!(row.header.len(), row.raw.len());
    let corrected = with(&row, "约12万", "120000");
    desk.case
        .correct(row.id, corrected, Some("按纸质申报表"))
        .unwrap();
    let raw = desk.case.raw_row(1).unwrap();
    assert_eq!(raw.corrected_because.as_deref(), Some("按纸质申报表"));
    let changed: Vec<_> = (raw.cells.iter())
        .filter_map(|cell| Some((&*cell.column, &*cell.text, cell.corrected.as_deref()?)))
        .collect();
    assert_eq!(changed, [("E10 收入总额", "约12万", "120000")]);
    let of = RecordsOf {
        party: "li".to_owned(),
        period: "2025-Q1".parse().unwrap(),
        side: Side::Declared,
        classes: vec![Class::BusinessIncome],
        measure: Measure::Counted,
    };
    let shown = desk.case.records_of(&of, 0, 10).unwrap().rows.remove(0);
    assert_eq!(shown.raw.as_deref(), Some("约12万"));
    assert_eq!(shown.corrected.as_deref(), Some("120000"));
    // What was not corrected is read as it stands.
    let tax = RecordsOf {
        measure: Measure::DeclaredTax,
        ..of
    };
    let shown = desk.case.records_of(&tax, 0, 10).unwrap().rows.remove(0);
    assert_eq!(
        (shown.raw.as_deref(), shown.corrected),
        (Some("2000"), None)
    );
}

#[test]
fn a_value_that_a_form_lacks_is_shown_where_it_was_put_in() {
    let mut desk = Desk::new(LI);
    desk.import(BROKEN, &sample(BROKEN));
    let row = waiting(&desk).remove(2);
    let income = row.header.iter().position(|label| label == "收入总额");
    let mut corrected = row.raw.clone();
    corrected[income.unwrap()] = "90000".to_owned();
    assert_eq!(desk.case.correct(row.id, corrected, None).unwrap().taken, 1);
    assert_eq!(
        declared(&desk, Grain::Quarter, "li"),
        of(&[("2025-Q1", "90000.00")])
    );
    let raw = desk.case.raw_row(1).unwrap();
    let changed: Vec<_> = (raw.cells.iter())
        .filter_map(|cell| Some((&*cell.column, &*cell.text, cell.corrected.as_deref()?)))
        .collect();
    assert_eq!(changed, [("收入总额", "", "90000")]);
}

/// Writes form A from a row on; columns as on paper, empty lines among them.
fn form_a(sheet: &mut Worksheet, from: u32, period: &str, income: &str) {
    let lines = [
        ("个人所得税经营所得纳税申报表（A表）", ""),
        (&*format!("税款所属期：{period}"), ""),
        ("纳税人姓名：李某", ""),
        ("纳税人识别号：330000199001010001", ""),
        ("征收方式", ""),
        ("收入总额", income),
        ("弥补以前年度亏损", ""),
        ("应税所得率（%）", ""),
        ("应纳税所得额", "55000"),
        ("应补/退税额", "2000"),
    ];
    for (row, (label, value)) in (from..).zip(lines) {
        sheet.write_string(row, 0, label).unwrap();
        sheet.write_string(row, 1, value).unwrap();
    }
}

const FIRST: &str = "2025年01月01日至2025年03月31日";
const HALF: &str = "2025年01月01日至2025年06月30日";

fn corrected(desk: &mut Desk, row: &QuarantinedRow, old: &str, new: &str) {
    let cells = with(row, old, new);
    assert_eq!(desk.case.correct(row.id, cells, None).unwrap().taken, 1);
}

#[test]
fn forms_of_two_periods_are_corrected_each_in_its_own() {
    let mut two_sheets = Workbook::new();
    form_a(two_sheets.add_worksheet(), 0, FIRST, "十二万");
    form_a(two_sheets.add_worksheet(), 0, HALF, "三十万");
    let mut stacked = Workbook::new();
    let sheet = stacked.add_worksheet();
    form_a(sheet, 0, FIRST, "十二万");
    form_a(sheet, 12, HALF, "三十万");
    for mut book in [two_sheets, stacked] {
        let mut desk = Desk::new(LI);
        let outcome = desk.import("returns.xlsx", &book.save_to_buffer().unwrap());
        assert_eq!(counts(&outcome), [0, 0, 0, 2], "{outcome:?}");
        let rows = waiting(&desk);
        // The later one first.
        corrected(&mut desk, &rows[1], "三十万", "300000.10");
        corrected(&mut desk, &rows[0], "十二万", "120000");
        let quarters = of(&[("2025-Q1", "120000.00"), ("2025-Q2", "180000.10")]);
        assert_eq!(declared(&desk, Grain::Quarter, "li"), quarters);
        assert_eq!(waiting(&desk), []);
    }
}

/// A sheet of the platform's report: the headings in four rows, the last of them empty.
fn report(sheet: &mut Worksheet, period: &str, labour: &[&str]) {
    for (row, column, text) in [
        (0, 0, "平台内的经营者和从业人员收入信息报送表"),
        (2, 15, &*format!("收入所属期间：{period}")),
        (3, 0, "序号"),
        (3, 4, "未取得登记证照"),
        (3, 8, "收入来源的互联网平台名称"),
        (3, 10, "收入来源的店铺（用户）唯一标识码"),
        (3, 20, "从事其他网络交易活动（劳务）取得的收入"),
        (3, 28, "从事其他网络交易活动取得的收入（净额）"),
        (4, 4, "姓名"),
        (4, 6, "证件号码"),
        (4, 20, "收入总额"),
        (5, 25, "劳务报酬"),
    ] {
        sheet.write_string(row, column, text).unwrap();
    }
    for (row, labour) in (7..).zip(labour) {
        let number = (row - 6).to_string();
        let account = format!("691900000000000000{number}");
        for (column, text) in [
            (0, &*number),
            (4, "李某"),
            (6, "330000199001010001"),
            (8, "某某直播"),
            (10, &*account),
            (25, labour),
            (28, "0"),
        ] {
            sheet.write_string(row, column, text).unwrap();
        }
    }
}

/// The first row below the headings is damaged in each sheet, and one that is not the first.
#[test]
fn a_row_of_a_sheet_is_corrected_for_the_period_of_its_sheet() {
    let mut book = Workbook::new();
    let third = "2025年07月01日至2025年09月30日";
    let fourth = "2025年10月01日至2025年12月31日";
    report(book.add_worksheet(), third, &["五万", "8000"]);
    report(book.add_worksheet(), fourth, &["六万", "700", "一万"]);
    let mut desk = Desk::new(LI);
    let outcome = desk.import("report.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(counts(&outcome), [2, 0, 0, 3], "{outcome:?}");
    let reported = |desk: &Desk| {
        let income = Income::LabourRemuneration;
        side(desk, Grain::Quarter, "li", income, |row| {
            row.platform_reported
        })
    };
    let quarters = |third: &str, fourth: &str| of(&[("2025-Q3", third), ("2025-Q4", fourth)]);
    assert_eq!(reported(&desk), quarters("8000.00", "700.00"));
    let rows = waiting(&desk);
    corrected(&mut desk, &rows[1], "六万", "60000");
    assert_eq!(reported(&desk), quarters("8000.00", "60700.00"));
    corrected(&mut desk, &rows[0], "五万", "50000");
    corrected(&mut desk, &rows[2], "一万", "10000");
    assert_eq!(reported(&desk), quarters("58000.00", "70700.00"));
    assert_eq!(waiting(&desk), []);
}

/// A VAT return of services of 250,000.00 in which the merged heading above goods and services was taken
/// apart: once it stands above the first column alone, once above each.
#[test]
fn a_heading_above_each_of_its_columns_is_one() {
    let studio = "[[party]]\nid = \"studio\"\nname = \"某某直播工作室\"\nkind = \"individual_business\"\n\
        tax_id = \"91330000MA00000X0X\"\n\n[[declared]]\nparty = \"studio\"\ntax = \"iit.business\"\n\
        period = \"2025-Q2\"\nincome = \"200000.00\"\ntax_paid = \"0.00\"\n";
    for repeated in ["", "本期数"] {
        let head = format!("计税依据,项目,栏次,本期数,{repeated},本年累计,");
        let lines = [
            "（小规模纳税人适用）",
            "纳税人识别号：91330000MA00000X0X",
            "税款所属期：2025年04月01日至2025年06月30日",
            &head,
            ",,,货物及劳务,服务、不动产和无形资产,货物及劳务,服务、不动产和无形资产",
            ",应征增值税不含税销售额（3%征收率）,1,0,250000,0,900000",
            ",小微企业免税销售额,10,0,0,0,0",
        ];
        let mut desk = Desk::new(studio);
        let outcome = desk.import("return.csv", lines.join("\n").as_bytes());
        assert_eq!(counts(&outcome), [2, 0, 0, 0], "{repeated}: {outcome:?}");
        let findings = desk.compute(Grain::Quarter).findings;
        let vat = findings
            .iter()
            .find(|finding| finding.rule == "C24")
            .unwrap();
        let title = &vat.title_en;
        assert!(title.contains("250,000.00"), "{repeated}: {title}");
    }
}
