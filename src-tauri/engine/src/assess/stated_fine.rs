//! The fine that may follow from tax that is short and late, by the conduct that was stated.
//!
//! It judges no conduct: without a reviewer's view it gives the whole range of article 63.

use rust_decimal::Decimal;

use super::AssessError;
use super::fines;
use super::labels::assumption;
use super::row::Case;
use super::subjects::{Subject, classification};
use crate::party::{Classification, Conduct};
use crate::rules::InForce;
use crate::worksheet::{Figure, Origin, Worksheet};

/// The fine on tax that is short.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fined {
    pub article: &'static str,
    pub low: Figure,
    pub high: Figure,
    pub multiple: Option<Decimal>,
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
    let view = views.first();
    let conduct = view.map_or(Conduct::Hidden, |view| view.conduct);
    let (rule, article) = fines::article_of(conduct);
    let set = view.and_then(|view| Some((&view.party, view.multiple?)));
    let (low, high) = match set {
        Some((party, multiple)) => {
            let party = party.clone();
            let figure = fines::multiple(sheet, multiple, Some(Origin::Stated { party }));
            if !fines::allows(law, rule, multiple)? {
                sheet.assume(figure, assumption::MULTIPLE_OUTSIDE_RANGE);
            }
            let fine = fines::at_multiple(sheet, law, short, figure)?;
            (fine, fine)
        }
        None => {
            let range = fines::range(sheet, law, short, rule)?;
            (range.low, range.high)
        }
    };
    let alike = |pair: &[&Classification]| {
        (pair[0].conduct, pair[0].multiple) == (pair[1].conduct, pair[1].multiple)
    };
    if views.is_empty() {
        sheet.assume(high, assumption::CONDUCT_NOT_JUDGED);
    } else if !views.windows(2).all(alike) {
        sheet.assume(high, assumption::ONE_CONDUCT_FOR_ALL);
    }
    let multiple = set.map(|(_, multiple)| multiple);
    Ok(Fined {
        article,
        low,
        high,
        multiple,
    })
}

/// The reviewer's views that bear on a row: of the party itself, then of businesses treated as it.
fn views<'f>(case: &Case<'f>, subject: &Subject<'_>) -> Vec<&'f Classification> {
    // That income is of another nature says nothing of how its VAT came to be short.
    let own = classification(case.facts, &subject.party.id, subject.year());
    let own = own.filter(|view| subject.tax.is_on_income() || view.treat_as.is_none());
    let businesses = case.treated_as(subject);
    let treated = businesses.filter_map(|business| business.treated);
    own.into_iter().chain(treated).collect()
}
