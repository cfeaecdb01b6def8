//! The commands, one file each; the argument struct's comment is its help.

pub(crate) mod calc;
pub(crate) mod compute;
pub(crate) mod demo;
pub(crate) mod detect;
pub(crate) mod finding;
pub(crate) mod findings;
pub(crate) mod import;
pub(crate) mod imports;
pub(crate) mod mapping;
pub(crate) mod matched;
pub(crate) mod matches;
pub(crate) mod merge;
pub(crate) mod new;
pub(crate) mod parties;
pub(crate) mod plan;
pub(crate) mod preview;
pub(crate) mod quarantine;
pub(crate) mod replay;
pub(crate) mod report;
pub(crate) mod rules;
pub(crate) mod setup;
pub(crate) mod split;
pub(crate) mod totals;
pub(crate) mod trace;
pub(crate) mod undo;
pub(crate) mod waiting;
pub(crate) mod waive;

use chrono::{Local, NaiveDate};

/// The day asked for, or today.
fn as_of(asked: Option<NaiveDate>) -> NaiveDate {
    asked.unwrap_or_else(|| Local::now().date_naive())
}
