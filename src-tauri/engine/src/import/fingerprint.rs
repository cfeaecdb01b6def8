//! What a record says, not where or in which kind of file it stands: equal rows of two files say
//! the same bytes.

use crate::record::Record;

/// Adds key, account, order, status, times, period and amounts as bytes, for a hash.
///
/// The same row as csv, xls and xlsx says the same; a changed status, amount or time says
/// something else. Names and descriptions are left out: they change without anything having
/// happened. What counts is left out too: it follows from the rest by the rules of the format.
pub fn says(record: &Record, said: &mut Vec<u8>) {
    for key in &record.account_keys {
        text(said, Some(key));
    }
    text(said, None);
    text(said, Some(&record.line_key));
    text(said, record.order_id.as_deref());
    text(said, record.sub_order_id.as_deref());
    text(said, Some(record.status.code()));
    for time in [
        record.ordered_at,
        record.settled_at,
        record.refunded_at,
        record.modified_at,
    ] {
        number(said, time.map(|time| time.and_utc().timestamp()));
    }
    let period = record.period.map(|period| period.to_string());
    text(said, period.as_deref());
    for (field, amount) in record.amounts.iter() {
        said.push(u8::try_from(field.index()).expect("amounts are fewer than 32"));
        said.extend_from_slice(&amount.fen().to_le_bytes());
    }
}

/// Ended by a byte that no text has, and unlike an absent one.
fn text(said: &mut Vec<u8>, text: Option<&str>) {
    said.extend_from_slice(text.unwrap_or("\u{0}").as_bytes());
    said.push(0xff);
}

fn number(said: &mut Vec<u8>, number: Option<i64>) {
    said.push(u8::from(number.is_some()));
    said.extend_from_slice(&number.unwrap_or_default().to_le_bytes());
}

#[cfg(test)]
mod tests {
    use crate::record::AmountField;

    /// A case keeps hashes of what its rows say: an amount in another place would make a row that is
    /// imported again another one.
    #[test]
    fn amounts_keep_their_places() {
        let places: Vec<&str> = AmountField::ALL.iter().map(|field| field.code()).collect();
        let words = "gross_amount settled_base commission_amount_est commission_amount \
            commission_clawback merchant_commission_amount service_fee agency_share subsidy \
            refund_amount amount declared_income declared_tax_withheld bonus_commission leader_fee \
            net_amount tax_amount balance merchant_commission_clawback creator_subsidy tips_amount \
            declared_taxable_income vat_sales_3 vat_sales_5 vat_exempt_sales vat_total";
        let known: Vec<&str> = words.split_whitespace().collect();
        assert_eq!(places[..known.len()], known, "a new amount goes to the end");
    }
}
