//! What goes into a computation and what comes out: the shapes that every layer shares.
//!
//! Holds no arithmetic.

mod agency;
mod finding;
mod plan;
mod record_facts;
mod waiting;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::identity::Proposal;
use crate::money::Money;
use crate::party::{CheckInputs, Classification, Declared, Income, Link, Materiality, Party};
use crate::period::Period;
use crate::record::{Class, Side, codes};
use crate::settings::Settings;
use crate::worksheet::{Confidence, Measure, Step};

pub use self::agency::{AgencyDebt, NotWithheld};
pub use self::finding::{
    Decision, Finding, FindingPart, FindingStatus, NotRun, Provenance, Reopened, Severity,
    Threshold,
};
pub use self::plan::{ConductFine, PlanEvidence, PlanStep};
pub use self::record_facts::{
    BuyerDay, DayTotal, FakeOrderSum, Invoiced, Payer, Purchased, ReceiptAmounts, RecordFacts,
    RefundRate, RefundedOrder, SharedAddress, VatSales,
};
pub use self::waiting::{Manner, WaitingDay, WaitingRow};

/// Everything a computation rests on, already attributed to parties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Parties of the case.
    pub parties: Vec<Party>,
    /// Dated relations between them.
    pub links: Vec<Link>,
    /// Sums of counted records by party, month, side and class, in this order.
    pub sums: Vec<PartySum>,
    /// What platforms' files show beside settled income, in the order of party and month.
    pub not_settled: Vec<NotSettled>,
    /// Every declared line, for what is taxed payment by payment.
    pub declarations: Vec<Declaration>,
    /// Declared lines that are not added, because another one says the same.
    pub seen_again: Vec<Declaration>,
    /// Figures that came on paper, in the order of the set-up.
    pub papers: Vec<Declared>,
    /// Reviewer's views.
    pub classifications: Vec<Classification>,
    /// From which size a gap counts.
    pub materiality: Materiality,
    /// How open questions of the law are answered.
    pub settings: Settings,
    /// Records of accounts that belong to nobody yet.
    pub unassigned: Vec<UnassignedAccount>,
    /// Rows in quarantine.
    pub quarantined: u64,
    /// What was stated for checks alone.
    pub inputs: CheckInputs,
    /// What checks are told of records.
    pub records: RecordFacts,
}

/// Counted records of one party, month, side and class, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartySum {
    /// Handle of the party.
    pub party: String,
    /// Month; a declaration or report for a longer time keeps its quarter or year.
    pub month: Period,
    /// Side.
    pub side: Side,
    /// Class.
    pub class: Class,
    /// Sum of the counted amounts.
    pub counted: Money,
    /// Sum of the tax declared or withheld, where the class has one.
    pub declared_tax: Money,
    /// Sum of what the agency kept.
    pub agency_share: Money,
    /// Sum of the platform's fees that had been taken off before the counted amounts.
    pub fee_beside: Money,
    /// Sum of the platform's fees that the counted amounts still contain.
    pub fee_within: Money,
    /// Sum of the platform's subsidies that the counted amounts contain.
    pub subsidy_within: Money,
    /// How many records.
    pub records: u64,
}

impl PartySum {
    /// The sum that a measure takes; of what is no counted record nothing.
    pub fn measured(&self, measure: Measure) -> Money {
        match measure {
            Measure::Counted => self.counted,
            Measure::DeclaredTax => self.declared_tax,
            Measure::AgencyShare => self.agency_share,
            Measure::FeeBeside => self.fee_beside,
            Measure::FeeWithin => self.fee_within,
            Measure::SubsidyWithin => self.subsidy_within,
            Measure::Estimated | Measure::OtherView => Money::ZERO,
        }
    }

    /// A sum of counted amounts of which nothing else is known.
    pub fn of_counted(
        party: &str,
        month: Period,
        side: Side,
        class: Class,
        counted: Money,
    ) -> PartySum {
        PartySum {
            party: party.to_owned(),
            month,
            side,
            class,
            counted,
            declared_tax: Money::ZERO,
            agency_share: Money::ZERO,
            fee_beside: Money::ZERO,
            fee_within: Money::ZERO,
            subsidy_within: Money::ZERO,
            records: 1,
        }
    }
}

codes! {
    /// Why an amount of a platform's file is not settled income.
    NotSettledAs {
        /// An estimate of an order that was not settled.
        Estimated = "estimated",
        /// The same money of an order as another file shows.
        OtherView = "other_view",
    }
}

/// Amounts of platforms' files that are not settled income, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSettled {
    /// Handle of the party.
    pub party: String,
    /// Month: of the order for an estimate, else of the settlement.
    pub month: Period,
    /// Why they do not count.
    pub what: NotSettledAs,
    /// Their sum.
    pub amount: Money,
}

/// One declared line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Handle of the party.
    pub party: String,
    /// Period of account.
    pub period: Period,
    /// Kind of income.
    pub class: Class,
    /// Who withheld.
    pub payer: Option<String>,
    /// Income declared.
    pub income: Money,
    /// Tax declared or withheld; absent where the line does not tell.
    pub tax: Option<Money>,
    /// Taxable income of a return of a whole year.
    pub annual_taxable: Option<Money>,
    /// The return of a whole year.
    pub is_annual: bool,
    /// What the income was computed from, where the return runs from the beginning of the year.
    pub year_to_date: Option<YearToDate>,
    /// Number of the record.
    pub record: i64,
}

/// Income of a return that runs from the beginning of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearToDate {
    /// As printed.
    pub amount: Money,
    /// Number of the record of the return before it in the year, and the income printed there.
    pub before: Option<(i64, Money)>,
}

/// An account that exports print and the set-up does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnassignedAccount {
    /// Platform.
    pub platform: String,
    /// What the file prints, most specific first.
    pub keys: Vec<String>,
    /// Printed name.
    pub name: Option<String>,
    /// Counted records that wait for it.
    pub records: u32,
    /// Their settled sum.
    pub settled: Money,
    /// Whose it may be, the strongest reason first.
    pub proposals: Vec<Proposal>,
}

/// The whole result: one value for the window, the command line and the PDF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Computation {
    /// The day for which surcharges and deadlines are computed.
    pub as_of: NaiveDate,
    /// The rules used.
    pub rules: RulesUsed,
    /// Settled, received, platform-reported, declared, by party, period and income.
    pub bridge: Vec<BridgeRow>,
    /// Taxes by party, tax and period.
    pub taxes: Vec<TaxRow>,
    /// Withholding recomputed payment by payment.
    pub withholding: Vec<WithholdingRow>,
    /// What follows for agencies from having withheld too little.
    pub agency_debts: Vec<AgencyDebt>,
    /// Sums of the taxes by party.
    pub totals: Vec<TotalRow>,
    /// What waiting costs, by party and manner, for the next three months as far as the law is on file.
    pub waiting: Vec<WaitingRow>,
    /// Returns to file again, by party in the order of their deadlines.
    pub plan: Vec<PlanStep>,
    /// Rules that fired.
    pub findings: Vec<Finding>,
    /// Checks that could not be run, and what they would need. Not run is never clean.
    pub not_run: Vec<NotRun>,
    /// Years with income that the rules do not cover; nothing was computed for them.
    pub uncovered: Vec<UncoveredYear>,
    /// Accounts that belong to nobody yet.
    pub unassigned: Vec<UnassignedAccount>,
    /// The comparison by year of each group of parties that one person stands behind.
    pub pictures: Vec<Picture>,
    /// How open questions of the law were answered.
    pub settings: Settings,
    /// The steps behind each figure code. Left out of `compute --json`; `trace` prints them.
    #[serde(skip)]
    pub worksheets: BTreeMap<String, Vec<Step>>,
}

/// Which rules a computation used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RulesUsed {
    /// Id of the rule set, `cn`.
    pub id: String,
    /// Version of the rule set: the day it was last checked.
    pub version: String,
    /// SHA-256 over all rule files.
    pub sha256: String,
}

impl BridgeRow {
    /// The code of the undeclared part: of its own where a cause is income all the same.
    pub fn undeclared_figure(&self) -> String {
        let name = match self.causes.iter().any(|cause| cause.is_income) {
            true => "undeclared",
            false => "unexplained",
        };
        format!("{}.{name}", self.figure)
    }
}

/// One line of the four-way comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BridgeRow {
    /// Handle of the party.
    pub party: String,
    /// Month, quarter or year.
    pub period: Period,
    /// Nature of the income.
    pub income: Income,
    /// Settled by platforms, clawbacks taken off.
    pub settled: Option<Money>,
    /// Arrived in wallets and banks.
    pub received: Option<Money>,
    /// Reported by platforms.
    pub platform_reported: Option<Money>,
    /// Declared or withheld on.
    pub declared: Option<Money>,
    /// Named parts of settled − declared.
    pub causes: Vec<Cause>,
    /// settled − declared − causes.
    pub unexplained: Option<Money>,
    /// The unexplained part and the causes that are income all the same.
    pub undeclared: Option<Money>,
    /// Named parts of settled − received.
    pub receipt_causes: Vec<Cause>,
    /// settled − received − receipt causes.
    pub receipt_unexplained: Option<Money>,
    /// Named parts of settled − platform-reported.
    pub report_causes: Vec<Cause>,
    /// settled − platform-reported − report causes.
    pub report_unexplained: Option<Money>,
    /// Whether the undeclared part passes both bounds of materiality.
    pub material: bool,
    /// Code of the row, `B-12`; settled is `B-12.settled` and so on.
    pub figure: String,
}

/// The comparison of a year over all parties that one person stands behind: streaming income only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Picture {
    /// Handle of the one who stands behind them.
    pub head: String,
    /// Handles of all of them.
    pub members: Vec<String>,
    /// Calendar year.
    pub period: Period,
    /// Settled by platforms.
    pub settled: Option<Money>,
    /// Arrived in wallets and banks.
    pub received: Option<Money>,
    /// Reported by platforms.
    pub platform_reported: Option<Money>,
    /// Declared or withheld on.
    pub declared: Option<Money>,
    /// What none of them explains; `None` where it is not known of one of them.
    pub unexplained: Option<Money>,
    /// Code of the row, `G-1`; settled is `G-1.settled` and so on.
    pub figure: String,
}

/// A named part of a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Cause {
    /// Text key `cause.<cause>`.
    pub cause: String,
    /// Its amount, with the sign it has in the difference.
    pub amount: Money,
    /// It is income all the same: the cause tells only where the gap comes from.
    pub is_income: bool,
    /// Its code.
    pub figure: String,
}

/// What is due, paid, short, late, and the range of the fine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TaxRow {
    /// Handle of the party.
    pub party: String,
    /// `iit.comprehensive`, `iit.business`, `iit.business_summary`, `cit`, `vat.small_scale`,
    /// `urban_construction` or `education`.
    pub tax: String,
    /// Year; month or quarter of VAT and what is charged on it.
    pub period: Period,
    /// Income the tax rests on, before deductions.
    pub income: Option<Money>,
    /// Taxable income; of VAT and what is charged on it the sales held against the threshold.
    pub taxable_income: Option<Money>,
    /// Tax due by law; `None` where a fact is missing (`missing` names it).
    pub due: Option<Money>,
    /// Tax declared or withheld.
    pub declared: Option<Money>,
    /// Tax paid.
    pub paid: Option<Money>,
    /// Due less paid, never below zero.
    pub underpaid: Option<Money>,
    /// Paid beyond what is due.
    pub overpaid: Option<Money>,
    /// Last day for return and payment; `None` where the calendar of that year is not on file.
    #[ts(type = "string | null")]
    pub deadline: Option<NaiveDate>,
    /// How well the deadline was confirmed.
    pub deadline_confidence: Option<Confidence>,
    /// Whether the deadline had passed on `as_of`.
    pub overdue: bool,
    /// Surcharge for late payment.
    pub surcharge: Surcharge,
    /// Range of the fine.
    pub fine: Fine,
    /// Text keys of the assumptions it rests on, `assumption.<key>`.
    pub assumptions: Vec<String>,
    /// Text key of the fact that is missing, `missing.<key>`.
    pub missing: Option<String>,
    /// Where income of this row went to, after a reviewer's classification.
    pub treated_as: Option<String>,
    /// Its code, `T-3`; of corporate tax `K-3`, of the sum of an owner's businesses `O-3`, of VAT `V-3`, of
    /// what is charged on it `VU-3` and `VE-3`.
    pub figure: String,
}

/// A part of a tax that was or is late, with its own days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SurchargePart {
    /// How much of the tax.
    pub tax: Money,
    /// The day of payment; of the computation where it is still open.
    pub until: NaiveDate,
    /// Whether it was paid.
    pub paid: bool,
    /// Days from the day after the deadline, both counted.
    pub days: u32,
    /// At 0.05 % a day.
    pub amount: Money,
}

/// Surcharge for late payment, 滞纳金.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Surcharge {
    /// Days from the day after the deadline to `as_of`, both counted; to the last payment where nothing is
    /// open any more.
    pub days: u32,
    /// At 0.05 % a day.
    pub amount: Option<Money>,
    /// The same, not above the tax itself: tax offices and courts differ, so both are shown.
    pub capped_at_tax: Option<Money>,
    /// What it is made of: each late payment, and what is still open.
    pub parts: Vec<SurchargePart>,
}

/// Range of the fine. A range, because it is the authority's discretion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Fine {
    /// Article of the Collection Law; `None` where none applies.
    pub article: Option<String>,
    /// Lower end.
    pub low: Option<Money>,
    /// Upper end.
    pub high: Option<Money>,
    /// The multiple that the reviewer set.
    #[ts(type = "string | null")]
    pub multiple: Option<Decimal>,
    /// Underpaid × multiple.
    pub amount: Option<Money>,
}

/// Withholding on one payer and month, recomputed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WithholdingRow {
    /// Handle of the party that was paid.
    pub party: String,
    /// Month.
    pub period: Period,
    /// Who paid.
    pub payer: Option<String>,
    /// Income of the month from this payer.
    pub income: Money,
    /// `per_time` or `cumulative`.
    pub method: WithholdingMethod,
    /// Tax that was to be withheld.
    pub due: Money,
    /// Tax withheld.
    pub withheld: Money,
    /// Due less withheld; a debt of nobody here: the payer is fined, the person settles by year.
    pub shortfall: Money,
    /// Its code, `W-5`.
    pub figure: String,
}

codes! {
    /// How tax on labour remuneration is withheld.
    WithholdingMethod {
        /// Payment by payment (a month's payments of one item are one).
        PerTime = "per_time",
        /// Cumulatively over the year, by platforms since October 2025.
        Cumulative = "cumulative",
    }
}

/// Sums of a party's taxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TotalRow {
    /// Handle of the party.
    pub party: String,
    /// Tax short.
    pub underpaid: Money,
    /// Surcharge to `as_of`.
    pub surcharge: Money,
    /// Lower end of fines.
    pub fine_low: Money,
    /// Upper end of fines.
    pub fine_high: Money,
    /// Tax, surcharge and lower fine.
    pub total_low: Money,
    /// Tax, surcharge and upper fine.
    pub total_high: Money,
    /// Its code, `S-1`.
    pub figure: String,
}

/// A year that the rules do not cover.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UncoveredYear {
    /// Handle of the party.
    pub party: String,
    /// Calendar year.
    pub year: i32,
    /// Income of that year.
    pub settled: Money,
}
