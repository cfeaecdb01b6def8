//! An .xlsx workbook written anew from its cells, without its buyers: sheets in their order under
//! their names, the texts that cells still use, and the styles. Nothing else is copied, because
//! notes, pivot tables, filters, properties and pictures repeat what stands in cells.

use std::io::{self, Read, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, Event as Xml};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::import::ImportError;
use crate::import::blank::sheet::SheetCopier;
use crate::import::blank::{TableOf, Tally};
use crate::import::meter::Gauge;
use crate::import::row::Source;
use crate::import::strings::Strings;
use crate::import::workbook::{self, Archive, Part, next};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

type Package<'w> = ZipWriter<StreamWriter<&'w mut dyn Write>>;

/// Copies the workbook; the tables are those of its sheets in order.
pub(super) fn copy(
    source: &mut dyn Source,
    tables: &[TableOf],
    sink: &mut dyn Write,
    tally: &mut Tally,
) -> Result<(), ImportError> {
    let mut archive = workbook::open(source)?;
    let (sheets, epoch_1904) = workbook::sheets(&mut archive)?;
    let texts = workbook::path_like(&archive, "xl/sharedstrings.xml");
    let styles = workbook::path_like(&archive, "xl/styles.xml");
    let mut package = ZipWriter::new_stream(sink);
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    frame(
        &mut package,
        &names,
        epoch_1904,
        texts.is_some(),
        styles.is_some(),
    )?;
    let strings = match &texts {
        Some(path) => workbook::part(&mut archive, path, Strings::read)?,
        None => Strings::default(),
    };
    let mut used = vec![false; strings.len()];
    let none = TableOf::default();
    for (index, sheet) in sheets.iter().enumerate() {
        begin(
            &mut package,
            &format!("xl/worksheets/sheet{}.xml", index + 1),
        )?;
        let table = tables.get(index).unwrap_or(&none);
        let mut copier = SheetCopier::new(&mut package, &strings, &mut used, table, tally);
        workbook::part(&mut archive, &sheet.path, |xml, gauge| {
            copier.copy(xml, gauge)
        })?;
    }
    if let Some(path) = styles {
        begin(&mut package, "xl/styles.xml")?;
        plain(&mut archive, &path, &mut package)?;
    }
    if let Some(path) = texts {
        // Emptied texts pack so well that they would be taken for a trap when read.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let begun = package.start_file("xl/sharedStrings.xml", stored);
        begun.map_err(io::Error::other)?;
        workbook::part(&mut archive, &path, |xml, gauge| {
            shared(xml, gauge, &used, &mut package)
        })?;
    }
    package.finish().map_err(io::Error::other)?;
    Ok(())
}

fn begin(package: &mut Package<'_>, name: &str) -> Result<(), ImportError> {
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    package.start_file(name, packed).map_err(io::Error::other)?;
    Ok(())
}

fn plain(archive: &mut Archive<'_>, path: &str, out: &mut dyn Write) -> Result<(), ImportError> {
    let part = archive
        .by_name(path)
        .map_err(ImportError::broken_workbook)?;
    let limit = part.size();
    io::copy(&mut part.take(limit), out)?;
    Ok(())
}

/// The texts, those that no cell uses any more without their characters.
fn shared(
    xml: &mut Part<'_, '_>,
    gauge: &Gauge,
    used: &[bool],
    out: &mut dyn Write,
) -> Result<(), ImportError> {
    let mut out = Writer::new(out);
    let mut buffer = Vec::new();
    let mut depth: usize = 0;
    let mut index = 0;
    loop {
        let event = next(xml, gauge, &mut buffer)?;
        let keeps = used.get(index) == Some(&true);
        match &event {
            Xml::Eof => return Ok(()),
            Xml::Decl(_) => out.write_event(event)?,
            Xml::Start(element) => {
                if depth == 1 && element.local_name().as_ref() == "si" && !keeps {
                    out.write_event(Xml::Empty(BytesStart::new(element.name().as_ref())))?;
                } else if depth == 0 || keeps {
                    out.write_event(Xml::Start(element.borrow()))?;
                }
                depth += 1;
            }
            Xml::End(element) => {
                depth = depth.saturating_sub(1);
                if depth == 0 || keeps {
                    out.write_event(Xml::End(element.borrow()))?;
                }
                index += usize::from(depth == 1 && element.local_name().as_ref() == "si");
            }
            Xml::Empty(element) if depth == 1 => {
                let is_text = element.local_name().as_ref() == "si";
                if is_text {
                    out.write_event(Xml::Empty(BytesStart::new(element.name().as_ref())))?;
                    index += 1;
                }
            }
            Xml::Empty(_) | Xml::Text(_) | Xml::CData(_) | Xml::GeneralRef(_)
                if depth > 1 && keeps =>
            {
                out.write_event(event)?;
            }
            _ => {}
        }
    }
}

/// The parts that hold the others together.
fn frame(
    package: &mut Package<'_>,
    names: &[&str],
    epoch_1904: bool,
    texts: bool,
    styles: bool,
) -> Result<(), ImportError> {
    let mut parts: Vec<(String, &str, &str)> = (1..=names.len())
        .map(|number| {
            (
                format!("worksheets/sheet{number}.xml"),
                "worksheet",
                "worksheet",
            )
        })
        .collect();
    if texts {
        parts.push((
            "sharedStrings.xml".to_owned(),
            "sharedStrings",
            "sharedStrings",
        ));
    }
    if styles {
        parts.push(("styles.xml".to_owned(), "styles", "styles"));
    }
    write_part(package, "[Content_Types].xml", |out| types(out, &parts))?;
    write_part(package, "_rels/.rels", |out| {
        let book = ("xl/workbook.xml".to_owned(), "officeDocument", "");
        relations(out, std::slice::from_ref(&book))
    })?;
    write_part(package, "xl/workbook.xml", |out| {
        book(out, names, epoch_1904)
    })?;
    write_part(package, "xl/_rels/workbook.xml.rels", |out| {
        relations(out, &parts)
    })
}

fn write_part(
    package: &mut Package<'_>,
    name: &str,
    write: impl FnOnce(&mut Writer<&mut Package<'_>>) -> io::Result<()>,
) -> Result<(), ImportError> {
    begin(package, name)?;
    let mut out = Writer::new(package);
    out.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    write(&mut out)?;
    Ok(())
}

fn types(out: &mut Writer<impl Write>, parts: &[(String, &str, &str)]) -> io::Result<()> {
    let space = format!("{PACKAGE}/content-types");
    out.create_element("Types")
        .with_attribute(("xmlns", space.as_str()))
        .write_inner_content(|out| {
            for (ending, kind) in [
                (
                    "rels",
                    "application/vnd.openxmlformats-package.relationships+xml",
                ),
                ("xml", "application/xml"),
            ] {
                out.create_element("Default")
                    .with_attributes([("Extension", ending), ("ContentType", kind)])
                    .write_empty()?;
            }
            let book = ("workbook.xml".to_owned(), "", "sheet.main");
            for (path, _, kind) in std::iter::once(&book).chain(parts) {
                let (name, kind) = (format!("/xl/{path}"), format!("{KIND}.{kind}+xml"));
                out.create_element("Override")
                    .with_attributes([("PartName", name.as_str()), ("ContentType", &kind)])
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

fn relations(out: &mut Writer<impl Write>, parts: &[(String, &str, &str)]) -> io::Result<()> {
    let space = format!("{PACKAGE}/relationships");
    out.create_element("Relationships")
        .with_attribute(("xmlns", space.as_str()))
        .write_inner_content(|out| {
            for (number, (path, kind, _)) in (1..).zip(parts) {
                let (id, kind) = (format!("rId{number}"), format!("{RELATIONS}/{kind}"));
                out.create_element("Relationship")
                    .with_attributes([("Id", id.as_str()), ("Type", &kind), ("Target", path)])
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

fn book(out: &mut Writer<impl Write>, names: &[&str], epoch_1904: bool) -> io::Result<()> {
    out.create_element("workbook")
        .with_attributes([("xmlns", MAIN), ("xmlns:r", RELATIONS)])
        .write_inner_content(|out| {
            if epoch_1904 {
                out.create_element("workbookPr")
                    .with_attribute(("date1904", "1"))
                    .write_empty()?;
            }
            out.create_element("sheets").write_inner_content(|out| {
                for (number, name) in (1..).zip(names) {
                    let (id, relation) = (format!("{number}"), format!("rId{number}"));
                    out.create_element("sheet")
                        .with_attributes([
                            ("name", *name),
                            ("sheetId", id.as_str()),
                            ("r:id", relation.as_str()),
                        ])
                        .write_empty()?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
    Ok(())
}
