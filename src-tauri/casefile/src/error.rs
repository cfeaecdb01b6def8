//! What can go wrong with a case, as a code, a sentence in both languages, and the way out.

use engine::text::{Lang, text};

/// Any failure of a use case. The screen and the exit code go by [`Error::kind`].
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    arguments: Vec<(&'static str, String)>,
}

/// What went wrong. Its text keys are `failure.<code>` and `failure.<code>.hint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is no such file.
    NotFound,
    /// A file of that name is there already.
    AlreadyExists,
    /// The file is no case.
    NotACase,
    /// The case is encrypted and no password, or another one, was given.
    Locked,
    /// The case is damaged.
    Damaged,
    /// The case was written by a newer version.
    NewerVersion,
    /// The case was written by a preview whose files are not read any more.
    PreviewVersion,
    /// The manifest cannot be read or contradicts itself.
    Manifest,
    /// A document cannot be imported.
    Document,
    /// There is no figure of that code.
    NoSuchFigure,
    /// There is no such finding on that day.
    NoSuchFinding,
    /// There is no such party.
    NoSuchParty,
    /// There is no such record.
    NoSuchRecord,
    /// There is no such import, or it was taken back already.
    NoSuchImport,
    /// The computation could not be carried out.
    Computation,
    /// The report could not be made.
    Report,
    /// A file could not be read or written.
    Disk,
    /// The user asked to stop.
    Cancelled,
    /// A mapping cannot be read or contradicts itself.
    Mapping,
    /// A mapping has the id of a built-in format.
    MappingIsBuiltIn,
    /// There is no such mapping or answer.
    NoSuchMapping,
    /// There is no such document.
    NoSuchDocument,
    /// There is no such row in quarantine, or it was taken already.
    NoSuchRow,
    /// A reason is needed.
    ReasonNeeded,
    /// A file is no table of rows in quarantine.
    Replay,
    /// A changed mapping identifies rows in another way.
    OtherKey,
    /// A total that was typed in cannot be read.
    StatedTotal,
    /// A party is to be merged with itself.
    MergeItself,
    /// Two parties of different kinds are to be one.
    MergeOtherKind,
    /// Two parties with different tax numbers are to be one.
    MergeOtherNumber,
    /// The handle of a new party is empty or taken.
    PartyTaken,
    /// An account that is to go to another party is not this one's.
    NotTheirs,
    /// There is no such decision, or it was taken back.
    NoSuchDecision,
    /// A later decision rests on the one that is to be taken back.
    DecisionInUse,
    /// A key names no settlement or receipt.
    NoSuchMoney,
    /// What is to be matched is matched by an earlier decision.
    MatchedAlready,
    /// The store failed.
    Store,
}

impl ErrorKind {
    /// The code in JSON and text keys.
    pub const fn code(self) -> &'static str {
        match self {
            ErrorKind::NotFound => "not_found",
            ErrorKind::AlreadyExists => "already_exists",
            ErrorKind::NotACase => "not_a_case",
            ErrorKind::Locked => "locked",
            ErrorKind::Damaged => "damaged",
            ErrorKind::NewerVersion => "newer_version",
            ErrorKind::PreviewVersion => "preview_version",
            ErrorKind::Manifest => "manifest",
            ErrorKind::Document => "document",
            ErrorKind::NoSuchFigure => "no_such_figure",
            ErrorKind::NoSuchFinding => "no_such_finding",
            ErrorKind::NoSuchParty => "no_such_party",
            ErrorKind::NoSuchRecord => "no_such_record",
            ErrorKind::NoSuchImport => "no_such_import",
            ErrorKind::Computation => "computation",
            ErrorKind::Report => "report",
            ErrorKind::Disk => "disk",
            ErrorKind::Cancelled => "cancelled",
            ErrorKind::Mapping => "mapping",
            ErrorKind::MappingIsBuiltIn => "mapping_is_built_in",
            ErrorKind::NoSuchMapping => "no_such_mapping",
            ErrorKind::NoSuchDocument => "no_such_document",
            ErrorKind::NoSuchRow => "no_such_row",
            ErrorKind::ReasonNeeded => "reason_needed",
            ErrorKind::Replay => "replay",
            ErrorKind::OtherKey => "other_key",
            ErrorKind::StatedTotal => "stated_total",
            ErrorKind::MergeItself => "merge_itself",
            ErrorKind::MergeOtherKind => "merge_other_kind",
            ErrorKind::MergeOtherNumber => "merge_other_number",
            ErrorKind::PartyTaken => "party_taken",
            ErrorKind::NotTheirs => "not_theirs",
            ErrorKind::NoSuchDecision => "no_such_decision",
            ErrorKind::DecisionInUse => "decision_in_use",
            ErrorKind::NoSuchMoney => "no_such_money",
            ErrorKind::MatchedAlready => "matched_already",
            ErrorKind::Store => "store",
        }
    }

    /// Every kind.
    pub const ALL: [ErrorKind; 37] = [
        ErrorKind::NotFound,
        ErrorKind::AlreadyExists,
        ErrorKind::NotACase,
        ErrorKind::Locked,
        ErrorKind::Damaged,
        ErrorKind::NewerVersion,
        ErrorKind::PreviewVersion,
        ErrorKind::Manifest,
        ErrorKind::Document,
        ErrorKind::NoSuchFigure,
        ErrorKind::NoSuchFinding,
        ErrorKind::NoSuchParty,
        ErrorKind::NoSuchRecord,
        ErrorKind::NoSuchImport,
        ErrorKind::Computation,
        ErrorKind::Report,
        ErrorKind::Disk,
        ErrorKind::Cancelled,
        ErrorKind::Mapping,
        ErrorKind::MappingIsBuiltIn,
        ErrorKind::NoSuchMapping,
        ErrorKind::NoSuchDocument,
        ErrorKind::NoSuchRow,
        ErrorKind::ReasonNeeded,
        ErrorKind::Replay,
        ErrorKind::OtherKey,
        ErrorKind::StatedTotal,
        ErrorKind::MergeItself,
        ErrorKind::MergeOtherKind,
        ErrorKind::MergeOtherNumber,
        ErrorKind::PartyTaken,
        ErrorKind::NotTheirs,
        ErrorKind::NoSuchDecision,
        ErrorKind::DecisionInUse,
        ErrorKind::NoSuchMoney,
        ErrorKind::MatchedAlready,
        ErrorKind::Store,
    ];
}

impl Error {
    /// A failure that needs no further words.
    pub fn new(kind: ErrorKind) -> Error {
        Error {
            kind,
            arguments: Vec::new(),
        }
    }

    /// The same failure with an argument for its sentence.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Error {
        self.arguments.push((name, value.to_string()));
        self
    }

    pub(crate) fn store(reason: String) -> Error {
        Error::new(ErrorKind::Store).with("reason", reason)
    }

    /// A sum beyond 64 bits of fen, which no honest case comes near.
    pub(crate) fn sum_too_large() -> Error {
        Error::new(ErrorKind::Computation).with("reason", "sum > 64 bit")
    }

    pub(crate) fn disk(path: &std::path::Path, reason: &std::io::Error) -> Error {
        let kind = match reason.kind() {
            std::io::ErrorKind::NotFound => ErrorKind::NotFound,
            _ => ErrorKind::Disk,
        };
        Error::new(kind)
            .with("path", path.display())
            .with("reason", reason)
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The sentence in a language.
    pub fn message(&self, lang: Lang) -> String {
        self.say(lang, &format!("failure.{}", self.kind.code()))
    }

    /// What to do about it.
    pub fn hint(&self, lang: Lang) -> String {
        self.say(lang, &format!("failure.{}.hint", self.kind.code()))
    }

    fn say(&self, lang: Lang, key: &str) -> String {
        let arguments: Vec<_> = self
            .arguments
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        text(lang, key, &arguments)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Error {}

/// SQLite's own word for a wrong key is "not a database"; for a broken page "malformed".
impl From<std::io::Error> for Error {
    /// Only for what the program puts aside while it works; files that a person named are
    /// [`Error::disk`].
    fn from(error: std::io::Error) -> Error {
        Error::store(error.to_string())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        let kind = match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => ErrorKind::Locked,
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => ErrorKind::Damaged,
            _ => ErrorKind::Store,
        };
        Error::new(kind).with("reason", error)
    }
}
