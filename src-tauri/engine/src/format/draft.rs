//! A mapping while a person edits it: every part in plain words of the screen, and the format it
//! becomes once nothing is missing. It guesses nothing; the guesses come from `import::draft`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::check;
use super::{
    AccountRule, Column, ColumnDirection, Condition, Container, Count, Direction, Footer, Format,
    Kind, MoneyUnit, PeriodFrom, RateScale, Repeats, Shape, Sheets,
};
use crate::record::{AmountField, Class, Perspective, Side, Status, codes};
use crate::text::{Lang, text};
use crate::worksheet::Confidence;

mod problems;

use problems::problem;

/// A mapping that is being made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MappingDraft {
    /// Its name for the program: lower case, digits, underscores.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// The platform, as accounts name it.
    pub platform: String,
    /// Whose file it is.
    pub perspective: Perspective,
    /// The kind of file it was made from.
    pub container: Container,
    /// Where JSON has its rows; empty for tables.
    pub rows_at: Vec<String>,
    /// Physical row of the header; nothing for JSON.
    pub header_row: Option<u32>,
    /// The sheet of the header.
    pub sheet: Option<String>,
    /// The columns, in the order of the file.
    pub columns: Vec<DraftColumn>,
    /// Unit of money.
    pub money: MoneyUnit,
    /// What the words of the direction column mean.
    pub direction_words: Vec<DirectionWord>,
    /// What the words of the status column mean.
    pub status_words: Vec<StatusWord>,
    /// The status of every row, where no column tells.
    pub status_of_all: Option<Status>,
    /// Beginnings of lines with sums.
    pub footer_words: Vec<String>,
    /// Fields that together identify a row.
    pub key: Vec<String>,
    /// What an equal key means.
    pub repeats: Repeats,
    /// Field that identifies the account.
    pub account_field: Option<String>,
    /// The account of every file, where no column tells.
    pub account_fixed: Option<String>,
    /// What counts in the comparison; nothing for evidence only.
    pub count: Option<DraftCount>,
}

/// A column of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftColumn {
    /// Its header.
    pub header: String,
    /// The first values in it.
    pub samples: Vec<String>,
    /// The field it feeds; nothing where it is not read.
    pub field: Option<String>,
    /// How its text is read.
    pub kind: Kind,
    /// What a printed rate of 1 means.
    pub scale: RateScale,
    /// What it says about the direction of its amounts.
    pub direction: Option<ColumnDirection>,
    /// Without this column a file is not of this format.
    pub required: bool,
    /// A row without a value here goes to quarantine.
    pub filled: bool,
}

/// A direction word and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DirectionWord {
    /// As printed.
    pub word: String,
    /// What it means; nothing as long as nobody said.
    pub direction: Option<Direction>,
}

/// A status word and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusWord {
    /// As printed.
    pub word: String,
    /// What it means; nothing as long as nobody said.
    pub status: Option<Status>,
}

/// What counts in the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftCount {
    /// The side it speaks for.
    pub side: Side,
    /// What kind of amount.
    pub class: Class,
    /// The amount.
    pub amount: AmountField,
    /// The amount is taken off.
    pub negative: bool,
    /// Field of the day on which it counts.
    pub on: String,
    /// Only rows with one of these statuses; none means any.
    pub status: Vec<Status>,
    /// Only rows that move in one of these directions; none means any.
    pub direction: Vec<Direction>,
}

codes! {
    /// What is wrong with a part of a draft. The text key is `draft.<code>`.
    DraftProblemCode {
        /// The id is not in lower case, digits and underscores, or empty.
        BadId = "bad_id",
        /// It must be filled in.
        Empty = "empty",
        /// No column is needed to recognise the file.
        NothingRequired = "nothing_required",
        /// No column feeds the field.
        NoSuchField = "no_such_field",
        /// The field cannot be read in that way.
        KindDoesNotFit = "kind_does_not_fit",
        /// Two columns have the same header.
        SameHeader = "same_header",
        /// Nobody has said what the word means.
        UnknownWord = "unknown_word",
        /// Anything else that the check of formats refuses.
        Refused = "refused",
    }
}

/// What is wrong with a part of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DraftProblem {
    /// The part: `id`, `key`, `columns.3.kind`, `status_words.0`, `count.on`, ….
    pub part: String,
    /// What is wrong.
    pub code: DraftProblemCode,
    /// What stands there.
    pub found: String,
}

impl DraftProblem {
    /// One sentence that says what is wrong and what to do.
    pub fn sentence(&self, lang: Lang) -> String {
        let arguments = [("part", self.part.as_str()), ("found", self.found.as_str())];
        text(lang, &format!("draft.{}", self.code.code()), &arguments)
    }
}

impl MappingDraft {
    /// The format it describes, or everything that is still wrong with it.
    pub fn to_format(&self) -> Result<Format, Vec<DraftProblem>> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        let format = self.format();
        check::format(&format).map_err(|error| {
            let found = error.to_string();
            vec![problem("", DraftProblemCode::Refused, &found)]
        })?;
        Ok(format)
    }

    fn has(&self, kind: Kind) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.kind == kind && column.is_read())
    }

    fn format(&self) -> Format {
        let columns: Vec<Column> = self
            .columns
            .iter()
            .filter(|column| !column.header.trim().is_empty())
            .map(|column| self.column(column))
            .collect();
        let signature = columns
            .iter()
            .filter(|column| column.required)
            .map(|column| column.header.clone())
            .collect();
        Format {
            id: self.id.clone(),
            platform: self.platform.trim().to_owned(),
            perspective: self.perspective,
            title_zh: self.title.clone(),
            title_en: self.title.clone(),
            containers: self.containers(),
            confidence: Confidence::Medium,
            seen_in: vec!["own mapping".to_owned()],
            repeats: self.repeats,
            rows_as: None,
            signature,
            head: Vec::new(),
            key: self.key.clone(),
            shape: Shape::default(),
            header_rows: None,
            amounts_under: Vec::new(),
            period_from: PeriodFrom::default(),
            cumulative: false,
            annual: false,
            hand_made: false,
            asks: false,
            ragged: false,
            running_balance: false,
            note: None,
            money: self.money,
            sheets: Sheets::default(),
            sheet_names: Vec::new(),
            rows_at: self.rows_at.clone(),
            rows_within: None,
            balances: None,
            rows_after_header: 0,
            null_words: Vec::new(),
            preamble: Vec::new(),
            status_of_all: self.status_of_all.filter(|_| !self.has(Kind::Status)),
            account: AccountRule {
                keys: self.account_field.iter().cloned().collect(),
                name: None,
                fixed: self
                    .account_fixed
                    .clone()
                    .filter(|fixed| !fixed.trim().is_empty()),
            },
            footer: Footer {
                words: self.footer_words.clone(),
                ..Footer::default()
            },
            status: self.statuses(),
            restates: Vec::new(),
            direction: self.directions(),
            columns,
            controls: Vec::new(),
            check_table: None,
            counts: self.count.iter().map(DraftCount::count).collect(),
        }
    }

    fn statuses(&self) -> BTreeMap<String, Status> {
        let words = self.status_words.iter().filter(|_| self.has(Kind::Status));
        words
            .filter_map(|word| Some((word.word.clone(), word.status?)))
            .collect()
    }

    fn directions(&self) -> BTreeMap<String, Direction> {
        let words = self.direction_words.iter();
        words
            .filter(|_| self.has(Kind::Direction))
            .filter_map(|word| Some((word.word.clone(), word.direction?)))
            .collect()
    }

    /// Tables of every kind are one.
    fn containers(&self) -> Vec<Container> {
        match self.container {
            Container::Json => vec![Container::Json],
            _ => vec![Container::Csv, Container::Xlsx, Container::Xls],
        }
    }

    fn column(&self, draft: &DraftColumn) -> Column {
        let read = draft.is_read();
        let must = read && (draft.required || draft.kind == Kind::Status);
        Column {
            header: draft.header.trim().to_owned(),
            aliases: Vec::new(),
            at: None,
            field: draft.field.clone().filter(|_| read),
            kind: if read { draft.kind } else { Kind::Text },
            required: must,
            optional: false,
            filled: read && (draft.filled || draft.kind == Kind::Status),
            unit: None,
            scale: draft.scale,
            direction: draft
                .direction
                .filter(|_| read && draft.kind == Kind::Money),
            negated: false,
            once_per: None,
        }
    }
}

impl DraftColumn {
    /// Whether anything is read from it.
    fn is_read(&self) -> bool {
        self.field
            .as_ref()
            .is_some_and(|field| !field.trim().is_empty())
            && !self.header.trim().is_empty()
    }
}

impl DraftCount {
    fn count(&self) -> Count {
        Count {
            part: String::new(),
            side: self.side,
            amount: self.amount,
            negative: self.negative,
            may_be_absent: false,
            order_money: None,
            fee: None,
            contains_subsidy: false,
            on: self.on.clone(),
            else_on: None,
            when: Condition {
                status: self.status.clone(),
                direction: self.direction.clone(),
                words: Vec::new(),
            },
            rules: Vec::new(),
            class: Some(self.class),
            class_of_negative: None,
        }
    }
}
