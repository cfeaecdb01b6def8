//! The sides of one row, and the parts of its gaps that its own period tells.

use super::draft::{Draft, Gap, Named};
use super::ledger::{Ledger, declared_class};
use super::receipts::{self, Leads};
use super::{RECEIVED, REPORTED, Rows, SETTLED};
use crate::computation::{BridgeRow, Facts};
use crate::money::Money;
use crate::party::{Income, Party};
use crate::period::Period;
use crate::record::{Class, Side};
use crate::worksheet::{Measure, Origin, RecordsOf, Worksheet, WorksheetError};

/// A party, a period and an income, about which the ledger is asked.
pub(super) struct Line<'a> {
    pub(super) facts: &'a Facts,
    pub(super) party: &'a Party,
    pub(super) period: Period,
    pub(super) income: Income,
    pub(super) ledger: &'a Ledger<'a>,
    pub(super) rows: &'a Rows,
}

impl Line<'_> {
    /// The row with its sides and the causes that its own period tells.
    pub(super) fn draft(&self, matched: &receipts::Matched) -> Result<Draft, WorksheetError> {
        let mut draft = self.empty();
        if draft.is_streaming {
            draft.row.settled = self.records(&mut draft, Side::Settled, &SETTLED);
            draft.row.received = self.records(&mut draft, Side::Received, &RECEIVED);
            let payouts = [Class::Payout];
            let payouts = self.ledger.counted(self.period, Side::Received, &payouts);
            draft.payouts = payouts.unwrap_or_default();
            // Reports are for quarters: no month has one, which is not zero.
            draft.row.platform_reported =
                self.records(&mut draft, Side::PlatformReported, &REPORTED);
        }
        draft.row.declared = self.declared(&mut draft)?;
        draft.is_open =
            draft.row.declared.is_none() && (self.declared_for_longer() || self.is_corporate());
        if draft.is_streaming {
            self.declared_causes(&mut draft)?;
            self.receipt_causes(&mut draft, matched)?;
            self.report_causes(&mut draft)?;
        }
        Ok(draft)
    }

    fn empty(&self) -> Draft {
        Draft {
            row: BridgeRow {
                party: self.party.id.clone(),
                period: self.period,
                income: self.income,
                settled: None,
                received: None,
                platform_reported: None,
                declared: None,
                causes: Vec::new(),
                unexplained: None,
                undeclared: None,
                receipt_causes: Vec::new(),
                receipt_unexplained: None,
                report_causes: Vec::new(),
                report_unexplained: None,
                material: false,
                figure: self.rows.code(self.period, self.income),
            },
            is_streaming: self.income == self.ledger.streaming,
            is_open: false,
            payouts: Money::ZERO,
            sheets: Vec::new(),
        }
    }

    fn records(&self, draft: &mut Draft, side: Side, classes: &[Class]) -> Option<Money> {
        let amount = self.ledger.counted(self.period, side, classes)?;
        let mut sheet = Worksheet::new();
        let origin = self.origin(side, classes, Measure::Counted);
        sheet.input(side.code(), amount, Some(origin));
        draft.keep(side.code(), sheet);
        Some(amount)
    }

    /// What companies and agencies declare is not imported yet: without any declaration there is
    /// nothing to compare with.
    fn is_corporate(&self) -> bool {
        self.income == Income::Corporate
    }

    /// Whether the income was declared for a longer period only.
    fn declared_for_longer(&self) -> bool {
        let files = declared_class(self.income)
            .is_some_and(|class| self.ledger.declares_longer(self.period, class));
        files
            || self.ledger.papers.iter().any(|paper| {
                paper.income == self.income
                    && paper.period.grain() > self.period.grain()
                    && self.period.within(paper.period.grain()) == Some(paper.period)
            })
    }

    fn receipt_causes(
        &self,
        draft: &mut Draft,
        matched: &receipts::Matched,
    ) -> Result<(), WorksheetError> {
        if draft.row.received.is_none() {
            return Ok(());
        }
        for part in matched.causes(self.period, self.ledger.grain) {
            let parts = part.parts.iter();
            let parts = parts.map(|(period, amount)| (*amount, self.lead(part.leads, *period)));
            draft.name(Gap::Received, Named::new(part.cause, parts.collect()))?;
        }
        // The account may have received the agency's share too, and passed it on.
        let share = self.settled("agency_share", Measure::AgencyShare).negated();
        let is_met =
            share.amount() != Money::ZERO && draft.rest(Gap::Received) == Some(share.amount());
        match is_met {
            true => draft.name(Gap::Received, share),
            false => Ok(()),
        }
    }

    fn lead(&self, leads: Leads, period: Period) -> Origin {
        match leads {
            Leads::Withheld => {
                let classes = [Class::LabourRemuneration];
                self.origin(Side::Declared, &classes, Measure::DeclaredTax)
            }
            Leads::Fees => self.origin(Side::Settled, &[Class::Commission], Measure::FeeWithin),
            Leads::Clawbacks => self.origin(Side::Settled, &[Class::Clawback], Measure::Counted),
            Leads::Side(side) => {
                let row = self.rows.code(period, self.income);
                let side = self.side_of(period, side);
                let code = format!("{row}.{side}");
                Origin::Figure { code }
            }
        }
    }

    /// A clawback pays older settlements in a month that may have received nothing.
    fn side_of(&self, period: Period, side: &'static str) -> &'static str {
        let received = self.ledger.counted(period, Side::Received, &RECEIVED);
        if side == "received" && received.is_none() {
            "settled"
        } else {
            side
        }
    }

    /// The records of the row's own period.
    pub(super) fn origin(&self, side: Side, classes: &[Class], measure: Measure) -> Origin {
        Origin::Records(RecordsOf {
            party: self.party.id.clone(),
            period: self.period,
            side,
            classes: classes.to_vec(),
            measure,
        })
    }
}
