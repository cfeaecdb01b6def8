//! One row of the assessment: due less paid, and what follows from it.
//!
//! A row whose facts are missing is still a row: it names what is missing and leaves amounts empty.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::deadlines::{self, Deadline};
use super::labels::levy::assumption::DEADLINE_NOT_PUBLISHED;
use super::labels::{assumption, missing, step};
use super::overdue::{self, Owed};
use super::payments::{self, Payments};
use super::stated_fine::{self, Fined};
use super::subjects::{Subject, Tax};
use super::waiting::Bears;
use super::{
    AssessError, books, business_summary, corporate_return, person, settlement, vat_return,
};
use crate::computation::{Facts, Fine, PartySum, Surcharge, TaxRow};
use crate::money::Money;
use crate::rules::{InForce, Rules};
use crate::worksheet::{Figure, Worksheet, WorksheetError};

/// What every row is computed from.
pub(super) struct Case<'f> {
    pub facts: &'f Facts,
    pub rules: &'f Rules,
    pub as_of: NaiveDate,
    pub subjects: &'f [Subject<'f>],
    /// Parties and years in which a payer withheld less than the law asks.
    pub withheld_too_little: BTreeSet<(String, i32)>,
    sums: BTreeMap<&'f str, BTreeMap<i32, Vec<&'f PartySum>>>,
    /// VAT declared, by party and year: the code of each figure and its amount.
    vat: BTreeMap<(String, i32), Vec<(String, Money)>>,
    /// Rows of business income, by party and year.
    businesses: BTreeMap<(String, i32), TaxRow>,
}

impl<'f> Case<'f> {
    pub fn new(
        facts: &'f Facts,
        rules: &'f Rules,
        as_of: NaiveDate,
        subjects: &'f [Subject<'f>],
        withheld_too_little: BTreeSet<(String, i32)>,
    ) -> Case<'f> {
        let mut sums: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
        for sum in &facts.sums {
            let years = sums.entry(sum.party.as_str()).or_default();
            years.entry(sum.month.year()).or_default().push(sum);
        }
        Case {
            facts,
            rules,
            as_of,
            subjects,
            withheld_too_little,
            sums,
            vat: BTreeMap::new(),
            businesses: BTreeMap::new(),
        }
    }

    /// Notes what later rows ask of one that was computed.
    pub fn note(&mut self, assessed: &Assessed) {
        if assessed.tax == Tax::Business {
            let key = (assessed.row.party.clone(), assessed.row.period.year());
            self.businesses.insert(key, assessed.row.clone());
        }
        self.note_vat(assessed);
    }

    /// The row of a business and year.
    pub fn business(&self, party: &str, year: i32) -> Option<&TaxRow> {
        self.businesses.get(&(party.to_owned(), year))
    }

    /// VAT that was declared is taken out of the income of the year.
    fn note_vat(&mut self, assessed: &Assessed) {
        let declared = assessed.declared.filter(|vat| !vat.value().is_zero());
        let (Tax::Vat, Some(vat), Some(amount)) = (assessed.tax, declared, assessed.row.declared)
        else {
            return;
        };
        let key = (assessed.row.party.clone(), assessed.row.period.year());
        let code = format!("{}.{}", assessed.row.figure, vat.step());
        self.vat.entry(key).or_default().push((code, amount));
    }

    /// VAT declared for the year of a subject, by the code of each figure.
    pub fn vat_of(&self, subject: &Subject<'_>) -> &[(String, Money)] {
        let key = (subject.party.id.clone(), subject.year());
        self.vat.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The sums of a subject's party and year.
    pub fn sums_of(&self, subject: &Subject<'_>) -> &[&'f PartySum] {
        let years = self.sums.get(subject.party.id.as_str());
        let sums = years.and_then(|years| years.get(&subject.year()));
        sums.map_or(&[], Vec::as_slice)
    }

    /// The businesses whose income of the year is treated as this subject's.
    pub fn treated_as(&self, subject: &Subject<'_>) -> impl Iterator<Item = &'f Subject<'f>> {
        let (party, year) = (subject.party.id.clone(), subject.year());
        let subjects = self.subjects.iter();
        let is_income = subject.tax == Tax::Comprehensive;
        subjects.filter(move |other| {
            is_income && other.year() == year && other.treated_as() == Some(&party)
        })
    }

    /// The row to which a business's income went.
    fn target_of(&self, subject: &Subject<'_>) -> Option<&'f Subject<'f>> {
        let person = subject.treated_as()?;
        let mut subjects = self.subjects.iter();
        subjects.find(|other| {
            other.tax == Tax::Comprehensive
                && other.party.id == person
                && other.year() == subject.year()
        })
    }
}

/// What is owed for a year.
pub(super) struct Liability {
    pub income: Figure,
    pub taxable_income: Option<Figure>,
    pub due: Figure,
}

/// Why a row has no figures.
pub(super) enum Unknown {
    /// A fact is missing, `missing.<key>`.
    Missing(&'static str),
    /// The arithmetic or the law gave no answer.
    Failed(AssessError),
}

impl<E: Into<AssessError>> From<E> for Unknown {
    fn from(error: E) -> Unknown {
        Unknown::Failed(error.into())
    }
}

impl Unknown {
    fn key(&self) -> &'static str {
        match self {
            Unknown::Missing(key) => key,
            Unknown::Failed(AssessError::Worksheet(_)) => missing::AMOUNT_TOO_LARGE,
            Unknown::Failed(AssessError::RateChangedWithin(_)) => missing::ONE_VAT_RATE,
            Unknown::Failed(AssessError::ReliefOfSome) => missing::RELIEF_OF_SOME,
            Unknown::Failed(_) => missing::LAW_ON_AS_OF,
        }
    }
}

/// A row with the steps behind it and the figures that totals add up.
pub(super) struct Assessed {
    pub tax: Tax,
    pub row: TaxRow,
    pub sheet: Worksheet,
    pub declared: Option<Figure>,
    pub short: Option<Figure>,
    pub late_fee: Option<Figure>,
    pub fine: Option<(Figure, Figure)>,
    /// What follows from paying it late.
    pub bears: Bears,
}

/// Computes one row.
pub(super) fn of(case: &Case<'_>, subject: &Subject<'_>) -> Assessed {
    // The calendar of a year is published shortly before it begins.
    let deadline = deadlines::deadline(case.rules, subject.tax.due_with(), subject.period).ok();
    let mut assessed = Assessed {
        tax: subject.tax,
        row: empty(case, subject, deadline.as_ref()),
        sheet: Worksheet::new(),
        declared: None,
        short: None,
        late_fee: None,
        fine: None,
        bears: match subject.tax.is_fee() {
            true => Bears::Nothing,
            false => Bears::SurchargeAndFine,
        },
    };
    if let Err(unknown) = assessed.fill(case, subject) {
        assessed.row.missing = Some(unknown.key().to_owned());
    }
    assessed.row.assumptions = assessed.sheet.assumptions();
    assessed
}

fn empty(case: &Case<'_>, subject: &Subject<'_>, deadline: Option<&Deadline>) -> TaxRow {
    let days = deadline.map_or(0, |deadline| {
        case.as_of.signed_duration_since(deadline.date).num_days()
    });
    TaxRow {
        party: subject.party.id.clone(),
        tax: subject.tax.code().to_owned(),
        period: subject.period,
        income: None,
        taxable_income: None,
        due: None,
        declared: None,
        paid: None,
        underpaid: None,
        overpaid: None,
        deadline: deadline.map(|deadline| deadline.date),
        deadline_confidence: deadline.map(|deadline| deadline.confidence),
        overdue: days > 0,
        surcharge: Surcharge {
            days: u32::try_from(days).unwrap_or(0),
            amount: None,
            capped_at_tax: None,
            parts: Vec::new(),
        },
        fine: Fine {
            article: None,
            low: None,
            high: None,
            multiple: None,
            amount: None,
        },
        assumptions: Vec::new(),
        missing: None,
        treated_as: case.target_of(subject).map(|target| target.figure.clone()),
        figure: subject.figure.clone(),
    }
}

impl Assessed {
    fn fill(&mut self, case: &Case<'_>, subject: &Subject<'_>) -> Result<(), Unknown> {
        let sheet = &mut self.sheet;
        let payments = payments::of(sheet, case, subject, self.row.deadline)?;
        self.declared = payments.declared;
        self.row.declared = money_of(payments.declared)?;
        self.row.paid = money_of(payments.paid)?;
        let law = case.rules.for_period(subject.period)?;
        let liability = match subject.tax {
            Tax::Comprehensive => person::liability(sheet, case, law, subject)?,
            Tax::Business => books::liability(sheet, case, law, subject)?,
            Tax::BusinessSummary => business_summary::liability(sheet, case, law, subject)?,
            Tax::Corporate => corporate_return::liability(sheet, case, law, subject)?,
            Tax::Vat | Tax::Urban | Tax::Education => {
                vat_return::liability(sheet, case, law, subject)?
            }
        };
        let due = liability.due.money()?;
        let short = self.settle(case, law, subject, &liability, &payments)?;
        self.row.income = Some(liability.income.money()?);
        self.row.taxable_income = money_of(liability.taxable_income)?;
        self.row.underpaid = Some(short.money()?);
        self.row.due = Some(due);
        self.short = Some(short);
        match self.row.deadline {
            _ if subject.tax.is_fee() => Ok(()),
            None => {
                self.sheet.assume(short, DEADLINE_NOT_PUBLISHED);
                Ok(())
            }
            Some(deadline) => {
                let owed = Owed {
                    due: liability.due,
                    short,
                    deadline,
                };
                self.follow(case, subject, owed, &payments)
            }
        }
    }

    /// Due less paid: the part that is short, and in the row the part that was too much. What was
    /// paid on income that moved to a person is credited there and is not too much here.
    fn settle(
        &mut self,
        case: &Case<'_>,
        law: InForce<'_>,
        subject: &Subject<'_>,
        liability: &Liability,
        payments: &Payments,
    ) -> Result<Figure, Unknown> {
        let sheet = &mut self.sheet;
        // Of a month or quarter without VAT there is nothing to say of payments.
        let is_idle = !subject.tax.is_on_income()
            && liability.due.value().is_zero()
            && payments.paid.is_none();
        if subject.treated.is_some() || is_idle {
            return Ok(liability.due);
        }
        let paid = payments.paid.unwrap_or_else(|| {
            let none = sheet.input(step::PAID, Money::ZERO, None);
            sheet.assume(none, assumption::NO_PAYMENT_ON_FILE);
            none
        });
        let rest = sheet.difference(step::DUE, liability.due, &[paid])?;
        let short = sheet.not_below_zero(step::SHORT, rest);
        if subject.tax == Tax::Comprehensive
            && !short.value().is_zero()
            && settlement::is_small(law, liability.income, short)?
        {
            let void = payments::a_payer_failed(case, subject);
            let key = match void {
                true => assumption::SETTLEMENT_VOID,
                false => assumption::SETTLEMENT_MAY_BE_WAIVED,
            };
            sheet.assume(short, key);
        }
        if subject.untreated(case.facts) {
            sheet.assume(short, assumption::TREATMENT_NOT_COMPUTED);
        }
        if paid.value() > liability.due.value() {
            let over = sheet.difference(step::OVERPAID, paid, &[liability.due])?;
            self.row.overpaid = Some(over.money()?);
        }
        Ok(short)
    }

    /// The surcharge to the day of the computation; a fine only where tax is short and late.
    fn follow(
        &mut self,
        case: &Case<'_>,
        subject: &Subject<'_>,
        owed: Owed,
        payments: &Payments,
    ) -> Result<(), Unknown> {
        let law = case.rules.on(case.as_of)?;
        let sheet = &mut self.sheet;
        let late = overdue::surcharge(sheet, case, subject, owed, payments)?;
        self.row.surcharge = late.shown;
        self.late_fee = Some(late.amount);
        if !late.is_charged {
            self.bears = Bears::Fine;
        }
        let short = owed.short;
        if !self.row.overdue || short.value().is_zero() {
            return Ok(());
        }
        let Fined {
            article,
            low,
            high,
            multiple,
        } = stated_fine::fine(sheet, case, law, subject, short)?;
        self.row.fine = Fine {
            article: Some(article.to_owned()),
            low: Some(low.money()?),
            high: Some(high.money()?),
            multiple,
            amount: multiple.map(|_| low.money()).transpose()?,
        };
        self.fine = Some((low, high));
        Ok(())
    }
}

fn money_of(figure: Option<Figure>) -> Result<Option<Money>, WorksheetError> {
    figure.map(Figure::money).transpose()
}
