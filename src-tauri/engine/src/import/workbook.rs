//! The parts of an .xlsx file: sheets in order, shared texts, which day is day 0.
//!
//! Every part is bounded before it is unpacked.

use std::io::{BufRead, BufReader, SeekFrom};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::read::ZipFile;

pub(crate) use crate::import::archive::ZipFiles as Archive;
use crate::import::archive::directory;
use crate::import::limits::{
    ENTRIES_MAX, ENTRY_BYTES_MAX, FILE_BYTES_MAX, RATIO_FROM_BYTES, RATIO_MAX,
};
use crate::import::meter::{Gauge, Metered};
use crate::import::row::{Each, Event as Happening, Flow, Source};
use crate::import::sheet;
use crate::import::strings::Strings;
use crate::import::{ImportError, ImportErrorCode};

/// XML of one part.
pub(crate) type Part<'z, 's> = Reader<BufReader<Metered<ZipFile<'z, &'s mut dyn Source>>>>;

/// A sheet: its name and where its XML is.
pub(crate) struct Sheet {
    pub name: String,
    pub path: String,
}

/// Reads every row of every sheet.
pub(crate) fn each(source: &mut dyn Source, each: &mut Each<'_>) -> Result<(), ImportError> {
    let mut archive = open(source)?;
    let (sheets, epoch_1904) = sheets(&mut archive)?;
    let strings = match path_like(&archive, "xl/sharedstrings.xml") {
        Some(path) => part(&mut archive, &path, Strings::read)?,
        None => Strings::default(),
    };
    let mut reader = sheet::SheetReader::new(&strings, epoch_1904);
    for sheet in sheets {
        if each(Happening::Sheet(&sheet.name))? == Flow::Stop {
            return Ok(());
        }
        let total = size(&archive, &sheet.path);
        let flow = part(&mut archive, &sheet.path, |xml, gauge| {
            reader.rows(xml, gauge, total, each)
        })?;
        if flow == Flow::Stop {
            return Ok(());
        }
    }
    Ok(())
}

/// Whether an archive is a workbook at all.
pub(crate) fn is_workbook(source: &mut dyn Source) -> Result<bool, ImportError> {
    let archive = directory(source)?.map_err(ImportError::broken_workbook)?;
    Ok(path_like(&archive, "xl/workbook.xml").is_some())
}

/// Opens it; refused where a part is locked or beyond a limit.
pub(crate) fn open(source: &mut dyn Source) -> Result<Archive<'_>, ImportError> {
    let bytes = source.seek(SeekFrom::End(0))?;
    if bytes > FILE_BYTES_MAX {
        return Err(ImportError::limit("limit.file_bytes", FILE_BYTES_MAX));
    }
    let archive = directory(source)?.map_err(ImportError::broken_workbook)?;
    if archive.len() > ENTRIES_MAX {
        return Err(ImportError::limit("limit.entries", ENTRIES_MAX));
    }
    for index in 0..archive.len() {
        let entry = archive
            .by_index_data(index)
            .map_err(ImportError::broken_workbook)?;
        if entry.encrypted() {
            return Err(ImportError::new(ImportErrorCode::Encrypted));
        }
        if entry.size() > ENTRY_BYTES_MAX {
            return Err(ImportError::limit("limit.entry_bytes", ENTRY_BYTES_MAX));
        }
        let packed = entry.compressed_size().max(1);
        if entry.size() > RATIO_FROM_BYTES && entry.size() / packed > RATIO_MAX {
            return Err(ImportError::limit("limit.ratio", RATIO_MAX));
        }
    }
    Ok(archive)
}

/// The name of a part whatever its case and slashes.
pub(crate) fn path_like(archive: &Archive<'_>, wanted: &str) -> Option<String> {
    let plain = |name: &str| {
        name.replace('\\', "/")
            .trim_start_matches('/')
            .to_lowercase()
    };
    let wanted = plain(wanted);
    archive
        .file_names()
        .filter_map(Result::ok)
        .find(|name| plain(name) == wanted)
        .map(|name| name.into_owned())
}

fn size(archive: &Archive<'_>, path: &str) -> u64 {
    let index = archive.index_for_name(path);
    let entry = index.and_then(|index| archive.by_index_data(index).ok());
    entry.map_or(0, |entry| entry.size())
}

/// Hands the XML of a part to a reader.
pub(crate) fn part<T>(
    archive: &mut Archive<'_>,
    path: &str,
    read: impl FnOnce(&mut Part<'_, '_>, &Gauge) -> Result<T, ImportError>,
) -> Result<T, ImportError> {
    let file = archive
        .by_name(path)
        .map_err(ImportError::broken_workbook)?;
    let gauge = Gauge::default();
    let metered = Metered::limited(file, &gauge);
    let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, metered));
    xml.config_mut().check_end_names = false;
    read(&mut xml, &gauge).map_err(|error| gauge.refusal().unwrap_or(error))
}

/// The next event of a part.
pub(crate) fn next<'b>(
    xml: &mut Part<'_, '_>,
    gauge: &Gauge,
    buffer: &'b mut Vec<u8>,
) -> Result<Event<'b>, ImportError> {
    buffer.clear();
    gauge.next();
    xml.read_event_into(buffer)
        .map_err(ImportError::broken_workbook)
}

/// Reads a part to its end without looking at it: only there its checksum tells whether what was
/// read before is what was written.
pub(crate) fn check_rest(xml: &mut Part<'_, '_>, gauge: &Gauge) -> Result<(), ImportError> {
    loop {
        gauge.next();
        let rest = xml.get_mut();
        let bytes = rest.fill_buf().map_err(ImportError::broken_workbook)?.len();
        if bytes == 0 {
            return Ok(());
        }
        rest.consume(bytes);
    }
}

/// An attribute of an element, by its name without prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .ok()
                .map(Into::into)
        })
}

/// All attributes of an element by their names without prefix; namespaces are none.
pub(crate) fn attributes(element: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut all = element.attributes();
    let all = all.with_checks(false).flatten();
    let plain = all.filter(|attribute| !attribute.key.as_ref().starts_with("xmlns"));
    plain
        .filter_map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            Some((name, value.into()))
        })
        .collect()
}

/// The sheets in their order, and whether day 0 is that of 1904.
pub(crate) fn sheets(archive: &mut Archive<'_>) -> Result<(Vec<Sheet>, bool), ImportError> {
    let book = path_like(archive, "xl/workbook.xml")
        .ok_or_else(|| ImportError::new(ImportErrorCode::Archive))?;
    let mut named: Vec<(String, String)> = Vec::new();
    let mut epoch_1904 = false;
    elements(archive, &book, |element| {
        match element.local_name().as_ref() {
            "sheet" => {
                let name = attribute(element, "name").unwrap_or_default();
                named.push((name, attribute(element, "id").unwrap_or_default()));
            }
            "workbookPr" => {
                let flag = attribute(element, "date1904");
                epoch_1904 = matches!(flag.as_deref(), Some("1" | "true"));
            }
            _ => {}
        }
    })?;
    let mut targets: Vec<(String, String)> = Vec::new();
    if let Some(relations) = path_like(archive, "xl/_rels/workbook.xml.rels") {
        elements(archive, &relations, |element| {
            if let (Some(id), Some(target)) =
                (attribute(element, "Id"), attribute(element, "Target"))
            {
                targets.push((id, target));
            }
        })?;
    }
    let mut sheets = Vec::new();
    for (index, (name, id)) in named.into_iter().enumerate() {
        let target = targets.iter().find(|(known, _)| *known == id);
        let target = target.map_or(format!("worksheets/sheet{}.xml", index + 1), |(_, t)| {
            t.clone()
        });
        let candidates = [format!("xl/{target}"), target];
        let path = candidates.iter().find_map(|path| path_like(archive, path));
        // Charts and macros are sheets without cells and have no rows to read.
        let Some(path) = path else { continue };
        // The rows of two sheets of one name could not be told apart afterwards.
        if sheets.iter().any(|known: &Sheet| known.name == name) {
            return Err(ImportError::broken_workbook(name));
        }
        sheets.push(Sheet { name, path });
    }
    if sheets.is_empty() {
        return Err(ImportError::broken_workbook("no sheets"));
    }
    Ok((sheets, epoch_1904))
}

fn elements(
    archive: &mut Archive<'_>,
    path: &str,
    mut visit: impl FnMut(&BytesStart<'_>),
) -> Result<(), ImportError> {
    part(archive, path, |xml, gauge| {
        let mut buffer = Vec::new();
        loop {
            match next(xml, gauge, &mut buffer)? {
                Event::Start(element) | Event::Empty(element) => visit(&element),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    })
}
