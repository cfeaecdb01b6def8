//! The commands the page may call, by noun: one a use case, three lines each.

use std::path::{Path, PathBuf};

use casefile::{
    Case, CaseOverview, DocumentView, ImportOptions, ImportOutcome, ImportProgress, QuarantinePage,
    RawRowView, RecordPage, ReportOf, SavedReport, Trace,
};
use chrono::{Local, NaiveDate};
use engine::computation::Computation;
use engine::party::Manifest;
use engine::period::Grain;
use engine::text::Lang;
use engine::worksheet::RecordsOf;
use report::{Kind, Languages};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};

use crate::desk::{self, Answer, Desk, Start};

/// Rows of a page at most, so that no message grows beyond what the bridge carries well.
const PAGE_MAX: u32 = 200;

/// Speaks another language from now on.
#[tauri::command]
pub(crate) fn speak(desk: State<'_, Desk>, lang: Lang) {
    desk.speak(lang);
}

/// What the page needs before a case is open.
#[tauri::command]
pub(crate) fn start(app: AppHandle) -> Start {
    let folder = app.path().document_dir().or_else(|_| app.path().home_dir());
    desk::start(folder.unwrap_or_default())
}

// case

/// Makes a new case and opens it.
#[tauri::command(async)]
pub(crate) fn create_case(
    desk: State<'_, Desk>,
    path: PathBuf,
    title: String,
    password: Option<String>,
) -> Answer<CaseOverview> {
    let case = Case::create(&path, &title, password.as_deref());
    desk.put(Some(case.map_err(|error| desk.failure(&error))?));
    overview(desk)
}

/// Opens a case.
#[tauri::command(async)]
pub(crate) fn open_case(
    desk: State<'_, Desk>,
    path: PathBuf,
    password: Option<String>,
) -> Answer<CaseOverview> {
    let case = Case::open(&path, password.as_deref());
    desk.put(Some(case.map_err(|error| desk.failure(&error))?));
    overview(desk)
}

/// Makes the sample case and opens it.
#[tauri::command(async)]
pub(crate) fn create_sample(
    desk: State<'_, Desk>,
    path: PathBuf,
    progress: Channel<ImportProgress>,
) -> Answer<CaseOverview> {
    let made = Case::create_sample(&path, desk.lang(), &mut desk.teller(progress));
    let (case, _) = made.map_err(|error| desk.failure(&error))?;
    desk.put(Some(case));
    overview(desk)
}

/// Closes the case.
#[tauri::command]
pub(crate) fn close_case(desk: State<'_, Desk>) {
    desk.put(None);
}

/// What the case holds, at a glance.
#[tauri::command(async)]
pub(crate) fn overview(desk: State<'_, Desk>) -> Answer<CaseOverview> {
    desk.with(|case, _| case.overview())
}

// parties

/// Adds parties, accounts, links and settings.
#[tauri::command(async)]
pub(crate) fn set_up(desk: State<'_, Desk>, manifest: Manifest) -> Answer<u32> {
    desk.with(|case, _| case.set_up(&manifest))
}

// documents

/// Imports files and folders.
#[tauri::command(async)]
pub(crate) fn import_paths(
    desk: State<'_, Desk>,
    paths: Vec<PathBuf>,
    account: Option<String>,
    progress: Channel<ImportProgress>,
) -> Answer<Vec<ImportOutcome>> {
    let options = ImportOptions {
        account,
        take_manifests: true,
        ..ImportOptions::default()
    };
    desk.with(|case, lang| case.import_all(&paths, &options, lang, &mut desk.teller(progress)))
}

/// Asks a running import to stop; nothing of the file at hand stays.
#[tauri::command]
pub(crate) fn cancel_import(desk: State<'_, Desk>) {
    desk.stop();
}

/// The documents in the order of import.
#[tauri::command(async)]
pub(crate) fn documents(desk: State<'_, Desk>) -> Answer<Vec<DocumentView>> {
    desk.with(|case, lang| case.documents(lang))
}

/// A page of the rows in quarantine.
#[tauri::command(async)]
pub(crate) fn quarantine(desk: State<'_, Desk>, offset: u32, limit: u32) -> Answer<QuarantinePage> {
    desk.with(|case, _| case.quarantine(offset, limit.min(PAGE_MAX)))
}

// assessment

/// The whole result for a day, today when none is given.
#[tauri::command(async)]
pub(crate) fn compute(
    desk: State<'_, Desk>,
    grain: Grain,
    as_of: Option<NaiveDate>,
) -> Answer<Computation> {
    desk.with(|case, _| case.compute(day(as_of), grain))
}

/// Where a figure comes from.
#[tauri::command(async)]
pub(crate) fn trace(
    desk: State<'_, Desk>,
    figure: String,
    as_of: Option<NaiveDate>,
) -> Answer<Trace> {
    desk.with(|case, _| case.trace(&figure, day(as_of)))
}

// records

/// A page of the records behind an input.
#[tauri::command(async)]
pub(crate) fn records_of(
    desk: State<'_, Desk>,
    of: RecordsOf,
    offset: u32,
    limit: u32,
) -> Answer<RecordPage> {
    desk.with(|case, _| case.records_of(&of, offset, limit.min(PAGE_MAX)))
}

/// The row behind a record, as it stands in its document.
#[tauri::command(async)]
pub(crate) fn raw_row(desk: State<'_, Desk>, record: i64) -> Answer<RawRowView> {
    desk.with(|case, _| case.raw_row(record))
}

// report

/// Prints a report and saves it.
#[tauri::command(async)]
pub(crate) fn save_report(
    desk: State<'_, Desk>,
    kind: Kind,
    lang: Languages,
    out: PathBuf,
    party: Option<String>,
    year: Option<i32>,
    as_of: Option<NaiveDate>,
) -> Answer<SavedReport> {
    let of = ReportOf {
        kind,
        languages: lang,
        party,
        year,
        as_of: day(as_of),
    };
    desk.with(|case, _| case.save_report(&of, Path::new(&out)))
}

/// A sensible path for a report, beside the case.
#[tauri::command(async)]
pub(crate) fn suggested_report_path(
    desk: State<'_, Desk>,
    kind: Kind,
    lang: Languages,
) -> Answer<String> {
    desk.with(|case, _| Ok(case.suggested_report_path(kind, lang).display().to_string()))
}

fn day(asked: Option<NaiveDate>) -> NaiveDate {
    asked.unwrap_or_else(|| Local::now().date_naive())
}
