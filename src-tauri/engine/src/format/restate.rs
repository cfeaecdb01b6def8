//! A status that a word alone does not tell: finished, and paid in a run that the row names.

use serde::{Deserialize, Serialize};

use crate::record::Status;

/// What a row of a status becomes when it has values in some fields; the first rule that fits is
/// taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Restate {
    /// With one of these statuses by its word.
    pub status: Vec<Status>,
    /// With a value in each of these fields.
    pub filled: Vec<String>,
    /// The status that it has then.
    pub becomes: Status,
}
