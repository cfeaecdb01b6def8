//! What stands for buyers and addresses in a case: a hash keyed with a secret of that case alone,
//! so that the same buyer looks different in every other one, and no table of hashes made
//! beforehand tells who it is.

use engine::import::comparable;
use engine::record::Record;
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::Connection;
use sha2::Sha256;

use crate::error::{Error, ErrorKind};
use crate::history::hex;
use crate::tables;
use crate::tables::records::BuyerHashes;

/// The fact of the case that holds its key.
const FACT: &str = "buyer_key";

/// The key of a case.
pub(crate) struct Key([u8; 32]);

impl Key {
    /// The key of the case; made now where it has none yet.
    pub(crate) fn of_case(connection: &Connection) -> Result<Key, Error> {
        if let Some(known) = tables::set_up::fact(connection, FACT)? {
            return read(&known)
                .map(Key)
                .ok_or_else(|| Error::new(ErrorKind::Damaged));
        }
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|error| Error::store(error.to_string()))?;
        tables::set_up::put_fact(connection, FACT, &hex(&key))?;
        Ok(Key(key))
    }

    /// What stands for the buyer and the address of a record.
    pub(crate) fn hashes(&self, record: &Record) -> BuyerHashes {
        let hash = |what: &str, value: &Option<String>| {
            let value = comparable(value.as_deref()?);
            (!value.is_empty()).then(|| self.hash(what, &value))
        };
        BuyerHashes {
            buyer: hash("buyer", &record.buyer),
            address: hash("address", &record.address),
        }
    }

    /// The first half of HMAC-SHA-256 over what it is and its value.
    fn hash(&self, what: &str, value: &str) -> [u8; 16] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length");
        mac.update(what.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        let whole = mac.finalize().into_bytes();
        std::array::from_fn(|index| whole[index])
    }
}

fn read(hex: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    if hex.len() != key.len() * 2 || !hex.is_ascii() {
        return None;
    }
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hex.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard_and_of_one_case_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        tables::create(&mut connection).unwrap();
        let key = Key::of_case(&connection).unwrap();
        let again = Key::of_case(&connection).unwrap();
        assert_eq!(key.0, again.0, "the key stays");
        assert_ne!(key.hash("buyer", "买家甲"), key.hash("address", "买家甲"));
        let other = Key([0x0b; 32]);
        assert_ne!(key.hash("buyer", "买家甲"), other.hash("buyer", "买家甲"));
        // Computed with Python's hmac: key 32 × 0b, message "buyer\0甲", SHA-256, first half.
        assert_eq!(
            hex(&other.hash("buyer", "甲")),
            "a24187f0af94b76cf9173206cf7bd94c"
        );
    }
}
