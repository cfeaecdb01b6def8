//! 互联网平台累计预扣: cumulative withholding by an internet platform.
//!
//! 国家税务总局公告2025年第16号 art. 1, in force since October 2025. One person, one platform. A month
//! without income, and a new year, restart income, months and tax withheld; a negative result is
//! withheld as zero. It refuses months before the method existed.

use rust_decimal::Decimal;

use super::AssessError;
use super::labels::step;
use super::wages::less_withheld;
use crate::period::{Grain, Period};
use crate::rules::{InForce, RuleId, Rules};
use crate::worksheet::{Figure, Unit, Worksheet};

/// Income of one month from the platform.
#[derive(Clone, Copy, Debug)]
pub struct MonthIncome {
    /// The month.
    pub month: Period,
    /// Its income.
    pub income: Figure,
}

/// What is to be withheld in one month, rounded to the fen.
#[derive(Clone, Copy, Debug)]
pub struct MonthWithholding {
    /// The month.
    pub month: Period,
    /// To be withheld.
    pub withholding: Figure,
}

/// A run of months without a gap.
#[derive(Default)]
struct Run {
    income: Vec<Figure>,
    withheld: Vec<Figure>,
    last: Option<Period>,
}

/// What is to be withheld in each month; months must rise, gaps are allowed.
pub fn cumulative(
    sheet: &mut Worksheet,
    rules: &Rules,
    months: &[MonthIncome],
) -> Result<Vec<MonthWithholding>, AssessError> {
    let mut run = Run::default();
    let mut answers = Vec::new();
    for MonthIncome { month, income } in months.iter().copied() {
        let law = rules.for_period(month)?;
        let continues = run.last.is_some_and(|last| follows(last, month));
        if !continues || income.value().is_zero() {
            run = Run::default();
        }
        run.last = Some(month);
        run.income.push(income);
        let withholding = of_month(sheet, law, &run)?;
        run.withheld.push(withholding);
        if income.value().is_zero() {
            run = Run::default();
        }
        answers.push(MonthWithholding { month, withholding });
    }
    Ok(answers)
}

fn of_month(sheet: &mut Worksheet, law: InForce<'_>, run: &Run) -> Result<Figure, AssessError> {
    let expense_rate = law.parameter(RuleId::PlatformExpenseRate)?;
    let month_deduction = law.parameter(RuleId::PlatformMonthDeduction)?;
    let income = sheet.sum(step::CUMULATIVE_INCOME, &run.income)?;
    let rate = sheet.parameter(step::EXPENSE_RATE, &expense_rate);
    let expenses = sheet.product(step::CUMULATIVE_EXPENSES, &[income, rate])?;
    let count = Decimal::from(run.income.len());
    let months = sheet.input_of(step::MONTHS, count, Unit::Count, None);
    let each = sheet.parameter(step::MONTH_DEDUCTION, &month_deduction);
    let deduction = sheet.product(step::CUMULATIVE_DEDUCTION, &[each, months])?;
    let rest = sheet.difference(step::CUMULATIVE_REST, income, &[expenses, deduction])?;
    let taxable = sheet.not_below_zero(step::TAXABLE, rest);
    less_withheld(sheet, law, taxable, &run.withheld)
}

/// Whether a month comes right after another of the same year.
fn follows(last: Period, month: Period) -> bool {
    let next = last.last_day().succ_opt();
    let next = next.map(|day| Period::containing(day, Grain::Month));
    last.year() == month.year() && next == Some(month)
}
