//! The desk: the one open case, the language spoken, and whether an import is to stop.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use casefile::{Case, CaseOverview, Error, ImportOptions, ImportProgress};
use engine::period::Period;
use engine::text::{Lang, text};
use serde::{Deserialize, Serialize};
use tauri::ipc::Channel;
use ts_rs::TS;

/// How often progress is sent to the page at most.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);

/// What the commands share.
pub(crate) struct Desk {
    /// To work on; an import holds it to its end.
    case: Mutex<Option<Case>>,
    /// The same case, only to look at, so that pages answer while an import runs.
    looked_at: Mutex<Option<Case>>,
    lang: Mutex<Lang>,
    stop: AtomicBool,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk {
            case: Mutex::new(None),
            looked_at: Mutex::new(None),
            lang: Mutex::new(Lang::Zh),
            stop: AtomicBool::new(false),
        }
    }
}

/// What the page needs before a case is open.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export)]
pub(crate) struct Start {
    /// The case named on the command line.
    pub(crate) case_path: Option<String>,
    /// A path for a new case.
    pub(crate) suggested_path: String,
    /// A path for the sample case.
    pub(crate) sample_path: String,
}

/// What a person answers when a file alone does not tell; all of it empty at first.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub(crate) struct ImportAnswer {
    /// Which format it is.
    pub(crate) format: Option<String>,
    /// For which period it is.
    pub(crate) period: Option<Period>,
    /// Know such a header from now on.
    pub(crate) remember: bool,
    /// The columns are right as they are.
    pub(crate) accept_drift: bool,
    /// Take the readable rows although many are not.
    pub(crate) accept_bad_rows: bool,
    /// Passwords of archives, tried in turn; kept nowhere.
    pub(crate) archive_passwords: Vec<String>,
}

impl ImportAnswer {
    /// As the case takes it.
    pub(crate) fn options(self, account: Option<String>) -> ImportOptions {
        ImportOptions {
            format: self.format,
            period: self.period,
            account,
            take_manifests: true,
            accept_bad_rows: self.accept_bad_rows,
            archive_passwords: self.archive_passwords,
            accept_drift: self.accept_drift,
            remember: self.remember,
            ..ImportOptions::default()
        }
    }
}

/// A failure as the page gets it: chosen by code, never by text.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export)]
pub(crate) struct Failure {
    /// Code.
    pub(crate) code: String,
    /// Sentence in the language spoken.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: Option<String>,
}

/// What every command returns.
pub(crate) type Answer<T> = Result<T, Failure>;

impl Desk {
    /// The language spoken.
    pub(crate) fn lang(&self) -> Lang {
        *self.lang.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Speaks another language from now on.
    pub(crate) fn speak(&self, lang: Lang) {
        *self.lang.lock().unwrap_or_else(PoisonError::into_inner) = lang;
    }

    /// Puts a case on the desk, in place of the one before.
    pub(crate) fn put(
        &self,
        case: Result<Case, Error>,
        password: Option<&str>,
    ) -> Answer<CaseOverview> {
        let opened = case.and_then(|case| {
            let looked_at = Case::open(case.path(), password)?;
            let overview = looked_at.overview()?;
            *lock(&self.case) = Some(case);
            *lock(&self.looked_at) = Some(looked_at);
            Ok(overview)
        });
        opened.map_err(|error| self.failure(&error))
    }

    /// Takes the case off the desk; an import that still runs is stopped first.
    pub(crate) fn clear(&self) {
        self.stop();
        *lock(&self.case) = None;
        *lock(&self.looked_at) = None;
    }

    /// Works on the open case.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Case, Lang) -> Result<T, Error>,
    ) -> Answer<T> {
        match lock(&self.case).as_mut() {
            None => Err(self.no_case()),
            Some(case) => work(case, self.lang()).map_err(|error| self.failure(&error)),
        }
    }

    /// Looks at the open case as it is at one moment; of an import that runs, nothing is seen yet.
    pub(crate) fn look<T>(&self, at: impl FnOnce(&Case, Lang) -> Result<T, Error>) -> Answer<T> {
        match lock(&self.looked_at).as_ref() {
            None => Err(self.no_case()),
            Some(case) => case
                .at_one_moment(|case| at(case, self.lang()))
                .map_err(|error| self.failure(&error)),
        }
    }

    /// Says a failure of the case in the language spoken.
    pub(crate) fn failure(&self, error: &Error) -> Failure {
        let lang = self.lang();
        Failure {
            code: error.kind().code().to_owned(),
            message: error.message(lang),
            hint: Some(error.hint(lang)),
        }
    }

    /// Asks a running import to stop.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Sends progress to the page, not too often, and passes a wish to stop on.
    pub(crate) fn teller(
        &self,
        channel: Channel<ImportProgress>,
    ) -> impl FnMut(&ImportProgress) -> ControlFlow<()> + '_ {
        self.stop.store(false, Ordering::Relaxed);
        let mut last = None::<Instant>;
        move |at| {
            if last.is_none_or(|last| last.elapsed() >= PROGRESS_EVERY) {
                last = Some(Instant::now());
                let _ = channel.send(at.clone());
            }
            match self.stop.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        }
    }

    fn no_case(&self) -> Failure {
        Failure {
            code: "no_case".to_owned(),
            message: text(self.lang(), "failure.no_case", &[]),
            hint: None,
        }
    }
}

fn lock(case: &Mutex<Option<Case>>) -> MutexGuard<'_, Option<Case>> {
    case.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Paths to suggest below a folder of the user's.
pub(crate) fn start(folder: PathBuf) -> Start {
    let below = |name: &str| folder.join(name).display().to_string();
    Start {
        case_path: std::env::args().nth(1),
        suggested_path: below("自查.zicha"),
        sample_path: below("示例案卷.zicha"),
    }
}
