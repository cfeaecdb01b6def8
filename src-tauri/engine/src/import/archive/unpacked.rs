//! The bytes of one file of an archive, metered while they come out.

use std::io::{ErrorKind, Read};

use crate::import::ImportError;
use crate::import::limits::{ENTRY_BYTES_MAX, RATIO_FROM_BYTES, RATIO_MAX};

/// Bytes taken at once.
const PIECE_BYTES: usize = 64 * 1024;

/// All that comes out of `packed` bytes; nothing of it beyond a limit or before damage.
pub(super) fn all(mut bytes: impl Read, packed: u64) -> Result<Vec<u8>, ImportError> {
    let mut content = Vec::new();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match bytes.read(&mut piece) {
            Ok(0) => return Ok(content),
            Ok(length) => content.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(ImportError::broken_archive(error)),
        }
        let unpacked = u64::try_from(content.len()).unwrap_or(u64::MAX);
        if unpacked > ENTRY_BYTES_MAX {
            return Err(ImportError::limit("limit.archive_bytes", ENTRY_BYTES_MAX));
        }
        if unpacked > RATIO_FROM_BYTES && unpacked / packed.max(1) > RATIO_MAX {
            return Err(ImportError::limit("limit.ratio", RATIO_MAX));
        }
    }
}
