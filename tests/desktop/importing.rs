//! Files come in by dropping and by typing, and a bad one says what is wrong with it.

use std::fs;
use std::path::Path;

use serde_json::json;

use tests::window::Window;

const GOOD: &str = "收入纳税明细-周砚.csv";

#[tokio::test]
async fn a_dropped_file_is_taken_and_a_bad_one_explained() {
    let window = Window::open().await;
    let case = window.path("own.zicha");
    window
        .type_into("welcome-path", &case.display().to_string())
        .await;
    window.click("welcome-create").await;
    window.click("nav-documents").await;
    let listens = "return document.querySelector('[data-listening]') !== null;";
    window
        .until("a page that hears what is dropped", listens)
        .await;
    watch_for_progress(&window).await;

    drop_file(&window, &sample_file(GOOD)).await;
    let outcome = outcome_of(&window, GOOD).await;
    assert_eq!(outcome, "imported");
    let progress = window
        .script("return window.sawProgress === true", Vec::new())
        .await;
    assert_eq!(
        progress,
        json!(true),
        "the window showed that it was reading"
    );

    type_file(&window, &sample_file(GOOD)).await;
    window
        .until(
            "the same file again is known",
            "
        return document.querySelector('[data-testid=\"outcome-0\"]')?.dataset.status === 'known';
    ",
        )
        .await;

    let bad = window.path("damaged.xlsx");
    fs::write(&bad, b"PK\x03\x04 and nothing that a workbook needs").unwrap();
    type_file(&window, &bad).await;
    assert_eq!(outcome_of(&window, "damaged.xlsx").await, "refused");
    let message = window.text("outcome-0").await;
    let beyond_the_name = message.replace("damaged.xlsx", "");
    assert!(
        beyond_the_name.trim().chars().count() > 10,
        "it says why: {message}"
    );
    assert!(case.is_file(), "the case is where it was asked for");
    window.close().await;
}

fn sample_file(name: &str) -> std::path::PathBuf {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/sample/files");
    let files = files.canonicalize();
    files.expect("the sample is in the repository").join(name)
}

/// Tells the page what the window system tells it when a file is dropped.
async fn drop_file(window: &Window, file: &Path) {
    let payload = json!({ "paths": [file], "position": { "x": 200, "y": 200 } });
    let emit = "window.__TAURI_INTERNALS__.invoke('plugin:event|emit', \
                {event: 'tauri://drag-drop', payload: arguments[0]});";
    window.script(emit, vec![payload]).await;
}

async fn type_file(window: &Window, file: &Path) {
    window
        .type_into("import-path", &file.display().to_string())
        .await;
    window.click("import-button").await;
}

/// The outcome of a file, as soon as the first outcome is about it.
async fn outcome_of(window: &Window, name: &str) -> String {
    let script = format!(
        "const outcome = document.querySelector('[data-testid=\"outcome-0\"]');
         return outcome?.textContent.includes({name:?}) ? outcome.dataset.status : null;"
    );
    let status = window
        .until(&format!("the outcome of {name}"), &script)
        .await;
    status.as_str().unwrap_or_default().to_owned()
}

/// Remembers whether progress was ever on the screen, however short.
async fn watch_for_progress(window: &Window) {
    let watch = "const look = () => { \
                   if (document.querySelector('[data-testid=\"import-progress\"]')) \
                     window.sawProgress = true; }; \
                 new MutationObserver(look).observe(document.body, {childList: true, subtree: true});";
    window.script(watch, Vec::new()).await;
}
