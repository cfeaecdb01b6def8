//! The window: Tauri shows the page and hands its calls to the case. No logic lives here.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod desk;

fn main() {
    let run = tauri::Builder::default()
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
            commands::import_paths,
            commands::cancel_import,
            commands::documents,
            commands::quarantine,
            commands::compute,
            commands::trace,
            commands::records_of,
            commands::raw_row,
            commands::save_report,
            commands::suggested_report_path,
        ])
        .run(tauri::generate_context!());
    if let Err(error) = run {
        eprintln!("zicha-desktop: {error}");
        std::process::exit(1);
    }
}
