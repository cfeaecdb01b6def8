//! What stands for buyers and addresses in a case: a hash keyed with the secret of that case, so
//! that the same buyer looks different in every other one, and no table of hashes made beforehand
//! tells who it is.

use engine::import::comparable;
use engine::record::Record;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::tables::records::BuyerHashes;

/// Makes the hashes of one case.
#[derive(Clone)]
pub(super) struct Buyers(Hmac<Sha256>);

impl Buyers {
    pub(super) fn new(secret: &[u8]) -> Buyers {
        Buyers(Hmac::new_from_slice(secret).expect("a key of any length"))
    }

    /// Takes buyer and address out of a record; the hashes are all that is left of them. A further
    /// amount of a row has none: it was bought once.
    pub(super) fn take(&self, record: &mut Record) -> BuyerHashes {
        let (buyer, address) = (record.buyer.take(), record.address.take());
        if record.is_part {
            return BuyerHashes::default();
        }
        let hash = |what: &str, value: Option<&str>| {
            let value = comparable(value?);
            (!value.is_empty()).then(|| self.hash(what, &value))
        };
        BuyerHashes {
            buyer: hash("buyer", buyer.as_deref()),
            address: hash("address", address.as_deref()),
        }
    }

    /// The first half of HMAC-SHA-256 over what it is and its value.
    fn hash(&self, what: &str, value: &str) -> [u8; 16] {
        let mut mac = self.0.clone();
        mac.update(what.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        let whole = mac.finalize().into_bytes();
        std::array::from_fn(|index| whole[index])
    }
}

#[cfg(test)]
mod tests {
    use engine::hex::hex;

    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard_and_of_one_secret_alone() {
        let (one, other) = (Buyers::new(&[0x0b; 32]), Buyers::new(&[0x0c; 32]));
        assert_ne!(one.hash("buyer", "买家甲"), one.hash("address", "买家甲"));
        assert_ne!(one.hash("buyer", "买家甲"), other.hash("buyer", "买家甲"));
        // Computed with Python's hmac: key 32 × 0b, message "buyer\0甲", SHA-256, first half.
        assert_eq!(
            hex(&one.hash("buyer", "甲")),
            "a24187f0af94b76cf9173206cf7bd94c"
        );
    }
}
