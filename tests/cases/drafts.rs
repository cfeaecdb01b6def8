//! A mapping under way: the header where a person says it is, what an import by it would do, and
//! the mapping on its way to a file and back.

use std::fs;
use std::path::PathBuf;

use casefile::{ErrorKind, ImportOptions, draft_with_rows};
use engine::format::{DraftProblemCode, MappingDraft};
use engine::source::Place;
use engine::text::Lang;

use super::Desk;

/// Two rows may be the header, and one amount has a letter in it.
const TABLE: &str = "\
单号,分成\n\
日期,流水,分成所得\n\
2024-05-11,A00000000001,12.50\n\
2024-05-12,A00000000002,7.00\n\
2024-05-13,A00000000003,1O.00\n";

/// The table in a file, and the draft whose header is its second row.
fn drafted(desk: &Desk) -> (PathBuf, MappingDraft) {
    let path = desk.dir.path().join("share.csv");
    fs::write(&path, TABLE).unwrap();
    let draft = draft_with_rows(&path, Some(&at(2)), Lang::Zh).unwrap();
    (path, draft.draft)
}

fn at(row: u32) -> Place {
    Place {
        sheet: None,
        row,
        column: None,
    }
}

#[test]
fn the_header_is_where_a_person_says_it_is() {
    let desk = Desk::new("");
    let path = desk.dir.path().join("share.csv");
    fs::write(&path, TABLE).unwrap();
    let names = |header: Option<&Place>| {
        let drafted = draft_with_rows(&path, header, Lang::Zh).unwrap();
        let columns = drafted.draft.columns.into_iter();
        columns.map(|column| column.header).collect::<Vec<_>>()
    };
    assert_eq!(names(Some(&at(2))), ["日期", "流水", "分成所得"]);
    assert_eq!(names(Some(&at(1)))[..2], ["单号", "分成"]);
    let rows = draft_with_rows(&path, None, Lang::Zh).unwrap().rows;
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[2].place, at(3));
    assert_eq!(rows[2].cells[1], "A00000000001");
    let beyond = draft_with_rows(&path, Some(&at(99)), Lang::Zh).unwrap_err();
    assert_eq!(beyond.kind(), ErrorKind::Document);
}

#[test]
fn a_draft_is_previewed_as_it_would_be_imported_and_stores_nothing() {
    let mut desk = Desk::new("");
    let (path, mut draft) = drafted(&desk);
    let options = ImportOptions::default;
    let mut shown = |draft: &_| {
        let shown = desk
            .case
            .preview_draft(&path, draft, options(), 9, Lang::Zh);
        shown.unwrap()
    };
    let unnamed = shown(&draft);
    assert_eq!(unnamed.preview, None);
    let parts: Vec<_> = unnamed.problems.iter().map(|one| one.code).collect();
    assert_eq!(parts, [DraftProblemCode::Empty, DraftProblemCode::Empty]);

    draft.title = "分成表".to_owned();
    draft.platform = "douyin".to_owned();
    draft.columns[2].field = Some("commission_amount".to_owned());
    draft.columns[2].kind = engine::format::Kind::Money;
    let preview = shown(&draft).preview.unwrap();
    assert_eq!(preview.outcome.records, 2);
    assert_eq!(preview.outcome.quarantined, 1);
    assert_eq!(preview.records.len(), 2);
    assert_eq!(desk.case.documents(Lang::Zh).unwrap(), []);
    assert_eq!(desk.case.mappings(Lang::Zh).unwrap(), []);
}

#[test]
fn a_mapping_goes_to_a_file_and_comes_back_from_it() {
    let mut desk = Desk::new("");
    let (path, mut draft) = drafted(&desk);
    draft.title = "分成表".to_owned();
    draft.platform = "douyin".to_owned();
    let saved = desk.case.save_draft(&draft, Lang::Zh).unwrap();
    let id = saved.mapping.unwrap().id;
    let listed = |desk: &Desk| {
        let formats = desk.case.formats(Lang::Zh).unwrap().into_iter();
        formats
            .filter(|format| format.own)
            .map(|format| (format.id, format.title))
            .collect::<Vec<_>>()
    };
    let own = listed(&desk);
    assert_eq!(own, [(id.clone(), "分成表".to_owned())]);

    let file = desk.dir.path().join("share.toml");
    desk.case.export_mapping(&id, &file).unwrap();
    desk.case.remove_mapping(&id).unwrap();
    assert_eq!(listed(&desk), []);
    assert_eq!(desk.case.add_mapping_file(&file).unwrap(), id);
    assert_eq!(listed(&desk), own);
    let none = desk.case.add_mapping_file(&path).unwrap_err();
    assert_eq!(none.kind(), ErrorKind::Mapping);
}
