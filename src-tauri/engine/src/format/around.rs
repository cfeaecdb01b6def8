//! What a file says around its rows: whose it is, where they end, and the totals and balances that
//! they have to agree with.

use serde::{Deserialize, Serialize};

use crate::format::Condition;
use crate::record::AmountField;

/// Which fields identify the account, most specific first, and which names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountRule {
    /// Fields whose values identify the account; `account` is what a preamble line captured.
    #[serde(default)]
    pub keys: Vec<String>,
    /// Field of the printed name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whose every such file is, where nothing in it tells: for a person's own mapping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
}

/// Lines after the data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    /// Beginnings of the first filled cell of a line with sums of the whole file.
    #[serde(default)]
    pub words: Vec<String>,
    /// Beginnings of the first filled cell of other lines that are no data, such as subtotals.
    #[serde(default)]
    pub others: Vec<String>,
    /// Patterns of lines of one filled cell that are no data, such as `{page}/{pages}`.
    #[serde(default)]
    pub marks: Vec<String>,
    /// Beginnings of the first filled cell after which no data follows.
    #[serde(default)]
    pub ends: Vec<String>,
    /// Amounts whose sums stand in the line with sums; they become control totals.
    #[serde(default)]
    pub totals: Vec<AmountField>,
}

/// A total that the file states about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlRule {
    /// What the file calls it.
    pub label: String,
    /// Line patterns with `{count}` and `{total}`.
    pub lines: Vec<String>,
    /// The amount that `{total}` sums.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountField>,
    /// The rows it covers.
    #[serde(default)]
    pub when: Condition,
}

/// Another table of the workbook that holds the same money at another level (invoices beside
/// their lines). Nothing of it is data: its sums and its number of rows are control totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckTable {
    /// Name of its sheet, which is also the label of its totals.
    pub sheet: String,
    /// Amounts that stand there under the same headers as in the data.
    pub amounts: Vec<AmountField>,
    /// Fields that in the data tell one of its rows from another.
    pub rows_of: Vec<String>,
}

/// Where XML states the balances before and after its rows. The names are those of its elements,
/// with dots for nesting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BalanceRule {
    /// Path of the element of one balance, beside the rows.
    pub at: String,
    /// Its amount, inside it.
    pub amount: String,
    /// Which balance it is, inside it.
    pub code: String,
    /// Codes of the balance before the rows, the best first.
    pub opening: Vec<String>,
    /// Codes of the balance after the rows, the best first.
    pub closing: Vec<String>,
    /// What tells a debt, inside it.
    pub sign: String,
    /// Its words for a debt.
    pub negative: Vec<String>,
}
