//! Pages as a PDF. The only file that names the PDF writer.
//!
//! Draws what the layout placed and decides nothing about it. The same pages give the same
//! bytes: dates come from the document, and the file's id from its content.
#![allow(
    clippy::float_arithmetic,
    reason = "positions on the page; amounts arrive as finished text"
)]

use std::sync::LazyLock;

use chrono::Datelike;
use printpdf::{
    Color, CustomPdfConformance, Date, DateTime, DictItem, FontId, Mm, Offset, Op, PageAnnotId,
    PageAnnotation, PaintMode, ParsedFont, PdfConformance, PdfDocument, PdfDocumentInfo, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, Rgb, TextItem, TextMatrix, Time,
};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::document::{Document, Languages};
use crate::font::{self, GETA, Weight};
use crate::layout::{Colour, Filled, Laid, PAGE_HEIGHT, PAGE_WIDTH, Page, Text, Type};
use crate::wording::phrase;

/// Resource names of the fonts; their first six letters mark the subset.
const REGULAR: &str = "ZICHAR";
const BOLD: &str = "ZICHAB";

static REGULAR_FONT: LazyLock<Option<PdfFont>> = LazyLock::new(|| parsed(font::REGULAR));
static BOLD_FONT: LazyLock<Option<PdfFont>> = LazyLock::new(|| parsed(font::BOLD));

fn parsed(bytes: &[u8]) -> Option<PdfFont> {
    ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).map(PdfFont::new)
}

/// The pages as a file.
pub(crate) fn write(
    laid: &Laid,
    document: &Document,
    languages: Languages,
) -> Result<Vec<u8>, Error> {
    let title = phrase(&document.cover.title, languages).on_one_line();
    let mut pdf = PdfDocument::new(&title);
    pdf.metadata.info = info(&title, document);
    for (name, font) in [(REGULAR, &*REGULAR_FONT), (BOLD, &*BOLD_FONT)] {
        let unreadable = || Error::Writer("the embedded font cannot be read".to_owned());
        let font = font.clone().ok_or_else(unreadable)?;
        pdf.resources
            .fonts
            .map
            .insert(FontId(name.to_owned()), font);
    }
    for (order, (name, page)) in laid.outline.iter().enumerate() {
        let bookmark = PageAnnotation {
            name: name.clone(),
            page: *page,
        };
        let id = PageAnnotId(format!("{order:06}"));
        pdf.bookmarks.map.insert(id, bookmark);
    }
    pdf.pages = laid.pages.iter().map(drawn).collect();
    save(&pdf, languages)
}

fn info(title: &str, document: &Document) -> PdfDocumentInfo {
    let day = document.as_of;
    let date = DateTime {
        date: Date {
            year: day.year(),
            month: u8::try_from(day.month()).expect("a month is at most 12"),
            day: u8::try_from(day.day()).expect("a day is at most 31"),
        },
        time: Time {
            hour: 0,
            minute: 0,
            second: 0,
            millisecond: 0,
        },
        offset: Offset {
            hours: 0,
            minutes: 0,
            seconds: 0,
            milliseconds: 0,
        },
    };
    PdfDocumentInfo {
        document_title: format!("{title} – {}", document.case_title),
        subject: document.case_title.clone(),
        creator: "Zicha 自查".to_owned(),
        producer: "Zicha 自查".to_owned(),
        identifier: document.kind.code().to_owned(),
        creation_date: date,
        modification_date: date,
        metadata_date: date,
        conformance: PdfConformance::Custom(CustomPdfConformance {
            requires_icc_profile: false,
            requires_xmp_metadata: false,
            ..CustomPdfConformance::default()
        }),
        ..PdfDocumentInfo::default()
    }
}

fn save(pdf: &PdfDocument, languages: Languages) -> Result<Vec<u8>, Error> {
    let failed = |error: String| Error::Writer(error);
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(failed(warning.msg.clone()));
    }
    file.version = "1.7".to_owned();
    let catalog = file
        .catalog_mut()
        .map_err(|error| failed(error.to_string()))?;
    let language = DictItem::String {
        data: languages.first().code().as_bytes().to_vec(),
        literal: true,
    };
    catalog.set("Lang", language.to_lopdf());
    if !pdf.bookmarks.map.is_empty() {
        catalog.set(
            "PageMode",
            DictItem::Name(b"UseOutlines".to_vec()).to_lopdf(),
        );
    }
    // An empty name of a print standard would still claim that standard.
    if let Ok(info) = file
        .trailer
        .get(b"Info")
        .and_then(|info| info.as_reference())
        && let Ok(info) = file.get_dictionary_mut(info)
    {
        info.remove(b"GTS_PDFXVersion");
    }
    file.compress();
    let mut written = |id: &[u8]| {
        let id = DictItem::Bytes(id.to_vec());
        file.trailer
            .set("ID", DictItem::Array(vec![id.clone(), id]).to_lopdf());
        let mut bytes = Vec::new();
        let saved = file.save_to(&mut bytes);
        saved
            .map(|()| bytes)
            .map_err(|error| failed(error.to_string()))
    };
    // Written twice: the id of a file is the hash of the same file with an empty id.
    let draft = written(&[0; 16])?;
    written(&Sha256::digest(&draft)[..16])
}

fn drawn(page: &Page) -> PdfPage {
    let mut ops: Vec<Op> = Vec::new();
    let mut colour = None;
    for filled in &page.boxes {
        paint(&mut ops, &mut colour, filled.colour);
        ops.push(rectangle(filled));
    }
    ops.push(Op::StartTextSection);
    let mut font = None;
    for text in &page.texts {
        paint(&mut ops, &mut colour, text.set.colour);
        select(&mut ops, &mut font, text.set);
        let (x, y) = (Pt(rounded(text.x)), Pt(rounded(PAGE_HEIGHT - text.y)));
        ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Translate(x, y),
        });
        show(&mut ops, text);
    }
    ops.push(Op::EndTextSection);
    let mut page = PdfPage::new(Mm(210.0), Mm(297.0), ops);
    let sheet = Rect::from_wh(Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT));
    page.media_box = sheet.clone();
    page.trim_box = sheet.clone();
    page.crop_box = sheet;
    page
}

fn paint(ops: &mut Vec<Op>, current: &mut Option<Colour>, colour: Colour) {
    if *current == Some(colour) {
        return;
    }
    *current = Some(colour);
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    let Colour(red, green, blue) = colour;
    let col = Color::Rgb(Rgb::new(part(red), part(green), part(blue), None));
    ops.push(Op::SetFillColor { col });
}

fn rectangle(filled: &Filled) -> Op {
    let below = PAGE_HEIGHT - filled.y - filled.height;
    Op::DrawRectangle {
        rectangle: Rect {
            mode: Some(PaintMode::Fill),
            ..Rect::from_xywh(
                Pt(rounded(filled.x)),
                Pt(rounded(below)),
                Pt(rounded(filled.width)),
                Pt(rounded(filled.height)),
            )
        },
    }
}

fn select(ops: &mut Vec<Op>, current: &mut Option<(Weight, f32)>, set: Type) {
    let wanted = (set.weight, rounded(set.size));
    if *current == Some(wanted) {
        return;
    }
    *current = Some(wanted);
    let name = match set.weight {
        Weight::Regular => REGULAR,
        Weight::Bold => BOLD,
    };
    ops.push(Op::SetFont {
        font: PdfFontHandle::External(FontId(name.to_owned())),
        size: Pt(wanted.1),
    });
}

/// Shows a text; a character that the font lacks as a substitute that is still copied and
/// searched as itself.
fn show(ops: &mut Vec<Op>, text: &Text) {
    let mut run = String::new();
    for character in text.text.chars() {
        if font::has(text.set.weight, character) {
            run.push(character);
            continue;
        }
        show_run(ops, &mut run);
        ops.push(Op::BeginMarkedContentWithProperties {
            tag: "Span".to_owned(),
            properties: actual_text(character),
        });
        show_run(ops, &mut GETA.to_string());
        ops.push(Op::EndMarkedContent);
    }
    show_run(ops, &mut run);
}

fn show_run(ops: &mut Vec<Op>, run: &mut String) {
    if !run.is_empty() {
        let items = vec![TextItem::Text(std::mem::take(run))];
        ops.push(Op::ShowText { items });
    }
}

fn actual_text(character: char) -> DictItem {
    let mut units = [0; 2];
    let mut data = vec![0xFE, 0xFF];
    for unit in character.encode_utf16(&mut units) {
        data.extend(unit.to_be_bytes());
    }
    let text = DictItem::String {
        data,
        literal: false,
    };
    DictItem::Dict {
        map: [("ActualText".to_owned(), text)].into(),
    }
}

/// A hundredth of a point is finer than any printer and keeps the file small.
fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}
