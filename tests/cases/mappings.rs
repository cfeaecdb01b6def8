//! Formats of a person's own are kept in the case; what a person said of a file is known of the
//! next one with that header.

use std::fs;
use std::path::PathBuf;

use casefile::{
    ErrorKind, ImportOptions, ImportStatus, draft_mapping, draft_mapping_at, mapping_to_toml,
};
use engine::format::{DraftProblemCode, Kind, MappingDraft, format};
use engine::record::{AmountField, Status};
use engine::source::Place;
use engine::text::Lang;

use super::files::{ORDER, orders, refund};
use super::{Desk, counts};

/// A ledger that no built-in format knows, with sums at its end.
const SHOP: &str = "\
某某小店结算表,,,,\n\
流水单号,入账日,付款单位,进账,结算状态\n\
90000000001,2024-05-03,某某平台,\"1,200.50\",已到账\n\
90000000002,2024-05-20,某某平台,99.50,已到账\n\
90000000003,2024-06-01,某某平台,10.00,处理中\n\
合计,,,\"1,310.00\",\n";

const LATER: &str = "\
流水单号,入账日,付款单位,进账,结算状态\n\
90000000004,2024-07-03,某某平台,7.00,已到账\n";

fn written(desk: &Desk, name: &str, text: &str) -> PathBuf {
    let path = desk.dir.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

/// The draft of the shop's ledger as a person completes it.
fn shop_draft(desk: &Desk) -> MappingDraft {
    let path = written(desk, "shop.csv", SHOP);
    let mut draft = draft_mapping(&path, Lang::Zh).unwrap();
    draft.id = "shop_ledger".to_owned();
    draft.title = "小店结算表".to_owned();
    draft.platform = "bank".to_owned();
    draft.account_fixed = Some("62260001".to_owned());
    for (header, field, kind) in [
        ("流水单号", "flow_id", Kind::Id),
        ("入账日", "order_time", Kind::Time),
        ("付款单位", "counterparty", Kind::Text),
        ("进账", "amount", Kind::Money),
        ("结算状态", "status", Kind::Status),
    ] {
        let column = draft.columns.iter_mut().find(|one| one.header == header);
        let column = column.unwrap();
        column.field = Some(field.to_owned());
        (column.kind, column.required) = (kind, true);
        column.filled = field != "counterparty";
    }
    draft.key = vec!["flow_id".to_owned()];
    draft.status_words = [("已到账", Status::Done), ("处理中", Status::Pending)]
        .map(|(word, status)| engine::format::StatusWord {
            word: word.to_owned(),
            status: Some(status),
        })
        .to_vec();
    draft.count = Some(engine::format::DraftCount {
        side: engine::record::Side::Received,
        class: engine::record::Class::Payout,
        amount: AmountField::Moved,
        negative: false,
        on: "order_time".to_owned(),
        status: vec![Status::Done],
        direction: Vec::new(),
    });
    draft
}

#[test]
fn a_draft_finds_the_header_and_says_what_its_columns_may_hold() {
    let desk = Desk::new("");
    let path = written(&desk, "shop.csv", SHOP);
    let draft = draft_mapping(&path, Lang::Zh).unwrap();
    assert_eq!(draft.header_row, Some(2));
    let kinds: Vec<_> = draft
        .columns
        .iter()
        .map(|one| (one.header.as_str(), one.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("流水单号", Kind::Id),
            ("入账日", Kind::Time),
            ("付款单位", Kind::Text),
            ("进账", Kind::Money),
            ("结算状态", Kind::Text),
        ]
    );
    assert_eq!(draft.columns[3].samples[0], "1,200.50");
    let problems = draft.to_format().unwrap_err();
    let parts: Vec<&str> = problems.iter().map(|one| one.part.as_str()).collect();
    assert!(
        parts.contains(&"title") && parts.contains(&"platform"),
        "{parts:?}"
    );
    // A person may know better where the header is.
    let place = |row| Place {
        row,
        ..Place::default()
    };
    let title = draft_mapping_at(&path, &place(1), Lang::Zh).unwrap();
    assert_eq!(title.columns[0].header, "某某小店结算表");
    let nowhere = draft_mapping_at(&path, &place(99), Lang::Zh);
    assert_eq!(nowhere.unwrap_err().kind(), ErrorKind::Document);
    // A table of a known format is drafted in the words of that format.
    fs::write(&path, orders(&[ORDER])).unwrap();
    let known = draft_mapping(&path, Lang::Zh).unwrap();
    let fields: Vec<&str> = known
        .columns
        .iter()
        .filter_map(|one| one.field.as_deref())
        .collect();
    for field in [
        "order_time",
        "status",
        "commission_amount",
        "order_id",
        "settled_time",
    ] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    assert_eq!(known.status_words[0].status, Some(Status::Settled));
    assert_eq!(known.key, ["order_id"]);
}

#[test]
fn a_draft_names_each_part_that_is_still_wrong() {
    let desk = Desk::new("");
    let whole = shop_draft(&desk);
    assert!(whole.to_format().is_ok(), "{:?}", whole.to_format());
    let wrong = |change: &dyn Fn(&mut MappingDraft), part: &str, code| {
        let mut draft = whole.clone();
        change(&mut draft);
        let problems = draft.to_format().unwrap_err();
        let found = problems.iter().find(|one| one.part == part);
        let found = found.unwrap_or_else(|| panic!("{part} in {problems:?}"));
        assert_eq!(found.code, code, "{part}");
        for lang in [Lang::Zh, Lang::En] {
            assert!(!found.sentence(lang).contains("draft."), "{part}");
        }
    };
    wrong(&|d| d.id = "Shop".into(), "id", DraftProblemCode::BadId);
    wrong(&|d| d.title.clear(), "title", DraftProblemCode::Empty);
    wrong(&|d| d.key.clear(), "key", DraftProblemCode::Empty);
    let no_field = DraftProblemCode::NoSuchField;
    wrong(&|d| d.key = vec!["order_id".into()], "key.0", no_field);
    wrong(&|d| d.columns[3].field = None, "count.amount", no_field);
    wrong(
        &|d| d.columns[3].kind = Kind::Text,
        "columns.3.kind",
        DraftProblemCode::KindDoesNotFit,
    );
    wrong(
        &|d| d.status_words[1].status = None,
        "status_words.1",
        DraftProblemCode::UnknownWord,
    );
    let nothing = DraftProblemCode::NothingRequired;
    let none_required = |d: &mut MappingDraft| {
        d.columns.iter_mut().for_each(|one| one.required = false);
    };
    wrong(&none_required, "columns", nothing);
}

#[test]
fn a_saved_draft_reads_every_such_file_to_the_fen() {
    let mut desk = Desk::new("");
    let draft = shop_draft(&desk);
    let unknown = desk.import("shop.csv", SHOP.as_bytes());
    assert_eq!(unknown.status, ImportStatus::Refused);
    let path = desk.dir.path().join("shop.csv");
    let shown = desk.case.preview_draft(&path, &draft, 9, Lang::Zh).unwrap();
    let shown = shown.preview.unwrap();
    assert_eq!(shown.outcome.sum.to_string(), "1300.00");
    let amounts: Vec<_> = shown.records.iter().map(|one| one.amount).collect();
    let amounts = amounts
        .into_iter()
        .map(|one| one.map(|one| one.to_string()));
    let expected = [Some("1200.50"), Some("99.50"), None];
    assert!(amounts.eq(expected.map(|one| one.map(str::to_owned))));
    let saved = desk.case.save_draft(&draft, Lang::Zh).unwrap();
    assert_eq!(saved.mapping.unwrap().title, "小店结算表");
    let outcome = desk.import("shop.csv", SHOP.as_bytes());
    assert_eq!(counts(&outcome), [3, 0, 0, 0], "{outcome:?}");
    assert_eq!(outcome.sum.to_string(), "1300.00");
    assert_eq!(outcome.skipped, 3, "title, header and sums");
    let account = &desk.case.overview().unwrap().unassigned[0];
    assert_eq!(account.platform, "bank");
    assert!(format!("{account:?}").contains("62260001"));
    let mapping = &desk.case.mappings(Lang::Zh).unwrap()[0];
    assert_eq!((mapping.id.as_str(), mapping.documents), ("shop_ledger", 1));
    // Without the mapping the document stays readable by its own copy.
    desk.case.remove_mapping("shop_ledger").unwrap();
    let raw = desk.case.raw_row(1).unwrap();
    assert!(
        raw.cells
            .iter()
            .any(|cell| cell.counted && cell.text == "1,200.50")
    );
    let refused = desk.import("later.csv", LATER.as_bytes());
    assert_eq!(refused.status, ImportStatus::Refused);
}

#[test]
fn a_mapping_is_checked_before_it_is_kept() {
    let mut desk = Desk::new("");
    let built_in = format("taobao_alliance_refund_xls").unwrap();
    let toml = mapping_to_toml(built_in).unwrap();
    for (text, kind) in [
        ("id = ", ErrorKind::Mapping),
        (
            &*toml.replacen("kind = \"money\"", "kind = \"text\"", 1),
            ErrorKind::Mapping,
        ),
        (&*toml, ErrorKind::MappingIsBuiltIn),
    ] {
        let refused = desk.case.save_mapping(text).unwrap_err();
        assert_eq!(refused.kind(), kind, "{text}");
    }
    assert_eq!(desk.case.mappings(Lang::En).unwrap(), []);
    assert_eq!(
        desk.case.mapping("taobao_alliance_refund_xls").unwrap(),
        toml
    );
    for id in ["", "shop"] {
        assert_eq!(
            desk.case.mapping(id).unwrap_err().kind(),
            ErrorKind::NoSuchMapping
        );
        let removed = desk.case.remove_mapping(id);
        assert_eq!(removed.unwrap_err().kind(), ErrorKind::NoSuchMapping);
    }
}

#[test]
fn what_a_person_said_of_a_file_is_known_of_the_next_one() {
    let mut desk = Desk::new("");
    let mut own = format("taobao_alliance_refund_xls").unwrap().clone();
    own.id = "own_refunds".to_owned();
    desk.case
        .save_mapping(&mapping_to_toml(&own).unwrap())
        .unwrap();
    let file = |day: &str| refund(ORDER.number, day, "1.00");
    let asked = desk.import("one.csv", &file("2024-06-01"));
    assert_eq!(asked.code.as_deref(), Some("two_formats"));
    let said = ImportOptions {
        format: Some("own_refunds".to_owned()),
        ..ImportOptions::default()
    };
    let tried = ImportOptions {
        dry_run: true,
        ..said.clone()
    };
    desk.import_with("one.csv", &file("2024-06-01"), &tried);
    assert_eq!(
        desk.case.remembered_answers().unwrap(),
        [],
        "a trial says nothing"
    );
    desk.import_with("one.csv", &file("2024-06-01"), &said);
    let next = desk.import("two.csv", &file("2024-06-02"));
    assert_eq!(next.status, ImportStatus::Imported, "{next:?}");
    assert_eq!(next.format.as_deref(), Some("own_refunds"));
    let answers = desk.case.remembered_answers().unwrap();
    assert_eq!(answers.len(), 1);
    let answer = &answers[0];
    assert_eq!(answer.format, "own_refunds");
    assert_eq!(answer.header[0], "淘宝父订单编号");
    assert_eq!(
        desk.case.forget_answer(&answer.fingerprint[..8]).unwrap(),
        1
    );
    let again = desk.import("three.csv", &file("2024-06-03"));
    assert_eq!(again.code.as_deref(), Some("two_formats"));
    let nothing = desk.case.forget_answer("");
    assert_eq!(nothing.unwrap_err().kind(), ErrorKind::NoSuchMapping);
}

#[test]
fn what_was_never_asked_is_not_remembered() {
    let mut desk = Desk::new("");
    let said = ImportOptions {
        format: Some("taobao_alliance_orders_xls_2016".to_owned()),
        ..ImportOptions::default()
    };
    desk.import_with("may.csv", &orders(&[ORDER]), &said);
    assert_eq!(desk.case.remembered_answers().unwrap(), []);
}

#[test]
fn a_mapping_given_with_a_file_is_kept_when_asked_for() {
    for remember in [false, true] {
        let mut desk = Desk::new("");
        let options = ImportOptions {
            mapping: Some(shop_draft(&desk).to_format().unwrap()),
            remember,
            ..ImportOptions::default()
        };
        let outcome = desk.import_with("shop.csv", SHOP.as_bytes(), &options);
        assert_eq!(outcome.records, 3);
        assert_eq!(
            desk.case.mappings(Lang::Zh).unwrap().len(),
            usize::from(remember)
        );
        let later = desk.import("later.csv", LATER.as_bytes());
        assert_eq!(
            later.status == ImportStatus::Imported,
            remember,
            "{later:?}"
        );
    }
}
