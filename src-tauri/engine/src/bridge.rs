//! The four-way comparison by party, period and income, each gap split into named causes.
//!
//! settled − declared = causes + unexplained, and settled − received = receipt causes +
//! unexplained, to the fen. It decides nothing about tax.

mod declared;
mod ledger;
mod receipts;
mod vat;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::computation::{BridgeRow, Cause, Facts};
use crate::money::Money;
use crate::party::{Income, Materiality, Party, PartyKind};
use crate::period::{Grain, Period};
use crate::record::{Class, Side};
use ledger::{Ledger, declared_class};
use receipts::Leads;

use crate::worksheet::{Figure, Measure, Origin, RecordsOf, Step, Worksheet, WorksheetError};

/// Classes of settled records that are streaming income.
pub const SETTLED: [Class; 3] = [Class::Commission, Class::Clawback, Class::Tips];
/// Classes of receipts that are counted.
pub const RECEIVED: [Class; 2] = [Class::Payout, Class::Unclassified];

/// Classes of what platforms report: labour, other online income, and a merchant's own.
pub const REPORTED: [Class; 3] = [
    Class::LabourRemuneration,
    Class::BusinessIncome,
    Class::OtherIncome,
];

/// Steps behind one figure code.
type Sheet = (String, Vec<Step>);

/// The comparison and the steps behind each of its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bridge {
    /// One row for each party, period and income, in the order of the parties.
    pub rows: Vec<BridgeRow>,
    /// Steps by figure code.
    pub worksheets: BTreeMap<String, Vec<Step>>,
}

/// Compares the four sides over periods of one length.
///
/// A return for a longer period cannot be split: shorter rows under it leave the gap open
/// (`None`) unless something was declared for them.
pub fn compare(facts: &Facts, grain: Grain) -> Result<Bridge, WorksheetError> {
    let mut bridge = Bridge::default();
    let series = match grain {
        Grain::Month => "B",
        Grain::Quarter => "BQ",
        Grain::Year => "BY",
    };
    for party in &facts.parties {
        let ledger = Ledger::of(facts, party, grain);
        let matched = receipts::match_oldest_first(&ledger.monthly);
        let rows = Rows {
            series,
            before: bridge.rows.len(),
            keys: ledger.keys(),
        };
        for (period, income) in &rows.keys {
            let line = Line {
                facts,
                party,
                period: *period,
                income: *income,
                ledger: &ledger,
                figure: rows.code(*period, *income),
                rows: &rows,
            };
            let (row, worksheets) = line.compare(&matched)?;
            bridge.rows.push(row);
            bridge.worksheets.extend(worksheets);
        }
    }
    Ok(bridge)
}

/// The nature that settled income of a party has, before any reviewer's classification.
pub fn income_of(kind: PartyKind) -> Income {
    match kind {
        PartyKind::NaturalPerson => Income::LabourRemuneration,
        PartyKind::IndividualBusiness | PartyKind::SoleProprietorship | PartyKind::Partnership => {
            Income::Business
        }
        PartyKind::Company | PartyKind::Agency => Income::Corporate,
    }
}

/// The rows of one party and their codes.
struct Rows {
    series: &'static str,
    /// How many rows come before them.
    before: usize,
    keys: Vec<(Period, Income)>,
}

impl Rows {
    /// The code of a row; a row that is not there has the number of the one after the last.
    fn code(&self, period: Period, income: Income) -> String {
        let place = self.keys.iter().position(|key| *key == (period, income));
        let number = self.before + place.unwrap_or(self.keys.len()) + 1;
        format!("{}-{number}", self.series)
    }
}

/// One row in the making.
struct Line<'a> {
    facts: &'a Facts,
    party: &'a Party,
    period: Period,
    income: Income,
    ledger: &'a Ledger<'a>,
    rows: &'a Rows,
    figure: String,
}

impl Line<'_> {
    fn compare(
        &self,
        matched: &receipts::Matched,
    ) -> Result<(BridgeRow, Vec<Sheet>), WorksheetError> {
        let streaming = self.income == self.ledger.streaming;
        let mut sheets = Sheets::new(&self.figure);
        let settled = match streaming {
            true => self.records(&mut sheets, "settled", Side::Settled, &SETTLED),
            false => None,
        };
        let received = match streaming {
            true => self.records(&mut sheets, "received", Side::Received, &RECEIVED),
            false => None,
        };
        // Reports are for quarters: no month has one, which is not zero.
        let platform_reported = match streaming {
            true => {
                let side = Side::PlatformReported;
                self.records(&mut sheets, "platform_reported", side, &REPORTED)
            }
            false => None,
        };
        let declared = self.declared(&mut sheets)?;
        let open = declared.is_none() && (self.declared_for_longer() || self.is_corporate());
        let causes = match streaming && !open {
            true => self.vat(&mut sheets, settled, declared)?,
            false => Vec::new(),
        };
        let unexplained = match open {
            true => None,
            false => sheets.gap("unexplained", settled, declared, &causes)?,
        };
        let receipt_causes = match streaming && received.is_some() {
            true => self.receipt_causes(&mut sheets, matched)?,
            false => Vec::new(),
        };
        let receipt_unexplained = match received {
            Some(_) => sheets.gap("receipt_unexplained", settled, received, &receipt_causes)?,
            None => None,
        };
        let row = BridgeRow {
            party: self.party.id.clone(),
            period: self.period,
            income: self.income,
            settled,
            received,
            platform_reported,
            declared,
            causes,
            unexplained,
            receipt_causes,
            receipt_unexplained,
            material: unexplained
                .is_some_and(|gap| is_material(&self.facts.materiality, gap, settled, declared)),
            figure: self.figure.clone(),
        };
        Ok((row, sheets.done))
    }

    fn records(
        &self,
        sheets: &mut Sheets<'_>,
        side_name: &'static str,
        side: Side,
        classes: &[Class],
    ) -> Option<Money> {
        let amount = self.ledger.counted(self.period, side, classes)?;
        let mut sheet = Worksheet::new();
        sheet.input(
            side_name,
            amount,
            Some(self.origin(side, classes, Measure::Counted)),
        );
        sheets.keep(side_name, sheet);
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
        sheets: &mut Sheets<'_>,
        matched: &receipts::Matched,
    ) -> Result<Vec<Cause>, WorksheetError> {
        let mut causes = Vec::new();
        for named in matched.causes(self.period, self.ledger.grain) {
            let number = causes.len() + 1;
            let mut sheet = Worksheet::new();
            let parts: Vec<Figure> = named
                .parts
                .iter()
                .map(|(period, amount)| {
                    let origin = match named.leads {
                        Leads::Withheld => self.origin(
                            Side::Declared,
                            &[Class::LabourRemuneration],
                            Measure::DeclaredTax,
                        ),
                        Leads::Fees => {
                            self.origin(Side::Settled, &[Class::Commission], Measure::FeeWithin)
                        }
                        Leads::Side(side) => {
                            let row = self.rows.code(*period, self.income);
                            let side = self.side_of(*period, side);
                            Origin::Figure {
                                code: format!("{row}.{side}"),
                            }
                        }
                    };
                    sheet.input(named.cause, *amount, Some(origin))
                })
                .collect();
            let amount = sheet.sum(named.cause, &parts)?.money()?;
            sheets.keep(&number.to_string(), sheet);
            causes.push(Cause {
                cause: named.cause.to_owned(),
                amount,
                figure: format!("{}.{number}", self.figure),
            });
        }
        Ok(causes)
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

    fn origin(&self, side: Side, classes: &[Class], measure: Measure) -> Origin {
        Origin::Records(RecordsOf {
            party: self.party.id.clone(),
            period: self.period,
            side,
            classes: classes.to_vec(),
            measure,
        })
    }
}

/// The worksheets of one row, by code.
struct Sheets<'a> {
    figure: &'a str,
    done: Vec<Sheet>,
}

impl<'a> Sheets<'a> {
    fn new(figure: &'a str) -> Sheets<'a> {
        Sheets {
            figure,
            done: Vec::new(),
        }
    }

    fn keep(&mut self, name: &str, sheet: Worksheet) {
        self.done
            .push((format!("{}.{name}", self.figure), sheet.into_steps()));
    }

    /// The settled amount less the other side less the named causes; an absent side counts as
    /// nothing, and a gap needs at least one side.
    fn gap(
        &mut self,
        name: &'static str,
        settled: Option<Money>,
        other: Option<Money>,
        causes: &[Cause],
    ) -> Result<Option<Money>, WorksheetError> {
        if settled.is_none() && other.is_none() {
            return Ok(None);
        }
        let code = |side: &str| {
            Some(Origin::Figure {
                code: format!("{}.{side}", self.figure),
            })
        };
        let other_name = if name == "unexplained" {
            "declared"
        } else {
            "received"
        };
        let mut sheet = Worksheet::new();
        let whole = sheet.input(
            "settled",
            settled.unwrap_or_default(),
            code("settled").filter(|_| settled.is_some()),
        );
        let mut parts = vec![sheet.input(
            other_name,
            other.unwrap_or_default(),
            code(other_name).filter(|_| other.is_some()),
        )];
        for cause in causes {
            let origin = Origin::Figure {
                code: cause.figure.clone(),
            };
            parts.push(sheet.input(cause.cause.clone(), cause.amount, Some(origin)));
        }
        let gap = sheet.difference(name, whole, &parts)?.money()?;
        self.keep(name, sheet);
        Ok(Some(gap))
    }
}

/// A gap counts when it passes the absolute bound and the part of the larger side.
pub fn is_material(
    bounds: &Materiality,
    gap: Money,
    settled: Option<Money>,
    declared: Option<Money>,
) -> bool {
    let larger = settled
        .unwrap_or_default()
        .absolute()
        .max(declared.unwrap_or_default().absolute());
    let relative = larger
        .yuan()
        .checked_mul(bounds.relative)
        .unwrap_or(Decimal::MAX);
    gap.absolute() > bounds.absolute && gap.absolute().yuan() > relative
}

#[cfg(test)]
mod tests;
