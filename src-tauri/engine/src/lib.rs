//! The engine: money, periods, rules, formats, worksheets; bytes in, figures with reasons out.
//!
//! Pure: no disk, clock, environment, SQL, network or float. `as_of` is an argument.

pub mod assess;
mod assets;
pub mod bridge;
pub mod calc;
pub mod computation;
pub mod findings;
pub mod format;
pub mod import;
pub mod money;
pub mod party;
pub mod period;
pub mod record;
pub mod rules;
pub mod source;
pub mod text;
pub mod worksheet;
