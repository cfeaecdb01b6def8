//! What follows from tax that is short: the surcharge to a day, and the range of the fine.
//!
//! A fine is never computed before the deadline has passed, nor where nothing is short.

use super::AssessError;
use super::fines;
use super::labels::{assumption, step};
use super::late_fee::late_fee;
use super::row::Case;
use super::subjects::{Subject, classification};
use crate::party::{Classification, Conduct};
use crate::rules::InForce;
use crate::worksheet::{Figure, Origin, Worksheet};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Surcharge on tax that is short.
#[derive(Clone, Copy, Debug)]
pub(super) struct Late {
    pub amount: Figure,
    pub capped_at_tax: Figure,
}

/// The fine on tax that is short.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fined {
    pub article: &'static str,
    pub low: Figure,
    pub high: Figure,
    pub multiple: Option<Decimal>,
}

/// Surcharge from the deadline to the day of the computation.
pub(super) fn late(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    short: Figure,
    deadline: NaiveDate,
) -> Result<Late, AssessError> {
    let answer = late_fee(sheet, case.rules, short, deadline, case.as_of)?;
    Ok(Late {
        amount: answer.amount,
        capped_at_tax: answer.capped_at_tax,
    })
}

/// The fine by the conduct that a reviewer stated; without a statement, the whole range of
/// article 63.
pub(super) fn fine(
    sheet: &mut Worksheet,
    case: &Case<'_>,
    law: InForce<'_>,
    subject: &Subject<'_>,
    short: Figure,
) -> Result<Fined, AssessError> {
    let views = views(case, subject);
    let conduct = views.first().map(|view| view.conduct);
    let (rule, article) = fines::article_of(conduct.unwrap_or(Conduct::Hidden));
    let multiple = views.first().and_then(|view| view.multiple);
    let (low, high) = match (views.first(), multiple) {
        (Some(view), Some(multiple)) => {
            let origin = Origin::Stated {
                party: view.party.clone(),
            };
            let fine = fines::at_multiple(sheet, law, short, multiple, Some(origin))?;
            if !fines::allows(law, rule, multiple)? {
                sheet.assume(fine, assumption::MULTIPLE_OUTSIDE_RANGE);
            }
            (fine, fine)
        }
        _ => {
            let range = fines::range(sheet, law, short, rule)?;
            (range.low, range.high)
        }
    };
    if conduct.is_none() {
        sheet.assume(low, assumption::CONDUCT_NOT_JUDGED);
    }
    let alike =
        |view: &&Classification| view.conduct == views[0].conduct && view.multiple == multiple;
    if !views.iter().all(alike) {
        let both = sheet.at_least(step::FINE_HIGH, high, low);
        sheet.assume(both, assumption::ONE_CONDUCT_FOR_ALL);
    }
    Ok(Fined {
        article,
        low,
        high,
        multiple,
    })
}

/// The reviewer's views that bear on a row: of the party itself, then of businesses treated as it.
fn views<'f>(case: &Case<'f>, subject: &Subject<'_>) -> Vec<&'f Classification> {
    let own = classification(case.facts, &subject.party.id, subject.year);
    let businesses = case.treated_as(subject);
    let treated = businesses.filter_map(|business| business.treated);
    own.into_iter().chain(treated).collect()
}
