//! Adding records: one statement for the whole import, its values bound one by one.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use engine::format::Format;
use engine::record::{AmountField, Class, Counted, OrderMoney, Record, Side, Status};
use rusqlite::{Connection, OptionalExtension};

use super::insert::Insert;
use super::versions::link;

/// Adds the records of one document; columns that its format never fills are left out.
pub(crate) struct Put<'c> {
    connection: &'c Connection,
    /// For the first record, whose number is given, and for those after it, which SQLite numbers
    /// on: it need not look whether a number is free.
    first: Insert<'c>,
    next: Insert<'c>,
    last_id: Option<i64>,
    document: i64,
    columns: Vec<Column>,
    kinds: Kinds<'c>,
}

/// Where a record belongs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    pub(crate) account: Option<i64>,
    /// The record of the same row that it is a further amount of.
    pub(crate) part_of: Option<i64>,
    /// It comes after its document: it was corrected.
    pub(crate) is_later: bool,
}

/// What stands for the buyer and the address of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BuyerHashes {
    pub(crate) buyer: Option<[u8; 16]>,
    pub(crate) address: Option<[u8; 16]>,
}

/// A column that a format may fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Sheet,
    PartOf,
    Account,
    OrderId,
    SubOrderId,
    OrderedAt,
    SettledAt,
    RefundedAt,
    ModifiedAt,
    Period,
    CumulativeTo,
    Counterparty,
    CounterpartyAccount,
    TipsUnits,
    Description,
    BuyerHash,
    AddressHash,
    Counted,
    CountedOn,
    Amount(AmountField),
}

/// Columns that every record fills, bound first.
const ALWAYS: [&str; 4] = ["document", "row", "key_hash", "kind"];

impl Column {
    /// Those with a name of their own; amounts go by their code.
    const NAMED: [(Column, &str); 19] = [
        (Column::Sheet, "sheet"),
        (Column::PartOf, "part_of"),
        (Column::Account, "account"),
        (Column::OrderId, "order_id"),
        (Column::SubOrderId, "sub_order_id"),
        (Column::OrderedAt, "ordered_at"),
        (Column::SettledAt, "settled_at"),
        (Column::RefundedAt, "refunded_at"),
        (Column::ModifiedAt, "modified_at"),
        (Column::Period, "period"),
        (Column::CumulativeTo, "cumulative_to"),
        (Column::Counterparty, "counterparty"),
        (Column::CounterpartyAccount, "counterparty_account"),
        (Column::TipsUnits, "tips_units"),
        (Column::Description, "description"),
        (Column::BuyerHash, "buyer_hash"),
        (Column::AddressHash, "address_hash"),
        (Column::Counted, "counted"),
        (Column::CountedOn, "counted_on"),
    ];

    /// The field of a format that fills it; `None` where every format may.
    fn field(self) -> Option<&'static str> {
        match self {
            Column::OrderId => Some("order_id"),
            Column::SubOrderId => Some("sub_order_id"),
            Column::OrderedAt => Some("order_time"),
            Column::SettledAt => Some("settled_time"),
            Column::RefundedAt => Some("refund_time"),
            Column::ModifiedAt => Some("modified_time"),
            Column::Counterparty => Some("counterparty"),
            Column::CounterpartyAccount => Some("counterparty_account"),
            Column::TipsUnits => Some("tips_units"),
            Column::Description => Some("description"),
            Column::Amount(amount) => Some(amount.code()),
            _ => None,
        }
    }

    /// Whether a record of the format can have something there.
    fn may_be_filled(self, format: &Format) -> bool {
        let fed = |field: &str| {
            let mut columns = format.columns.iter();
            columns.any(|column| column.field.as_deref() == Some(field))
        };
        let told = |name: &str| format.preamble.iter().any(|line| line.contains(name));
        match self {
            Column::CumulativeTo => format.cumulative,
            Column::ModifiedAt if told("{fetched}") => true,
            _ => self.field().is_none_or(fed),
        }
    }
}

impl<'c> Put<'c> {
    pub(crate) fn new(
        connection: &'c Connection,
        document: i64,
        format: &Format,
    ) -> rusqlite::Result<Put<'c>> {
        let named = Column::NAMED.iter().copied();
        let amounts = AmountField::ALL.iter().copied();
        let amounts = amounts.map(|amount| (Column::Amount(amount), amount.code()));
        let filled = named
            .chain(amounts)
            .filter(|(column, _)| column.may_be_filled(format));
        let (columns, names): (Vec<Column>, Vec<&str>) = filled.unzip();
        let mut names: Vec<&str> = ALWAYS.into_iter().chain(names).collect();
        let next = Insert::new(connection, &names)?;
        names.push("id");
        Ok(Put {
            connection,
            first: Insert::new(connection, &names)?,
            next,
            last_id: None,
            document,
            columns,
            kinds: Kinds::new(connection),
        })
    }

    /// Adds a record under its number, which is one more than that of the record before.
    pub(crate) fn put(
        &mut self,
        id: i64,
        place: Place,
        key_hash: i64,
        buyers: BuyerHashes,
        record: &Record,
    ) -> rusqlite::Result<()> {
        let kind = self.kinds.of(record)?;
        let is_next = self.last_id.is_some_and(|last| last + 1 == id);
        let insert = match is_next {
            true => &mut self.next,
            false => &mut self.first,
        };
        let always = [self.document, record.place.row.into(), key_hash, kind];
        for (at, value) in (1..).zip(always) {
            insert.integer(at, value)?;
        }
        for (at, column) in (ALWAYS.len() + 1..).zip(&self.columns) {
            bind(insert, at, *column, place, buyers, record)?;
        }
        if !is_next {
            insert.integer(ALWAYS.len() + self.columns.len() + 1, id)?;
        }
        insert.execute()?;
        self.last_id = Some(id);
        debug_assert_eq!(self.connection.last_insert_rowid(), id);
        self.remember(id, place)
    }

    /// What only few records are is kept beside them.
    fn remember(&self, id: i64, place: Place) -> rusqlite::Result<()> {
        if let Some(whole) = place.part_of {
            link(self.connection, whole, id)?;
        }
        if place.is_later {
            self.connection
                .prepare_cached(
                    "INSERT INTO records_taken_later (document, record) VALUES (?1, ?2)",
                )?
                .execute((self.document, id))?;
        }
        Ok(())
    }
}

/// Binds what a record has in a column.
fn bind(
    insert: &mut Insert<'_>,
    at: usize,
    column: Column,
    place: Place,
    buyers: BuyerHashes,
    record: &Record,
) -> rusqlite::Result<()> {
    let counted = record.counted.as_ref();
    match column {
        Column::Sheet => insert.text(at, record.place.sheet.as_deref()),
        Column::PartOf => insert.optional_integer(at, place.part_of),
        Column::Account => insert.optional_integer(at, place.account),
        Column::OrderId => insert.text(at, record.order_id.as_deref()),
        Column::SubOrderId => insert.text(at, record.sub_order_id.as_deref()),
        Column::OrderedAt => insert.optional_integer(at, record.ordered_at.map(time_number)),
        Column::SettledAt => insert.optional_integer(at, record.settled_at.map(time_number)),
        Column::RefundedAt => insert.optional_integer(at, record.refunded_at.map(time_number)),
        Column::ModifiedAt => insert.optional_integer(at, record.modified_at.map(time_number)),
        Column::Period => {
            let period = record.period.map(|period| period.to_string());
            insert.text(at, period.as_deref())
        }
        Column::CumulativeTo => insert.optional_integer(at, record.cumulative_to.map(day_number)),
        Column::Counterparty => insert.text(at, record.counterparty.as_deref()),
        Column::CounterpartyAccount => insert.text(at, record.counterparty_account.as_deref()),
        Column::TipsUnits => insert.text(at, record.tips_units.as_deref()),
        Column::Description => insert.text(at, record.description.as_deref()),
        Column::BuyerHash => insert.blob(at, buyers.buyer),
        Column::AddressHash => insert.blob(at, buyers.address),
        Column::Counted => insert.optional_integer(at, counted.map(|c| c.amount.fen())),
        Column::CountedOn => insert.optional_integer(at, counted.map(|c| day_number(c.on))),
        Column::Amount(field) => {
            insert.optional_integer(at, record.amounts.get(field).map(|a| a.fen()))
        }
    }
}

/// The numbers of the kinds of record, listed as they occur.
struct Kinds<'c> {
    connection: &'c Connection,
    /// The kind met last, which the next row mostly has too, and the others.
    known: Vec<(RecordKind, i64)>,
}

impl<'c> Kinds<'c> {
    fn new(connection: &'c Connection) -> Kinds<'c> {
        Kinds {
            connection,
            known: Vec::new(),
        }
    }

    fn of(&mut self, record: &Record) -> rusqlite::Result<i64> {
        let kind = RecordKind::of(record);
        if let Some((_, number)) = self.known.iter().find(|(known, _)| *known == kind) {
            return Ok(*number);
        }
        let number = kind.number(self.connection)?;
        self.known.push((kind, number));
        Ok(number)
    }
}

/// What a record is: its status, and what it counts as.
#[derive(Clone, Copy, PartialEq, Eq)]
struct RecordKind {
    status: Status,
    counted: Option<(Side, Class, AmountField, Option<OrderMoney>)>,
}

impl RecordKind {
    fn of(record: &Record) -> RecordKind {
        RecordKind {
            status: record.status,
            counted: record.counted.map(|counted| {
                let Counted {
                    side,
                    class,
                    field,
                    order_money,
                    ..
                } = counted;
                (side, class, field, order_money)
            }),
        }
    }

    /// Its number, added to the list if it is new.
    fn number(self, connection: &Connection) -> rusqlite::Result<i64> {
        let counted = self.counted;
        let values = (
            self.status.code(),
            counted.map(|(side, ..)| side.code()),
            counted.map(|(_, class, ..)| class.code()),
            counted.map(|(_, _, field, _)| field.code()),
            counted.and_then(|(.., money)| money).map(OrderMoney::code),
        );
        let known = connection
            .query_row(
                "SELECT id FROM record_kinds
                 WHERE (status, side, class, field, order_money) IS (?1, ?2, ?3, ?4, ?5)",
                values,
                |row| row.get(0),
            )
            .optional()?;
        match known {
            Some(number) => Ok(number),
            None => {
                connection.execute(
                    "INSERT INTO record_kinds (status, side, class, field, order_money)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    values,
                )?;
                Ok(connection.last_insert_rowid())
            }
        }
    }
}

/// A day as it is stored: the number YYYYMMDD.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month() * 100 + day.day())
}

/// A time as it is stored: the number YYYYMMDDHHMMSS.
fn time_number(time: NaiveDateTime) -> i64 {
    let clock = time.hour() * 10_000 + time.minute() * 100 + time.second();
    day_number(time.date()) * 1_000_000 + i64::from(clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_stored_as_it_is_read() {
        let day = NaiveDate::from_ymd_opt(2024, 3, 9).unwrap();
        assert_eq!(day_number(day), 20_240_309);
        assert_eq!(
            time_number(day.and_hms_opt(7, 0, 59).unwrap()),
            20_240_309_070_059
        );
    }
}
