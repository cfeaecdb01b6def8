//! The window: Tauri shows the page and hands its calls to the case. No logic lives here.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod desk;

use std::error::Error;

/// Threads for commands: one that waits for a running import keeps its thread meanwhile, and the
/// others must go on answering, on a machine with few cores too.
const COMMAND_THREADS: usize = 8;

fn main() {
    if let Err(error) = run() {
        eprintln!("zicha-desktop: {error}");
        std::process::exit(1);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let threads = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(COMMAND_THREADS)
        .enable_all()
        .build()?;
    tauri::async_runtime::set(threads.handle().clone());
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .manage(desk::Desk::default())
        .invoke_handler(tauri::generate_handler![
            commands::speak,
            commands::start,
            commands::create_case,
            commands::open_case,
            commands::create_sample,
            commands::close_case,
            commands::overview,
            commands::set_up,
            commands::identity,
            commands::decide_identity,
            commands::take_back_decision,
            commands::import_paths,
            commands::preview,
            commands::cancel_import,
            commands::undo_import,
            commands::documents,
            commands::quarantine,
            commands::correct_row,
            commands::waive_rows,
            commands::export_quarantine,
            commands::replay_quarantine,
            commands::check_totals,
            commands::state_total,
            commands::remove_total,
            commands::formats,
            commands::draft_mapping,
            commands::preview_draft,
            commands::save_mapping,
            commands::add_mapping_file,
            commands::export_mapping,
            commands::mappings,
            commands::remove_mapping,
            commands::remembered_answers,
            commands::forget_answer,
            commands::compute,
            commands::decide_finding,
            commands::trace,
            commands::records_of,
            commands::raw_row,
            commands::save_report,
            commands::suggested_report_path,
        ])
        .run(tauri::generate_context!())?;
    Ok(())
}
