//! Who is who: what was decided about parties, who belongs together, and whose an account of nobody may
//! be.
//!
//! It decides nothing itself. A decision changes nothing that was stated: it is applied each time, so
//! that taking it back leaves no trace in any figure. A proposal waits for a person.

mod decision;
mod group;
mod picture;
mod proposal;

pub use decision::{AccountName, IdentityDecision, Impossible, apply, check};
pub use group::{Group, Member, groups};
pub(crate) use picture::pictures;
pub use proposal::{Proposal, ProposalReason, propose};

#[cfg(test)]
mod tests;
