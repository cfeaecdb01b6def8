//! C12 and B4.1: tips that the streamer funds, and tips above the platform's caps. No export tells who
//! funded a payer or, in money, what each payer gave; until one does, neither is run.

use super::{Check, Ran};

pub(super) const SELF_TIPPING: Check = Check {
    rule: "C12",
    run: |_, _| Ran::not_run("tip_funding"),
};

pub(super) const CAPS: Check = Check {
    rule: "B4.1",
    run: |_, _| Ran::not_run("tips_by_payer"),
};
