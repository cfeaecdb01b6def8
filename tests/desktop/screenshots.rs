//! Photographs the real window on the sample case: `cargo xtask screenshots`.

use std::path::Path;

use serde_json::json;
use tests::window::Window;

/// A picture: its name, the test id that leads to it, and the one that shows it is whole.
const PICTURES: &[(&str, &str, &str)] = &[
    ("assessment", "nav-assessment", "tax-table"),
    ("findings", "nav-findings", "findings-table"),
    ("documents", "nav-documents", "documents-table"),
    ("report", "nav-report", "report-save"),
    ("comparison", "nav-bridge", "bridge-table"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = std::env::args().nth(1).expect("a folder for the pictures");
    let window = Window::open().await;
    window.make_sample().await;
    for lang in ["zh", "en"] {
        shown_in(&window, lang).await;
        for (name, way, whole) in PICTURES {
            window.click(way).await;
            window.find(whole).await;
            save(&window, &folder, &format!("{name}-{lang}")).await;
        }
        window
            .click_first("[data-testid=\"bridge-table\"] button[data-short]")
            .await;
        window.find("trace-amount").await;
        save(&window, &folder, &format!("evidence-{lang}")).await;
    }
    window.close().await;
}

/// Switches the language, unless it is shown already; the switch names the other one.
async fn shown_in(window: &Window, lang: &str) {
    let other = window.find("lang-switch").await.attr("lang").await;
    if other.ok().flatten().as_deref() == Some(lang) {
        window.click("lang-switch").await;
    }
}

/// Saves a picture once the page waits for nothing and its fonts are there.
async fn save(window: &Window, folder: &str, name: &str) {
    let settled = "return document.fonts.status === 'loaded' \
                   && document.querySelector('[data-testid=\"waiting\"]') === null;";
    let answer = window.until("a page that is whole", settled).await;
    assert_eq!(answer, json!(true));
    // The first picture can show the page half painted; asking for it makes the window paint.
    window.picture().await;
    let path = Path::new(folder).join(format!("{name}.png"));
    std::fs::write(&path, window.picture().await).expect("the folder is there");
    println!("{}", path.display());
}
