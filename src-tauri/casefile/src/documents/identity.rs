//! What a row is known by: the hash of its key, of what it says, and of its order.
//!
//! Every hash is keyed with a secret of the case, so that it tells nothing outside of it.

use engine::format::Format;
use engine::import;
use engine::record::{OrderMoney, Perspective, Record};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};
use crate::history::hex;
use crate::tables;

/// Name of the fact that holds the secret.
const SECRET: &str = "secret";
const SECRET_BYTES: usize = 32;

/// Makes the secret of a new case.
pub(crate) fn make_secret(connection: &Connection) -> Result<(), Error> {
    let mut secret = [0; SECRET_BYTES];
    getrandom::fill(&mut secret).map_err(|error| Error::store(error.to_string()))?;
    tables::set_up::put_fact(connection, SECRET, &hex(&secret))?;
    Ok(())
}

/// The secret of the case.
pub(crate) fn secret(connection: &Connection) -> Result<Vec<u8>, Error> {
    let damaged = || Error::new(ErrorKind::Damaged);
    let text = tables::set_up::fact(connection, SECRET)?.ok_or_else(damaged)?;
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    let bytes = (0..SECRET_BYTES).map(|at| byte(at * 2).ok_or_else(damaged));
    bytes.collect()
}

/// A record with what it is known by.
#[derive(Clone, Debug)]
pub(crate) struct KnownRow {
    /// What was read; its account keys are those it is stored under.
    pub(crate) record: Record,
    /// Stands for format, account and line key.
    pub(crate) key_hash: i64,
    /// Stands for what the row says.
    pub(crate) fingerprint: i64,
    /// Stands for platform and order; `None` for a row of no order.
    pub(crate) order_hash: Option<i64>,
}

/// The hashes of one format in one case.
#[derive(Clone)]
pub(crate) struct Identity {
    rows: Sha256,
    orders: Sha256,
    said: Option<String>,
    unnamed: String,
}

impl Identity {
    /// `said` is whose the file is by the word of a person; `unnamed` where nobody says.
    pub(crate) fn new(
        secret: &[u8],
        format: &Format,
        said: Option<&str>,
        unnamed: String,
    ) -> Identity {
        let keyed = |what: &str| {
            let mut sha = Sha256::new();
            sha.update(secret);
            part(&mut sha, what);
            sha
        };
        let mut rows = keyed("row");
        part(&mut rows, &format.id);
        Identity {
            rows,
            orders: orders_of(keyed("order"), &format.platform),
            said: said.map(str::to_owned),
            unnamed,
        }
    }

    /// A row as it is known. Rows that hang on an order are the same whoever they belong to.
    pub(crate) fn of(&self, mut record: Record) -> KnownRow {
        let print = import::fingerprint(&record);
        let mut sha = self.rows.clone();
        if record.account_keys.is_empty() {
            match &self.said {
                None if record.order_id.is_some() => {}
                said => {
                    let key = said.as_ref().unwrap_or(&self.unnamed);
                    record.account_keys.push(key.clone());
                }
            }
            if record.order_id.is_none() {
                part(&mut sha, &record.account_keys[0]);
            }
        } else {
            for key in &record.account_keys {
                part(&mut sha, key);
            }
        }
        sha.update([0]);
        sha.update(&record.line_key);
        let order = record.order_id.as_deref();
        KnownRow {
            key_hash: first_eight(&sha.finalize()),
            fingerprint: first_eight(&print),
            order_hash: order.map(|order| order_hash(&self.orders, order)),
            record,
        }
    }
}

/// The hash of an order of a platform, as [`Identity`] makes it.
pub(crate) struct OrderHash(Sha256);

impl OrderHash {
    pub(crate) fn new(secret: &[u8], platform: &str) -> OrderHash {
        let mut sha = Sha256::new();
        sha.update(secret);
        part(&mut sha, "order");
        OrderHash(orders_of(sha, platform))
    }

    pub(crate) fn of(&self, order: &str) -> i64 {
        order_hash(&self.0, order)
    }
}

/// What a row shows of its order: 0 for no money of it, else which money in whose file.
pub(crate) fn shows(money: Option<OrderMoney>, perspective: Perspective) -> i64 {
    let place = |place: Option<usize>| place.and_then(|at| i64::try_from(at).ok()).unwrap_or(0);
    match money {
        None => 0,
        Some(money) => {
            let money = place(OrderMoney::ALL.iter().position(|known| *known == money));
            let of = Perspective::ALL
                .iter()
                .position(|known| *known == perspective);
            1 + money * 16 + place(of)
        }
    }
}

fn orders_of(mut keyed: Sha256, platform: &str) -> Sha256 {
    part(&mut keyed, platform);
    keyed
}

fn order_hash(orders: &Sha256, order: &str) -> i64 {
    let mut sha = orders.clone();
    sha.update(order);
    first_eight(&sha.finalize())
}

/// Ended by a byte that no text has.
fn part(sha: &mut Sha256, text: &str) {
    sha.update(text);
    sha.update([0xff]);
}

fn first_eight(bytes: &[u8]) -> i64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[..8]);
    i64::from_le_bytes(eight)
}
