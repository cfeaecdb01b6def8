//! Orders with several lines in JSON, and amounts that come in several runs.

use super::*;
use crate::import::{Correction, raw_rows, reread};
use crate::record::{AmountField, Class, Status};
use crate::source::Place;

/// Orders of an interface, each with lines; the settled amount is that of the order.
fn orders() -> Format {
    let toml = r#"
        id = "orders"
        platform = "p"
        perspective = "platform_api"
        title_zh = "订单"
        title_en = "Orders"
        containers = ["json"]
        confidence = "high"
        seen_in = ["made up for this test"]
        repeats = "never"
        signature = ["no", "paid"]
        key = ["order_id", "product_id"]
        rows_at = ["", "page.orders", "order"]
        rows_within = "lines"
        status_of_all = "settled"
        columns = [
            { header = "no", field = "order_id", kind = "id", required = true, filled = true },
            { header = "day", field = "settled_time", kind = "time" },
            { header = "paid", field = "commission_amount", kind = "money", required = true, once_per = "order_id" },
            { header = "lines.item", field = "product_id", kind = "id" },
            { header = "lines.fee", field = "service_fee", kind = "money" },
        ]
        [[count]]
        side = "settled"
        class = "commission"
        amount = "commission_amount"
        on = "settled_time"
        "#;
    Format::parse(toml).unwrap_or_else(|error| panic!("{error}"))
}

fn keys(given: &Given) -> Vec<(u32, &str)> {
    let key = |record: &'_ Record| record.place.row;
    let both = given.records.iter();
    both.map(|record| (key(record), record.line_key.as_str()))
        .collect()
}

#[test]
fn every_line_of_an_order_is_a_row_and_the_amount_of_the_order_is_taken_once() {
    let text = r#"{"page":{"orders":[
        {"no":"a","day":"2024-05-01","paid":10,"lines":[{"item":1,"fee":0.5},{"item":2,"fee":0.7}]},
        {"no":"b","day":"2024-05-02","paid":20,"lines":[{"item":1}]}]}}"#;
    let given = give(text.as_bytes(), &orders()).unwrap();
    assert_eq!(given.codes(), []);
    assert_eq!(keys(&given), [(1, "a|1"), (2, "a|2"), (3, "b|1")]);
    assert_eq!(given.counted(), [(1, "a|1", 1000), (3, "b|1", 2000)]);
    let fees: i64 = given
        .records
        .iter()
        .filter_map(|record| record.amounts.get(AmountField::ServiceFee))
        .map(|fee| fee.fen())
        .sum();
    assert_eq!(fees, 120);
}

#[test]
fn an_order_without_lines_and_one_alone_in_its_answer_are_rows() {
    let text = r#"{"order":{"no":"a","day":"2024-05-01","paid":1,"lines":[{"item":1}]}}
        {"order":{"no":"b","day":"2024-05-01","paid":2,"lines":[]}}
        {"order":{"no":"c","day":"2024-05-01","paid":3,"lines":null}}
        {"order":{"no":"d","day":"2024-05-01","paid":4}}"#;
    let given = give(text.as_bytes(), &orders()).unwrap();
    assert_eq!(given.codes(), []);
    assert_eq!(
        given.counted(),
        [
            (1, "a|1", 100),
            (2, "b|", 200),
            (3, "c|", 300),
            (4, "d|", 400)
        ]
    );
}

#[test]
fn a_later_state_of_an_order_says_its_amount_anew() {
    let text = r#"[{"no":"a","day":"2024-05-01","paid":1,"lines":[{"item":1},{"item":2}]},
        {"no":"a","day":"2024-05-01","paid":3,"lines":[{"item":1},{"item":2}]}]"#;
    let given = give(text.as_bytes(), &orders()).unwrap();
    assert_eq!(given.counted(), [(1, "a|1", 100), (3, "a|1", 300)]);
}

#[test]
fn the_same_item_twice_in_one_order_is_two_rows() {
    let text =
        r#"[{"no":"a","day":"2024-05-01","paid":1,"lines":[{"item":1},{"item":1},{"item":1}]}]"#;
    let given = give(text.as_bytes(), &orders()).unwrap();
    assert_eq!(keys(&given), [(1, "a|1"), (2, "a|1|#2"), (3, "a|1|#3")]);
}

#[test]
fn a_line_that_is_no_object_costs_itself_alone_and_the_amount_stays() {
    let text = r#"[{"no":"a","day":"2024-05-01","paid":1,"lines":[7,{"item":2}]}]"#;
    let given = give(text.as_bytes(), &orders()).unwrap();
    assert_eq!(given.codes(), [(1, ProblemCode::UnreadableElement)]);
    assert_eq!(given.counted(), [(2, "a|2", 100)]);
}

#[test]
fn keys_that_a_damaged_line_brought_are_known_to_the_next_row() {
    let text = r#"[{"no":"a","day":"2024-05-01","paid":1,"lines":[{"item":"\u0000"},{"item":2}]}]"#;
    let given = give(text.as_bytes(), &orders()).unwrap();
    assert_eq!(given.codes(), [(1, ProblemCode::UnreadableElement)]);
    assert_eq!(given.counted(), [(2, "a|2", 100)]);
}

#[test]
fn a_line_leads_back_to_its_own_cells() {
    let text = br#"[{"no":"a","paid":1,"lines":[{"item":1},{"item":2}]}]"#;
    let place = Place {
        row: 2,
        ..Place::default()
    };
    let raw = raw_rows(&mut Cursor::new(text), &orders(), &[place]).unwrap();
    let cells: Vec<_> = raw[0]
        .cells
        .iter()
        .map(|cell| (cell.column.as_str(), cell.text.as_str()))
        .collect();
    assert_eq!(cells, [("no", "a"), ("paid", "1"), ("lines.item", "2")]);
}

#[test]
fn a_corrected_line_takes_no_amount_that_another_line_of_its_order_has_taken() {
    let text = r#"[{"no":"a","day":"2024-05-01","paid":1,"lines":[{"item":1,"fee":"x"},{"item":2}]},
        {"no":"b","day":"2024-05-01","paid":2,"lines":[{"item":1}]}]"#;
    let place = Place {
        row: 1,
        ..Place::default()
    };
    let cells = ["2024-05-01", "a", "1", "0.5", "1"].map(str::to_owned);
    let correction = Correction {
        place,
        cells: cells.to_vec(),
    };
    let mut counted = Vec::new();
    let mut each = |line| {
        if let Line::Record(record) = line {
            let fen = record.counted.map(|counted| counted.amount.fen());
            counted.push((record.line_key, fen));
        }
        ControlFlow::Continue(())
    };
    reread(
        &mut Cursor::new(text),
        &orders(),
        None,
        &[correction],
        &mut each,
    )
    .unwrap();
    let key = |key: &str| key.to_owned();
    let expected = [
        (key("a|2"), Some(100)),
        (key("a|1"), None),
        (key("b|1"), Some(200)),
    ];
    assert_eq!(counted, expected);
}

/// Amounts by pay run, which replace the single one; finished is settled once a run is named.
fn runs() -> Format {
    let toml = r#"
        id = "runs"
        platform = "p"
        perspective = "platform_api"
        title_zh = "订单"
        title_en = "Orders"
        containers = ["json"]
        confidence = "high"
        seen_in = ["made up for this test"]
        repeats = "never"
        signature = ["no", "runs"]
        key = ["order_id"]
        rows_at = [""]
        columns = [
            { header = "no", field = "order_id", kind = "id", required = true, filled = true },
            { header = "state", field = "status", kind = "status", required = true, filled = true },
            { header = "run", field = "settled_time", kind = "time" },
            { header = "fee", field = "commission_amount", kind = "money" },
            { header = "runs", field = "commission_amount", kind = "schedule", required = true },
        ]
        [status]
        "17" = "received"
        "3" = "void"
        [[restate]]
        status = ["received"]
        filled = ["settled_time"]
        becomes = "settled"
        [[count]]
        side = "settled"
        class = "commission"
        class_of_negative = "clawback"
        amount = "commission_amount"
        on = "schedule"
        when = { status = ["settled", "void"] }
        [[count]]
        side = "settled"
        class = "commission"
        class_of_negative = "clawback"
        amount = "commission_amount"
        on = "settled_time"
        when = { status = ["settled"] }
        "#;
    Format::parse(toml).unwrap_or_else(|error| panic!("{error}"))
}

const RUNS: &str = r#"[
    {"no":"a","state":17,"run":20240420,"fee":5.5,"runs":""},
    {"no":"b","state":17,"run":20240520,"fee":7.5,"runs":"{20240420:10.00,20240520:-2.50}"},
    {"no":"c","state":17,"run":0,"fee":4,"runs":"{}"},
    {"no":"d","state":17,"run":20240520,"fee":-1.2,"runs":null},
    {"no":"e","state":3,"run":0,"fee":0,"runs":"{20240420:3,20240520:-3}"},
    {"no":"f","state":17,"run":20240420,"fee":1,"runs":"10"}]"#;

#[test]
fn each_run_of_a_schedule_counts_on_its_own_day_instead_of_the_single_amount() {
    let given = give(RUNS.as_bytes(), &runs()).unwrap();
    assert_eq!(given.codes(), [(6, ProblemCode::UnreadableAmount)]);
    let counted: Vec<_> = given
        .records
        .iter()
        .filter_map(|record| Some((record, record.counted?)))
        .map(|(record, counted)| {
            let day = counted.on.to_string();
            (
                record.line_key.as_str(),
                day,
                counted.amount.fen(),
                counted.class,
            )
        })
        .collect();
    let april = || "2024-04-20".to_owned();
    let may = || "2024-05-20".to_owned();
    let expected = [
        ("a", april(), 550, Class::Commission),
        ("b|20240420", april(), 1000, Class::Commission),
        ("b|20240520", may(), -250, Class::Clawback),
        ("d", may(), -120, Class::Clawback),
        ("e|20240420", april(), 300, Class::Commission),
        ("e|20240520", may(), -300, Class::Clawback),
    ];
    assert_eq!(counted, expected);
    assert_eq!(given.reading.rows.records, 5, "rows, not runs, are counted");
    let sum: i64 = given
        .records
        .iter()
        .filter_map(|record| record.amounts.get(AmountField::Commission))
        .map(|amount| amount.fen())
        .sum();
    assert_eq!(
        sum,
        550 + 750 + 400 - 120,
        "no amount stands in two records"
    );
}

#[test]
fn finished_is_settled_once_a_run_is_named() {
    let given = give(RUNS.as_bytes(), &runs()).unwrap();
    let status = |key: &str| {
        let mut records = given.records.iter();
        records
            .find(|record| record.line_key == key)
            .unwrap()
            .status
    };
    assert_eq!(status("a"), Status::Settled);
    assert_eq!(status("c"), Status::Received);
}

#[test]
fn a_run_leads_back_to_the_schedule() {
    let row = |row| Place {
        row,
        ..Place::default()
    };
    let raw = raw_rows(&mut Cursor::new(RUNS), &runs(), &[row(1), row(2)]).unwrap();
    let cells: Vec<_> = raw
        .iter()
        .map(|raw| raw.amount(AmountField::Commission).unwrap().column.as_str())
        .collect();
    assert_eq!(cells, ["fee", "runs"]);
}
