//! The bytes of one file of an archive while they come out, metered.

use std::io::{Error, Read};

use crate::import::ImportError;
use crate::import::limits::{ENTRY_BYTES_MAX, RATIO_FROM_BYTES, RATIO_MAX};

/// A reader that remembers why it broke off.
pub struct Unpacked<'u> {
    bytes: Box<dyn Read + 'u>,
    packed: u64,
    read: u64,
    refusal: Option<ImportError>,
}

impl<'u> Unpacked<'u> {
    pub(super) fn new(bytes: impl Read + 'u, packed: u64) -> Unpacked<'u> {
        Unpacked {
            bytes: Box::new(bytes),
            packed: packed.max(1),
            read: 0,
            refusal: None,
        }
    }

    /// Why reading failed, if it did: a limit, or damage.
    pub fn refusal(&self) -> Option<&ImportError> {
        self.refusal.as_ref()
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(buffer);
        let refusal = match &read {
            Ok(length) => {
                self.read += u64::try_from(*length).unwrap_or(u64::MAX);
                if self.read > ENTRY_BYTES_MAX {
                    Some(ImportError::limit("limit.archive_bytes", ENTRY_BYTES_MAX))
                } else if self.read > RATIO_FROM_BYTES && self.read / self.packed > RATIO_MAX {
                    Some(ImportError::limit("limit.ratio", RATIO_MAX))
                } else {
                    None
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => None,
            Err(error) => Some(ImportError::broken_archive(error)),
        };
        if refusal.is_some() {
            self.refusal = refusal;
            return Err(Error::other("an archive that is not read on"));
        }
        read
    }
}
