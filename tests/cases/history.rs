//! The chain of the history is whole after everything a person can do, and an edit from outside
//! is named.

use casefile::{Case, Chain, ReportOf};
use engine::period::Grain;
use report::{Kind, Languages};
use rusqlite::Connection;

use super::files::{ORDER, PAID, orders, refund};
use super::{AS_OF, Desk, LI};

/// create, set_up, two imports, a refused and a repeated one, and a report: five entries.
fn after_everything() -> Desk {
    let mut desk = Desk::new(LI);
    desk.import("early.csv", &orders(&[PAID]));
    desk.import("late.csv", &orders(&[ORDER]));
    desk.import("late again.csv", &orders(&[ORDER]));
    desk.import("notes.csv", b"day,amount\nMonday,1\n");
    let of = ReportOf {
        kind: Kind::CaseFile,
        languages: Languages::Zh,
        party: None,
        year: None,
        as_of: AS_OF.parse().unwrap(),
    };
    let out = desk.dir.path().join("report.pdf");
    desk.case.save_report(&of, &out).unwrap();
    desk
}

#[test]
fn the_history_is_whole_after_every_operation() {
    let desk = after_everything();
    let path = desk.path().to_owned();
    let overview = desk.case.overview().unwrap();
    let expected = Chain::Whole {
        head: overview.history_head,
        entries: 5,
    };
    assert_eq!(desk.case.check_history().unwrap(), expected);
    drop(desk.case);
    let reopened = Case::open(&path, None).unwrap();
    assert_eq!(reopened.check_history().unwrap(), expected);
}

#[test]
fn an_edit_of_the_history_from_outside_is_named() {
    for (sql, number) in [
        ("UPDATE history SET detail = '{}' WHERE number = 3", 3),
        (
            "UPDATE history SET at = '2020-01-01T00:00:00Z' WHERE number = 1",
            1,
        ),
        ("DELETE FROM history WHERE number = 2", 2),
        ("UPDATE history SET number = number + 1 WHERE number = 5", 5),
    ] {
        let desk = after_everything();
        let path = desk.path().to_owned();
        drop(desk.case);
        let outside = Connection::open(&path).unwrap();
        outside
            .execute_batch(&format!(
                "DROP TRIGGER history_is_never_changed; DROP TRIGGER history_is_never_removed; {sql}"
            ))
            .unwrap();
        drop(outside);
        let chain = Case::open(&path, None).unwrap().check_history().unwrap();
        assert_eq!(chain, Chain::Broken { number }, "{sql}");
    }
}

#[test]
fn a_kept_document_leads_to_its_rows_after_the_file_itself_is_gone() {
    let mut desk = Desk::new(LI);
    let folder = desk.dir.path().join("exports");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("orders.csv"), orders(&[ORDER])).unwrap();
    std::fs::write(
        folder.join("refunds.csv"),
        refund(ORDER.number, "2024-05-28", "4.00"),
    )
    .unwrap();
    let mut quiet = |_: &casefile::ImportProgress| std::ops::ControlFlow::Continue(());
    let options = casefile::ImportOptions::default();
    let paths = [folder.clone()];
    desk.case
        .import_all(&paths, &options, engine::text::Lang::En, &mut quiet)
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let row = &desk.compute(Grain::Month).bridge[0];
    assert_eq!(row.settled.unwrap().to_string(), "6.00");
    let code = format!("{}.settled", row.figure);
    let trace = desk.case.trace(&code, AS_OF.parse().unwrap()).unwrap();
    let page = desk.case.records_of(&trace.records[0], 0, 10).unwrap();
    let seen: Vec<_> = page
        .rows
        .iter()
        .map(|row| {
            let text = |text: &Option<String>| text.clone().unwrap();
            (
                row.document_name.as_str(),
                row.row,
                text(&row.column),
                text(&row.raw),
                row.amount.unwrap().to_string(),
            )
        })
        .collect();
    let cell = |file, column: &str, raw: &str, amount: &str| {
        (
            file,
            2,
            column.to_owned(),
            raw.to_owned(),
            amount.to_owned(),
        )
    };
    assert_eq!(
        seen,
        [
            cell("orders.csv", "预估收入", "10.00", "10.00"),
            cell("refunds.csv", "应返商家金额", "4.00", "-4.00"),
        ]
    );
    assert_eq!(page.sum.to_string(), "6.00");
}
