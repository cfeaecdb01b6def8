//! Where in the XML the reading is, and the values found there.

use crate::format::BalanceRule;
use crate::import::ImportError;
use crate::import::keyed::KeyedRow;
use crate::import::limits::{COLUMNS_MAX, LINE_BYTES_MAX};
use crate::import::meter::Gauge;
use crate::import::row::{Balances, CellKind, Each, Event, Flow};
use crate::import::xml::Values;

/// Rows between two reports of progress.
const PROGRESS_ROWS: u32 = 1024;
/// Between the texts of elements with one path.
const BETWEEN: &str = "; ";

/// An element around the rows.
#[derive(Debug)]
struct Level {
    /// How deep it is.
    depth: usize,
    /// What stands in it beside rows, the first of each path, named from the element on.
    values: Values,
    bytes: usize,
    opening: Option<Stated>,
    closing: Option<Stated>,
}

/// A balance, how good its code is, and what it is called.
#[derive(Debug)]
struct Stated {
    rank: usize,
    code: String,
    amount: String,
}

/// The elements that are open.
pub(super) struct Elements<'x, 'e> {
    rows_at: &'x [&'x str],
    rules: &'x [&'x BalanceRule],
    gauge: &'x Gauge,
    total: u64,
    each: &'x mut Each<'e>,
    flow: Flow,
    /// Names of the open elements with dots between them, and where each ends.
    path: String,
    ends: Vec<usize>,
    text: String,
    levels: Vec<Level>,
    /// How deep the row is that is being read.
    row_depth: Option<usize>,
    row: KeyedRow,
    values: Values,
    /// How deep the balance is that is being read.
    balance_depth: Option<usize>,
    balance: Values,
    met: bool,
}

impl<'x, 'e> Elements<'x, 'e> {
    pub fn new(
        rows_at: &'x [&'x str],
        rules: &'x [&'x BalanceRule],
        gauge: &'x Gauge,
        total: u64,
        each: &'x mut Each<'e>,
    ) -> Elements<'x, 'e> {
        Elements {
            rows_at,
            rules,
            gauge,
            total,
            each,
            flow: Flow::On,
            path: String::new(),
            ends: Vec::new(),
            text: String::new(),
            levels: Vec::new(),
            row_depth: None,
            row: KeyedRow::default(),
            values: Values::new(),
            balance_depth: None,
            balance: Values::new(),
            met: false,
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.ends.len()
    }

    /// Whether reading goes on.
    pub fn flow(&self) -> Flow {
        self.flow
    }

    /// Whether a row, or the element in which rows stand, was there.
    pub fn met(&self) -> bool {
        self.met
    }

    /// An element begins.
    pub fn start(
        &mut self,
        name: &str,
        attributes: Vec<(String, String)>,
    ) -> Result<(), ImportError> {
        if !self.path.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
        self.ends.push(self.path.len());
        self.text.clear();
        let depth = self.depth();
        if self.row_depth.is_none() {
            let is_row = self.rows_at.contains(&self.path.as_str());
            let around = |row: &&str| {
                row.strip_prefix(&self.path)
                    .is_some_and(|rest| rest.starts_with('.'))
            };
            if is_row {
                self.row_depth = Some(depth);
            } else if self.rows_at.iter().any(around) {
                self.levels.push(Level {
                    depth,
                    values: Values::new(),
                    bytes: 0,
                    opening: None,
                    closing: None,
                });
            } else if self.rules.iter().any(|rule| rule.at == self.path) {
                self.balance_depth = Some(depth);
                self.balance.clear();
            }
            let rows_stand_here =
                |row: &&str| row.rsplit_once('.').is_some_and(|(at, _)| at == self.path);
            self.met |= is_row || self.rows_at.iter().any(rows_stand_here);
        }
        for (attribute, value) in attributes {
            self.put(Some(&attribute), &value)?;
        }
        Ok(())
    }

    /// Text inside the element that began last.
    pub fn text(&mut self, text: &str) {
        if self.row_depth.is_some() || !self.levels.is_empty() {
            self.text.push_str(text);
        }
    }

    /// The element that is open ends.
    pub fn end(&mut self) -> Result<(), ImportError> {
        let text = std::mem::take(&mut self.text);
        self.put(None, text.trim())?;
        let depth = self.depth();
        if self.row_depth == Some(depth) {
            self.row_depth = None;
            self.end_row()?;
        } else if self.balance_depth == Some(depth) {
            self.balance_depth = None;
            self.end_balance();
        } else if self.levels.last().is_some_and(|level| level.depth == depth) {
            self.end_level()?;
        }
        self.ends.pop();
        self.path
            .truncate(self.ends.last().copied().unwrap_or_default());
        if self.levels.is_empty() {
            self.gauge.next();
        }
        Ok(())
    }

    /// The path of the open element from below one that is so deep.
    fn below(&self, depth: usize, attribute: Option<&str>) -> String {
        let start = match depth {
            0 => 0,
            depth => self.ends[depth - 1] + 1,
        };
        let path = self.path.get(start..).unwrap_or_default();
        match attribute {
            Some(attribute) => format!("{path}@{attribute}"),
            None => path.to_owned(),
        }
    }

    fn put(&mut self, attribute: Option<&str>, text: &str) -> Result<(), ImportError> {
        if text.is_empty() {
            return Ok(());
        }
        if let Some(depth) = self.row_depth {
            let path = self.below(depth, attribute);
            join(self.values.entry(path).or_default(), text);
            return Ok(());
        }
        if let Some(depth) = self.balance_depth {
            let path = self.below(depth, attribute);
            self.balance.entry(path).or_insert_with(|| text.to_owned());
        }
        let Some(depth) = self.levels.last().map(|level| level.depth) else {
            return Ok(());
        };
        let path = self.below(depth - 1, attribute);
        if let Some(level) = self.levels.last_mut()
            && !level.values.contains_key(&path)
        {
            level.bytes += path.len() + text.len();
            level.values.insert(path, text.to_owned());
            let bytes = u64::try_from(level.bytes).unwrap_or(u64::MAX);
            if bytes > LINE_BYTES_MAX {
                return Err(ImportError::limit("limit.element_bytes", LINE_BYTES_MAX));
            }
            if level.values.len() > COLUMNS_MAX {
                return Err(ImportError::limit("limit.columns", COLUMNS_MAX));
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), ImportError> {
        self.gauge.next();
        let number = self.row.number() + 1;
        self.row.clear(number);
        let around = self.levels.iter().flat_map(|level| &level.values);
        for (key, text) in around.chain(&self.values) {
            self.row.put(key, text, CellKind::Text)?;
        }
        self.values.clear();
        self.row.tell_keys(self.each)?;
        if number.is_multiple_of(PROGRESS_ROWS) {
            let (read, total) = (self.gauge.read(), self.total);
            self.flow = (self.each)(Event::Progress { read, total })?;
            if self.flow != Flow::On {
                return Ok(());
            }
        }
        self.flow = self.row.give(self.each)?;
        Ok(())
    }

    fn end_balance(&mut self) {
        let (path, values) = (&self.path, &self.balance);
        let Some(rule) = self.rules.iter().find(|rule| rule.at == *path) else {
            return;
        };
        let value = |key: &String| values.get(key).map(String::as_str).unwrap_or_default();
        let code = value(&rule.code);
        let rank = |codes: &[String]| codes.iter().position(|known| known == code);
        let is_debt = rule.negative.iter().any(|word| word == value(&rule.sign));
        let Some(level) = self.levels.last_mut() else {
            return;
        };
        for (rank, place) in [
            (rank(&rule.opening), &mut level.opening),
            (rank(&rule.closing), &mut level.closing),
        ] {
            let Some(rank) =
                rank.filter(|rank| place.as_ref().is_none_or(|known| *rank < known.rank))
            else {
                continue;
            };
            let sign = if is_debt { "-" } else { "" };
            *place = Some(Stated {
                rank,
                code: code.to_owned(),
                amount: format!("{sign}{}", value(&rule.amount)),
            });
        }
    }

    fn end_level(&mut self) -> Result<(), ImportError> {
        let Some(level) = self.levels.pop() else {
            return Ok(());
        };
        let Some(closing) = level.closing else {
            return Ok(());
        };
        self.flow = (self.each)(Event::Balances(Balances {
            label: &closing.code,
            opening: level.opening.as_ref().map(|stated| stated.amount.as_str()),
            closing: Some(&closing.amount),
        }))?;
        Ok(())
    }
}

/// Adds a text behind the ones before, unless the last of them says the same.
fn join(known: &mut String, text: &str) {
    let last = known.rsplit(BETWEEN).next().unwrap_or_default();
    if known.is_empty() {
        known.push_str(text);
    } else if last != text {
        known.push_str(BETWEEN);
        known.push_str(text);
    }
}
