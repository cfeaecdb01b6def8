//! What bank statements and wallets add to a table: directions in words and in columns, balances,
//! currencies, totals in several shapes.

use super::*;
use crate::import::{ControlMeasure, detect_among, raw_rows};
use crate::record::AmountField;
use crate::source::Place;

const IN_AND_OUT: &str = r#"
    { header = "In", field = "amount", kind = "money", required = true, direction = "in" },
    { header = "Out", field = "amount", kind = "money", required = true, direction = "out" },
"#;

fn two_columns(head: &str, more: &str) -> Format {
    ledger(
        &format!("status_of_all = \"done\"\n{head}"),
        &format!("{IN_AND_OUT}{more}"),
    )
}

/// Label, what is stated, what was found, and whether both agree.
fn totals(given: &Given) -> Vec<(&str, &str, &str, bool)> {
    let all = given.reading.controls.iter();
    all.map(|total| {
        let (label, stated) = (total.label.as_str(), total.stated.as_str());
        (label, stated, total.found.as_str(), total.agrees)
    })
    .collect()
}

#[test]
fn a_row_that_does_not_tell_its_direction_is_never_passed_over() {
    let format = two_columns("", "");
    let text = b"No,Day,In,Out\na,2024-05-01,1.00,\nb,2024-05-02,,\nc,2024-05-03,0.00,0.00\n";
    let given = give(text, &format).unwrap();
    assert_eq!(given.counted(), [(2, "a", 100)]);
    assert_eq!(given.codes(), [(3, ProblemCode::UnknownDirection)]);
    let zero = given.records[1]
        .amounts
        .iter()
        .map(|(_, money)| money.fen());
    assert_eq!(
        zero.collect::<Vec<_>>(),
        [0],
        "nothing moved, and it says so"
    );
}

#[test]
fn the_cell_of_an_amount_is_the_one_that_has_it() {
    let text =
        b"No,Day,In,Out\na,2024-05-01,0.00,-0.49\nb,2024-05-02,-,5.00\nc,2024-05-03,0.00,0.00\n";
    let places = [2, 3, 4].map(|row| Place {
        row,
        ..Place::default()
    });
    let rows = raw_rows(&mut Cursor::new(text), &two_columns("", ""), &places).unwrap();
    let cells = rows
        .iter()
        .map(|row| row.amount(AmountField::Moved).unwrap());
    let cells: Vec<(&str, &str)> = cells
        .map(|cell| (cell.column.as_str(), cell.text.as_str()))
        .collect();
    assert_eq!(cells, [("Out", "-0.49"), ("Out", "5.00"), ("In", "0.00")]);
}

#[test]
fn two_columns_of_direction_words_have_to_agree() {
    let format = ledger(
        "status_of_all = \"done\"\ndirection = { \"收入\" = \"in\", \"已收入\" = \"in\", \"资金转移\" = \"neutral\", \"/\" = \"neutral\" }",
        r#"{ header = "Way", field = "direction", kind = "direction" },
           { header = "State", field = "state", kind = "direction" },
           { header = "Amount", field = "amount", kind = "money", required = true },"#,
    );
    let text = "No,Day,Way,State,Amount\na,2024-05-01,收入,已收入,1.00\nb,2024-05-01,,资金转移,1.00\n\
                c,2024-05-01,收入,资金转移,1.00\nd,2024-05-01,收入,冻结,1.00\ne,2024-05-01,,,1.00\n\
                f,2024-05-01,/,,1.00\n";
    let given = give(text.as_bytes(), &format).unwrap();
    assert_eq!(given.counted(), [(2, "a", 100)]);
    let unknown = |row| (row, ProblemCode::UnknownDirection);
    assert_eq!(given.codes(), [unknown(4), unknown(5), unknown(6)]);
    assert_eq!(given.records.len(), 3, "a slash among directions is a word");
}

#[test]
fn the_day_of_payment_counts_and_without_one_the_day_of_the_order() {
    let mut format = ledger(
        "status_of_all = \"done\"",
        r#"{ header = "Paid", field = "settled_time", kind = "time" },
           { header = "Amount", field = "amount", kind = "money", required = true, direction = "sign" },"#,
    );
    format.counts[0].on = "settled_time".into();
    format.counts[0].else_on = Some("order_time".into());
    let text = b"No,Day,Paid,Amount\na,2024-05-01,2024-06-02,1.00\nb,2024-05-01,,1.00\n";
    let given = give(text, &format).unwrap();
    let days: Vec<String> = given
        .records
        .iter()
        .map(|record| record.counted.unwrap().on.to_string())
        .collect();
    assert_eq!(days, ["2024-06-02", "2024-05-01"]);
}

#[test]
fn an_amount_in_another_currency_is_no_yuan() {
    let format = two_columns(
        "preamble = [\"Currency: {currency}\"]",
        r#"{ header = "Money", kind = "currency" },"#,
    );
    let rows = "No,Day,In,Out,Money\na,2024-05-01,1.00,,人民币\nb,2024-05-02,1.00,,USD\nc,2024-05-03,1.00,,\n";
    let given = give(rows.as_bytes(), &format).unwrap();
    assert_eq!(given.counted(), [(2, "a", 100), (4, "c", 100)]);
    assert_eq!(given.codes(), [(3, ProblemCode::ForeignCurrency)]);
    let whole = |name: &str| give(format!("Currency: {name}\n{rows}").as_bytes(), &format).unwrap();
    assert_eq!(whole("人民币元").records.len(), 2);
    assert_eq!(
        whole("美元").records.len(),
        0,
        "a file in dollars has no yuan at all"
    );
}

#[test]
fn sums_under_two_columns_are_two_totals() {
    let format = two_columns("footer = { words = [\"合计\"], totals = [\"amount\"] }", "");
    let text = "No,Day,In,Out\na,2024-05-01,3.00,\nb,2024-05-02,,-1.00\n合计,,3.00,-1.00\n";
    let given = give(text.as_bytes(), &format).unwrap();
    assert_eq!(
        totals(&given),
        [("In", "3.00", "3.00", true), ("Out", "-1.00", "1.00", true)]
    );
    let wrong = give(text.replace("3.00,-1.00", "3.00,2.00").as_bytes(), &format).unwrap();
    assert!(!wrong.reading.controls[1].agrees);
}

#[test]
fn one_line_may_state_several_totals_and_words_may_say_what_is_under_one() {
    let format = two_columns(
        "footer = { ends = [\"总单数\"] }",
        r#"{ header = "State", field = "state" },"#,
    );
    let toml = toml::to_string(&format).unwrap()
        + r#"
        [[control]]
        label = "all"
        lines = ["`{count},`{_},`{total}"]
        amount = "amount"
        [[control]]
        label = "paid"
        lines = ["`{_},`{total},`{_}"]
        amount = "amount"
        when = { words = [{ fields = ["state"], any = ["paid"] }] }
        "#;
    let format = Format::parse(&toml).unwrap();
    let text = "No,Day,In,Out,State\n`a,`2024-05-01,`1.00,`0.00,`paid\n`b,`2024-05-02,`2.00,`0.00,`open\n\
                总单数,已付,总额\n`2,`1.00,`3.00\n";
    let given = give(text.as_bytes(), &format).unwrap();
    assert_eq!(
        given.codes(),
        [],
        "a backtick before every field is decoration"
    );
    let expected = [
        ("all", "2", "2", true),
        ("all", "3.00", "3.00", true),
        ("paid", "1.00", "1.00", true),
    ];
    assert_eq!(totals(&given), expected);
}

#[test]
fn page_numbers_between_rows_are_no_data() {
    let format = two_columns(
        "footer = { marks = [\"{page}/{pages}\", \"第{page}页{_}\"] }",
        "",
    );
    let text = "No,Day,In,Out\na,2024-05-01,1.00,\n1/2,,,\nNo,Day,In,Out\n第2页 共2页,,,\n1/2,2024-05-01,1.00,\n";
    let given = give(text.as_bytes(), &format).unwrap();
    assert_eq!(given.counted(), [(2, "a", 100), (6, "1/2", 100)]);
    assert_eq!(given.reading.rows.footer, 2);
}

#[test]
fn a_tab_in_every_cell_is_padding_and_separates_nothing() {
    let format = two_columns(
        "running_balance = true",
        r#"{ header = "Left", field = "balance", kind = "money" },"#,
    );
    let text = "\"No\",\"Day\",\"In\",\"Out\",\"Left\"\n\"\ta\",\"\t20240502\",\"\t\",\"\t1.00\",\"\t4.00\"\n\
                \"\tb\",\"\t20240501\",\"\t5.00\",\"\t\",\"\t5.00\"\n";
    let given = give(text.as_bytes(), &format).unwrap();
    assert_eq!(given.counted(), [(3, "b", 500)]);
    let balance = &given.reading.controls[0];
    assert_eq!(
        (balance.measure, balance.agrees),
        (ControlMeasure::BalanceBreaks, true),
        "the file runs backward in time"
    );
    let tabs = "No\tDay\tIn\tOut\tLeft\na\t20240502\t\"5.00\"\t\t5.00\n";
    assert_eq!(
        give(tabs.as_bytes(), &format).unwrap().counted(),
        [(2, "a", 500)]
    );
}

#[test]
fn a_second_table_of_a_workbook_is_compared_and_never_added() {
    let toml = toml::to_string(&signed()).unwrap().replace(
        "[[count]]",
        "[check_table]\nsheet = \"Heads\"\namounts = [\"amount\"]\nrows_of = [\"no\"]\n[[count]]",
    );
    let format = Format::parse(&toml).unwrap();
    let lines = [
        row(1, &["No", "Day", "Amount"]),
        row(2, &["a", "2024-05-01", "1.00"]),
        row(3, &["a", "2024-05-01", "2.00"]),
        row(4, &["b", "2024-05-02", "-3.00"]),
    ];
    let heads = [
        row(1, &["No", "Amount"]),
        row(2, &["a", "3.00"]),
        row(3, &["b", "-3.00"]),
    ];
    let lines = lines.concat();
    let mut both = [("Heads", heads.concat()), ("Lines", lines.clone())];
    for _ in 0..2 {
        let sheets: Vec<(&str, &str)> = both
            .iter()
            .map(|(name, rows)| (*name, rows.as_str()))
            .collect();
        let bytes = workbook("", &sheets, &[]);
        let found = detect_among(&mut Cursor::new(&bytes), std::slice::from_ref(&format)).unwrap();
        assert_eq!(found.candidates[0].sheet.as_deref(), Some("Lines"));
        let given = give(&bytes, &format).unwrap();
        assert_eq!(given.counted(), [(2, "a", 100), (3, "a", 200)]);
        assert_eq!(given.reading.rows.other_table, 3);
        let expected = [
            ("Heads", "2", "2", true),
            ("Heads Amount", "0.00", "0.00", true),
        ];
        assert_eq!(totals(&given), expected);
        both.reverse();
    }
    let more = [both[0].1.clone(), row(4, &["c", "1.00"])].concat();
    let given = give(
        &workbook("", &[("Heads", &more), ("Lines", &lines)], &[]),
        &format,
    )
    .unwrap();
    assert!(given.reading.controls.iter().all(|control| !control.agrees));
    let alone = give(&workbook("", &[("Lines", &lines)], &[]), &format).unwrap();
    assert_eq!(totals(&alone), [], "without the table nothing is stated");
}
