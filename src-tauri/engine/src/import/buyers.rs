//! Which columns hold a buyer's name, telephone or address, and what may be shown of a row that
//! has them. Sellers, creators and the counterparties of wallets and banks are no buyers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::assets;
use crate::format::{Container, Format, Kind};
use crate::import::blank;
use crate::import::header::{Layout, normalise};
use crate::import::row::{is_blank, trimmed};

/// Where the list of columns lies below assets/.
const LIST: &str = "formats/buyer-columns.toml";

/// Whom or what the values of a column tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tells {
    /// One buyer from another.
    Buyer,
    /// One address from another.
    Address,
}

/// A column of a file that holds buyers' data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BuyerColumn {
    /// Its place in the file.
    pub index: usize,
    /// Its header.
    pub name: String,
    /// What its values tell apart, and how early in the list it stands.
    pub tells: Option<(Tells, usize)>,
}

/// The list as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    column: Vec<WrittenColumns>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenColumns {
    names: Vec<String>,
    tells: Option<Tells>,
}

/// What the values tell apart, and the place in the list.
type Listed = (Option<Tells>, usize);

static LISTED: LazyLock<BTreeMap<String, Listed>> = LazyLock::new(|| {
    let (_, toml) = assets::below(LIST).next().expect("the list is compiled in");
    parse(toml).unwrap_or_else(|error| panic!("assets/{LIST}: {error}"))
});

fn parse(toml: &str) -> Result<BTreeMap<String, Listed>, String> {
    let written: Written = toml::from_str(toml).map_err(|error| error.to_string())?;
    let mut listed = BTreeMap::new();
    for columns in &written.column {
        if columns.names.is_empty() {
            return Err("an entry names no column".to_owned());
        }
        for name in &columns.names {
            let plain = normalise(name);
            if plain.is_empty() {
                return Err("a name is empty".to_owned());
            }
            let place = listed.len();
            if listed.insert(plain, (columns.tells, place)).is_some() {
                return Err(format!("{name} is named twice"));
            }
        }
    }
    match listed.is_empty() {
        true => Err("it names no column".to_owned()),
        false => Ok(listed),
    }
}

/// Tells the buyers' columns of one format.
pub(crate) struct Judge<'f> {
    format: &'f Format,
    /// Every spelling of its columns.
    columns: BTreeMap<String, usize>,
}

impl<'f> Judge<'f> {
    pub fn of(format: &'f Format) -> Judge<'f> {
        let mut columns = BTreeMap::new();
        for (index, column) in format.columns.iter().enumerate() {
            for name in std::iter::once(&column.header).chain(&column.aliases) {
                columns.insert(normalise(name), index);
            }
        }
        Judge { format, columns }
    }

    /// A column of a table, read as this column of the format or as none.
    fn column(&self, name: &str, read_as: Option<usize>) -> Option<Listed> {
        let named = || self.columns.get(name).copied();
        let column = read_as.or_else(named).map(|at| &self.format.columns[at]);
        match column {
            Some(column) if column.kind == Kind::Buyer => Some((None, 0)),
            Some(column) if read_as.is_some() && is_read(column) => None,
            _ => self.listed(name),
        }
    }

    /// What the list says of a name. It does not speak of what is written for the tax office.
    fn listed(&self, name: &str) -> Option<Listed> {
        let listed = LISTED.get(name).copied();
        listed.filter(|_| !self.format.perspective.declares())
    }

    /// A key of JSON, with dots for nesting: all that lies below a buyer's key is a buyer's.
    pub fn key(&self, path: &str) -> Option<Listed> {
        let ends = path.match_indices('.').map(|(end, _)| end);
        let mut above = ends.chain([path.len()]).map(|end| &path[..end]);
        above.find_map(|path| {
            let whole = normalise(path);
            let last = normalise(path.rsplit('.').next().unwrap_or(path));
            let read_as = self.columns.get(&whole).copied();
            let read = read_as.is_some_and(|at| is_read(&self.format.columns[at]));
            self.column(&whole, read_as)
                .or_else(|| self.listed(&last).filter(|_| !read))
        })
    }
}

/// Whether a format takes something from a column.
fn is_read(column: &crate::format::Column) -> bool {
    column.kind != Kind::Buyer && (column.field.is_some() || column.kind != Kind::Text)
}

/// The buyers' columns of a table that a format reads.
pub(crate) fn in_layout(format: &Format, layout: &Layout) -> Vec<BuyerColumn> {
    let judge = Judge::of(format);
    named(&layout.header, |index, header| {
        match format.keyed().is_some() {
            true => judge.key(header),
            false => judge.column(&normalise(header), layout.column_at(index)),
        }
    })
}

/// The buyers' columns that a row would name if it were the header of an unknown table.
pub(crate) fn in_unknown(texts: &[String]) -> Vec<BuyerColumn> {
    named(texts, |_, header| {
        let last = header.rsplit('.').next().unwrap_or(header);
        let listed = |name: &str| LISTED.get(&normalise(name)).copied();
        listed(header).or_else(|| listed(last))
    })
}

fn named(header: &[String], listed: impl Fn(usize, &str) -> Option<Listed>) -> Vec<BuyerColumn> {
    let column = |(index, header): (usize, &String)| {
        let header = trimmed(header);
        let (tells, place) = listed(index, header)?;
        Some(BuyerColumn {
            index,
            name: header.to_owned(),
            tells: tells.map(|tells| (tells, place)),
        })
    };
    header.iter().enumerate().filter_map(column).collect()
}

/// The column that tells buyers or addresses apart where the format has none for it.
pub(crate) fn telling(buyers: &[BuyerColumn], wanted: Tells) -> Vec<usize> {
    let told = |column: &BuyerColumn| match column.tells {
        Some((tells, place)) if tells == wanted => Some((place, column.index)),
        _ => None,
    };
    let ordered: BTreeSet<(usize, usize)> = buyers.iter().filter_map(told).collect();
    ordered.into_iter().map(|(_, index)| index).collect()
}

/// Whether a value is masked: `张**` is many buyers, and tells nobody apart.
pub(crate) fn is_masked(value: &str) -> bool {
    value.contains(['*', '＊'])
}

/// A buyer's value with the differences of spelling taken out that exports make: width, blanks,
/// case. What is equal here is the same buyer or address.
pub fn comparable(value: &str) -> String {
    let plain = value.nfkc().filter(|c| !is_blank(*c));
    plain.flat_map(char::to_lowercase).collect()
}

/// The texts of a row without buyers' data.
pub(crate) fn screened(format: &Format, layout: &Layout, texts: Vec<String>) -> Vec<String> {
    let nested = |(text, key): (String, &String)| match text.starts_with(['[', '{']) {
        true => blank::text_of_json(format, key, &text),
        false => text,
    };
    let texts = match format.keyed() == Some(Container::Json) {
        true => texts.into_iter().zip(&layout.header).map(nested).collect(),
        false => texts,
    };
    hidden(&layout.buyers, texts)
}

/// The texts without those of these columns.
pub(crate) fn hidden(buyers: &[BuyerColumn], mut texts: Vec<String>) -> Vec<String> {
    for column in buyers {
        if let Some(text) = texts.get_mut(column.index) {
            text.clear();
        }
    }
    for text in &mut texts {
        if text.starts_with(['[', '{']) && names_a_buyer(text) {
            text.clear();
        }
    }
    texts
}

/// Whether a text that is no row could still hold buyers' data of this format.
pub(crate) fn may_hold(format: &Format, layout: Option<&Layout>, text: &str) -> bool {
    format
        .columns
        .iter()
        .any(|column| column.kind == Kind::Buyer)
        || layout.is_some_and(|layout| !layout.buyers.is_empty())
        || format.keyed() == Some(Container::Json) && names_a_buyer(text)
}

fn names_a_buyer(text: &str) -> bool {
    let keys = text.split('"').skip(1).step_by(2);
    keys.into_iter()
        .any(|key| LISTED.contains_key(&normalise(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_malformed_list_is_refused() {
        for (toml, reason) in [
            ("", "missing field"),
            ("column = []", "names no column"),
            ("[[column]]\nnames = []", "names no column"),
            ("[[column]]\nnames = [\" \"]", "empty"),
            ("[[column]]\nnames = [\"收货人\", \"收 货人\"]", "twice"),
            (
                "[[column]]\nnames = [\"收货人\"]\ntell = \"buyer\"",
                "unknown field",
            ),
            (
                "[[column]]\nnames = [\"收货人\"]\ntells = \"seller\"",
                "unknown variant",
            ),
        ] {
            let error = parse(toml).unwrap_err();
            assert!(error.contains(reason), "{toml}: {error}");
        }
    }

    #[test]
    fn sellers_creators_and_counterparties_are_no_buyers() {
        for name in [
            "掌柜旺旺",
            "卖家昵称",
            "店铺名称",
            "达人昵称",
            "主播昵称",
            "交易对方",
            "对方账号",
            "对方户名",
            "商户名称",
            "seller_nick",
            "author_account",
            "address",
        ] {
            assert!(!LISTED.contains_key(&normalise(name)), "{name}");
        }
        for name in ["收货人", "收 件 人", "收件人手机（元）", "Receiver_Name"] {
            assert!(LISTED.contains_key(&normalise(name)), "{name}");
        }
    }

    #[test]
    fn a_built_in_format_reads_no_column_that_is_blanked_unawares() {
        for format in crate::format::formats() {
            let judge = Judge::of(format);
            for (index, column) in format.columns.iter().enumerate() {
                let blanked = judge
                    .column(&normalise(&column.header), Some(index))
                    .is_some();
                assert!(
                    !(blanked && is_read(column)),
                    "{} {}",
                    format.id,
                    column.header
                );
            }
        }
    }

    #[test]
    fn one_buyer_spelt_in_two_ways_is_one() {
        for (one, other) in [
            ("０００－１２３", "000-123"),
            (" 买家 甲 ", "买家甲"),
            ("某省某市　１２号", "某省某市12号"),
            ("Buyer_A", "buyer_a"),
        ] {
            assert_eq!(comparable(one), comparable(other));
        }
        assert!(is_masked("买*甲") && is_masked("０００＊＊＊＊１２３") && !is_masked("买家甲"));
    }
}
