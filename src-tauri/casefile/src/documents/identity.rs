//! What a row is known by: the hash of its key, of what it says, and of its order.
//!
//! Every hash is keyed with a secret of the case, so that it tells nothing outside of it.

use engine::format::Format;
use engine::hex::hex;
use engine::import;
use engine::record::{OrderMoney, Perspective, Record};
use rusqlite::Connection;
use siphasher::sip::SipHasher13;

use super::buyers::Buyers;
use super::views::Layout;
use crate::error::{Error, ErrorKind};
use crate::tables;
use crate::tables::records::BuyerHashes;

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

/// The secret of a case: what is hashed with it tells nothing outside of the case.
#[derive(Clone)]
pub(crate) struct Secret([u8; SECRET_BYTES]);

impl Secret {
    /// Reads it from the case.
    pub(crate) fn of(connection: &Connection) -> Result<Secret, Error> {
        let damaged = || Error::new(ErrorKind::Damaged);
        let text = tables::set_up::fact(connection, SECRET)?.ok_or_else(damaged)?;
        let mut secret = [0; SECRET_BYTES];
        for (at, byte) in secret.iter_mut().enumerate() {
            let digits = text.get(at * 2..at * 2 + 2).ok_or_else(damaged)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| damaged())?;
        }
        Ok(Secret(secret))
    }

    /// A fast keyed hash for what is only compared inside the case.
    fn hasher(&self) -> SipHasher13 {
        let mut key = [0; 16];
        key.copy_from_slice(&self.0[..16]);
        SipHasher13::new_with_key(&key)
    }

    /// A slow and strong one for what could be guessed outside of it.
    fn buyers(&self) -> Buyers {
        Buyers::new(&self.0)
    }
}

/// A record with what it is known by.
#[derive(Clone, Debug)]
pub(crate) struct KnownRow {
    /// What was read, without its buyer; its account keys are those it is stored under.
    pub(crate) record: Box<Record>,
    /// What stands for the buyer.
    pub(crate) buyers: BuyerHashes,
    /// Stands for format, account and line key.
    pub(crate) key_hash: i64,
    /// Stands for what the row says.
    pub(crate) fingerprint: i64,
    /// Stands for platform and order, or for the key where the row is of no order.
    pub(crate) group_hash: i64,
    /// It hangs on an order, and its file does not say whose it is.
    pub(crate) is_unnamed: bool,
}

/// The hashes of one format in one case.
#[derive(Clone)]
pub(crate) struct Identity {
    keyed: SipHasher13,
    /// The format, with which every key begins.
    format: Vec<u8>,
    orders: OrderHash,
    buyers: Buyers,
    said: Option<String>,
    unnamed: String,
    /// Rows that hang on an order have an account of their own until the order tells one.
    owns_its_rows: bool,
    buffer: Vec<u8>,
}

impl Identity {
    /// `said` is whose the file is by the word of a person; `unnamed` where nobody says.
    pub(crate) fn new(
        secret: &Secret,
        format: &Format,
        said: Option<&str>,
        unnamed: String,
    ) -> Identity {
        Identity {
            keyed: secret.hasher(),
            format: beginning(&[format.rows_of()]),
            orders: OrderHash::new(secret, &format.platform),
            buyers: secret.buyers(),
            said: said.map(str::to_owned),
            unnamed,
            owns_its_rows: format.owns_its_rows(),
            buffer: Vec::with_capacity(512),
        }
    }

    /// A row as it is known. Rows that hang on an order are the same whoever they belong to.
    pub(crate) fn of(&mut self, mut record: Box<Record>) -> KnownRow {
        let buyers = self.buyers.take(&mut record);
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        import::says(&record, &mut buffer);
        let fingerprint = hashed(&self.keyed, &buffer);
        let hangs_on_order = record.account_keys.is_empty() && record.order_id.is_some();
        let has_own = self.said.is_some() || self.owns_its_rows || !hangs_on_order;
        if record.account_keys.is_empty() && has_own {
            let key = self.said.as_ref().unwrap_or(&self.unnamed);
            record.account_keys.push(key.into());
        }
        buffer.clear();
        buffer.extend_from_slice(&self.format);
        for key in record.account_keys.iter().filter(|_| !hangs_on_order) {
            part(&mut buffer, key);
        }
        buffer.push(0);
        buffer.extend_from_slice(record.line_key.as_bytes());
        let key_hash = hashed(&self.keyed, &buffer);
        let order = record.order_id.as_deref();
        let group_hash = order.map_or(key_hash, |order| self.orders.of_with(order, &mut buffer));
        self.buffer = buffer;
        KnownRow {
            record,
            buyers,
            key_hash,
            fingerprint,
            group_hash,
            is_unnamed: hangs_on_order,
        }
    }

    /// How the rows of the format are laid out, beside those of others.
    pub(crate) fn layout(&self, format: &Format) -> Layout {
        Layout::new(format, hashed(&self.keyed, &self.format))
    }
}

/// The hashes of the orders of a platform.
#[derive(Clone)]
pub(crate) struct OrderHash {
    keyed: SipHasher13,
    /// The platform, with which every order begins.
    platform: Vec<u8>,
}

impl OrderHash {
    pub(crate) fn new(secret: &Secret, platform: &str) -> OrderHash {
        OrderHash {
            keyed: secret.hasher(),
            platform: beginning(&["order", platform]),
        }
    }

    pub(crate) fn of(&self, order: &str) -> i64 {
        self.of_with(order, &mut Vec::with_capacity(64))
    }

    /// The same, put together in a buffer that can be used again.
    fn of_with(&self, order: &str, buffer: &mut Vec<u8>) -> i64 {
        buffer.clear();
        buffer.extend_from_slice(&self.platform);
        buffer.extend_from_slice(order.as_bytes());
        hashed(&self.keyed, buffer)
    }
}

/// What a row shows of its order: 0 for no money of it, else which money in whose file of which
/// layout.
pub(crate) fn shows(money: Option<OrderMoney>, perspective: Perspective, layout: Layout) -> i64 {
    let place = |index: usize| i64::try_from(index).unwrap_or(0);
    money.map_or(0, |money| {
        layout.number() + 1 + place(money.index()) * 16 + place(perspective.index())
    })
}

/// What several texts begin with.
fn beginning(parts: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    parts.iter().for_each(|text| part(&mut bytes, text));
    bytes
}

/// Ended by a byte that no text has.
fn part(buffer: &mut Vec<u8>, text: &str) {
    buffer.extend_from_slice(text.as_bytes());
    buffer.push(0xff);
}

fn hashed(keyed: &SipHasher13, bytes: &[u8]) -> i64 {
    i64::from_le_bytes(keyed.hash(bytes).to_le_bytes())
}
