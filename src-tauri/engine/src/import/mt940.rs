//! The rows of bank statements as SWIFT message 940: one row for each `:61:`, with what its
//! statement says of the account. A file may hold many statements, one after the other.
//!
//! A row's number is that of its line. The balance after the entries stands behind them, so it is
//! no value of a row: it becomes a control total.

use encoding_rs::Encoding;

use crate::import::ImportError;
use crate::import::decode::{Line, Lines};
use crate::import::keyed::KeyedRow;
use crate::import::limits::LINE_BYTES_MAX;
use crate::import::row::{Balances, CellKind, Each, Event, Flow, Source};

mod entry;

use entry::{Balance, Entry};

/// Lines between two reports of progress.
const PROGRESS_LINES: u32 = 4096;

/// The names of the values of a row.
const KEYS: [&str; 15] = [
    "statement",
    "account",
    "number",
    "currency",
    "opening_balance",
    "value_date",
    "entry_date",
    "mark",
    "reversal",
    "amount",
    "type",
    "reference",
    "bank_reference",
    "details",
    "memo",
];

/// Whether a text begins as such statements do: with the blocks of a message, or with the
/// reference of a statement and its account.
pub(crate) fn begins(head: &str) -> bool {
    let at_line = |tag: &str| {
        head.starts_with(tag)
            || head.contains(&format!("\n{tag}"))
            || head.contains(&format!("}}{tag}"))
    };
    let blocks = head.starts_with("{1:") || head.starts_with("{4:");
    at_line(":20:") && (at_line(":25:") || at_line(":25P:")) || blocks && head.contains(":20:")
}

/// Reads every entry of every statement.
pub(crate) fn each(
    source: &mut dyn Source,
    encoding: &'static Encoding,
    each: &mut Each<'_>,
) -> Result<(), ImportError> {
    let mut lines = Lines::new(source, encoding)?;
    let mut message = Message {
        each,
        number: 0,
        row: KeyedRow::default(),
        statement: Statement::default(),
        entry: None,
        field: Field::Other,
        flow: Flow::On,
    };
    message.tell_keys()?;
    let mut line = String::new();
    while message.flow == Flow::On {
        line.clear();
        let Some(read) = lines.next(&mut line)? else {
            return message.end_statement();
        };
        message.number += 1;
        match read {
            Line::Text => message.line(&line)?,
            Line::Unreadable(found) => message.unreadable(found)?,
        }
        if message.flow == Flow::On && message.number.is_multiple_of(PROGRESS_LINES) {
            let (read, total) = (lines.read, lines.total);
            message.flow = (message.each)(Event::Progress { read, total })?;
        }
    }
    Ok(())
}

/// What a statement says beside its entries.
#[derive(Debug, Default)]
struct Statement {
    reference: String,
    account: String,
    number: String,
    currency: String,
    opening: Option<String>,
    /// Something stands in it at all.
    begun: bool,
}

/// An entry whose lines have not all been read.
#[derive(Debug)]
struct Draft {
    /// Number of its first line.
    line: u32,
    text: String,
    details: String,
    memo: String,
    /// One of its lines, if its bytes are no text.
    no_text: Option<String>,
}

/// Which field a line without a tag goes on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Entry,
    Memo,
    Other,
}

struct Message<'m, 'e> {
    each: &'m mut Each<'e>,
    number: u32,
    row: KeyedRow,
    statement: Statement,
    entry: Option<Draft>,
    field: Field,
    flow: Flow,
}

impl Message<'_, '_> {
    /// The names are known before the first row.
    fn tell_keys(&mut self) -> Result<(), ImportError> {
        for key in KEYS {
            self.row.put(key, "", CellKind::Text)?;
        }
        self.row.tell_keys(self.each)
    }

    fn line(&mut self, line: &str) -> Result<(), ImportError> {
        let line = line.trim_end();
        // The blocks around the text of a message: only what follows the fourth one's beginning.
        let text = line.split_once("{4:");
        let line = match text.filter(|(before, _)| before.is_empty() || before.starts_with('{')) {
            Some((_, text)) => {
                self.end_statement()?;
                text
            }
            // In a memo a brace is a character like any other.
            None if self.field == Field::Other && line.starts_with(['{', '}']) => return Ok(()),
            None => line,
        };
        if line == "-" || line.starts_with("-}") {
            return self.end_statement();
        }
        match tagged(line) {
            Some((tag, value)) => self.tag(tag, value),
            None => self.go_on(line),
        }
    }

    fn tag(&mut self, tag: &str, value: &str) -> Result<(), ImportError> {
        self.field = Field::Other;
        if tag == "86" && self.entry.is_some() {
            self.field = Field::Memo;
            return self.go_on(value);
        }
        self.end_entry()?;
        match tag {
            "20" => {
                self.end_statement()?;
                value.clone_into(&mut self.statement.reference);
            }
            "25" | "25P" => value.trim().clone_into(&mut self.statement.account),
            "28C" | "28" => value.clone_into(&mut self.statement.number),
            "60F" | "60M" => self.opening(value),
            "61" => {
                self.field = Field::Entry;
                self.entry = Some(Draft {
                    line: self.number,
                    text: value.to_owned(),
                    details: String::new(),
                    memo: String::new(),
                    no_text: None,
                });
            }
            "62F" | "62M" => return self.closing(tag, value),
            _ => {}
        }
        self.statement.begun = true;
        Ok(())
    }

    fn opening(&mut self, value: &str) {
        match Balance::parse(value) {
            Some(balance) => {
                balance.currency.clone_into(&mut self.statement.currency);
                self.statement.opening = Some(balance.amount);
            }
            // Shown as it is, so that the control total does not agree.
            None => self.statement.opening = Some(value.to_owned()),
        }
    }

    fn closing(&mut self, tag: &str, value: &str) -> Result<(), ImportError> {
        let (label, amount) = match Balance::parse(value) {
            Some(balance) => (format!(":{tag}: {}", balance.day), balance.amount),
            None => (format!(":{tag}:"), value.to_owned()),
        };
        self.balances(&label, Some(&amount))?;
        self.statement = Statement::default();
        Ok(())
    }

    fn balances(&mut self, label: &str, closing: Option<&str>) -> Result<(), ImportError> {
        if self.flow == Flow::On {
            self.flow = (self.each)(Event::Balances(Balances {
                label,
                opening: self.statement.opening.as_deref(),
                closing,
            }))?;
        }
        Ok(())
    }

    /// A line without a tag belongs to the field before it.
    fn go_on(&mut self, line: &str) -> Result<(), ImportError> {
        let Some(entry) = &mut self.entry else {
            return Ok(());
        };
        match self.field {
            Field::Entry => join(&mut entry.details, line),
            Field::Memo => join(&mut entry.memo, line),
            Field::Other => Ok(()),
        }
    }

    fn unreadable(&mut self, found: String) -> Result<(), ImportError> {
        match &mut self.entry {
            Some(entry) => {
                entry.no_text.get_or_insert(found);
                Ok(())
            }
            None => self.refuse(self.number, found, false),
        }
    }

    fn refuse(&mut self, row: u32, found: String, element: bool) -> Result<(), ImportError> {
        self.flow = (self.each)(Event::Unreadable {
            row,
            found,
            element,
            group: 0,
        })?;
        Ok(())
    }

    fn end_entry(&mut self) -> Result<(), ImportError> {
        let Some(draft) = self.entry.take() else {
            return Ok(());
        };
        if let Some(found) = draft.no_text {
            return self.refuse(draft.line, found, false);
        }
        let Some(entry) = Entry::parse(&draft.text) else {
            return self.refuse(draft.line, format!(":61:{}", draft.text), true);
        };
        let statement = &self.statement;
        let entry_date = entry.entry_date.map(|day| day.to_string());
        let values = [
            statement.reference.as_str(),
            &statement.account,
            &statement.number,
            &statement.currency,
            statement.opening.as_deref().unwrap_or_default(),
            &entry.value_date.to_string(),
            entry_date.as_deref().unwrap_or_default(),
            entry.mark,
            if entry.mark.len() == 2 {
                "true"
            } else {
                "false"
            },
            &entry.amount,
            entry.kind,
            entry.reference,
            entry.bank_reference,
            &draft.details,
            &draft.memo,
        ];
        self.row.clear(draft.line);
        for (key, value) in KEYS.into_iter().zip(values) {
            self.row.put(key, value, CellKind::Text)?;
        }
        self.flow = self.row.give(self.each)?;
        Ok(())
    }

    /// A statement that ends without its closing balance was cut off.
    fn end_statement(&mut self) -> Result<(), ImportError> {
        self.end_entry()?;
        if std::mem::take(&mut self.statement.begun) {
            self.balances(":62F:", None)?;
        }
        self.statement = Statement::default();
        self.field = Field::Other;
        Ok(())
    }
}

/// `:61:` and what follows it.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.strip_prefix(':')?.split_once(':')?;
    let (number, letter) = tag.split_at_checked(2)?;
    let is_tag = number.bytes().all(|b| b.is_ascii_digit())
        && letter.len() <= 1
        && letter.bytes().all(|b| b.is_ascii_uppercase());
    is_tag.then_some((tag, value))
}

/// Joins the lines of a field. They are cut at a fixed width: between Chinese characters nothing
/// was there, between words a blank.
fn join(text: &mut String, line: &str) -> Result<(), ImportError> {
    let ends = text.chars().next_back().is_some_and(|c| c.is_ascii());
    let begins = line.chars().next().is_some_and(|c| c.is_ascii());
    if ends && begins {
        text.push(' ');
    }
    text.push_str(line);
    let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
    match bytes > LINE_BYTES_MAX {
        true => Err(ImportError::limit("limit.element_bytes", LINE_BYTES_MAX)),
        false => Ok(()),
    }
}
