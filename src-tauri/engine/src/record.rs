//! A record: one line of a document in canonical fields, whatever platform it came from.

use chrono::{NaiveDate, NaiveDateTime};
use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use crate::codes::codes;
use crate::money::Money;
use crate::period::Period;
use crate::source::Place;

codes! {
    /// Which of the four sides of the comparison a record speaks for.
    Side {
        /// Commission or tips that a platform settled: the only stage that is income.
        Settled = "settled",
        /// Money that arrived in a wallet or bank.
        Received = "received",
        /// What the platform reported to the authority.
        PlatformReported = "platform_reported",
        /// What was filed or withheld.
        Declared = "declared",
    }
}

codes! {
    /// Whose file it is. Part of the row's key, because two views of one order never add up.
    Perspective {
        /// The streamer.
        Creator = "creator",
        /// The shop that pays the commission.
        Merchant = "merchant",
        /// The agency (MCN) or leader.
        Agency = "agency",
        /// The platform's open API.
        PlatformApi = "platform_api",
        /// Who withholds tax on a payment.
        Payer = "payer",
        /// Who owes the tax.
        Taxpayer = "taxpayer",
        /// The platform, to the authority.
        PlatformToAuthority = "platform_to_authority",
    }
}

impl Perspective {
    /// Whether its files are written for the tax office: names and telephones in them are those
    /// of taxpayers and of whoever declares, and no buyers are in them.
    pub(crate) fn declares(self) -> bool {
        use Perspective::{Payer, PlatformToAuthority, Taxpayer};
        matches!(self, Payer | Taxpayer | PlatformToAuthority)
    }

    /// Whether its files are about sales, so that a person in them who is no party is a buyer.
    pub(crate) fn sells(self) -> bool {
        use Perspective::{Agency, Creator, Merchant, PlatformApi};
        matches!(self, Creator | Merchant | Agency | PlatformApi)
    }
}

codes! {
    /// Normalised status of a record.
    Status {
        /// Ordered, not paid.
        Unpaid = "unpaid",
        /// Paid by the buyer.
        Paid = "paid",
        /// On its way.
        Shipped = "shipped",
        /// Received by the buyer, commission still an estimate.
        Received = "received",
        /// Checked by the platform, not settled.
        Verified = "verified",
        /// Settled: the commission is income.
        Settled = "settled",
        /// Cancelled or refunded before settlement.
        Void = "void",
        /// The platform itself reports an error.
        Error = "error",
        /// Money on its way.
        Pending = "pending",
        /// A refund case that is still open.
        Open = "open",
        /// Money that has moved.
        Done = "done",
        /// Money given back.
        Refund = "refund",
        /// A refund case that was granted.
        RefundFinal = "refund_final",
        /// A refund case that was refused.
        RefundRejected = "refund_rejected",
    }
}

codes! {
    /// What kind of amount a counted record is. The text key is `class.<code>`.
    Class {
        /// Settled commission.
        Commission = "commission",
        /// Commission taken back after a return (negative).
        Clawback = "clawback",
        /// Viewers' tips.
        Tips = "tips",
        /// A receipt that a platform, agency or merchant paid for commission or tips.
        Payout = "payout",
        /// A receipt whose nature the file does not tell: counted, and shown apart.
        Unclassified = "unclassified",
        /// A receipt that is no income by its own words (own transfer, gift, refund of a purchase).
        NotIncome = "not_income",
        /// Declared wages, 工资薪金.
        Wages = "wages",
        /// Declared labour remuneration, 劳务报酬.
        LabourRemuneration = "labour_remuneration",
        /// Declared author's remuneration, 稿酬.
        AuthorRemuneration = "author_remuneration",
        /// Declared royalties, 特许权使用费.
        Royalties = "royalties",
        /// Declared business income, 经营所得.
        BusinessIncome = "business_income",
        /// Declared income of any other kind.
        OtherIncome = "other_income",
    }
}

codes! {
    /// The amounts a record can carry, in canonical names; each is a column of fen in SQL. A new one goes
    /// to the end: the hashes of stored rows name amounts by their places.
    AmountField {
        /// Paid by the buyer.
        Gross = "gross_amount",
        /// Base on which commission is settled; never income.
        SettledBase = "settled_base",
        /// Estimated commission; never counted as income.
        CommissionEstimated = "commission_amount_est",
        /// Settled commission.
        Commission = "commission_amount",
        /// Commission returned after settlement, positive.
        CommissionClawback = "commission_clawback",
        /// What the merchant pays in all, before platform fee and agency split.
        MerchantCommission = "merchant_commission_amount",
        /// Platform's technical service fee, positive.
        ServiceFee = "service_fee",
        /// Kept by the agency, positive.
        AgencyShare = "agency_share",
        /// Platform-funded subsidy.
        Subsidy = "subsidy",
        /// Returned to the buyer, positive.
        Refund = "refund_amount",
        /// Money moved in a wallet or bank, unsigned as printed.
        Moved = "amount",
        /// Declared income.
        DeclaredIncome = "declared_income",
        /// Tax declared or withheld.
        DeclaredTax = "declared_tax_withheld",
        /// Stepped or reward commission, paid beside the commission.
        BonusCommission = "bonus_commission",
        /// Kept by the group leader, positive.
        LeaderFee = "leader_fee",
        /// What reaches the account for the row; on an invoice the amount before tax.
        Net = "net_amount",
        /// Tax on an invoice.
        InvoiceTax = "tax_amount",
        /// Balance of the account after the row.
        Balance = "balance",
        /// Commission the merchant gets back after settlement, positive.
        MerchantClawback = "merchant_commission_clawback",
        /// Subsidy that the creator pays.
        CreatorSubsidy = "creator_subsidy",
        /// Tips in money, only where the source itself states money.
        Tips = "tips_amount",
        /// Declared taxable income.
        DeclaredTaxableIncome = "declared_taxable_income",
        /// Sales declared for VAT at 3 %, net of tax. Never income.
        VatSales3 = "vat_sales_3",
        /// Sales declared for VAT at 5 %, net of tax.
        VatSales5 = "vat_sales_5",
        /// Sales declared as free of VAT.
        VatExemptSales = "vat_exempt_sales",
        /// VAT declared in all.
        VatTotal = "vat_total",
    }
}

codes! {
    /// Money of an order that several files may show: two views of it never add up.
    OrderMoney {
        /// The creator's commission, in the creator's, the agency's and the platform's file.
        CreatorCommission = "creator_commission",
        /// What the group leader or agency earns for itself.
        LeaderFee = "leader_fee",
        /// What a third party gets of an order that another promoter brought.
        SharedCommission = "shared_commission",
        /// Commission of the order that goes back after settlement.
        CommissionClawback = "commission_clawback",
    }
}

/// The amounts of one record, each present or absent. Absent is not zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// A bit for each amount that is present.
    present: u32,
    /// Zero where absent.
    amounts: [Money; AmountField::ALL.len()],
}

const _: () = assert!(AmountField::ALL.len() <= 32, "a bit for each amount");

impl Default for Amounts {
    fn default() -> Amounts {
        Amounts {
            present: 0,
            amounts: [Money::ZERO; AmountField::ALL.len()],
        }
    }
}

impl Amounts {
    /// The amount of a field.
    pub fn get(&self, field: AmountField) -> Option<Money> {
        let index = field.index();
        (self.present & (1 << index) != 0).then(|| self.amounts[index])
    }

    /// Sets the amount of a field.
    pub fn set(&mut self, field: AmountField, amount: Option<Money>) {
        let index = field.index();
        self.amounts[index] = amount.unwrap_or(Money::ZERO);
        match amount {
            Some(_) => self.present |= 1 << index,
            None => self.present &= !(1 << index),
        }
    }

    /// The amounts that are present, in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = (AmountField, Money)> + '_ {
        let fields = AmountField::ALL.iter().copied();
        fields.filter_map(|field| Some((field, self.get(field)?)))
    }
}

/// What a record adds to the comparison, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The side it speaks for.
    pub side: Side,
    /// What kind of amount.
    pub class: Class,
    /// The amount with its sign: a clawback is negative.
    pub amount: Money,
    /// The cell the amount was read from.
    pub field: AmountField,
    /// The day it counts on (settlement, arrival, or first day of the declared period).
    pub on: NaiveDate,
    /// Which money of its order it is, where another file may show the same.
    pub order_money: Option<OrderMoney>,
}

/// What identifies an account in a file, most specific first. Ids are short: most need no memory
/// of their own.
pub type AccountKeys = Vec<CompactString>;

/// One line of a document in canonical fields. What is not here stays in the kept document,
/// one step away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Sheet and physical row it was read from.
    pub place: Place,
    /// A further counted amount of the row whose record comes before it: it stands and falls with
    /// that one.
    pub is_part: bool,
    /// What identifies the account in the file, most specific first (Taobao: zone, then site).
    /// Empty where the file does not tell.
    pub account_keys: AccountKeys,
    /// The account's printed name; not unique and may change.
    pub account_name: Option<CompactString>,
    /// Stable key of the row inside its format and account; equal keys may honestly repeat.
    pub line_key: String,
    /// Parent order, as text.
    pub order_id: Option<CompactString>,
    /// Child order or item.
    pub sub_order_id: Option<CompactString>,
    /// Normalised status.
    pub status: Status,
    /// Order created or money moved, platform time (Asia/Shanghai).
    pub ordered_at: Option<NaiveDateTime>,
    /// Settled.
    pub settled_at: Option<NaiveDateTime>,
    /// Refund completed.
    pub refunded_at: Option<NaiveDateTime>,
    /// Last changed by the platform.
    pub modified_at: Option<NaiveDateTime>,
    /// Period of account of a declaration.
    pub period: Option<Period>,
    /// The last day of amounts that run from the beginning of the calendar year. They are never
    /// added up: each form contains the earlier ones.
    pub cumulative_to: Option<NaiveDate>,
    /// Who paid, sent the money, or withheld.
    pub counterparty: Option<CompactString>,
    /// Account of who paid or was paid, as printed (often masked).
    pub counterparty_account: Option<CompactString>,
    /// Virtual units of a tip (音浪, 金仓鼠), a plain decimal. Never money.
    pub tips_units: Option<CompactString>,
    /// What tells one buyer from another, as printed. Never stored: only its keyed hash is.
    pub buyer: Option<CompactString>,
    /// What tells one delivery address from another, as printed. Never stored either.
    pub address: Option<CompactString>,
    /// Product title, free text or category: what a person recognises the row by.
    pub description: Option<CompactString>,
    /// Every amount read.
    pub amounts: Amounts,
    /// What it adds to the comparison; `None` for estimates, void rows and the like.
    pub counted: Option<Counted>,
}
