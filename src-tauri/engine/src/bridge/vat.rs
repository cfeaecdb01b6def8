//! VAT between settled and declared: what platforms settled contains it, the income of a return does not.
//!
//! It explains no more than the gap: a return may have left it in.

use super::{Line, Sheets};
use crate::computation::Cause;
use crate::money::Money;
use crate::worksheet::{Origin, Worksheet, WorksheetError};

/// The tax on paper that it reads.
const TAX: &str = "vat.small_scale";
/// Name of the cause and of its figure.
const CAUSE: &str = "vat_declared";

impl Line<'_> {
    /// The VAT that was declared for the period, as far as less was declared than settled.
    pub(super) fn vat(
        &self,
        sheets: &mut Sheets<'_>,
        settled: Option<Money>,
        declared: Option<Money>,
    ) -> Result<Vec<Cause>, WorksheetError> {
        let gap = settled.unwrap_or_default() - declared.unwrap_or_default();
        let papers = self.vat_papers();
        if gap <= Money::ZERO || papers.is_empty() {
            return Ok(Vec::new());
        }
        let mut sheet = Worksheet::new();
        let mut parts = Vec::new();
        for (entry, amount) in papers {
            parts.push(sheet.input(CAUSE, amount, Some(Origin::Paper { entry })));
        }
        let vat = sheet.sum(CAUSE, &parts)?;
        let gap = sheet.input("declared_less", gap, None);
        let amount = sheet.at_most(CAUSE, vat, gap).money()?;
        sheets.keep(CAUSE, sheet);
        Ok(vec![Cause {
            cause: CAUSE.to_owned(),
            amount,
            figure: format!("{}.{CAUSE}", self.figure),
        }])
    }

    fn vat_papers(&self) -> Vec<(u32, Money)> {
        let papers = (1..).zip(&self.facts.papers).filter(|(_, paper)| {
            paper.party == self.party.id
                && paper.tax == TAX
                && paper.period.within(self.ledger.grain) == Some(self.period)
                && paper.tax_paid > Money::ZERO
        });
        papers
            .map(|(entry, paper)| (entry, paper.tax_paid))
            .collect()
    }
}
