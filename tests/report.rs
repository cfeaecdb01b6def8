//! Reports as a reader gets them: what poppler finds in the PDF, not what we meant to write.

#[path = "../src-tauri/report/examples/sample/invented/mod.rs"]
mod invented;

use std::path::Path;
use std::process::Command;

use engine::computation::{BridgeRow, Computation};
use engine::text::{Lang, lookup};
use report::{CaseSummary, Error, Kind, Languages, Pdf, Report};

struct Inputs {
    computation: Computation,
    by_year: Vec<BridgeRow>,
    case: CaseSummary,
}

impl Inputs {
    fn with_records(records: u32) -> Inputs {
        Inputs {
            computation: invented::computation(),
            by_year: invented::by_year(),
            case: invented::case(records),
        }
    }

    fn report(&self, kind: Kind, languages: Languages) -> Report<'_> {
        Report {
            kind,
            languages,
            computation: &self.computation,
            by_year: &self.by_year,
            case: &self.case,
            party: None,
            year: None,
        }
    }
}

fn printed(report: &Report<'_>) -> Pdf {
    report::pdf(report).expect("a report")
}

/// What a poppler tool says about the bytes.
fn poppler(tool: &str, options: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, bytes).expect("the report is written");
    let out = folder.path().join("out.txt");
    let mut command = Command::new(tool);
    command.args(options).arg(&path);
    if tool == "pdftotext" {
        command.arg(&out);
    }
    let answer = command.output().expect("poppler is installed");
    assert!(answer.status.success(), "{tool}: {answer:?}");
    assert_eq!(String::from_utf8_lossy(&answer.stderr), "", "{tool}");
    match read(&out) {
        Some(text) => text,
        None => String::from_utf8(answer.stdout).expect("poppler answers in UTF-8"),
    }
}

fn read(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

/// The text without spaces and line ends, since words may be broken across lines.
fn text(pdf: &Pdf) -> String {
    let text = poppler("pdftotext", &[], &pdf.bytes);
    text.split_whitespace().collect()
}

fn first_page(pdf: &Pdf) -> String {
    let text = poppler("pdftotext", &["-l", "1"], &pdf.bytes);
    text.split_whitespace().collect()
}

fn every_report(inputs: &Inputs, check: impl Fn(&Report<'_>, &Pdf)) {
    for kind in Kind::ALL {
        for languages in Languages::ALL {
            let report = inputs.report(kind, languages);
            check(&report, &printed(&report));
        }
    }
}

#[test]
fn every_figure_and_every_name_can_be_searched_and_copied() {
    let inputs = Inputs::with_records(3);
    let everywhere = [
        "林一禾",
        "周不言",
        "888,840.00",
        "S-1+S-2",
        "B-3.platform_reported",
    ];
    every_report(&inputs, |report, pdf| {
        let text = text(pdf);
        let own: &[&str] = match report.kind {
            Kind::SelfCorrection => &["4,355,400.00", "5,448,169.86", "T-2", "509", "1,559,469.78"],
            Kind::WorkingPaper => &["T-2.10", "2,340,000.00", "[6]×[7]−[8]", "45%", "B-11.6"],
            Kind::CaseFile => &[
                "a7e3a7e3a7e3",
                "结算明细_周不言_2024.csv",
                "12,3O4.50",
                "-26.63",
            ],
            Kind::AgencySummary => &["木桥示例传媒有限公司", "3,480.00", "W-11", "906,000.00"],
        };
        for wanted in everywhere.iter().chain(own) {
            assert!(text.contains(wanted), "{:?} lacks {wanted}", report.kind);
        }
        assert_eq!(pdf.missing_glyphs, []);
    });
}

#[test]
fn the_first_page_says_what_the_report_is_not_and_for_which_day_it_stands() {
    let inputs = Inputs::with_records(1);
    let zh = ["本报告不是什么", "由税务机关依法裁量", "2026-11-21"];
    let en = [
        "Whatthisreportisnot",
        "theauthority'sdiscretion",
        "2026-11-21",
    ];
    every_report(&inputs, |report, pdf| {
        let page = first_page(pdf);
        let holds = |all: [&str; 3]| all.iter().all(|wanted| page.contains(wanted));
        assert_eq!(holds(zh), report.languages != Languages::En);
        assert_eq!(holds(en), report.languages != Languages::Zh);
    });
}

#[test]
fn a_report_never_passes_a_verdict() {
    let inputs = Inputs::with_records(1);
    every_report(&inputs, |_, pdf| {
        let text = text(pdf).to_lowercase();
        for verdict in [
            "guilty", "evader", "criminal", "有罪", "偷税", "逃税", "违法",
        ] {
            assert!(!text.contains(verdict), "{verdict}");
        }
    });
}

#[test]
fn fonts_are_embedded_as_subsets_with_their_characters() {
    let inputs = Inputs::with_records(1);
    every_report(&inputs, |_, pdf| {
        let fonts = poppler("pdffonts", &[], &pdf.bytes);
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert_eq!(fonts.len(), 2);
        for font in fonts {
            // Embedded, subset, with a way back to Unicode.
            let words: Vec<&str> = font.split_whitespace().collect();
            assert!(words.windows(3).any(|three| three == ["yes"; 3]), "{font}");
            assert!(words[0].contains('+'), "{font}");
        }
    });
}

#[test]
fn the_file_tells_its_title_pages_and_day() {
    let inputs = Inputs::with_records(1);
    let pdf = printed(&inputs.report(Kind::SelfCorrection, Languages::Zh));
    let info = poppler("pdfinfo", &["-isodates"], &pdf.bytes);
    let value = |name: &str| {
        let line = info.lines().find(|line| line.starts_with(name)).unwrap();
        line[name.len()..].trim().to_owned()
    };
    assert_eq!(
        value("Title:"),
        "自查更正报告 – 林一禾与周不言 2024–2025 年直播收入自查"
    );
    assert_eq!(value("Pages:"), pdf.pages.to_string());
    assert!(value("CreationDate:").starts_with("2026-11-21"));
    assert!(value("Page size:").contains("A4"));
    assert!(!info.contains("PDF/X"), "{info}");
}

#[test]
fn the_same_report_gives_the_same_bytes_and_another_another_id() {
    let mut inputs = Inputs::with_records(30);
    let first = printed(&inputs.report(Kind::CaseFile, Languages::Both));
    let again = printed(&inputs.report(Kind::CaseFile, Languages::Both));
    assert!(first == again);
    inputs.case.parties[2].name = "周又言".to_owned();
    let other = printed(&inputs.report(Kind::CaseFile, Languages::Both));
    assert!(id(&first) != id(&other));
}

/// The id in the trailer, as it stands in the file.
fn id(pdf: &Pdf) -> Vec<u8> {
    let at = pdf.bytes.windows(4).rposition(|four| four == b"/ID[");
    let at = at.expect("a PDF has an id");
    pdf.bytes[at..][..40].to_vec()
}

#[test]
fn a_character_that_the_font_lacks_is_shown_listed_and_still_found() {
    let mut inputs = Inputs::with_records(1);
    inputs.case.parties[2].name = "周𠮷言".to_owned();
    let pdf = printed(&inputs.report(Kind::SelfCorrection, Languages::En));
    assert_eq!(pdf.missing_glyphs, ['𠮷']);
    let text = text(&pdf);
    assert!(text.contains("周𠮷言"));
    assert!(text.contains("U+20BB7"));
}

#[test]
fn nothing_stands_outside_the_margins_however_long_it_is() {
    let mut inputs = Inputs::with_records(3);
    let title =
        "这一项疑点的说明特别长，以至于在标题里写不下，需要换行才能完整显示出来。".repeat(3);
    inputs.computation.findings[0].title = title;
    inputs.computation.findings[0].title_en = "A finding whose sentence is very long. ".repeat(6);
    inputs.case.title = "某工作室与其主播多年直播收入的自查案卷".repeat(4);
    inputs.case.documents[0].name = "a_very_long_file_name".repeat(12);
    inputs.case.quarantine[0].found = "0".repeat(900);
    every_report(&inputs, |report, pdf| {
        let boxes = poppler("pdftotext", &["-bbox"], &pdf.bytes);
        let edges = boxes.lines().filter_map(|line| {
            let (_, right) = line.trim().strip_prefix("<word ")?.split_once("xMax=\"")?;
            Some((right.split('.').next()?.parse::<u32>().unwrap(), line))
        });
        // A4 is 595 points wide and keeps 56 free.
        let outside: Vec<&str> = edges
            .filter(|(right, _)| *right > 540)
            .map(|(_, line)| line)
            .collect();
        assert_eq!(outside, [""; 0], "{:?}", report.kind);
        assert!(boxes.contains("xMax="));
    });
}

#[test]
fn reports_stay_small() {
    for (kind, records, kilobytes) in [
        (Kind::SelfCorrection, 30, 100),
        (Kind::AgencySummary, 30, 100),
        (Kind::WorkingPaper, 30, 100),
        (Kind::CaseFile, 1_000, 300),
    ] {
        let inputs = Inputs::with_records(records);
        let size = printed(&inputs.report(kind, Languages::Both)).bytes.len();
        assert!(size <= kilobytes * 1024, "{kind:?}: {size} bytes");
    }
}

#[test]
fn every_record_of_a_long_appendix_is_printed() {
    let inputs = Inputs::with_records(1_000);
    let text = text(&printed(&inputs.report(Kind::CaseFile, Languages::Zh)));
    for evidence in &inputs.case.evidence[0].rows {
        assert!(text.contains(evidence.order_id.as_deref().unwrap()));
    }
}

#[test]
fn a_report_on_one_party_names_no_tax_of_another() {
    let inputs = Inputs::with_records(1);
    let report = Report {
        party: Some("zhou"),
        ..inputs.report(Kind::SelfCorrection, Languages::Zh)
    };
    let text = text(&printed(&report));
    assert!(text.contains("17,760.00") && text.contains("111,079.92"));
    assert!(!text.contains("871,080.00") && !text.contains("888,840.00"));
}

#[test]
fn a_report_on_one_year_adds_up_the_rows_of_that_year() {
    let inputs = Inputs::with_records(1);
    for (year, shown, absent) in [(2024, "888,840.00", "T-4"), (2025, "48,080.00", "T-3")] {
        let report = Report {
            year: Some(year),
            ..inputs.report(Kind::SelfCorrection, Languages::Zh)
        };
        let text = text(&printed(&report));
        assert!(text.contains(shown) && !text.contains(absent), "{year}");
    }
}

#[test]
fn what_was_not_computed_is_absent_and_never_zero_or_in_order() {
    let inputs = Inputs::with_records(1);
    for kind in [Kind::SelfCorrection, Kind::AgencySummary] {
        let report = Report {
            year: Some(1999),
            ..inputs.report(kind, Languages::En)
        };
        let pdf = printed(&report);
        let raw = poppler("pdftotext", &["-raw", "-l", "1"], &pdf.bytes);
        let page: String = raw.split_whitespace().collect();
        assert!(
            page.contains("—") && !page.contains("0.00"),
            "{kind:?}: {page}"
        );
        assert!(!text(&pdf).contains("nothingtopay"));
    }
}

#[test]
fn an_unknown_party_is_refused_with_the_ones_there_are() {
    let inputs = Inputs::with_records(1);
    let report = Report {
        party: Some("zho"),
        ..inputs.report(Kind::CaseFile, Languages::Zh)
    };
    let error = report::document(&report).unwrap_err();
    assert!(matches!(error, Error::UnknownParty { .. }));
    assert_eq!(
        error.to_string(),
        "no party \"zho\" in this case; it has: lin, studio, zhou, agency"
    );
}

#[test]
fn every_text_of_a_report_exists_in_both_languages() {
    let inputs = Inputs::with_records(3);
    for kind in Kind::ALL {
        let document = report::document(&inputs.report(kind, Languages::Both)).unwrap();
        let mut keys = Vec::new();
        collect_keys(&serde_json::to_value(&document).unwrap(), &mut keys);
        assert!(keys.len() > 20);
        for key in &keys {
            for lang in [Lang::Zh, Lang::En] {
                assert!(lookup(lang, key).is_some(), "{key} in {lang:?}");
            }
        }
    }
}

fn collect_keys(value: &serde_json::Value, keys: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            if let Some(serde_json::Value::String(key)) = fields.get("key") {
                keys.push(key.clone());
            }
            fields.values().for_each(|value| collect_keys(value, keys));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_keys(item, keys)),
        _ => {}
    }
}
