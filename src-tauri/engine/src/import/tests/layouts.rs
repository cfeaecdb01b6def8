//! The ways in which exports are laid out, each in the smallest file that has it.

use super::*;
use crate::format::format;
use crate::import::{detect, detect_among};
use crate::money::Money;
use crate::record::AmountField;

fn check(format: &Format, text: &str, expected: &[(u32, &str, i64)]) -> Given {
    let given = give(text.as_bytes(), format).unwrap();
    assert_eq!(given.codes(), [], "{text}");
    assert_eq!(given.counted(), expected, "{text}");
    given
}

#[test]
fn two_columns_of_amounts_are_two_directions() {
    let format = ledger(
        "status_of_all = \"done\"",
        r#"{ header = "In", field = "amount", kind = "money", required = true, direction = "in" },
           { header = "Out", field = "amount", kind = "money", required = true, direction = "out" },"#,
    );
    let text = "No,Day,In,Out\na,2024-05-01,12.30,\nb,2024-05-02,,-5.00\nc,2024-05-03,0.00,5.00\n";
    let given = check(&format, text, &[(2, "a", 1230)]);
    let moved: Vec<_> = given
        .records
        .iter()
        .flat_map(|record| record.amounts.iter())
        .collect();
    assert_eq!(
        moved
            .iter()
            .map(|(_, money)| money.fen())
            .collect::<Vec<_>>(),
        [1230, 500, 500]
    );
    let both = give(b"No,Day,In,Out\na,2024-05-01,1.00,2.00\n", &format).unwrap();
    assert_eq!(both.codes(), [(2, ProblemCode::UnknownDirection)]);
}

#[test]
fn a_sign_is_a_direction() {
    let text = "No,Day,Amount\na,20240501,+10000.00\nb,20240502,-3.00\n";
    check(&signed(), text, &[(2, "a", 1_000_000)]);
}

#[test]
fn words_of_direction_decide_and_an_unknown_one_stops_the_row() {
    let format = ledger(
        "status_of_all = \"done\"\ndirection = { \"收\" = \"in\", \"支\" = \"out\" }",
        r#"{ header = "Way", field = "direction", kind = "direction", required = true },
           { header = "Amount", field = "amount", kind = "money", required = true },"#,
    );
    check(
        &format,
        "No,Day,Way,Amount\na,2024-05-01,收,1.00\nb,2024-05-01,支,1.00\n",
        &[(2, "a", 100)],
    );
    let frozen = give(
        "No,Day,Way,Amount\na,2024-05-01,资金冻结,1.00\n".as_bytes(),
        &format,
    )
    .unwrap();
    assert_eq!(frozen.codes(), [(2, ProblemCode::UnknownDirection)]);
}

#[test]
fn status_words_may_have_open_ends() {
    let format = ledger(
        "status = { \"支付成功\" = \"done\", \"已退款*\" = \"refund\" }",
        r#"{ header = "State", field = "status", kind = "status", required = true, filled = true },
           { header = "Amount", field = "amount", kind = "money", required = true, direction = "sign" },"#,
    );
    let text = "No,Day,State,Amount\na,2024-05-01,支付成功,1\nb,2024-05-01,已退款（￥1.00）,1\n";
    let given = give(text.as_bytes(), &format).unwrap();
    let statuses: Vec<&str> = given
        .records
        .iter()
        .map(|record| record.status.code())
        .collect();
    assert_eq!(statuses, ["done", "refund"]);
}

#[test]
fn lines_under_the_header_sums_and_a_second_table_are_no_data() {
    let format = ledger(
        "status_of_all = \"done\"\nrows_after_header = 1\n\
         footer = { words = [\"合计\"], others = [\"小计\"], ends = [\"总交易单数\"], totals = [\"amount\"] }",
        r#"{ header = "Amount", field = "amount", kind = "money", required = true, direction = "sign" },"#,
    );
    let text = "No,Day,Amount\n编号,日期,金额\na,2024-05-01,1.00\n小计,,1.00\n\nNo,Day,Amount\n\
                b,2024-05-02,2.00\n合计,,3.00\n总交易单数,总额\n`2,`3.00\n";
    let given = check(&format, text, &[(3, "a", 100), (7, "b", 200)]);
    use Skip::{Blank, Footer, Header, Junk};
    let expected = [
        (1, Header),
        (2, Junk),
        (4, Footer),
        (5, Blank),
        (6, Header),
        (8, Footer),
        (9, Footer),
        (10, Footer),
    ];
    assert_eq!(given.skipped, expected);
    assert!(given.reading.controls.iter().all(|control| control.agrees));
    assert_eq!(given.reading.controls.len(), 1);
}

#[test]
fn a_line_under_the_header_that_holds_an_amount_or_a_time_is_data() {
    let format = ledger(
        "status_of_all = \"done\"\nrows_after_header = 1",
        r#"{ header = "Amount", field = "amount", kind = "money", required = true, direction = "sign" },"#,
    );
    check(
        &format,
        "No,Day,Amount\na,2024-05-01,1.00\n",
        &[(2, "a", 100)],
    );
    let damaged = give(b"No,Day,Amount\na,yesterday,1.00\n", &format).unwrap();
    assert_eq!(damaged.codes(), [(2, ProblemCode::UnreadableTime)]);
    assert_eq!(damaged.skipped, [(1, Skip::Header)]);
}

#[test]
fn a_cost_that_is_printed_with_a_minus_is_kept_without_one() {
    let format = ledger(
        "status_of_all = \"done\"",
        r#"{ header = "Amount", field = "amount", kind = "money", required = true, direction = "sign" },
           { header = "Fee", field = "service_fee", kind = "money", negated = true },"#,
    );
    let text = "No,Day,Amount,Fee\na,2024-05-01,1.00,-0.30\nb,2024-05-02,2.00,0.10\n";
    let given = check(&format, text, &[(2, "a", 100), (3, "b", 200)]);
    let fee = |record: &Record| record.amounts.get(AmountField::ServiceFee);
    let fees: Vec<_> = given.records.iter().filter_map(fee).collect();
    assert_eq!(fees, [Money::from_fen(30), Money::from_fen(-10)]);
}

#[test]
fn one_row_may_count_with_several_amounts() {
    let mut format = ledger(
        "status_of_all = \"done\"",
        r#"{ header = "Amount", field = "amount", kind = "money", required = true, direction = "in" },
           { header = "Fee", field = "subsidy", kind = "money" },"#,
    );
    let mut second = format.counts[0].clone();
    second.part = "subsidy".into();
    second.amount = crate::record::AmountField::Subsidy;
    format.counts.push(second);
    let text =
        "No,Day,Amount,Fee\na,2024-05-01,1.00,0.20\nb,2024-05-02,2.00,\nc,2024-05-03,3.00,0.00\n";
    let given = check(
        &format,
        text,
        &[
            (2, "a", 100),
            (2, "a|subsidy", 20),
            (3, "b", 200),
            (4, "c", 300),
        ],
    );
    assert_eq!(
        given.reading.rows.records, 3,
        "rows, not amounts, are counted"
    );
}

#[test]
fn a_period_of_a_declaration_is_read_from_its_own_column() {
    let format = format("iit_income_tax_detail").unwrap();
    let text = "所得项目,扣缴义务人,税款所属期,收入,已申报税额\n劳务报酬,某某公司,2024年5月,\"1,000.00\",40\n";
    let given = give(text.as_bytes(), format).unwrap();
    assert_eq!(given.records[0].period.unwrap().to_string(), "2024-05");
    assert_eq!(given.records[0].line_key, "2024-05|某某公司|劳务报酬|");
}

/// Whether a format is known by one row of names.
fn is_of_one_header(format: &&crate::format::Format) -> bool {
    let table = format.shape == crate::format::Shape::Table;
    table && format.keyed().is_none() && !format.is_lettered()
}

#[test]
fn every_change_of_a_header_is_noticed_before_a_row_is_read() {
    for format in crate::format::formats().iter().filter(is_of_one_header) {
        let header: Vec<&str> = format
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .collect();
        let seen = |header: &[&str]| {
            let line = format!("{}\n", header.join(","));
            detect(&mut Cursor::new(line.into_bytes()))
                .unwrap()
                .candidates
        };
        let best = seen(&header).remove(0);
        assert_eq!(best.format, format.id);
        assert!(best.drift.is_none(), "{:?}", best.drift);
        let with = |index: usize, name: &'static str| {
            let mut changed = header.clone();
            changed.insert(index, name);
            changed
        };
        for index in 0..header.len() {
            assert_eq!(
                seen(&with(index, "新增列"))[0].drift.added,
                ["新增列"],
                "{}",
                format.id
            );
            let mut without = header.clone();
            let gone = without.remove(index);
            let found = seen(&without);
            let is_optional = format.columns[index].optional;
            let noticed = found[0].drift.missing.iter().any(|name| name == gone);
            assert!(noticed != is_optional, "{gone} of {}", format.id);
            if !format.hand_made && index > 0 {
                let mut moved = without;
                moved.insert(0, gone);
                assert!(
                    !seen(&moved)[0].drift.moved.is_empty(),
                    "{gone} of {}",
                    format.id
                );
            }
        }
    }
}

#[test]
fn no_header_of_a_format_leaves_a_question_between_two() {
    let formats = crate::format::formats();
    for format in formats.iter().filter(is_of_one_header) {
        for needed in [false, true] {
            let columns = format.columns.iter();
            let kept = columns.filter(|column| column.required || !needed && !column.optional);
            let names: Vec<&str> = kept.map(|column| column.header.as_str()).collect();
            let line = format!("{}\n", names.join(","));
            let found = detect(&mut Cursor::new(line.into_bytes())).unwrap();
            assert_eq!(found.candidates[0].format, format.id);
            match found.format_id() {
                Ok(id) => assert_eq!(id, format.id),
                Err(error) => {
                    let code = error.code();
                    assert!(format.asks, "{}: {error}", format.id);
                    assert_eq!(code, crate::import::ImportErrorCode::NeedsConfirmation);
                }
            }
        }
    }
}

/// Every column of the order detail of 2016 but one that is needed: the layout of 2014 and the
/// list of seven columns would fit, and would lose the account.
#[test]
fn a_file_that_lacks_a_column_is_none_of_a_smaller_format() {
    let format = format("taobao_alliance_orders_xls_2016").unwrap();
    let columns = format.columns.iter().map(|column| column.header.as_str());
    let kept: Vec<&str> = columns.filter(|name| *name != "掌柜旺旺").collect();
    let line = format!("{}\n", kept.join(","));
    let error = detect(&mut Cursor::new(line.into_bytes()))
        .unwrap()
        .format_id()
        .unwrap_err();
    assert_eq!(error.code(), crate::import::ImportErrorCode::MissingColumns);
    assert!(error.to_string().contains("掌柜旺旺"), "{error}");
}

#[test]
fn two_formats_that_fit_alike_are_a_question_and_the_fuller_one_wins() {
    let first = signed();
    let mut second = signed();
    second.id = "other".into();
    let text = b"No,Day,Amount,More\na,2024-05-01,1.00,x\n";
    let among = |formats: &[Format]| detect_among(&mut Cursor::new(text), formats).unwrap();
    let error = among(&[first.clone(), second.clone()])
        .format_id()
        .unwrap_err();
    assert_eq!(error.code(), crate::import::ImportErrorCode::TwoFormats);
    let mut more = second.columns[1].clone();
    more.header = "More".into();
    more.field = None;
    more.kind = crate::format::Kind::Text;
    second.columns.push(more);
    assert_eq!(among(&[first, second]).format_id().unwrap(), "other");
}

/// The name of the business is left empty: the next label is not it.
#[test]
fn a_label_is_never_the_value_of_the_one_before() {
    let format = format("iit_business_income_form_a").unwrap();
    let text = "个人所得税经营所得纳税申报表（A表）,,,,\n\
                税款所属期：2025年1月1日至2025年3月31日,,,,\n\
                纳税人识别号：,1,,,\n\
                被投资单位信息,名称,,纳税人识别号（统一社会信用代码）,2\n\
                项目,,,行次,金额/比例\n\
                一、收入总额,,,1,7.50\n\
                五、应税所得率（%）,,,5,\n\
                九、应纳税所得额,,,16,0\n\
                十五、应补/退税额,,,22,0\n";
    let given = give(text.as_bytes(), format).unwrap();
    let record = &given.records[0];
    assert_eq!(record.counterparty, None);
    assert_eq!(record.account_keys, ["1"]);
    assert_eq!(
        record
            .amounts
            .get(crate::record::AmountField::DeclaredIncome)
            .unwrap()
            .fen(),
        750
    );
    assert_eq!(record.cumulative_to.unwrap().to_string(), "2025-03-31");
    assert_eq!(record.line_key, "2025-01-01~2025-03-31|2025-Q1|");
}
