//! The files of a case. Those of orders are written as they grow, so that a million rows need little memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::sample::table::{Cell, Encoding, encoded, write_bytes, write_xlsx};

/// Orders a file.
const ORDERS_MAX: usize = 100_000;
/// The table of orders until it is full.
const ORDERS: &str = "orders";

/// A table in the making.
struct Table {
    encoding: Encoding,
    text: String,
    rows: usize,
}

/// The files, in a folder.
pub struct Files {
    folder: PathBuf,
    /// Rows so far.
    pub rows: usize,
    full: usize,
    tables: BTreeMap<String, Table>,
    invoices: Vec<Vec<Cell>>,
    streams: Vec<Value>,
}

impl Files {
    /// None yet.
    pub fn below(folder: &Path) -> Files {
        Files {
            folder: folder.to_owned(),
            rows: 0,
            full: 0,
            tables: BTreeMap::new(),
            invoices: Vec::new(),
            streams: Vec::new(),
        }
    }

    /// Adds a row to a table, which begins with these lines.
    pub fn add(&mut self, name: &str, encoding: Encoding, head: &str, row: &str) {
        let table = self.tables.entry(name.to_owned()).or_insert_with(|| Table {
            encoding,
            text: format!("{head}\r\n"),
            rows: 0,
        });
        table.text.push_str(row);
        table.text.push_str("\r\n");
        table.rows += 1;
        self.rows += 1;
    }

    /// Adds an order, and writes the orders so far where they fill a file.
    pub fn add_order(&mut self, head: &str, row: &str) -> Result<(), String> {
        self.add(ORDERS, Encoding::Utf8Marked, head, row);
        match self.tables.get(ORDERS) {
            Some(table) if table.rows >= ORDERS_MAX => self.write_orders(),
            _ => Ok(()),
        }
    }

    /// Adds an order of the Douyin interface.
    pub fn add_stream(&mut self, order: Value) {
        self.streams.push(order);
        self.rows += 1;
    }

    /// Adds a line of an invoice.
    pub fn add_invoice(&mut self, head: &str, row: &str) {
        if self.invoices.is_empty() {
            self.invoices
                .push(head.split(',').map(Cell::text).collect());
        }
        self.invoices.push(row.split(',').map(Cell::text).collect());
        self.rows += 1;
    }

    /// A paper that is a file of its own.
    pub fn paper(&mut self, name: &str, content: &str) -> Result<(), String> {
        self.rows += 1;
        write_bytes(&self.folder.join(name), content.as_bytes())
    }

    /// Writes what is left.
    pub fn finish(&mut self) -> Result<(), String> {
        if self.tables.contains_key(ORDERS) {
            self.write_orders()?;
        }
        for (name, table) in &self.tables {
            self.write(name, table)?;
        }
        if !self.streams.is_empty() {
            let answer = json!({ "code": 10_000, "data": { "orders": self.streams } });
            let path = self.folder.join("streams.json");
            write_bytes(&path, answer.to_string().as_bytes())?;
        }
        match self.invoices.is_empty() {
            true => Ok(()),
            false => write_xlsx(
                &self.folder.join("invoices.xlsx"),
                "信息汇总表",
                &self.invoices,
            ),
        }
    }

    fn write_orders(&mut self) -> Result<(), String> {
        self.full += 1;
        let name = format!("{ORDERS}-{}", self.full);
        match self.tables.remove(ORDERS) {
            Some(table) => self.write(&name, &table),
            None => Ok(()),
        }
    }

    fn write(&self, name: &str, table: &Table) -> Result<(), String> {
        let path = self.folder.join(format!("{name}.csv"));
        write_bytes(&path, &encoded(&table.text, table.encoding))
    }
}
