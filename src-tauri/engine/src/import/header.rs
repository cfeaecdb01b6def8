//! The header of a table against the columns of a format: which column is where, and what has
//! changed since the layout was seen. Columns go by name, never by position.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;

use crate::format::{Column, Format, formats};
use crate::import::buyers::{self, BuyerColumn};
use crate::import::row::{is_blank, trimmed};

/// How a header differs from the layout that the format describes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Drift {
    /// Columns that the format does not know; they are kept in the file and not read.
    pub added: Vec<String>,
    /// Columns of the format that are not there.
    pub missing: Vec<String>,
    /// Columns found under another name.
    pub renamed: Vec<Renamed>,
    /// Columns that stand elsewhere.
    pub moved: Vec<String>,
}

/// A column found under another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Renamed {
    /// The name in the format.
    pub expected: String,
    /// The name in the file.
    pub found: String,
}

impl Drift {
    /// Whether the header is as the format describes it.
    pub fn is_none(&self) -> bool {
        *self == Drift::default()
    }
}

/// Where the columns of a format are in a file.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// For each column of the format its index in the file.
    pub places: Vec<Option<usize>>,
    /// The header as in the file.
    pub header: Vec<String>,
    /// Its first filled cell.
    pub first: String,
    /// Every column of the signature is there.
    pub is_signed: bool,
    /// Columns of the format found, and how many it has, optional ones apart.
    pub matched: usize,
    pub total: usize,
    /// Required columns that are not there.
    pub lacking: Vec<String>,
    /// Columns of the file that hold buyers' data; looked for where the table can be read.
    pub buyers: Vec<BuyerColumn>,
    /// What has changed.
    pub drift: Drift,
}

impl Layout {
    /// Whether the table can be read: no required column is lacking.
    pub fn fits(&self) -> bool {
        self.lacking.is_empty()
    }

    /// The format's column that is read from a column of the file.
    pub fn column_at(&self, index: usize) -> Option<usize> {
        self.places.iter().position(|place| *place == Some(index))
    }
}

/// Spelling differences that platforms make taken out of a header name.
pub(crate) fn normalise(name: &str) -> String {
    let plain: String = name
        .nfkc()
        .filter(|c| !is_blank(*c))
        .map(|c| if c == '帐' { '账' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    let plain = plain.trim_start_matches(['*', '`']);
    plain.strip_suffix("(元)").unwrap_or(plain).to_owned()
}

/// A row that may be a header, its names looked up once for all formats.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    texts: Vec<String>,
    /// Whether a text is a name at all.
    is_named: Vec<bool>,
    index_of: BTreeMap<String, usize>,
}

impl Header {
    /// From the texts as in the file. Of two equal names the first is the column.
    pub fn of(texts: Vec<String>) -> Header {
        let mut index_of = BTreeMap::new();
        let mut is_named = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            let name = normalise(text);
            is_named.push(!name.is_empty());
            if !name.is_empty() {
                index_of.entry(name).or_insert(index);
            }
        }
        Header {
            texts,
            is_named,
            index_of,
        }
    }

    /// The texts as in the file.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }
}

/// The names of a format's columns, normalised once.
#[derive(Debug)]
pub(crate) struct Names {
    /// For each column its own name and its aliases.
    names: Vec<Vec<String>>,
}

/// Those of the built-in formats, which every file is compared with.
static BUILT_IN: LazyLock<BTreeMap<&str, (&Format, Arc<Names>)>> = LazyLock::new(|| {
    let named =
        |format: &'static Format| (format.id.as_str(), (format, Arc::new(Names::read(format))));
    formats().iter().map(named).collect()
});

impl Names {
    /// The names of a format; a built-in one is normalised once and for all.
    pub fn of(format: &Format) -> Arc<Names> {
        match BUILT_IN.get(format.id.as_str()) {
            Some((known, names)) if std::ptr::eq(*known, format) || **known == *format => {
                Arc::clone(names)
            }
            _ => Arc::new(Names::read(format)),
        }
    }

    fn read(format: &Format) -> Names {
        let all = |column: &Column| {
            let spellings = std::iter::once(&column.header).chain(&column.aliases);
            spellings.map(|name| normalise(name)).collect()
        };
        Names {
            names: format.columns.iter().map(all).collect(),
        }
    }

    /// The names of one column of the format.
    pub fn of_column(&self, number: usize) -> &[String] {
        &self.names[number]
    }

    /// Compares a header with the format.
    pub fn compare(&self, format: &Format, header: &Header) -> Layout {
        let find = |name: &String| header.index_of.get(name).copied();
        let mut places: Vec<Option<usize>> =
            self.names.iter().map(|names| find(&names[0])).collect();
        let mut taken: BTreeSet<usize> = places.iter().flatten().copied().collect();
        let mut renamed = Vec::new();
        for (column, names) in self.names.iter().enumerate() {
            if places[column].is_some() {
                continue;
            }
            let found = names[1..].iter().find_map(find);
            if let Some(index) = found.filter(|index| taken.insert(*index)) {
                places[column] = Some(index);
                renamed.push(Renamed {
                    expected: format.columns[column].header.clone(),
                    found: header.texts[index].trim().to_owned(),
                });
            }
        }
        layout(format, header, places, renamed, &taken)
    }
}

/// The layout of columns that were found by other means than their names.
pub(crate) fn laid_out(format: &Format, header: &[String], places: Vec<Option<usize>>) -> Layout {
    let taken = places.iter().flatten().copied().collect();
    let header = Header::of(header.to_vec());
    layout(format, &header, places, Vec::new(), &taken)
}

fn layout(
    format: &Format,
    header: &Header,
    places: Vec<Option<usize>>,
    renamed: Vec<Renamed>,
    taken: &BTreeSet<usize>,
) -> Layout {
    let columns = || format.columns.iter().zip(&places);
    let names = |absent: fn(&Column) -> bool| {
        columns()
            .filter(|(column, place)| place.is_none() && absent(column))
            .map(|(column, _)| column.header.clone())
            .collect::<Vec<_>>()
    };
    let texts = &header.texts;
    let added = (0..texts.len())
        .filter(|index| header.is_named[*index] && !taken.contains(index))
        .map(|index| texts[index].trim().to_owned())
        .collect();
    let mut drift = Drift {
        added,
        missing: names(|column| !column.optional),
        renamed,
        moved: Vec::new(),
    };
    if format.hand_made {
        drift.renamed.clear();
    } else if format.keyed().is_none() {
        drift.moved = moved(format, &places);
    }
    let lacking = names(|column| column.required);
    let mut layout = Layout {
        is_signed: format.signature.iter().all(|name| !lacking.contains(name)),
        matched: columns()
            .filter(|(column, place)| place.is_some() && !column.optional)
            .count(),
        total: format
            .columns
            .iter()
            .filter(|column| !column.optional)
            .count(),
        lacking,
        drift,
        first: texts
            .iter()
            .map(|name| trimmed(name))
            .find(|name| !name.is_empty())
            .unwrap_or_default()
            .to_owned(),
        header: texts.clone(),
        places,
        buyers: Vec::new(),
    };
    if layout.fits() {
        layout.buyers = buyers::in_layout(format, &layout);
    }
    layout
}

/// The columns that are not part of the longest run that kept its order.
fn moved(format: &Format, places: &[Option<usize>]) -> Vec<String> {
    let found: Vec<(usize, usize)> = places
        .iter()
        .enumerate()
        .filter_map(|(column, place)| Some((column, (*place)?)))
        .collect();
    let places: Vec<usize> = found.iter().map(|(_, place)| *place).collect();
    let kept = in_order(&places);
    (0..found.len())
        .filter(|index| !kept.contains(index))
        .map(|index| format.columns[found[index].0].header.clone())
        .collect()
}

/// The indexes of the longest run of places that rises.
pub(crate) fn in_order(places: &[usize]) -> BTreeSet<usize> {
    // Longest increasing subsequence: for each place the length of the best run that ends there.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
    for (end, place) in places.iter().enumerate() {
        let before = (0..end)
            .filter(|at| places[*at] < *place)
            .max_by_key(|at| runs[*at].0);
        runs.push((before.map_or(1, |at| runs[at].0 + 1), before));
    }
    let mut kept = BTreeSet::new();
    let mut at = (0..places.len()).max_by_key(|at| runs[*at].0);
    while let Some(index) = at {
        kept.insert(index);
        at = runs[index].1;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_header_are_one_name() {
        for (name, same) in [
            ("动帐流水号", "动账流水号"),
            ("订单退款（元）", "订单退款"),
            ("*姓名", "姓名"),
            ("`交易时间", "交易时间"),
            (" 日 志 号 ", "日志号"),
            ("订单 ID", "订单id"),
            ("收入\u{200b}", "收入"),
            ("收入（元）\t", "收入(元)"),
        ] {
            assert_eq!(normalise(name), normalise(same), "{name}");
        }
    }

    #[test]
    fn only_columns_out_of_order_have_moved() {
        let format = crate::format::format("taobao_alliance_refund_xls").unwrap();
        let mut header: Vec<String> = format
            .columns
            .iter()
            .map(|column| column.header.clone())
            .collect();
        let names = Names::of(format);
        assert!(
            names
                .compare(format, &Header::of(header.clone()))
                .drift
                .is_none()
        );
        let last = header.pop().unwrap();
        header.insert(0, last.clone());
        header.insert(2, "备注".into());
        let drift = names.compare(format, &Header::of(header.clone())).drift;
        assert_eq!(
            (drift.moved, drift.added),
            (vec![last], vec!["备注".to_owned()])
        );
    }
}
