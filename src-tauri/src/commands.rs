//! The commands the page may call, by noun: one a use case, three lines each.

use std::path::{Path, PathBuf};

use casefile::{
    AnswerView, Case, CaseOverview, DocumentView, DraftPreview, Drafted, FormatView, IdentityView,
    ImportOutcome, ImportProgress, MappingView, Preview, QuarantinePage, QuarantineShown,
    RawRowView, RecordPage, ReportOf, Retaken, SavedDraft, SavedReport, StatedTotal, TotalsCheck,
    Trace,
};
use chrono::{Local, NaiveDate};
use engine::computation::{Computation, Finding, FindingStatus};
use engine::format::MappingDraft;
use engine::identity::IdentityDecision;
use engine::party::Manifest;
use engine::period::Grain;
use engine::source::Place;
use engine::text::Lang;
use engine::worksheet::RecordsOf;
use report::{Kind, Languages};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State};

use crate::desk::{self, Answer, Desk, ImportAnswer, Start};

/// Rows of a page at most, so that no message grows beyond what the bridge carries well.
const PAGE_MAX: u32 = 200;
/// Records that a preview shows.
const PREVIEW_ROWS: u32 = 50;

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
    let password = password.as_deref();
    desk.put(Case::create(&path, &title, password), password)
}

/// Opens a case.
#[tauri::command(async)]
pub(crate) fn open_case(
    desk: State<'_, Desk>,
    path: PathBuf,
    password: Option<String>,
) -> Answer<CaseOverview> {
    let password = password.as_deref();
    desk.put(Case::open(&path, password), password)
}

/// Makes the sample case and opens it.
#[tauri::command(async)]
pub(crate) fn create_sample(
    desk: State<'_, Desk>,
    path: PathBuf,
    progress: Channel<ImportProgress>,
) -> Answer<CaseOverview> {
    let made = Case::create_sample(&path, desk.lang(), &mut desk.teller(progress));
    desk.put(made.map(|(case, _)| case), None)
}

/// Closes the case. Not on the thread of the window, which would stand still until an import ends.
#[tauri::command(async)]
pub(crate) fn close_case(desk: State<'_, Desk>) {
    desk.clear();
}

/// What the case holds, at a glance.
#[tauri::command(async)]
pub(crate) fn overview(desk: State<'_, Desk>) -> Answer<CaseOverview> {
    desk.look(|case, _| case.overview())
}

// parties

/// Adds parties, accounts, links and settings.
#[tauri::command(async)]
pub(crate) fn set_up(desk: State<'_, Desk>, manifest: Manifest) -> Answer<u32> {
    desk.with(|case, _| case.set_up(&manifest))
}

/// Who belongs together, what was decided about it, and which accounts still wait.
#[tauri::command(async)]
pub(crate) fn identity(desk: State<'_, Desk>) -> Answer<IdentityView> {
    desk.look(|case, _| case.identity())
}

/// Decides who is who, for a reason.
#[tauri::command(async)]
pub(crate) fn decide_identity(
    desk: State<'_, Desk>,
    decision: IdentityDecision,
    reason: String,
) -> Answer<i64> {
    desk.with(|case, _| case.decide_identity(decision, &reason))
}

/// Takes a decision about who is who back, for a reason.
#[tauri::command(async)]
pub(crate) fn take_back_decision(
    desk: State<'_, Desk>,
    decision: i64,
    reason: String,
) -> Answer<()> {
    desk.with(|case, _| case.take_back_decision(decision, &reason))
}

// documents

/// Imports files and folders.
#[tauri::command(async)]
pub(crate) fn import_paths(
    desk: State<'_, Desk>,
    paths: Vec<PathBuf>,
    account: Option<String>,
    answer: ImportAnswer,
    progress: Channel<ImportProgress>,
) -> Answer<Vec<ImportOutcome>> {
    let options = answer.options(account);
    // Before the case is waited for, so that a wish to stop during the wait is heard.
    let mut tell = desk.teller(progress);
    desk.with(|case, lang| case.import_all(&paths, &options, lang, &mut tell))
}

/// What an import of a file would do; nothing is stored.
#[tauri::command(async)]
pub(crate) fn preview(
    desk: State<'_, Desk>,
    path: PathBuf,
    account: Option<String>,
    answer: ImportAnswer,
) -> Answer<Preview> {
    let options = answer.options(account);
    desk.with(|case, lang| case.preview(&path, &options, PREVIEW_ROWS, lang))
}

/// Asks a running import to stop; nothing of the file at hand stays.
#[tauri::command]
pub(crate) fn cancel_import(desk: State<'_, Desk>) {
    desk.stop();
}

/// Takes an import back; the document stays in the list.
#[tauri::command(async)]
pub(crate) fn undo_import(desk: State<'_, Desk>, document: i64) -> Answer<()> {
    desk.with(|case, _| case.undo(document))
}

/// The documents in the order of import.
#[tauri::command(async)]
pub(crate) fn documents(desk: State<'_, Desk>) -> Answer<Vec<DocumentView>> {
    desk.look(|case, lang| case.documents(lang))
}

// quarantine

/// A page of the rows in quarantine.
#[tauri::command(async)]
pub(crate) fn quarantine(
    desk: State<'_, Desk>,
    shown: QuarantineShown,
    offset: u32,
    limit: u32,
) -> Answer<QuarantinePage> {
    desk.look(|case, _| case.quarantine_shown(shown, offset, limit.min(PAGE_MAX)))
}

/// Takes a row again with other cells.
#[tauri::command(async)]
pub(crate) fn correct_row(
    desk: State<'_, Desk>,
    row: i64,
    cells: Vec<String>,
    reason: Option<String>,
) -> Answer<Retaken> {
    desk.with(|case, _| case.correct(row, cells, reason.as_deref()))
}

/// Leaves rows out for a reason.
#[tauri::command(async)]
pub(crate) fn waive_rows(desk: State<'_, Desk>, rows: Vec<i64>, reason: String) -> Answer<u32> {
    desk.with(|case, _| case.waive(&rows, &reason))
}

/// Writes the rows in quarantine as a table to correct.
#[tauri::command(async)]
pub(crate) fn export_quarantine(
    desk: State<'_, Desk>,
    path: PathBuf,
    shown: QuarantineShown,
) -> Answer<u32> {
    desk.look(|case, lang| case.export_quarantine(&path, shown, lang))
}

/// Takes the rows of such a table again.
#[tauri::command(async)]
pub(crate) fn replay_quarantine(desk: State<'_, Desk>, path: PathBuf) -> Answer<Retaken> {
    desk.with(|case, lang| case.replay(&path, lang))
}

// totals

/// Every control total of a document.
#[tauri::command(async)]
pub(crate) fn check_totals(desk: State<'_, Desk>, document: i64) -> Answer<TotalsCheck> {
    desk.look(|case, _| case.check_totals(document))
}

/// Keeps a total that a person typed in.
#[tauri::command(async)]
pub(crate) fn state_total(desk: State<'_, Desk>, document: i64, total: StatedTotal) -> Answer<()> {
    desk.with(|case, _| case.state_total(document, &total))
}

/// Takes a typed total back.
#[tauri::command(async)]
pub(crate) fn remove_total(desk: State<'_, Desk>, total: i64) -> Answer<()> {
    desk.with(|case, _| case.remove_total(total))
}

// mappings

/// Every format that a file may be read by.
#[tauri::command(async)]
pub(crate) fn formats(desk: State<'_, Desk>) -> Answer<Vec<FormatView>> {
    desk.look(|case, lang| case.formats(lang))
}

/// A first draft of a mapping for any table.
#[tauri::command(async)]
pub(crate) fn draft_mapping(
    desk: State<'_, Desk>,
    path: PathBuf,
    header: Option<Place>,
) -> Answer<Drafted> {
    let drafted = casefile::draft_with_rows(&path, header.as_ref(), desk.lang());
    drafted.map_err(|error| desk.failure(&error))
}

/// What an import by a draft would do.
#[tauri::command(async)]
pub(crate) fn preview_draft(
    desk: State<'_, Desk>,
    path: PathBuf,
    account: Option<String>,
    draft: MappingDraft,
) -> Answer<DraftPreview> {
    let options = ImportAnswer::default().options(account);
    desk.with(|case, lang| case.preview_draft(&path, &draft, options, PREVIEW_ROWS, lang))
}

/// Keeps a draft as a mapping.
#[tauri::command(async)]
pub(crate) fn save_mapping(desk: State<'_, Desk>, draft: MappingDraft) -> Answer<SavedDraft> {
    desk.with(|case, lang| case.save_draft(&draft, lang))
}

/// Keeps a mapping that a file holds.
#[tauri::command(async)]
pub(crate) fn add_mapping_file(desk: State<'_, Desk>, path: PathBuf) -> Answer<String> {
    desk.with(|case, _| case.add_mapping_file(&path))
}

/// Writes a mapping to a file.
#[tauri::command(async)]
pub(crate) fn export_mapping(desk: State<'_, Desk>, mapping: String, path: PathBuf) -> Answer<()> {
    desk.look(|case, _| case.export_mapping(&mapping, &path))
}

/// The mappings of the case.
#[tauri::command(async)]
pub(crate) fn mappings(desk: State<'_, Desk>) -> Answer<Vec<MappingView>> {
    desk.look(|case, lang| case.mappings(lang))
}

/// Removes a mapping.
#[tauri::command(async)]
pub(crate) fn remove_mapping(desk: State<'_, Desk>, mapping: String) -> Answer<()> {
    desk.with(|case, _| case.remove_mapping(&mapping))
}

/// What was said of files that alone could not tell.
#[tauri::command(async)]
pub(crate) fn remembered_answers(desk: State<'_, Desk>) -> Answer<Vec<AnswerView>> {
    desk.look(|case, _| case.remembered_answers())
}

/// Forgets an answer.
#[tauri::command(async)]
pub(crate) fn forget_answer(desk: State<'_, Desk>, fingerprint: String) -> Answer<u32> {
    desk.with(|case, _| case.forget_answer(&fingerprint))
}

// assessment

/// The whole result for a day, today when none is given.
#[tauri::command(async)]
pub(crate) fn compute(
    desk: State<'_, Desk>,
    grain: Grain,
    as_of: Option<NaiveDate>,
) -> Answer<Computation> {
    desk.look(|case, _| case.compute(day(as_of), grain))
}

/// Where a figure comes from.
#[tauri::command(async)]
pub(crate) fn trace(
    desk: State<'_, Desk>,
    figure: String,
    as_of: Option<NaiveDate>,
) -> Answer<Trace> {
    desk.look(|case, _| case.trace(&figure, day(as_of)))
}

// findings

/// Decides about a finding; its evidence is frozen with the decision.
#[tauri::command(async)]
pub(crate) fn decide_finding(
    desk: State<'_, Desk>,
    finding: String,
    status: FindingStatus,
    reason: Option<String>,
    as_of: Option<NaiveDate>,
) -> Answer<Finding> {
    desk.with(|case, _| case.decide_finding(&finding, status, reason.as_deref(), day(as_of)))
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
    desk.look(|case, _| case.records_of(&of, offset, limit.min(PAGE_MAX)))
}

/// The row behind a record, as it stands in its document.
#[tauri::command(async)]
pub(crate) fn raw_row(desk: State<'_, Desk>, record: i64) -> Answer<RawRowView> {
    desk.look(|case, _| case.raw_row(record))
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
    desk.look(|case, _| Ok(case.suggested_report_path(kind, lang).display().to_string()))
}

fn day(asked: Option<NaiveDate>) -> NaiveDate {
    asked.unwrap_or_else(|| Local::now().date_naive())
}
