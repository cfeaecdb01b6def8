//! While a long file is read the window answers, says truly how far it is, and can be stopped.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tests::window::Window;

use crate::files::write_orders;

/// More than a debug build reads while somebody looks at a few pages.
const ROWS: u32 = 200_000;

#[tokio::test]
async fn a_long_import_leaves_the_window_free_and_nothing_behind_when_stopped() {
    let window = Window::open().await;
    window.make_sample().await;
    let before = standing(&window).await;
    let orders = window.path("orders.csv");
    write_orders(&orders, ROWS);
    let length = fs::metadata(&orders).expect("just written").len();

    window.click("nav-documents").await;
    window.script(WATCH, Vec::new()).await;
    window
        .type_into("import-path", &orders.display().to_string())
        .await;
    window.click("import-button").await;
    window
        .until("progress, told often", "return window.told.length > 10;")
        .await;
    look_around(&window).await;

    window.click("nav-documents").await;
    window.click("import-cancel").await;
    window.find("failure").await;
    let told = window.script("return window.told;", Vec::new()).await;
    is_honest(&told, length);
    let after = standing(&window).await;
    assert_eq!(after, before, "nothing of the file stays");
    taken_by_the_next_import(&window).await;
    window.close().await;
}

/// Remembers every word about progress that reaches the page.
const WATCH: &str = "
    window.told = [];
    const look = () => {
        const bar = document.querySelector('[data-testid=\"import-progress\"]');
        if (bar === null) return;
        const { read, total, rows } = bar.dataset;
        const last = window.told.at(-1);
        if (total !== undefined && (last === undefined || last[0] !== +read || last[2] !== +rows))
            window.told.push([+read, +total, +rows]);
    };
    new MutationObserver(look).observe(document.body,
        {childList: true, subtree: true, attributes: true});";

/// Pages that ask the case something answer before the import ends.
async fn look_around(window: &Window) {
    for (page, whole) in [
        ("nav-findings", "findings-table"),
        ("nav-parties", "parties-table"),
        ("nav-bridge", "bridge-table"),
    ] {
        window.click(page).await;
        window.find(whole).await;
    }
    // A length of periods that was not asked for before, so that no answer lies ready.
    window.click("grain-month").await;
    window
        .click_first("[data-testid=\"bridge-table\"] [data-testid^=\"figure-B-\"]")
        .await;
    window.find("trace-amount").await;
    let running = "return window.told.length > 0 && window.told.at(-1)[0] < window.told.at(-1)[1];";
    let running = window.script(running, Vec::new()).await;
    assert_eq!(running, json!(true), "all of this while the file is read");
}

/// What was told grew from one word to the next and never passed the length of the file.
fn is_honest(told: &Value, length: u64) {
    let told: Vec<[u64; 3]> = serde_json::from_value(told.clone()).expect("three numbers each");
    assert!(told.len() > 10, "told often: {told:?}");
    for pair in told.windows(2) {
        let [[read, _, rows], [then_read, total, then_rows]] = [pair[0], pair[1]];
        assert!(read <= then_read && rows <= then_rows, "grows: {pair:?}");
        assert!(then_read <= total, "not more than there is: {pair:?}");
        assert_eq!(total, length, "the file is as long as it is");
    }
    let [read, total, rows] = *told.last().expect("told often");
    // The rows are alike: bytes and rows are the same part of the file, but for what is under way.
    let [of_bytes, of_rows] = [read * 1000 / total, rows * 1000 / u64::from(ROWS)];
    assert!(of_bytes.abs_diff(of_rows) < 50, "{of_bytes} and {of_rows}");
}

/// Documents, records, rows that wait and the head of the history, as the first page shows them.
async fn standing(window: &Window) -> Vec<String> {
    window.click("nav-case").await;
    window.find("totals-table").await;
    let shown = "
        const facts = [...document.querySelectorAll('section dl dd')].map(one => one.textContent);
        const foot = document.querySelector('[data-testid=\"case-foot\"]')?.textContent;
        return facts.length === 4 && foot ? [...facts, foot] : null;";
    let shown = window.until("what is in the case", shown).await;
    serde_json::from_value(shown).expect("texts")
}

/// The case takes the next file, so that no lock stays either.
async fn taken_by_the_next_import(window: &Window) {
    let orders = window.path("few.csv");
    write_orders(Path::new(&orders), 3);
    window.click("nav-documents").await;
    window
        .type_into("import-path", &orders.display().to_string())
        .await;
    window.click("import-button").await;
    window.outcome("imported").await;
}
