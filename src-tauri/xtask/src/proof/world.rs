//! A case in the making: parties, what they earned, received and declared, and what is true of them.
//!
//! It knows nothing of the checks: what is planted is said by whoever plants it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::files::Files;
use super::rows::{self, Order};
use crate::sample::ledger::yuan;
use crate::sample::random::Random;
use crate::sample::table::Encoding;

/// What must come of a planted pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A finding of its own, with this amount in fen where the rule tells one.
    Found(Option<i64>),
    /// Part of the one line of what is below materiality.
    Below(i64),
}

/// One pattern that was planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Rule that must find it.
    pub rule: &'static str,
    /// Handle of the party; nothing where it is about no party.
    pub party: Option<String>,
    /// Period of the finding, where it has one.
    pub period: Option<String>,
    /// What must come of it.
    pub fate: Fate,
}

/// A month of a party's comparison, with the causes that were planted in it, in fen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// Handle of the party.
    pub party: String,
    /// Month.
    pub month: String,
    /// Causes between settled and declared.
    pub declared: BTreeMap<String, i64>,
    /// What stays of it; nothing where it is not asked.
    pub unexplained: Option<i64>,
    /// Causes between settled and received.
    pub received: BTreeMap<String, i64>,
    /// What stays of it.
    pub receipt_unexplained: Option<i64>,
}

/// What a party is in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 自然人.
    Person,
    /// 个人独资企业, taxed on its accounts.
    Studio,
    /// 个人独资企业 on assessed profit.
    AssessedStudio,
    /// 公司.
    Company,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Kind::Person => "natural_person",
            Kind::Studio | Kind::AssessedStudio => "sole_proprietorship",
            Kind::Company => "company",
        }
    }

    /// The tax whose return tells its income.
    fn tax(self) -> &'static str {
        match self {
            Kind::Person => "iit.withheld",
            Kind::Studio | Kind::AssessedStudio => "iit.business",
            Kind::Company => "cit",
        }
    }

    fn collection(self) -> &'static str {
        match self {
            Kind::Studio => "collection = { method = \"books\" }\n",
            Kind::AssessedStudio => {
                "collection = { method = \"assessed\", profit_rate = \"0.10\" }\n"
            }
            Kind::Person | Kind::Company => "",
        }
    }
}

/// A party of the case.
#[derive(Clone, Debug)]
pub struct Party {
    /// Handle.
    pub id: String,
    /// Invented name.
    pub name: String,
    /// Invented number.
    pub tax_id: String,
    kind: Kind,
    zone: String,
    wallet: String,
}

/// The case and the truth about it.
pub struct World {
    /// Decides every amount.
    pub random: Random,
    /// What its files say.
    pub files: Files,
    /// What must be found.
    pub expected: Vec<Expected>,
    /// What the comparison must tell.
    pub gaps: Vec<Gap>,
    manifest: String,
    parties: u32,
    /// Numbers of orders, receipts and invoices given away.
    orders: u64,
    failed: Option<String>,
}

impl World {
    /// An empty one.
    pub fn seeded(seed: u64, files: Files) -> World {
        World {
            random: Random::seeded(seed),
            files,
            expected: Vec::new(),
            gaps: Vec::new(),
            manifest: String::from("title = \"proof\"\n"),
            parties: 0,
            orders: 0,
            failed: None,
        }
    }

    /// The manifest, to be written beside the files.
    pub fn manifest(&self) -> &str {
        &self.manifest
    }

    /// Adds to the manifest.
    pub fn state(&mut self, toml: &str) {
        self.manifest.push('\n');
        self.manifest.push_str(toml);
    }

    /// A new party with an account on a platform and a wallet.
    pub fn party(&mut self, of: &str, kind: Kind) -> Party {
        self.parties += 1;
        let number = self.parties;
        let party = Party {
            id: format!("{of}-{number}"),
            name: format!("样例{number:05}号"),
            tax_id: match kind {
                Kind::Person => format!("330000{:08}{:04}", 19_900_101, number),
                _ => format!("9133{number:014}"),
            },
            kind,
            zone: format!("9100{number:05}"),
            wallet: format!("wallet{number}@example.invalid"),
        };
        let Party {
            id,
            name,
            tax_id,
            zone,
            wallet,
            ..
        } = &party;
        let (code, collection) = (kind.code(), kind.collection());
        self.state(&format!(
            "[[party]]\nid = \"{id}\"\nname = \"{name}\"\nkind = \"{code}\"\ntax_id = \"{tax_id}\"\n{collection}"
        ));
        for (platform, account) in [("taobao", zone), ("alipay", wallet), ("douyin", id)] {
            self.state(&format!(
                "[[account]]\nplatform = \"{platform}\"\nid = \"{account}\"\nparty = \"{id}\"\n"
            ));
        }
        party
    }

    /// A relation between two parties since 2018.
    pub fn link(&mut self, from: &Party, role: &str, to: &Party) {
        self.state(&format!(
            "[[link]]\nfrom = \"{}\"\nto = \"{}\"\nrole = \"{role}\"\nsince = \"2018-01-01\"\n",
            from.id, to.id
        ));
    }

    /// An amount between two of whole yuan, in fen.
    pub fn amount(&mut self, low: i64, high: i64) -> i64 {
        self.random.between(low * 100, high * 100)
    }

    /// An order settled on a day; its number.
    pub fn settle(&mut self, party: &Party, day: &str, fen: i64) -> String {
        self.order(&party.zone, day, Some(day), fen)
    }

    /// An order that was not settled, of which only an estimate is known.
    pub fn estimate(&mut self, party: &Party, day: &str, fen: i64) {
        self.order(&party.zone, day, None, fen);
    }

    /// An order in a zone that belongs to nobody.
    pub fn settle_for_nobody(&mut self, zone: &str, day: &str, fen: i64) {
        self.order(zone, day, Some(day), fen);
    }

    fn order(
        &mut self,
        zone: &str,
        ordered_on: &str,
        settled_on: Option<&str>,
        commission: i64,
    ) -> String {
        self.orders += 1;
        let number = format!("79{:014}", self.orders);
        let order = Order {
            number: &number,
            ordered_on,
            settled_on,
            commission,
            zone,
        };
        let added = self.files.add_order(rows::ORDERS, &order.row());
        self.note(added);
        number
    }

    /// Keeps the first failure to write, for whoever finishes.
    fn note(&mut self, done: Result<(), String>) {
        self.failed = self.failed.take().or(done.err());
    }

    /// Writes what is left of the files; an error where any could not be written.
    pub fn finish(&mut self) -> Result<(), String> {
        let done = self.files.finish();
        self.note(done);
        self.failed.take().map_or(Ok(()), Err)
    }

    /// An order of a live stream: what the creator, the agency and the platform get of it.
    pub fn stream(&mut self, party: &Party, day: &str, shares: [i64; 3]) {
        self.orders += 1;
        let number = format!("6919{:015}", self.orders);
        self.files
            .add_stream(rows::stream(&number, &party.id, day, shares));
    }

    /// A refund case of an order that takes commission back.
    pub fn refund(&mut self, order: &str, day: &str, refunded: i64, clawback: i64) {
        let row = rows::refund(order, day, refunded, clawback);
        self.files
            .add("refunds", Encoding::Utf8Marked, rows::REFUNDS, &row);
    }

    /// Settles an amount in orders of the month, one each day from the third on.
    pub fn settle_month(&mut self, party: &Party, month: &str, fen: i64) {
        const PARTS: i64 = 4;
        let part = fen / PARTS;
        for number in 0..PARTS {
            let amount = if number == 0 {
                fen - part * (PARTS - 1)
            } else {
                part
            };
            self.settle(party, &format!("{month}-{:02}", 3 + 5 * number), amount);
        }
    }

    /// Money that arrives in the wallet of a party.
    pub fn receive(&mut self, party: &Party, day: &str, fen: i64, memo: &str) {
        self.orders += 1;
        let wallet = &party.wallet;
        let head = format!(
            "支付宝交易记录明细查询\r\n账号:[{wallet}]\r\n{}",
            rows::RECEIPTS
        );
        let row = rows::receipt(self.orders, day, fen, memo);
        let file = format!("wallet-{}", party.id);
        self.files.add(&file, Encoding::Gb18030, &head, &row);
    }

    /// Income that a party declared for a period, with the tax that was paid.
    pub fn declare(&mut self, party: &Party, period: &str, income: i64, tax: i64) {
        self.paper(party, party.kind.tax(), period, income, tax);
    }

    /// Any tax on paper.
    pub fn paper(&mut self, party: &Party, tax: &str, period: &str, income: i64, paid: i64) {
        let (income, paid) = (yuan(income), yuan(paid));
        let mut toml = String::new();
        write!(
            toml,
            "[[declared]]\nparty = \"{}\"\ntax = \"{tax}\"\nperiod = \"{period}\"\n\
             income = \"{income}\"\ntax_paid = \"{paid}\"\n",
            party.id
        )
        .expect("writing to a string");
        self.state(&toml);
    }

    /// A payment that a payer withheld on, in the person's tax detail.
    pub fn withhold(&mut self, party: &Party, month: &str, income: i64, tax: i64) {
        let head = format!("姓名：{}\r\n\r\n{}", party.name, rows::PAYMENTS);
        let row = rows::payment(month, income, tax);
        let file = format!("detail-{}", party.id);
        self.files.add(&file, Encoding::Utf8Marked, &head, &row);
    }

    /// An order in a shop that tells its buyer and address by number.
    pub fn sell(&mut self, party: &Party, day: &str, place: [i64; 2], fen: i64, is_void: bool) {
        self.orders += 1;
        let row = rows::sale(self.orders, &party.id, day, place, fen, is_void);
        let file = format!("shop-{}", party.id);
        self.files
            .add(&file, Encoding::Utf8Marked, rows::SALES, &row);
    }

    /// An invoice, net of tax: number and name of the seller.
    pub fn invoice(&mut self, seller: [&str; 2], buyer: &str, day: &str, net: i64) {
        self.orders += 1;
        let row = rows::invoice(self.orders, seller, buyer, day, net);
        self.files.add_invoice(rows::INVOICES, &row);
    }

    /// A paper that is a file of its own.
    pub fn file(&mut self, name: &str, content: &str) {
        let done = self.files.paper(name, content);
        self.note(done);
    }

    /// Says what must be found of a party.
    pub fn expect(&mut self, rule: &'static str, party: &Party, period: Option<&str>, fate: Fate) {
        self.expected.push(Expected {
            rule,
            party: Some(party.id.clone()),
            period: period.map(str::to_owned),
            fate,
        });
    }
}
