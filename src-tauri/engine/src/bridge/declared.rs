//! The declared side of one row: lines of files, figures on paper, and what is not added to them.

use super::draft::Draft;
use super::ledger::declared_class;
use super::line::Line;
use crate::computation::Declaration;
use crate::money::Money;
use crate::record::{Class, Side};
use crate::worksheet::{Figure, Measure, Origin, Worksheet, WorksheetError};

impl Line<'_> {
    /// Declared lines of files and figures on paper, added up. A return for the whole period
    /// covers what was declared for parts of it: the larger of the two counts. A paper that was
    /// imported too stands beside them and adds nothing.
    pub(super) fn declared(&self, draft: &mut Draft) -> Result<Option<Money>, WorksheetError> {
        let mut sheet = Worksheet::new();
        let mut parts: Vec<Figure> = Vec::new();
        let mut returns: Vec<Figure> = Vec::new();
        if let Some(class) = declared_class(self.income) {
            parts.extend(self.declared_in_files(&mut sheet, class)?);
        }
        for paper in self
            .ledger
            .papers
            .iter()
            .filter(|paper| paper.income == self.income)
        {
            let origin = Some(Origin::Paper { entry: paper.entry });
            let inside = paper.period.within(self.ledger.grain) == Some(self.period);
            if inside && paper.is_imported {
                sheet.input("paper_not_added", paper.amount, origin);
            } else if paper.period == self.period && paper.is_return {
                returns.push(sheet.input("declared_in_return", paper.amount, origin));
            } else if inside {
                parts.push(sheet.input("declared_on_paper", paper.amount, origin));
            }
        }
        let declared = match (parts.is_empty(), returns.is_empty()) {
            (true, true) => return Ok(None),
            (false, true) => sheet.sum("declared", &parts)?,
            (true, false) => sheet.sum("declared", &returns)?,
            (false, false) => {
                let in_parts = sheet.sum("declared_in_parts", &parts)?;
                let in_returns = sheet.sum("declared_in_returns", &returns)?;
                sheet.at_least("declared", in_returns, in_parts)
            }
        };
        let declared = declared.money()?;
        draft.keep("declared", sheet);
        Ok(Some(declared))
    }

    /// Lines of files: as one sum, and of returns that run from the beginning of the year the
    /// difference to the one before.
    fn declared_in_files(
        &self,
        sheet: &mut Worksheet,
        class: Class,
    ) -> Result<Vec<Figure>, WorksheetError> {
        let Some(amount) = self.ledger.counted(self.period, Side::Declared, &[class]) else {
            return Ok(Vec::new());
        };
        let again = self.ledger.seen_again(self.period, class);
        if !again.is_empty() {
            let seen: Money = again.iter().map(|line| line.income).sum();
            sheet.input("declared_seen_again", seen, Some(origin(&again)));
        }
        let lines = self.ledger.lines(self.period, class);
        let (running, plain): (Vec<_>, Vec<_>) = lines
            .into_iter()
            .partition(|line| line.year_to_date.is_some());
        if running.is_empty() {
            let origin = self.origin(Side::Declared, &[class], Measure::Counted);
            return Ok(vec![sheet.input("declared_in_files", amount, Some(origin))]);
        }
        let mut parts = Vec::new();
        if !plain.is_empty() {
            let sum: Money = plain.iter().map(|line| line.income).sum();
            parts.push(sheet.input("declared_in_files", sum, Some(origin(&plain))));
        }
        for line in running {
            parts.push(added_by(sheet, line)?);
        }
        Ok(parts)
    }
}

/// What a return that runs from the beginning of the year adds to the one before it.
fn added_by(sheet: &mut Worksheet, line: &Declaration) -> Result<Figure, WorksheetError> {
    let Some(year_to_date) = line.year_to_date else {
        return Ok(sheet.input("declared_in_files", line.income, Some(origin(&[line]))));
    };
    let printed = sheet.input(
        "declared_to_date",
        year_to_date.amount,
        Some(origin(&[line])),
    );
    let before = year_to_date.before.map(|(record, amount)| {
        let records = vec![record];
        sheet.input("declared_before", amount, Some(Origin::Lines { records }))
    });
    let before: Vec<Figure> = before.into_iter().collect();
    sheet.difference("declared_in_form", printed, &before)
}

fn origin(lines: &[&Declaration]) -> Origin {
    Origin::Lines {
        records: lines.iter().map(|line| line.record).collect(),
    }
}
