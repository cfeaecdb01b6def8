//! Why a whole file could not be read: what was seen, and what to do. Rows have their own
//! problems; these are failures of the file.

use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::format;
use crate::record::codes;
use crate::text::{Lang, text};

codes! {
    /// Which failure. The texts are `import.error.<code>` and `import.hint.<code>`.
    ImportErrorCode {
        /// No format fits.
        UnknownFormat = "unknown_format",
        /// Two formats fit equally well.
        TwoFormats = "two_formats",
        /// A workbook with forms of several kinds, of which only one would be read.
        SeveralForms = "several_forms",
        /// The only format that fits is a guess, which a person has to confirm.
        NeedsConfirmation = "needs_confirmation",
        /// A form with several columns of amounts, none of which can be corrected alone.
        FormOfColumns = "form_of_columns",
        /// The file does not say for which period it is.
        NeedsPeriod = "needs_period",
        /// Columns that the format needs are not there.
        MissingColumns = "missing_columns",
        /// No bytes, or no rows.
        EmptyFile = "empty_file",
        /// Neither UTF-8, UTF-16 with its mark, nor GB18030.
        NotText = "not_text",
        /// A kind of file that is not read: PDF, a web page without a table, a picture.
        WrongKind = "wrong_kind",
        /// An archive that has to be unpacked first.
        Archive = "archive",
        /// An archive inside an archive.
        NestedArchive = "nested_archive",
        /// An archive that is damaged, or packed in a way that is not read.
        BrokenArchive = "broken_archive",
        /// An archive or workbook with a password.
        Encrypted = "encrypted",
        /// A workbook whose parts are damaged.
        BrokenWorkbook = "broken_workbook",
        /// JSON that is not well formed.
        BrokenJson = "broken_json",
        /// XML that is not well formed, or defines its own entities.
        BrokenXml = "broken_xml",
        /// Columns of buyers in a kind of file in which their cells cannot be blanked.
        BuyerDataKind = "buyer_data_kind",
        /// Beyond a limit.
        Limit = "limit",
        /// The bytes could not be had.
        Unreadable = "unreadable",
        /// No row at the place asked for.
        NoSuchRow = "no_such_row",
    }
}

/// A file that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    code: ImportErrorCode,
    arguments: Vec<(&'static str, String)>,
}

impl ImportError {
    /// A failure that says everything by its code.
    pub fn of(code: ImportErrorCode) -> ImportError {
        ImportError::new(code)
    }

    pub(crate) fn new(code: ImportErrorCode) -> ImportError {
        ImportError {
            code,
            arguments: Vec::new(),
        }
    }

    /// With the value of a `{{name}}` of its text.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> ImportError {
        self.arguments.push((name, value.to_string()));
        self
    }

    /// A limit was met; `what` is the text key of the thing that is limited.
    pub(crate) fn limit(what: &'static str, limit: impl ToString) -> ImportError {
        ImportError::new(ImportErrorCode::Limit)
            .with("what", what)
            .with("limit", limit)
    }

    pub(crate) fn broken_workbook(detail: impl ToString) -> ImportError {
        ImportError::new(ImportErrorCode::BrokenWorkbook).with("detail", detail)
    }

    pub(crate) fn broken_archive(detail: impl ToString) -> ImportError {
        ImportError::new(ImportErrorCode::BrokenArchive).with("detail", detail)
    }

    pub(crate) fn broken_xml(detail: impl ToString) -> ImportError {
        ImportError::new(ImportErrorCode::BrokenXml).with("detail", detail)
    }

    /// Which failure it is.
    pub fn code(&self) -> ImportErrorCode {
        self.code
    }

    /// What happened, with what was seen.
    pub fn message(&self, lang: Lang) -> String {
        self.text(lang, "import.error")
    }

    /// What to do about it.
    pub fn hint(&self, lang: Lang) -> String {
        self.text(lang, "import.hint")
    }

    fn text(&self, lang: Lang, area: &str) -> String {
        let said = |(name, value): &(&'static str, String)| match *name {
            "what" => (*name, text(lang, value, &[])),
            "format" | "first" | "second" => (*name, titled(value, lang)),
            _ => (*name, value.clone()),
        };
        let arguments: Vec<(&str, String)> = self.arguments.iter().map(said).collect();
        let arguments: Vec<(&str, &str)> = arguments
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        text(lang, &format!("{area}.{}", self.code.code()), &arguments)
    }
}

/// A format as people know it, and its id for those who have to name it.
fn titled(id: &str, lang: Lang) -> String {
    match format::format(id) {
        Some(known) => format!("{} ({id})", known.title(lang)),
        None => id.to_owned(),
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ImportError {}

impl From<io::Error> for ImportError {
    fn from(error: io::Error) -> ImportError {
        ImportError::new(ImportErrorCode::Unreadable).with("detail", error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Container, DraftProblemCode};
    use crate::import::{Change, ControlMeasure, Reason, Skip};
    use crate::source::ProblemCode;
    use crate::text::lookup;

    #[test]
    fn everything_that_is_said_has_words_in_both_languages() {
        fn keys<'a>(area: &'a str, codes: impl Iterator<Item = &'static str> + 'a) -> Vec<String> {
            codes.map(|code| format!("{area}.{code}")).collect()
        }
        let errors = || ImportErrorCode::ALL.iter().map(|code| code.code());
        let mut all = keys("import.error", errors());
        all.extend(keys("import.hint", errors()));
        all.extend(keys(
            "import.reason",
            Reason::ALL.iter().map(|code| code.code()),
        ));
        all.extend(keys(
            "problem",
            ProblemCode::ALL.iter().map(|code| code.code()),
        ));
        all.extend(keys("skip", Skip::ALL.iter().map(|code| code.code())));
        all.extend(keys(
            "container",
            Container::ALL.iter().map(|code| code.code()),
        ));
        all.extend(keys("change", Change::ALL.iter().map(|code| code.code())));
        all.extend(keys(
            "draft",
            DraftProblemCode::ALL.iter().map(|code| code.code()),
        ));
        let measures = ControlMeasure::ALL.iter().map(|code| code.code());
        all.extend(keys("control_measure", measures));
        for key in all {
            for lang in [Lang::Zh, Lang::En] {
                assert!(lookup(lang, &key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn a_limit_is_named_in_the_language_of_the_message() {
        let error = ImportError::limit("limit.columns", 256);
        assert!(error.message(Lang::Zh).contains("表格的列数最多为 256"));
        assert!(error.to_string().contains("columns of a table may be 256"));
    }
}
