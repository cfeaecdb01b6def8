//! Small sets of facts, written in one line each.

use crate::assess::{Assessment, assess};
use crate::computation::{Declaration, Facts, PartySum};
use crate::money::Money;
use crate::party::{
    CityClass, Classification, Collection, CompanySize, Conduct, Declared, Deductions, Income,
    Link, LinkRole, Party, PartyKind, TreatAs, VatPeriod,
};
use crate::record::{Class, Side};
use crate::rules::Rules;
use crate::settings::Settings;

/// Facts in the making.
pub(super) struct Case(Facts);

pub(super) fn money(text: &str) -> Money {
    text.parse().unwrap()
}

impl Case {
    pub fn new() -> Case {
        Case(Facts::default())
    }

    pub fn facts(&self) -> &Facts {
        &self.0
    }

    pub fn assess(&self, as_of: &str) -> Assessment {
        assess(&self.0, &Rules::load(), as_of.parse().unwrap())
    }

    pub fn party(mut self, id: &str, kind: PartyKind) -> Case {
        self.0.parties.push(Party::new(id, id, kind));
        self
    }

    fn edit(&mut self, id: &str) -> &mut Party {
        let mut parties = self.0.parties.iter_mut();
        parties.find(|party| party.id == id).unwrap()
    }

    pub fn deductions(mut self, id: &str, year: i32, special: &str, additional: &str) -> Case {
        self.edit(id).deductions.push(Deductions {
            year,
            special: money(special),
            additional: money(additional),
            other: Money::ZERO,
        });
        self
    }

    pub fn assessed(mut self, id: &str, profit_rate: &str) -> Case {
        let profit_rate = profit_rate.parse().unwrap();
        self.edit(id).collection = Some(Collection::Assessed { profit_rate });
        self
    }

    pub fn place(mut self, id: &str, place: CityClass) -> Case {
        self.edit(id).city_class = Some(place);
        self
    }

    pub fn files_by(mut self, id: &str, period: VatPeriod) -> Case {
        self.edit(id).vat_period = Some(period);
        self
    }

    pub fn books(mut self, id: &str) -> Case {
        self.edit(id).collection = Some(Collection::Books {});
        self
    }

    fn sum(
        mut self,
        id: &str,
        month: &str,
        side: Side,
        class: &str,
        counted: &str,
        tax: &str,
    ) -> Case {
        let month = month.parse().unwrap();
        let class = Class::from_code(class).unwrap();
        self.0.sums.push(PartySum {
            declared_tax: money(tax),
            ..PartySum::of_counted(id, month, side, class, money(counted))
        });
        self
    }

    pub fn settled(self, id: &str, month: &str, class: &str, amount: &str) -> Case {
        self.sum(id, month, Side::Settled, class, amount, "0")
    }

    /// The platform's fees beside and within what was settled last.
    pub fn fees(mut self, beside: &str, within: &str) -> Case {
        let sum = self.0.sums.last_mut().unwrap();
        (sum.fee_beside, sum.fee_within) = (money(beside), money(within));
        self
    }

    /// A business that is a person's for good.
    pub fn controlled(self, business: &str, owner: &str) -> Case {
        self.linked(
            business,
            LinkRole::ControlledBy,
            owner,
            ["2020-01-01", "9999-12-31"],
        )
    }

    pub fn linked(mut self, from: &str, role: LinkRole, to: &str, days: [&str; 2]) -> Case {
        let [since, until] = days.map(|day| day.parse().unwrap());
        self.0.links.push(Link {
            from: from.to_owned(),
            to: to.to_owned(),
            role,
            since,
            until: Some(until),
            share: None,
            evidence: None,
        });
        self
    }

    pub fn size(
        mut self,
        id: &str,
        year: i32,
        employees: Option<u32>,
        assets: Option<&str>,
    ) -> Case {
        self.edit(id).sizes.push(CompanySize {
            year,
            employees,
            assets: assets.map(money),
        });
        self
    }

    pub fn declared(self, id: &str, month: &str, class: &str, income: &str, tax: &str) -> Case {
        self.sum(id, month, Side::Declared, class, income, tax)
    }

    pub fn line(mut self, id: &str, month: &str, payer: &str, income: &str, tax: &str) -> Case {
        let record = i64::try_from(self.0.declarations.len() + 1).unwrap();
        self.0.declarations.push(Declaration {
            party: id.to_owned(),
            period: month.parse().unwrap(),
            class: Class::LabourRemuneration,
            payer: Some(payer.to_owned()),
            income: money(income),
            tax: Some(money(tax)),
            annual_taxable: None,
            is_annual: false,
            year_to_date: None,
            record,
        });
        self
    }

    /// A line of any class and period, of which nothing is added to the sums.
    pub fn declaration(
        mut self,
        id: &str,
        period: &str,
        class: &str,
        income: &str,
        taxable: Option<&str>,
    ) -> Case {
        self = self.line(id, period, "payer", income, "0");
        let line = self.0.declarations.last_mut().unwrap();
        line.class = Class::from_code(class).unwrap();
        line.annual_taxable = taxable.map(money);
        line.is_annual = taxable.is_some();
        self
    }

    pub fn received(self, id: &str, month: &str, amount: &str) -> Case {
        self.sum(id, month, Side::Received, "payout", amount, "0")
    }

    pub fn paper(
        mut self,
        id: &str,
        tax: &str,
        period: &str,
        income: &str,
        taxable: Option<&str>,
        paid: &str,
    ) -> Case {
        self.0.papers.push(Declared {
            party: id.to_owned(),
            tax: tax.to_owned(),
            period: period.parse().unwrap(),
            income: money(income),
            taxable_income: taxable.map(money),
            tax_paid: money(paid),
            paid_on: None,
        });
        self
    }

    /// The day on which the last paper was paid.
    pub fn on(mut self, day: &str) -> Case {
        self.0.papers.last_mut().unwrap().paid_on = Some(day.parse().unwrap());
        self
    }

    pub fn settings(mut self, settings: Settings) -> Case {
        self.0.settings = settings;
        self
    }

    pub fn conduct(self, id: &str, year: i32, conduct: Conduct, multiple: Option<&str>) -> Case {
        self.view(id, year, None, conduct, multiple)
    }

    pub fn treated(
        self,
        id: &str,
        year: i32,
        person: &str,
        conduct: Conduct,
        multiple: Option<&str>,
    ) -> Case {
        let treat_as = TreatAs {
            party: person.to_owned(),
            income: Income::LabourRemuneration,
        };
        self.view(id, year, Some(treat_as), conduct, multiple)
    }

    fn view(
        mut self,
        id: &str,
        year: i32,
        treat_as: Option<TreatAs>,
        conduct: Conduct,
        multiple: Option<&str>,
    ) -> Case {
        self.0.classifications.push(Classification {
            party: id.to_owned(),
            year,
            treat_as,
            reason: "performs in person".to_owned(),
            conduct,
            multiple: multiple.map(|multiple| multiple.parse().unwrap()),
        });
        self
    }
}
