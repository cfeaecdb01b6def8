//! What is still wrong with a draft, part by part, so that a screen can show it where it is.

use std::collections::BTreeSet;

use super::{DraftProblem, DraftProblemCode, MappingDraft};
use crate::format::{Kind, check};

impl MappingDraft {
    /// Every part that keeps it from becoming a format.
    pub(super) fn problems(&self) -> Vec<DraftProblem> {
        let mut problems = Vec::new();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.id.is_empty() || !self.id.chars().all(plain) {
            problems.push(problem("id", DraftProblemCode::BadId, &self.id));
        }
        for (part, text) in [("title", &self.title), ("platform", &self.platform)] {
            if text.trim().is_empty() {
                problems.push(problem(part, DraftProblemCode::Empty, text));
            }
        }
        self.check_columns(&mut problems);
        self.check_words(&mut problems);
        self.check_fields(&mut problems);
        problems
    }

    fn check_columns(&self, problems: &mut Vec<DraftProblem>) {
        let mut headers = BTreeSet::new();
        for (index, column) in self.columns.iter().enumerate() {
            let Some(field) = column.field.as_ref().filter(|_| column.is_read()) else {
                continue;
            };
            let part = |name: &str| format!("columns.{index}.{name}");
            if !headers.insert(&column.header) {
                let found = &column.header;
                problems.push(problem(
                    &part("header"),
                    DraftProblemCode::SameHeader,
                    found,
                ));
            }
            if !check::kind_fits(field, column.kind) {
                problems.push(problem(
                    &part("kind"),
                    DraftProblemCode::KindDoesNotFit,
                    field,
                ));
            }
        }
        if !self
            .columns
            .iter()
            .any(|column| column.required && column.is_read())
        {
            problems.push(problem("columns", DraftProblemCode::NothingRequired, ""));
        }
    }

    fn check_words(&self, problems: &mut Vec<DraftProblem>) {
        let unknown = DraftProblemCode::UnknownWord;
        if self.has(Kind::Direction) {
            for (index, word) in self.direction_words.iter().enumerate() {
                if word.direction.is_none() {
                    let part = format!("direction_words.{index}");
                    problems.push(problem(&part, unknown, &word.word));
                }
            }
        }
        if self.has(Kind::Status) {
            for (index, word) in self.status_words.iter().enumerate() {
                if word.status.is_none() {
                    problems.push(problem(
                        &format!("status_words.{index}"),
                        unknown,
                        &word.word,
                    ));
                }
            }
        } else if self.status_of_all.is_none() {
            problems.push(problem("status_of_all", DraftProblemCode::Empty, ""));
        }
    }

    fn check_fields(&self, problems: &mut Vec<DraftProblem>) {
        let fed: BTreeSet<&str> = self
            .columns
            .iter()
            .filter(|column| column.is_read())
            .filter_map(|column| column.field.as_deref())
            .collect();
        let mut wanted: Vec<(String, &str)> = Vec::new();
        for (index, field) in self.key.iter().enumerate() {
            wanted.push((format!("key.{index}"), field));
        }
        if self.key.is_empty() {
            problems.push(problem("key", DraftProblemCode::Empty, ""));
        }
        let account = self.account_field.as_deref();
        wanted.extend(account.map(|field| ("account_field".to_owned(), field)));
        if let Some(count) = &self.count {
            wanted.push(("count.amount".to_owned(), count.amount.code()));
            wanted.push(("count.on".to_owned(), &count.on));
        }
        for (part, field) in wanted {
            if !fed.contains(field) {
                problems.push(problem(&part, DraftProblemCode::NoSuchField, field));
            }
        }
    }
}

/// What is wrong with one part.
pub(super) fn problem(part: &str, code: DraftProblemCode, found: &str) -> DraftProblem {
    DraftProblem {
        part: part.to_owned(),
        code,
        found: found.to_owned(),
    }
}
