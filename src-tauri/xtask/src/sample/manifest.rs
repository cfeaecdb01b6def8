//! The sample's case.toml: parties, accounts, links, and what the studio declared on paper.
//!
//! The studio declares exactly what it settled, at an assessed profit of a tenth; so does the agency, with
//! accounts that leave it a fifth.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::cast::{CREATORS, WALLETS, ZONES};
use super::ledger::{Ledger, bracket, part, yuan};

const PARTIES: &str = r#"# The sample case: an agency and three streamers. Everyone and everything in it is invented.
title = "澄光文化 2024–2025 年度自查（样例）"
materiality = { absolute = "10000.00", relative = "0.05" }

# Payers withheld on what they paid out, and the truth of the sample is measured by that.
[settings]
income_before_platform_fees = false

[[party]]
id = "chengguang"
name = "澄光文化传媒有限公司"
kind = "agency"
city_class = "city"

[[party]]
id = "lin"
name = "林晚星"
kind = "natural_person"
city_class = "city"
deductions = [
    { year = 2024, special = "18000.00", additional = "24000.00", other = "0.00" },
    { year = 2025, special = "18600.00", additional = "24000.00", other = "0.00" },
]

[[party]]
id = "zhou"
name = "周砚"
kind = "natural_person"
city_class = "city"
deductions = [
    { year = 2024, special = "18000.00", additional = "36000.00", other = "0.00" },
    { year = 2025, special = "18600.00", additional = "36000.00", other = "0.00" },
]

[[party]]
id = "he"
name = "何小满"
kind = "natural_person"
city_class = "city"
deductions = [
    { year = 2024, special = "18000.00", additional = "12000.00", other = "0.00" },
    { year = 2025, special = "18600.00", additional = "12000.00", other = "0.00" },
]

[[party]]
id = "he-studio"
name = "满满文化工作室"
kind = "sole_proprietorship"
city_class = "city"
collection = { method = "assessed", profit_rate = "0.10" }

[[link]]
from = "lin"
to = "chengguang"
role = "signed_with"
since = "2023-06-01"

[[link]]
from = "zhou"
to = "chengguang"
role = "signed_with"
since = "2023-09-01"

[[link]]
from = "he"
to = "chengguang"
role = "signed_with"
since = "2023-03-01"

[[link]]
from = "he-studio"
to = "he"
role = "controlled_by"
since = "2024-02-20"
share = "1"
"#;

const CLASSIFICATION: &str = r#"
[[classification]]
party = "he-studio"
year = 2024
treat_as = { party = "he", income = "labour_remuneration" }
reason = "本人出镜直播，工作室无人员、无场所 / she performs in person; no staff, no premises"
conduct = "recharacterised"
"#;

/// The text of case.toml.
pub fn toml(ledger: &Ledger) -> String {
    let mut toml = PARTIES.to_owned();
    for zone in ZONES {
        account(&mut toml, "taobao", zone.id, zone.party, Some(zone.name));
    }
    for creator in CREATORS {
        account(
            &mut toml,
            "douyin",
            creator.short_id,
            creator.party,
            Some(creator.buyin_id),
        );
    }
    for wallet in WALLETS {
        account(&mut toml, "alipay", wallet.account, wallet.party, None);
    }
    let mut kept: BTreeMap<i32, i64> = BTreeMap::new();
    for ((party, year), line) in ledger.years() {
        if party == "he-studio" {
            studio_return(&mut toml, year, line.net());
        }
        *kept.entry(year).or_default() += line.agency_share;
    }
    for (year, income) in kept {
        agency_return(&mut toml, year, income);
    }
    toml + CLASSIFICATION
}

fn account(toml: &mut String, platform: &str, id: &str, party: &str, alias: Option<&str>) {
    let aliases = alias.map_or(String::new(), |alias| format!("aliases = [\"{alias}\"]\n"));
    write!(
        toml,
        "\n[[account]]\nplatform = \"{platform}\"\nid = \"{id}\"\nparty = \"{party}\"\n{aliases}"
    )
    .expect("writing to a string");
}

fn studio_return(toml: &mut String, year: i32, income: i64) {
    let taxable = part(income, 10, 100);
    let of = Return {
        party: "he-studio",
        tax: "iit.business",
        paid_on: "03-18",
    };
    of.write(toml, year, [income, taxable, business_tax(taxable)]);
}

/// A small low-profit company pays 20 % on a quarter of its profit: 财政部 税务总局公告2023年第12号.
fn agency_return(toml: &mut String, year: i32, income: i64) {
    let taxable = part(income, 20, 100);
    let of = Return {
        party: "chengguang",
        tax: "cit",
        paid_on: "05-20",
    };
    of.write(toml, year, [income, taxable, part(taxable, 5, 100)]);
}

/// A return on paper.
struct Return {
    party: &'static str,
    tax: &'static str,
    /// Month and day of the next year.
    paid_on: &'static str,
}

impl Return {
    /// Income, taxable income and tax, in fen.
    fn write(&self, toml: &mut String, year: i32, amounts: [i64; 3]) {
        let Return {
            party,
            tax,
            paid_on,
        } = self;
        let [income, taxable, paid] = amounts.map(yuan);
        write!(
            toml,
            "\n[[declared]]\nparty = \"{party}\"\ntax = \"{tax}\"\nperiod = \"{year}\"\n\
             income = \"{income}\"\ntaxable_income = \"{taxable}\"\ntax_paid = \"{paid}\"\n\
             paid_on = \"{}-{paid_on}\"\n",
            year + 1
        )
        .expect("writing to a string");
    }
}

/// Tax on business income by the table of 个人所得税法, in fen; a sole proprietorship has no
/// relief.
fn business_tax(taxable: i64) -> i64 {
    let brackets = [
        (0, 5, 0),
        (3_000_000, 10, 150_000),
        (9_000_000, 20, 1_050_000),
        (30_000_000, 30, 4_050_000),
        (50_000_000, 35, 6_550_000),
    ];
    bracket(taxable, &brackets)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hand-computed: 30,000 × 5 %; 60,000 × 10 % − 1,500; 300,000 × 20 % − 10,500.
    #[test]
    fn taxes_business_income_by_the_table() {
        for (taxable, tax) in [
            (3_000_000, 150_000),
            (6_000_000, 450_000),
            (30_000_000, 4_950_000),
        ] {
            assert_eq!(business_tax(taxable), tax);
        }
    }
}
