//! Parties, what belongs to them, and what was stated about them: the set-up of a case.

mod inputs;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Money;
use crate::period::Period;
use crate::record::codes;
use crate::settings::Settings;

pub use self::inputs::{
    Blocked, CapOf, CheckInputs, ClaimedTotal, CommissionRate, Entity, FakeOrder, Proof, Retention,
    TipCap,
};

codes! {
    /// What a party is in law.
    PartyKind {
        /// A natural person.
        NaturalPerson = "natural_person",
        /// 个体工商户.
        IndividualBusiness = "individual_business",
        /// 个人独资企业.
        SoleProprietorship = "sole_proprietorship",
        /// 合伙企业.
        Partnership = "partnership",
        /// A company.
        Company = "company",
        /// An agency, MCN 机构.
        Agency = "agency",
    }
}

codes! {
    /// Nature of income in the comparison. The text key is `income.<code>`.
    Income {
        /// 劳务报酬.
        LabourRemuneration = "labour_remuneration",
        /// 经营所得.
        Business = "business_income",
        /// Income of a company or agency.
        Corporate = "corporate_income",
        /// 工资薪金.
        Wages = "wages",
        /// 稿酬.
        AuthorRemuneration = "author_remuneration",
        /// 特许权使用费.
        Royalties = "royalties",
        /// Any other kind.
        Other = "other_income",
    }
}

codes! {
    /// Where an urban construction tax payer sits.
    CityClass {
        /// A city: 7 %.
        City = "city",
        /// A county seat or town: 5 %.
        County = "county",
        /// Elsewhere: 1 %.
        Elsewhere = "elsewhere",
    }
}

codes! {
    /// For how long a small-scale taxpayer files VAT at a time.
    VatPeriod {
        /// Month by month.
        Month = "month",
        /// Quarter by quarter.
        Quarter = "quarter",
    }
}

codes! {
    /// How one party stands to another.
    LinkRole {
        /// The first is controlled by the second.
        ControlledBy = "controlled_by",
        /// The first is signed with the second, an agency.
        SignedWith = "signed_with",
        /// Both are one person.
        SamePerson = "same_person",
        /// They are relatives.
        RelativeOf = "relative_of",
    }
}

codes! {
    /// How an underpayment came about, which decides the article of the fine.
    Conduct {
        /// Income hidden.
        Hidden = "hidden",
        /// Income passed off as another kind.
        Recharacterised = "recharacterised",
        /// No return filed.
        Unfiled = "unfiled",
        /// A slip of the taxpayer.
        Slip = "slip",
        /// Corrected of the taxpayer's own accord.
        Voluntary = "voluntary",
    }
}

/// Deductions of a year, as stated by the person who set up the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deductions {
    /// Calendar year.
    pub year: i32,
    /// Social contributions, 专项扣除.
    #[serde(default)]
    pub special: Money,
    /// 专项附加扣除.
    #[serde(default)]
    pub additional: Money,
    /// Other lawful deductions.
    #[serde(default)]
    pub other: Money,
}

/// How business income is collected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum Collection {
    /// 核定: profit is a fixed part of income.
    Assessed {
        /// The part, such as `"0.10"`.
        profit_rate: Decimal,
    },
    /// 查账: taxed on accounts.
    Books {},
}

/// Size of a company in a year, which decides whether it is a small low-profit enterprise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompanySize {
    /// Calendar year.
    pub year: i32,
    /// Employees, averaged over the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees: Option<u32>,
    /// Assets, averaged over the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assets: Option<Money>,
}

/// A person or firm of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Short handle used everywhere.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Other names under which papers know it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// What it is in law.
    pub kind: PartyKind,
    /// Tax number; masked in every output.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<String>,
    /// For urban construction tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city_class: Option<CityClass>,
    /// For VAT; quarters where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_period: Option<VatPeriod>,
    /// By year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deductions: Vec<Deductions>,
    /// For businesses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<Collection>,
    /// For companies and agencies, by year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<CompanySize>,
}

impl Party {
    /// A party of whom nothing but this is known.
    pub fn new(id: &str, name: &str, kind: PartyKind) -> Party {
        Party {
            id: id.to_owned(),
            name: name.to_owned(),
            aliases: Vec::new(),
            kind,
            tax_id: None,
            city_class: None,
            vat_period: None,
            deductions: Vec::new(),
            collection: None,
            sizes: Vec::new(),
        }
    }

    /// Every name under which papers know it, the full name first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Whether papers know it under this name.
    pub fn is_named(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }
}

/// A dated relation between two parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Handle of the first party.
    pub from: String,
    /// Handle of the second party.
    pub to: String,
    /// How the first stands to the second.
    pub role: LinkRole,
    /// First day.
    pub since: NaiveDate,
    /// Last day; open when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Share of control, such as `"1"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Decimal>,
    /// What shows it: a contract, a registration, a statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

/// An account on a platform, wallet or bank and whom it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// `taobao`, `douyin`, `alipay`, `bank`, ….
    pub platform: String,
    /// What its exports print.
    pub id: String,
    /// Handle of the party.
    pub party: String,
    /// Other names that exports print for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// First day it belonged to the party; since ever when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Last day; open when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// What shows whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

/// A figure that came on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Handle of the party.
    pub party: String,
    /// `iit.comprehensive`, `iit.business`, `iit.withheld`, `vat.small_scale`, ….
    pub tax: String,
    /// Period of the return.
    pub period: Period,
    /// Income declared.
    pub income: Money,
    /// Taxable income declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taxable_income: Option<Money>,
    /// Tax paid.
    pub tax_paid: Money,
    /// Day of payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_on: Option<NaiveDate>,
}

/// As whose income of which kind something is to be treated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreatAs {
    /// Handle of the party whose income it really is.
    pub party: String,
    /// Its real nature.
    pub income: Income,
}

/// The reviewer's view of what an income really is, overriding the declared one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// Handle of the party that declared it.
    pub party: String,
    /// Calendar year.
    pub year: i32,
    /// What it really is; absent where only the conduct is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treat_as: Option<TreatAs>,
    /// Why.
    pub reason: String,
    /// How the underpayment came about.
    pub conduct: Conduct,
    /// The fine multiple; without it a range is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple: Option<Decimal>,
}

/// From which size a gap counts: it must pass both bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Materiality {
    /// In yuan.
    pub absolute: Money,
    /// As a part of the larger side, such as `"0.05"`.
    pub relative: Decimal,
}

/// A gap counts above 10,000 yuan and 5 %, unless the case says otherwise.
impl Default for Materiality {
    fn default() -> Materiality {
        Materiality {
            absolute: Money::from_fen(1_000_000),
            relative: Decimal::new(5, 2),
        }
    }
}

/// The manifest of a case, `case.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Title of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// From which size a gap counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub materiality: Option<Materiality>,
    /// How open questions of the law are answered; the defaults hold where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    /// Parties.
    #[serde(default, rename = "party", skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Dated relations.
    #[serde(default, rename = "link", skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Accounts.
    #[serde(default, rename = "account", skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// Figures on paper.
    #[serde(default, rename = "declared", skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<Declared>,
    /// Reviewer's views.
    #[serde(
        default,
        rename = "classification",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub classifications: Vec<Classification>,
    /// What checks alone need to know.
    #[serde(default, skip_serializing_if = "CheckInputs::is_empty")]
    pub checks: CheckInputs,
}
