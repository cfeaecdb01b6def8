//! What counts in the comparison: which rows, with which amount, on which day, as what.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::format::Direction;
use crate::record::{AmountField, Class, OrderMoney, Side, Status, codes};

codes! {
    /// Where what a platform takes for itself of a row stands to the amount that counts.
    FeePlace {
        /// It had been taken off before.
        Beside = "beside",
        /// The amount still contains it.
        Within = "within",
    }
}

/// Which rows a rule is about; an empty list means any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// With one of these statuses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<Status>,
    /// Moving in one of these directions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub direction: Vec<Direction>,
    /// Saying all of this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<WordCondition>,
}

/// What the texts of a row must say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordCondition {
    /// Fields that are searched.
    pub fields: Vec<String>,
    /// One of these stands in one of them; an empty list asks for nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<String>,
    /// None of these stands in any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub none: Vec<String>,
}

/// Words that tell the class of a counted row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassRule {
    /// The class it leads to; `not_income` is not counted.
    pub class: Class,
    /// Fields that are searched.
    pub fields: Vec<String>,
    /// One of these anywhere in one of them decides.
    pub words: Vec<String>,
}

/// When a row counts in the comparison, with which amount, and on which day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Name of this amount where one row counts several times; of one part, the first count whose
    /// condition holds is taken.
    #[serde(default)]
    pub part: String,
    /// The side it speaks for.
    pub side: Side,
    /// The amount.
    pub amount: AmountField,
    /// The amount is taken off.
    #[serde(default)]
    pub negative: bool,
    /// A row without the amount counts nothing; otherwise it goes to quarantine.
    #[serde(default)]
    pub may_be_absent: bool,
    /// Which money of the order it is, where files of another perspective show the same: only
    /// the best view of it counts (creator, agency, platform, merchant).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_money: Option<OrderMoney>,
    /// Where the platform's `service_fee` stands to the amount; absent where the layout does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<FeePlace>,
    /// The amount contains the platform's `subsidy` of the row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub contains_subsidy: bool,
    /// Field of the day: a time, or a period whose first day it is. `schedule` is the day of each
    /// entry of the schedule of the amount, and such a count is about rows with one.
    pub on: String,
    /// Field of the day where `on` is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub else_on: Option<String>,
    /// The rows it is about.
    #[serde(default)]
    pub when: Condition,
    /// Words that tell the class; the first that fits decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<ClassRule>,
    /// The class where no rule fits; without it such a row goes to quarantine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// The class of what is below zero, where it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_of_negative: Option<Class>,
}
