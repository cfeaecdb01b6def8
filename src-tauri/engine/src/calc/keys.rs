//! A line taken apart: its keys in order, each value still as it was written.
//!
//! It refuses what is no object and keys that come twice; what a value means, the shape of the kind
//! decides, and a value that has another shape is refused by the name of its key.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::CowStrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::CalcError;

/// The keys of a request that are not taken yet.
#[derive(Debug)]
pub(super) struct Keys<'l>(Vec<(Cow<'l, str>, &'l RawValue)>);

impl<'l> Keys<'l> {
    /// Takes a line apart.
    pub fn of(line: &'l str) -> Result<Keys<'l>, CalcError> {
        serde_json::from_str(line).map_err(|error| CalcError::NotAnObject(error.to_string()))
    }

    /// Takes a key out.
    pub fn take(&mut self, key: &str) -> Option<&'l RawValue> {
        let place = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.remove(place).1)
    }

    /// Reads what is left as the request of a kind.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, CalcError> {
        let entries = Entries {
            left: self.0.into_iter(),
            value: None,
        };
        T::deserialize(serde::de::value::MapAccessDeserializer::new(entries))
            .map_err(|error| CalcError::Request(error.to_string()))
    }
}

impl<'de: 'l, 'l> Deserialize<'de> for Keys<'l> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Keys<'l>, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Keys<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of keys and values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys<'de>, A::Error> {
                let mut keys: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::with_capacity(10);
                while let Some((Key(key), value)) = map.next_entry()? {
                    if keys.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom(format!("the key {key:?} comes twice")));
                    }
                    keys.push((key, value));
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// A key, borrowed from the line unless it has escapes.
struct Key<'l>(Cow<'l, str>);

impl<'de: 'l, 'l> Deserialize<'de> for Key<'l> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key<'l>, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E: serde::de::Error>(
                self,
                text: &'de str,
            ) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// Hands the keys to a shape; an error in a value is said with its key.
struct Entries<'l> {
    left: std::vec::IntoIter<(Cow<'l, str>, &'l RawValue)>,
    value: Option<(Cow<'l, str>, &'l RawValue)>,
}

impl<'l> MapAccess<'l> for Entries<'l> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'l>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, serde_json::Error> {
        let Some((key, value)) = self.left.next() else {
            return Ok(None);
        };
        let name = CowStrDeserializer::<serde_json::Error>::new(key.clone());
        self.value = Some((key, value));
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'l>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, serde_json::Error> {
        let (key, value) = self.value.take().expect("a value follows its key");
        seed.deserialize(value)
            .map_err(|error| serde_json::Error::custom(format!("{key}: {}", reason(&error))))
    }
}

/// The reason without a place within the value, which means nothing to who reads the line.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((reason, _)) if error.line() > 0 => reason.to_owned(),
        _ => text,
    }
}
