//! 自查更正计划: which returns to file again, in the order of their deadlines, with what was filed beside
//! what is due.
//!
//! It puts together what was assessed, compared and found; of its own it computes only what is to be paid
//! and the ranges of fines by conduct (税收征收管理法 art. 52, 63, 64; 税总函〔2013〕196号).

use std::collections::BTreeMap;

use crate::assess::fines;
use crate::assess::labels::step::SHORT;
use crate::computation::{
    BridgeRow, ConductFine, Facts, Finding, PartySum, PlanEvidence, PlanStep, TaxRow,
};
use crate::money::Money;
use crate::party::{Conduct, Income};
use crate::period::{Grain, Period};
use crate::record::Side;
use crate::rules::Rules;
use crate::worksheet::{Figure, Origin, Step, Worksheet};

/// Labels of the steps; the text keys are `step.<label>`.
mod label {
    pub const TO_ADD: &str = "plan_to_add";
    pub const SURCHARGE: &str = "plan_surcharge";
    pub const TO_PAY: &str = "plan_to_pay";
}

/// A fee is no tax: nothing is fined where it is late.
const FEE: &str = "education";

/// What the plan is made from.
pub(crate) struct Ground<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) rules: &'a Rules,
    pub(crate) as_of: chrono::NaiveDate,
    /// The comparison by month, quarter and year.
    pub(crate) bridge: [&'a [BridgeRow]; 3],
    pub(crate) taxes: &'a [TaxRow],
    pub(crate) findings: &'a [Finding],
    /// The steps behind the taxes.
    pub(crate) worksheets: &'a BTreeMap<String, Vec<Step>>,
}

/// One step for each return that has to change or cannot be computed yet, by party in the order of the
/// deadlines; those without one come last.
pub(crate) fn of(ground: &Ground<'_>) -> Vec<(PlanStep, Worksheet)> {
    let places: BTreeMap<&str, usize> = ground
        .facts
        .parties
        .iter()
        .enumerate()
        .map(|(place, party)| (party.id.as_str(), place))
        .collect();
    let mut rows: Vec<&TaxRow> = ground.taxes.iter().filter(|row| changes(row)).collect();
    rows.sort_by_key(|row| {
        let place = places.get(row.party.as_str()).copied();
        (place, row.deadline.is_none(), row.deadline)
    });
    let sources = Sources::of(ground);
    let steps = (1_u32..).zip(rows);
    steps
        .map(|(number, row)| sources.step(row, format!("P-{number}")))
        .collect()
}

/// Whether a return has to be filed again, surcharge is to be paid, or a fact is missing for it. What is taken as
/// somebody else's income stands in that person's return.
fn changes(row: &TaxRow) -> bool {
    let is_open = |amount: Option<Money>| amount.is_some_and(|amount| amount > Money::ZERO);
    let amounts = [row.underpaid, row.overpaid, row.surcharge.amount];
    row.treated_as.is_none() && (row.missing.is_some() || amounts.into_iter().any(is_open))
}

/// Incomes that the return of a tax tells; none of taxes on sales.
fn incomes(tax: &str) -> &'static [Income] {
    match tax {
        "iit.comprehensive" => &[
            Income::LabourRemuneration,
            Income::Wages,
            Income::AuthorRemuneration,
            Income::Royalties,
        ],
        "iit.business" => &[Income::Business],
        "cit" => &[Income::Corporate],
        _ => &[],
    }
}

/// What is looked up for each step, by party.
struct Sources<'a> {
    ground: &'a Ground<'a>,
    bridge: BTreeMap<(&'a str, Period), Vec<&'a BridgeRow>>,
    sums: BTreeMap<&'a str, Vec<&'a PartySum>>,
    findings: BTreeMap<&'a str, Vec<&'a Finding>>,
}

impl<'a> Sources<'a> {
    fn of(ground: &'a Ground<'a>) -> Sources<'a> {
        let mut sources = Sources {
            ground,
            bridge: BTreeMap::new(),
            sums: BTreeMap::new(),
            findings: BTreeMap::new(),
        };
        for row in ground.bridge.into_iter().flatten() {
            let key = (row.party.as_str(), row.period);
            sources.bridge.entry(key).or_default().push(row);
        }
        for sum in &ground.facts.sums {
            sources.sums.entry(&sum.party).or_default().push(sum);
        }
        for finding in ground.findings {
            if let Some(party) = finding.party.as_deref() {
                sources.findings.entry(party).or_default().push(finding);
            }
        }
        sources
    }

    fn step(&self, row: &TaxRow, figure: String) -> (PlanStep, Worksheet) {
        let mut sheet = Worksheet::new();
        let fines = self.amounts(&mut sheet, row).unwrap_or_default();
        let step = PlanStep {
            party: row.party.clone(),
            tax: row.tax.clone(),
            period: row.period,
            deadline: row.deadline,
            overdue: row.overdue,
            filed_income: self.filed_income(row),
            amended_income: row.income,
            filed_tax: row.declared,
            amended_tax: row.due,
            to_add: row.underpaid,
            to_claim: row.overpaid.filter(|amount| *amount > Money::ZERO),
            surcharge: row.surcharge.amount,
            fines,
            evidence: self.evidence(row),
            findings: self.findings(row),
            missing: row.missing.clone(),
            figure,
        };
        (step, sheet)
    }

    /// Writes down what is to be paid, and gives the ranges of fines on what is late.
    fn amounts(
        &self,
        sheet: &mut Worksheet,
        row: &TaxRow,
    ) -> Result<Vec<ConductFine>, crate::assess::AssessError> {
        let Some(short) = row.underpaid else {
            return Ok(Vec::new());
        };
        let tax = sheet.input(label::TO_ADD, short, Some(self.of_row(row)));
        let mut parts = vec![tax];
        if let Some(amount) = row.surcharge.amount {
            let code = row.figure.clone();
            parts.push(sheet.input(label::SURCHARGE, amount, Some(Origin::Figure { code })));
        }
        sheet.sum(label::TO_PAY, &parts)?;
        if !row.overdue || short == Money::ZERO || row.tax == FEE {
            return Ok(Vec::new());
        }
        let conducts = Conduct::ALL.iter();
        conducts
            .map(|conduct| self.fine(sheet, tax, *conduct))
            .collect()
    }

    fn fine(
        &self,
        sheet: &mut Worksheet,
        tax: Figure,
        conduct: Conduct,
    ) -> Result<ConductFine, crate::assess::AssessError> {
        let (rule, article) = fines::article_of(conduct);
        let law = self.ground.rules.on(self.ground.as_of)?;
        let range = fines::range(sheet, law, tax, rule)?;
        Ok(ConductFine {
            conduct,
            article: article.to_owned(),
            low: range.low.money()?,
            high: range.high.money()?,
        })
    }

    /// The step in which the row of a tax tells what is short.
    fn of_row(&self, row: &TaxRow) -> Origin {
        let steps = self
            .ground
            .worksheets
            .get(&row.figure)
            .into_iter()
            .flatten();
        let short = steps.rev().find(|step| step.label == SHORT);
        let code = match short {
            Some(step) => format!("{}.{}", row.figure, step.number),
            None => row.figure.clone(),
        };
        Origin::Figure { code }
    }

    /// Income of the rows of the comparison that the return tells, or sales on paper.
    fn filed_income(&self, row: &TaxRow) -> Option<Money> {
        let incomes = incomes(&row.tax);
        let declared = self.compared(row).iter();
        let declared = declared.filter(|of| incomes.contains(&of.income));
        let declared: Vec<Money> = declared.filter_map(|of| of.declared).collect();
        let papers = self.ground.facts.papers.iter().filter(|paper| {
            incomes.is_empty()
                && (&paper.party, &paper.tax) == (&row.party, &row.tax)
                && paper.period.within(row.period.grain()) == Some(row.period)
        });
        let filed: Vec<Money> = declared
            .into_iter()
            .chain(papers.map(|paper| paper.income))
            .collect();
        (!filed.is_empty()).then(|| filed.into_iter().sum())
    }

    /// The rows of the comparison of the same party and period.
    fn compared<'s>(&'s self, row: &'s TaxRow) -> &'s [&'s BridgeRow] {
        let rows = self.bridge.get(&(row.party.as_str(), row.period));
        rows.map_or(&[], Vec::as_slice)
    }

    /// The row itself, and what was settled and declared in its period.
    fn evidence(&self, row: &TaxRow) -> Vec<PlanEvidence> {
        let mut evidence = vec![PlanEvidence {
            code: row.figure.clone(),
            records: 0,
        }];
        let incomes = incomes(&row.tax);
        for of in self.compared(row) {
            let is_meant = incomes.is_empty() || incomes.contains(&of.income);
            for (side, amount) in [(Side::Settled, of.settled), (Side::Declared, of.declared)] {
                let is_asked = side == Side::Settled || !incomes.is_empty();
                if is_meant && is_asked && amount.is_some() {
                    evidence.push(PlanEvidence {
                        code: format!("{}.{}", of.figure, side.code()),
                        records: self.records(row, side),
                    });
                }
            }
        }
        evidence
    }

    fn records(&self, row: &TaxRow, side: Side) -> u64 {
        let sums = self.sums.get(row.party.as_str()).into_iter().flatten();
        let sums = sums.filter(|sum| {
            sum.side == side && sum.month.within(row.period.grain()) == Some(row.period)
        });
        sums.map(|sum| sum.records).sum()
    }

    /// Findings about the party whose period lies in that of the row, or is the year around it.
    fn findings(&self, row: &TaxRow) -> Vec<String> {
        let year = row.period.within(Grain::Year);
        let is_about = |finding: &&&Finding| {
            finding.period.is_some_and(|period| {
                period.within(row.period.grain()) == Some(row.period) || Some(period) == year
            })
        };
        let findings = self.findings.get(row.party.as_str()).into_iter().flatten();
        let findings = findings.filter(is_about);
        findings.map(|finding| finding.id.clone()).collect()
    }
}
