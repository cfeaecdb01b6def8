//! One small broken file for each reason to refuse one: the code, and a sentence that names what
//! was seen and what to do, in both languages. Nothing of such a file is left in the case.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::path::Path;

use casefile::{Case, ImportOptions, ImportOutcome, ImportProgress, ImportStatus};
use engine::source::{Problem, ProblemCode};
use engine::text::Lang;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

/// A file below tests/broken or tests/samples.
fn kept(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn import(content: &[u8], options: &ImportOptions, lang: Lang) -> ImportOutcome {
    let dir = tempfile::tempdir().unwrap();
    let mut case = Case::create(&dir.path().join("case.zicha"), "", None).unwrap();
    let before = (case.overview().unwrap(), case.documents(lang).unwrap());
    let mut quiet = |_: &ImportProgress| ControlFlow::Continue(());
    let outcome = case
        .import("folder/file", &content, options, lang, &mut quiet)
        .unwrap();
    assert_eq!(
        (case.overview().unwrap(), case.documents(lang).unwrap()),
        before,
        "nothing is left of the file"
    );
    outcome
}

/// The words of the message and of the hint that a person needs, Chinese and English.
struct Words<'a> {
    zh: [&'a str; 2],
    en: [&'a str; 2],
}

fn check_with(name: &str, content: &[u8], options: &ImportOptions, code: &str, words: &Words<'_>) {
    for (lang, [said, advised]) in [(Lang::Zh, words.zh), (Lang::En, words.en)] {
        let outcome = import(content, options, lang);
        assert_eq!(outcome.status, ImportStatus::Refused, "{name}: {outcome:?}");
        assert_eq!(outcome.code.as_deref(), Some(code), "{name}: {outcome:?}");
        assert_eq!(outcome.path, "folder/file", "the file is named");
        let (message, hint) = (outcome.message.unwrap(), outcome.hint.unwrap());
        assert!(message.contains(said), "{name}: {said} in {message}");
        assert!(hint.contains(advised), "{name}: {advised} in {hint}");
        assert!(
            !(message + &hint).contains("{{"),
            "{name}: every place is filled"
        );
    }
}

fn check(name: &str, content: &[u8], code: &str, words: &Words<'_>) {
    check_with(name, content, &ImportOptions::default(), code, words);
}

/// Files below tests/broken, the code each is refused with, and the words.
const FILES: [(&str, &str, Words<'static>); 8] = [
    (
        "unknown_format.csv",
        "unknown_format",
        Words {
            zh: ["day, amount", "自定义映射"],
            en: ["day, amount", "mapping"],
        },
    ),
    (
        "missing_columns.csv",
        "missing_columns",
        Words {
            zh: ["预估收入", "重新导出"],
            en: ["预估收入", "Export it again"],
        },
    ),
    (
        "empty_file.csv",
        "empty_file",
        Words {
            zh: ["没有任何数据行", "时间段"],
            en: ["no rows", "Check that the export"],
        },
    ),
    (
        "not_text.csv",
        "not_text",
        Words {
            zh: ["GB18030", "UTF-8"],
            en: ["GB18030", "UTF-8"],
        },
    ),
    (
        "wrong_kind.csv",
        "wrong_kind",
        Words {
            zh: ["PDF", ".xlsx"],
            en: ["PDF", ".xlsx"],
        },
    ),
    (
        "wrong_kind.xls",
        "wrong_kind",
        Words {
            zh: ["HTML", ".xlsx"],
            en: ["HTML", ".xlsx"],
        },
    ),
    (
        "broken_json.json",
        "broken_json",
        Words {
            zh: ["line 1", "重新下载"],
            en: ["line 1", "Download it again"],
        },
    ),
    (
        "broken_xml.xml",
        "broken_xml",
        Words {
            zh: ["DOCTYPE", "自定义实体"],
            en: ["DOCTYPE", "entities of its own"],
        },
    ),
];

#[test]
fn every_broken_file_says_what_it_is_and_what_to_do() {
    for (name, code, words) in &FILES {
        check(name, &kept(&format!("broken/{name}")), code, words);
    }
    let locked = Words {
        zh: ["密码", "无密码"],
        en: ["password", "without one"],
    };
    let content = kept("samples/refused/locked.xlsx");
    check("locked.xlsx", &content, "encrypted", &locked);
}

/// Rows of the broken samples and a few more: each reason to set a row aside is met, and its
/// sentence names the row, the column and what was found.
#[test]
fn every_reason_to_set_a_row_aside_is_met_and_said() {
    let orders = kept("samples/taobao_alliance_orders_xls_2016/orders.csv");
    let first_row = orders.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let second_row = first_row + 10;
    let with = |bytes: &[u8]| [&orders[..second_row], bytes, &orders[second_row..]].concat();
    let mut met = BTreeSet::new();
    for content in [
        kept("samples/taobao_alliance_orders_xls_2016/broken.csv"),
        kept("samples/alipay_personal_app/broken.csv"),
        kept("samples/douyin_mcn_orders_api/broken.json"),
        kept("samples/iit_income_tax_detail/persons.csv"),
        kept("samples/iit_business_income_form_a/broken.xlsx"),
        kept("samples/bank_mt940/broken.txt"),
        kept("samples/bank_cmb_flow/flow.csv"),
        with(&[b'9'; 32_768]),
        with(&[0xff]),
    ] {
        let outcome = import_all(&content);
        for problem in outcome {
            met.insert(problem.code.code());
            for lang in [Lang::Zh, Lang::En] {
                let sentence = problem.sentence(lang);
                let row = problem.place.row.to_string();
                let column = problem.place.column.clone().unwrap_or_default();
                for part in [&row, &column, &problem.found] {
                    assert!(sentence.contains(part.as_str()), "{part} in {sentence}");
                }
            }
        }
    }
    let all: BTreeSet<_> = ProblemCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(met, all);
}

fn import_all(content: &[u8]) -> Vec<Problem> {
    let dir = tempfile::tempdir().unwrap();
    let mut case = Case::create(&dir.path().join("case.zicha"), "", None).unwrap();
    let mut quiet = |_: &ImportProgress| ControlFlow::Continue(());
    let options = ImportOptions::default();
    case.import("file", &content, &options, Lang::En, &mut quiet)
        .unwrap();
    let rows = case.quarantine(0, 100).unwrap().rows.into_iter();
    rows.map(|row| row.problem).collect()
}

/// An archive with these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Handed over as a single document: what may hold several is imported as a file, see
/// tests/archives.rs, and kinds of archive that are not read are to be unpacked.
#[test]
fn an_archive_is_no_document() {
    let unpack = Words {
        zh: ["压缩包", "解压"],
        en: ["archive", "Unpack"],
    };
    let plain = archive(&[("bill.csv", b"a,b\n1,2\n")]);
    check("bill.zip", &plain, "archive", &unpack);
    check("bill.rar", b"Rar!\x1a\x07\x01\x00", "archive", &unpack);
    check("bill.7z", b"7z\xbc\xaf\x27\x1c", "archive", &unpack);
}

/// A sheet with one text in each of these cells, counted from nought.
fn workbook(cells: &[(u32, u16)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, column) in cells {
        sheet.write_string(*row, *column, "金额").unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_that_was_cut_off_is_to_be_downloaded_again() {
    let whole = workbook(&[(0, 0)]);
    let words = Words {
        zh: ["工作簿已损坏", "重新下载"],
        en: ["workbook is damaged", "Download it again"],
    };
    check(
        "cut off",
        &whole[..whole.len() / 2],
        "broken_workbook",
        &words,
    );
    let hollow = archive(&[("xl/workbook.xml", b"<workbook")]);
    check("hollow", &hollow, "broken_workbook", &words);
}

/// ZZ200000 is column 702: a reader that filled the space would make 140 million cells of it.
#[test]
fn what_is_beyond_a_limit_names_the_limit() {
    let shorter = |what: &'static str, number: &'static str| {
        [
            (Lang::Zh, what, number, "缩短"),
            (Lang::En, "", number, "shorter periods"),
        ]
    };
    let wide = vec!["a"; 257].join(",") + "\n1\n";
    let line = "a".repeat(16 * 1024 * 1024 + 1);
    let bomb = archive(&[("xl/workbook.xml", &vec![b' '; 4 * 1024 * 1024])]);
    let names: Vec<String> = (0..1_000).map(|number| format!("part{number}")).collect();
    let mut parts: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    parts.push(("xl/workbook.xml", b""));
    for (name, content, what, number) in [
        (
            "ZZ200000",
            workbook(&[(0, 0), (199_999, 701)]),
            "列数",
            "256",
        ),
        ("257 columns", wide.into_bytes(), "列数", "256"),
        ("one long line", line.into_bytes(), "单行", "16777216"),
        ("4 MB of blanks", bomb, "字节比", "100"),
        ("1001 parts", archive(&parts), "组成部分", "1000"),
    ] {
        for (lang, what, number, advised) in shorter(what, number) {
            let outcome = import(&content, &ImportOptions::default(), lang);
            assert_eq!(
                outcome.code.as_deref(),
                Some("limit"),
                "{name}: {outcome:?}"
            );
            let (message, hint) = (outcome.message.unwrap(), outcome.hint.unwrap());
            for part in [what, number] {
                assert!(message.contains(part), "{name}: {part} in {message}");
            }
            assert!(hint.contains(advised), "{name}: {advised} in {hint}");
        }
    }
}

#[test]
fn a_file_that_does_not_say_its_period_asks_for_it() {
    let words = Words {
        zh: ["税款所属期", "--period 2024-05"],
        en: ["which period", "--period 2024-05"],
    };
    let template = kept("samples/iit_labor_import_template/template.xls");
    check("template.xls", &template, "needs_period", &words);
}

#[test]
fn a_format_that_nobody_knows_is_named() {
    let options = ImportOptions {
        format: Some("nothing_2024".to_owned()),
        ..ImportOptions::default()
    };
    let words = Words {
        zh: ["nothing_2024", "zicha detect"],
        en: ["nothing_2024", "zicha detect"],
    };
    let content = kept("broken/unknown_format.csv");
    check_with("table.csv", &content, &options, "no_such_format", &words);
}
