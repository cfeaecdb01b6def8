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
    let tables = Tables::of(&window);
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
        intake(&window, &tables, &folder, lang).await;
    }
    window.close().await;
}

/// What a person says about files, rows and totals.
async fn intake(window: &Window, tables: &Tables, folder: &str, lang: &str) {
    let shot = async |name: &str| save(window, folder, &format!("{name}-{lang}")).await;
    window.click("nav-documents").await;
    import(window, &tables.unknown).await;
    window.click("answer-0").await;
    window.find("question").await;
    shot("answer").await;
    window.click("map-0").await;
    window.click("header-2").await;
    window.first("[data-testid=\"header-2\"]:checked").await;
    shot("mapping-header").await;
    window.click("step-columns").await;
    window.choose("field-0", "settled_time").await;
    window.choose("field-2", "commission_amount").await;
    shot("mapping").await;
    window.click("step-words").await;
    shot("mapping-words").await;
    window.click("step-rows").await;
    shot("mapping-rows").await;
    window.click("step-count").await;
    window.click("counts").await;
    counted(window).await;
    shot("mapping-count").await;
    window.click("step-save").await;
    shot("mapping-save").await;
    window.type_into("mapping-title", "某某机构分成表").await;
    window
        .type_into("mapping-id", &format!("agency_{lang}"))
        .await;
    window.type_into("mapping-platform", "douyin").await;
    window.click("mapping-save").await;
    window.find("mappings").await;
    shot("mappings").await;
    // Without it, the next language is asked about the same table again.
    window.click(&format!("remove-agency_{lang}")).await;
    window.click(&format!("remove-confirm-agency_{lang}")).await;
    window.find("no-mappings").await;
    of_document(window, folder, lang).await;
    of_quarantine(window, folder, lang).await;
}

async fn of_document(window: &Window, folder: &str, lang: &str) {
    window.click("nav-documents").await;
    window
        .click_first("button[data-testid^=\"document-\"]")
        .await;
    window.find("totals").await;
    window.type_into("total-days", "2024-03").await;
    window.type_into("total-value", "128").await;
    window.click("total-save").await;
    window.first("[data-testid^=\"total-\"][data-agrees]").await;
    window.click("undo").await;
    window.find("undo-keep").await;
    save(window, folder, &format!("document-{lang}")).await;
    window.click("undo-keep").await;
    window.click("document-back").await;
}

async fn of_quarantine(window: &Window, folder: &str, lang: &str) {
    window.click("documents-quarantine").await;
    window.find("quarantine-table").await;
    window
        .click_first("[data-testid=\"quarantine-table\"] button[data-testid^=\"correct-\"]")
        .await;
    window.click_first("input[data-testid^=\"choose-\"]").await;
    window.find("waive").await;
    save(window, folder, &format!("quarantine-{lang}")).await;
    window.click("documents-imported").await;
}

/// Tables that the sample does not have.
struct Tables {
    unknown: String,
}

impl Tables {
    fn of(window: &Window) -> Tables {
        let write = |name: &str, table: &str| {
            let path = window.path(name);
            std::fs::write(&path, table).expect("the home of the window is there");
            path.display().to_string()
        };
        Tables {
            unknown: write("某某机构-2024-05-分成.csv", UNKNOWN),
        }
    }
}

/// A statement that no format knows; one amount has a letter in it.
const UNKNOWN: &str = "\
某某机构 2024 年 5 月分成
日期,单号,分成所得,服务费率,收支,备注
2024-05-11 08:00:00,A00000000001,12.50,10%,收入,羊毛衫
2024-05-11 09:00:00,A00000000002,7.00,10%,收入,护手霜
2024-05-12 10:00:00,A00000000003,1O.00,10%,收入,围巾
2024-05-13 10:00:00,A00000000004,128.00,10%,收入,不粘煎锅
合计,,147.50,,,
";

async fn import(window: &Window, path: &str) {
    window.type_into("import-path", path).await;
    window.click("import-button").await;
    window.find("outcome-0").await;
}

async fn counted(window: &Window) {
    let previewed = "
        const sums = document.querySelector('[data-testid=\"preview-sums\"]')?.textContent ?? '';
        return sums.includes('147.50');";
    window
        .until("the sum of the readable rows", previewed)
        .await;
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
