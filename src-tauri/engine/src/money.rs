//! Money: whole fen in memory and at rest, a decimal string of yuan everywhere else.
//!
//! It refuses to be read from a bare number, so no float can ever become an amount.

use std::fmt;
use std::iter::Sum;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount in fen (1 yuan = 100 fen); negative when it was taken back or paid out.
///
/// In JSON, rule files and on screen it is a string of yuan with two decimals: `"12345.60"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, ts_rs::TS)]
#[ts(export, type = "string & { readonly brand: \"money\" }")]
pub struct Money(i64);

/// Why a text or a decimal is not an amount of money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a decimal number at all.
    #[error("not an amount: {0:?}")]
    NotAnAmount(String),
    /// More than two decimals, so a fen would have to be invented or dropped.
    #[error("more than two decimals: {0}")]
    FractionOfFen(String),
    /// Beyond what whole fen in 64 bits can hold.
    #[error("too large: {0}")]
    TooLarge(String),
}

impl Money {
    /// No money. Not the same as an absent amount, which is `Option::None`.
    pub const ZERO: Money = Money(0);

    /// An amount of so many fen.
    pub const fn from_fen(fen: i64) -> Money {
        Money(fen)
    }

    /// The amount in fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The amount in yuan, exactly.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// An exact number of yuan as money; a fraction of a fen is an error, never rounded.
    pub fn from_yuan(yuan: Decimal) -> Result<Money, MoneyError> {
        let fen = yuan
            .checked_mul(Decimal::ONE_HUNDRED)
            .ok_or_else(|| MoneyError::TooLarge(yuan.to_string()))?
            .normalize();
        if fen.scale() != 0 {
            return Err(MoneyError::FractionOfFen(yuan.to_string()));
        }
        i64::try_from(fen)
            .map(Money)
            .map_err(|_| MoneyError::TooLarge(yuan.to_string()))
    }

    /// The sum, or `None` beyond 64 bits of fen.
    pub fn checked_add(self, other: Money) -> Option<Money> {
        self.0.checked_add(other.0).map(Money)
    }

    /// The difference, or `None` beyond 64 bits of fen.
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        self.0.checked_sub(other.0).map(Money)
    }

    /// The same amount with the other sign.
    pub fn negated(self) -> Money {
        Money(
            self.0
                .checked_neg()
                .expect("an amount of money fits 64 bits with either sign"),
        )
    }

    /// As people read it: `1,234,567.89`.
    pub fn grouped(self) -> String {
        grouped(&self.to_string())
    }

    /// The amount without its sign.
    pub fn absolute(self) -> Money {
        if self.0 < 0 { self.negated() } else { self }
    }
}

/// A decimal number in text with a comma after every third digit of its whole part.
pub fn grouped(number: &str) -> String {
    let (sign, plain) = match number.strip_prefix('-') {
        Some(plain) => ("-", plain),
        None => ("", number),
    };
    let (whole, fraction) = match plain.find('.') {
        Some(point) => plain.split_at(point),
        None => (plain, ""),
    };
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + fraction
}

/// Adds up; a sum beyond 64 bits of fen (92 quadrillion yuan) is a bug and panics.
impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, |total, amount| total + amount)
    }
}

/// Checked: a sum beyond 64 bits of fen panics in every build.
impl std::ops::Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        self.checked_add(other)
            .expect("a sum of money fits 64 bits of fen")
    }
}

/// Checked: a difference beyond 64 bits of fen panics in every build.
impl std::ops::Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        self.checked_sub(other)
            .expect("a difference of money fits 64 bits of fen")
    }
}

impl std::ops::AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", fen / 100, fen % 100))
    }
}

/// Reads yuan: digits with at most two decimals and an optional sign; nothing else.
impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Money, MoneyError> {
        let plain = text.strip_prefix('-').unwrap_or(text);
        let digits_only = plain.chars().all(|c| c.is_ascii_digit() || c == '.');
        if !digits_only || !plain.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(MoneyError::NotAnAmount(text.to_owned()));
        }
        let yuan =
            Decimal::from_str_exact(text).map_err(|_| MoneyError::NotAnAmount(text.to_owned()))?;
        Money::from_yuan(yuan)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Money;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount of yuan as a string, such as \"12345.60\"")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Money, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_yuan_and_prints_two_decimals() {
        for (text, printed) in [
            ("0", "0.00"),
            ("12345.6", "12345.60"),
            ("-0.05", "-0.05"),
            ("1.10", "1.10"),
        ] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), printed);
        }
    }

    #[test]
    fn people_read_thousands_apart() {
        for (fen, read) in [
            (0, "0.00"),
            (99_999, "999.99"),
            (100_000, "1,000.00"),
            (-123_456_789, "-1,234,567.89"),
        ] {
            assert_eq!(Money::from_fen(fen).grouped(), read);
        }
    }

    #[test]
    fn refuses_what_is_not_exactly_money() {
        for text in [
            "",
            "-",
            ".5",
            "1e3",
            "1_000",
            "+5",
            "1,000.00",
            "NaN",
            "0.001",
            "99999999999999999999",
        ] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }

    #[test]
    fn refuses_a_bare_number_in_json() {
        assert!(serde_json::from_str::<Money>("12.5").is_err());
        assert!(serde_json::from_str::<Money>("12").is_err());
        assert_eq!(
            serde_json::from_str::<Money>("\"12.50\"").unwrap(),
            Money::from_fen(1250)
        );
    }

    proptest! {
        #[test]
        fn every_amount_survives_its_own_text(fen in any::<i64>()) {
            let money = Money::from_fen(fen);
            prop_assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        }
    }
}
