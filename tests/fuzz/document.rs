//! Files whose rows name their values: JSON, XML, and statements as messages.

use engine::format::Format;

use super::reading::{self, Ask};

/// The first line names the format; the file stands below.
pub fn check(input: &[u8], ask: Ask) {
    let is_keyed = |format: &Format| format.keyed().is_some();
    let (format, body) = reading::named(input, is_keyed);
    reading::check(body, format, true, ask);
}
