//! One row in the making: its sides are known, and causes are named until it is closed.

use super::{Sheet, is_material};
use crate::computation::{BridgeRow, Cause};
use crate::money::Money;
use crate::party::Materiality;
use crate::worksheet::{Origin, Worksheet, WorksheetError};

/// One of the differences that causes explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Settled less declared.
    Declared,
    /// Settled less received.
    Received,
    /// Settled less platform-reported.
    Reported,
}

impl Gap {
    /// Name of the figure of the other side.
    pub(super) fn side(self) -> &'static str {
        match self {
            Gap::Declared => "declared",
            Gap::Received => "received",
            Gap::Reported => "platform_reported",
        }
    }

    /// Name of the figure of what stays unexplained.
    fn rest(self) -> &'static str {
        match self {
            Gap::Declared => "unexplained",
            Gap::Received => "receipt_unexplained",
            Gap::Reported => "report_unexplained",
        }
    }
}

/// A named part of a gap, before it is put on a worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Text key `cause.<cause>`.
    pub(super) cause: &'static str,
    /// It is income all the same.
    pub(super) is_income: bool,
    /// What it is made of and where each part leads to, with the sign it has in the difference.
    pub(super) parts: Vec<(Money, Origin)>,
    /// It explains no more than this.
    pub(super) at_most: Option<Money>,
}

impl Named {
    /// A cause that says why the sides differ.
    pub(super) fn new(cause: &'static str, parts: Vec<(Money, Origin)>) -> Named {
        Named {
            cause,
            is_income: false,
            parts,
            at_most: None,
        }
    }

    /// What its parts add up to.
    pub(super) fn amount(&self) -> Money {
        self.parts.iter().map(|(amount, _)| *amount).sum()
    }

    /// The same with the other sign.
    pub(super) fn negated(mut self) -> Named {
        for (amount, _) in &mut self.parts {
            *amount = amount.negated();
        }
        self
    }
}

/// A row and its worksheets; its gaps are open until [`Draft::close`].
pub(super) struct Draft {
    pub(super) row: BridgeRow,
    /// It is about what platforms settle.
    pub(super) is_streaming: bool,
    /// What was declared is not known for this period alone.
    pub(super) is_open: bool,
    /// What it received as payouts and no other row has laid claim to.
    pub(super) payouts: Money,
    pub(super) sheets: Vec<Sheet>,
}

impl Draft {
    /// What causes have not explained yet; nothing where there is nothing to compare.
    pub(super) fn rest(&self, gap: Gap) -> Option<Money> {
        let other = self.other(gap);
        let is_compared = match gap {
            Gap::Declared => !self.is_open && (self.row.settled.is_some() || other.is_some()),
            Gap::Received | Gap::Reported => other.is_some(),
        };
        let named: Money = self.causes(gap).iter().map(|cause| cause.amount).sum();
        let whole = self.row.settled.unwrap_or_default() - other.unwrap_or_default();
        is_compared.then(|| whole - named)
    }

    /// Names a part of a gap.
    pub(super) fn name(&mut self, gap: Gap, named: Named) -> Result<(), WorksheetError> {
        let name = match gap {
            Gap::Declared => named.cause.to_owned(),
            Gap::Received => (self.row.receipt_causes.len() + 1).to_string(),
            Gap::Reported => format!("report_{}", named.cause),
        };
        let mut sheet = Worksheet::new();
        let parts = named.parts.into_iter();
        let parts: Vec<_> = parts
            .map(|(amount, origin)| sheet.input(named.cause, amount, Some(origin)))
            .collect();
        let mut amount = sheet.sum(named.cause, &parts)?;
        if let Some(gap) = named.at_most {
            let gap = sheet.input("declared_less", gap, None);
            amount = sheet.at_most(named.cause, amount, gap);
        }
        let cause = Cause {
            cause: named.cause.to_owned(),
            amount: amount.money()?,
            is_income: named.is_income,
            figure: self.code(&name),
        };
        self.keep(&name, sheet);
        match gap {
            Gap::Declared => self.row.causes.push(cause),
            Gap::Received => self.row.receipt_causes.push(cause),
            Gap::Reported => self.row.report_causes.push(cause),
        }
        Ok(())
    }

    /// Puts on worksheets what stays of both gaps.
    pub(super) fn close(
        mut self,
        bounds: &Materiality,
    ) -> Result<(BridgeRow, Vec<Sheet>), WorksheetError> {
        self.row.unexplained = self.unexplained(Gap::Declared)?;
        self.row.receipt_unexplained = self.unexplained(Gap::Received)?;
        self.row.report_unexplained = self.unexplained(Gap::Reported)?;
        self.row.undeclared = self.undeclared()?;
        let (settled, declared) = (self.row.settled, self.row.declared);
        self.row.material = self
            .row
            .undeclared
            .is_some_and(|gap| is_material(bounds, gap, settled, declared));
        Ok((self.row, self.sheets))
    }

    /// Keeps a worksheet under the code of the row and a name.
    pub(super) fn keep(&mut self, name: &str, sheet: Worksheet) {
        self.sheets.push((self.code(name), sheet.into_steps()));
    }

    /// The code of a figure of the row.
    pub(super) fn code(&self, name: &str) -> String {
        format!("{}.{name}", self.row.figure)
    }

    /// Where a figure of the row is.
    pub(super) fn origin(&self, name: &str) -> Origin {
        Origin::Figure {
            code: self.code(name),
        }
    }

    fn other(&self, gap: Gap) -> Option<Money> {
        match gap {
            Gap::Declared => self.row.declared,
            Gap::Received => self.row.received,
            Gap::Reported => self.row.platform_reported,
        }
    }

    fn causes(&self, gap: Gap) -> &[Cause] {
        match gap {
            Gap::Declared => &self.row.causes,
            Gap::Received => &self.row.receipt_causes,
            Gap::Reported => &self.row.report_causes,
        }
    }

    /// The settled amount less the other side less the named causes; an absent side counts as nothing.
    fn unexplained(&mut self, gap: Gap) -> Result<Option<Money>, WorksheetError> {
        if self.rest(gap).is_none() {
            return Ok(None);
        }
        let (other, name) = (gap.side(), gap.rest());
        let mut sheet = Worksheet::new();
        let side = |amount: Option<Money>, name: &str| {
            let origin = amount.map(|_| self.origin(name));
            (amount.unwrap_or_default(), origin)
        };
        let (settled, origin) = side(self.row.settled, "settled");
        let whole = sheet.input("settled", settled, origin);
        let (amount, origin) = side(self.other(gap), other);
        let mut parts = vec![sheet.input(other, amount, origin)];
        for cause in self.causes(gap) {
            parts.push(input_of(&mut sheet, cause));
        }
        let rest = sheet.difference(name, whole, &parts)?.money()?;
        self.keep(name, sheet);
        Ok(Some(rest))
    }

    /// What is unexplained, with the causes that are income all the same.
    fn undeclared(&mut self) -> Result<Option<Money>, WorksheetError> {
        let is_left_out = self.row.causes.iter().any(|cause| cause.is_income);
        let Some(unexplained) = self.row.unexplained.filter(|_| is_left_out) else {
            return Ok(self.row.unexplained);
        };
        let mut sheet = Worksheet::new();
        let origin = self.origin("unexplained");
        let mut parts = vec![sheet.input("unexplained", unexplained, Some(origin))];
        for cause in self.row.causes.iter().filter(|cause| cause.is_income) {
            parts.push(input_of(&mut sheet, cause));
        }
        let undeclared = sheet.sum("undeclared", &parts)?.money()?;
        self.keep("undeclared", sheet);
        Ok(Some(undeclared))
    }
}

fn input_of(sheet: &mut Worksheet, cause: &Cause) -> crate::worksheet::Figure {
    let code = cause.figure.clone();
    sheet.input(
        cause.cause.clone(),
        cause.amount,
        Some(Origin::Figure { code }),
    )
}
