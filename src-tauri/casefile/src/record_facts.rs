//! What checks are told of records. A question is only asked of the documents whose layout can answer
//! it, so that a case without such documents pays nothing.

use std::collections::BTreeSet;

use engine::computation::{PartySum, RecordFacts};
use engine::format::{Count, FeePlace, Format};
use engine::record::Side;

use crate::case::Case;
use crate::documents::format_of;
use crate::error::Error;
use crate::parties::Ownership;
use crate::tables;
use crate::tables::records::{PlacedAmounts, facts};

/// Months with settled income from which on days are worth adding up: first digits want many of them.
const MONTHS_LEAST: usize = 12;

impl Case {
    /// What checks are told of records.
    pub(crate) fn record_facts(
        &self,
        ownership: &Ownership,
        sums: &[PartySum],
    ) -> Result<RecordFacts, Error> {
        let (connection, owned) = (&self.connection, &ownership.owned);
        let fake = ownership.manifest.checks.fake_orders.iter();
        let fake: Vec<&str> = fake.map(|said| said.order.as_str()).collect();
        let days = match has_many_months(sums) {
            true => facts::days(connection, owned)?,
            false => Vec::new(),
        };
        let records = RecordFacts {
            payers: facts::payers(connection, owned)?,
            receipts: facts::receipts(connection, owned)?,
            fake_orders: facts::fake_orders(connection, owned, &fake)?,
            days,
            ..RecordFacts::default()
        };
        self.papers(ownership, self.orders(ownership, records)?)
    }

    /// Buyers, addresses and refunds of orders.
    fn orders(
        &self,
        ownership: &Ownership,
        mut records: RecordFacts,
    ) -> Result<RecordFacts, Error> {
        let (connection, owned) = (&self.connection, &ownership.owned);
        let least = engine::findings::least();
        let with_buyers = self.documents_with("buyer")?;
        if !with_buyers.is_empty() {
            let (buyers, addresses) = facts::tells(connection, &with_buyers)?;
            (records.tells_buyers, records.tells_addresses) = (buyers, addresses);
        }
        if records.tells_buyers {
            records.refund_rates = facts::refund_rates(connection, owned, &with_buyers)?;
            records.buyer_days = facts::buyer_days(connection, owned, &with_buyers, least.0)?;
        }
        if records.tells_addresses {
            records.shared_addresses =
                facts::shared_addresses(connection, owned, &with_buyers, least)?;
        }
        let with_refunds = self.documents_with("refund_amount")?;
        if !with_refunds.is_empty() {
            records.tells_refunds = facts::tells_refunds(connection, &with_refunds)?;
        }
        if records.tells_refunds {
            records.refunded = facts::refunded(connection, owned, &with_refunds)?;
        }
        Ok(records)
    }

    /// Invoices and VAT returns.
    fn papers(
        &self,
        ownership: &Ownership,
        mut records: RecordFacts,
    ) -> Result<RecordFacts, Error> {
        let (connection, owned) = (&self.connection, &ownership.owned);
        let returns = self.documents_with("vat_sales_3")?;
        if !returns.is_empty() {
            records.vat_sales = facts::vat_sales(connection, owned, &returns)?;
        }
        let invoices = self.documents_with("digital_invoice_no")?;
        if !invoices.is_empty() {
            let parties = ownership.manifest.parties.iter();
            let names =
                parties.flat_map(|party| party.names().map(|name| (party.id.as_str(), name)));
            let names: Vec<(&str, &str)> = names.collect();
            records.invoiced = facts::invoiced(connection, owned, &invoices)?;
            records.purchases = facts::purchases(connection, &names, &invoices)?;
        }
        Ok(records)
    }

    /// Documents whose layout feeds a field.
    pub(crate) fn documents_with(&self, field: &str) -> Result<Vec<i64>, Error> {
        let feeds = |of: &Option<String>| of.as_deref() == Some(field);
        self.documents_of(|format| format.columns.iter().any(|column| feeds(&column.field)))
    }

    /// Documents by where their layout has other amounts of a row.
    pub(crate) fn placed_amounts(&self) -> Result<PlacedAmounts, Error> {
        let with = |is_meant: &dyn Fn(&Count) -> bool| {
            self.documents_of(|format| format.counts.iter().any(is_meant))
        };
        Ok(PlacedAmounts {
            fee_beside: with(&|count| count.fee == Some(FeePlace::Beside))?,
            fee_within: with(&|count| count.fee == Some(FeePlace::Within))?,
            subsidy_within: with(&|count| count.contains_subsidy)?,
        })
    }

    fn documents_of(&self, is_meant: impl Fn(&Format) -> bool) -> Result<Vec<i64>, Error> {
        let mut found = Vec::new();
        for document in tables::documents::all(&self.connection)? {
            if document.undone_at.is_none() && is_meant(&format_of(&self.connection, &document)?) {
                found.push(document.id);
            }
        }
        Ok(found)
    }
}

/// Whether any party has settled income in many months.
fn has_many_months(sums: &[PartySum]) -> bool {
    let settled = sums.iter().filter(|sum| sum.side == Side::Settled);
    let months: BTreeSet<_> = settled.map(|sum| (&sum.party, sum.month)).collect();
    let parties: BTreeSet<_> = months.iter().map(|(party, _)| *party).collect();
    parties.into_iter().any(|party| {
        let of_party = months.iter().filter(|(of, _)| *of == party);
        of_party.count() >= MONTHS_LEAST
    })
}
