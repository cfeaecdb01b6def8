//! From an under-reported figure to the cell of the file it came from.

use std::path::Path;

use tests::window::Window;

/// Position of 预估收入 in both Taobao exports; the column that some insert comes after it.
const COMMISSION_AT: usize = 15;

#[tokio::test]
async fn an_under_reported_figure_leads_to_the_raw_cell() {
    let window = Window::open().await;
    window.make_sample().await;

    let short = "[data-testid=\"bridge-table\"] button[data-short][aria-label^=\"2025\"]";
    let figure = window.first(short).await.attr("data-testid").await;
    let figure = figure.unwrap().expect("a figure has a test id");
    window.click(&figure).await;
    window.find("trace-drawer").await;

    let record = window
        .until("a record from a Taobao csv", RECORD_FROM_CSV)
        .await;
    window.click(record.as_str().unwrap()).await;
    let shown = window.text("raw-cell-counted").await;
    let place = window.until("where the row is", PLACE).await;
    let [name, place] = [0, 1].map(|part| place[part].as_str().unwrap().to_owned());
    assert_eq!(
        shown.trim(),
        cell(&name, row_number(&place)),
        "{name} {place}"
    );
    window.close().await;
}

/// The test id of a record of a Taobao csv, as soon as one is in the list.
const RECORD_FROM_CSV: &str = "
    const records = document.querySelectorAll('button[data-testid^=\"trace-record-\"]');
    const fits = record => /TaokeDetail-[-0-9]+\\.csv/.test(record.textContent);
    return [...records].find(fits)?.dataset.testid ?? null;";

/// Name of the file and place in it, as the window prints them.
const PLACE: &str = "
    const about = document.querySelectorAll('[data-testid=\"raw-row\"] dd');
    return about.length < 2 ? null : [...about].map(part => part.textContent);";

/// The first number in a place is the row.
fn row_number(place: &str) -> usize {
    let digits = place.split(|c: char| !c.is_ascii_digit());
    let mut numbers = digits.filter_map(|digits| digits.parse().ok());
    numbers.next().expect("a place names its row")
}

/// The commission in a row of a sample file. Commas separate bytes in UTF-8 and GB18030 alike, and
/// no cell before it holds one.
fn cell(name: &str, row: usize) -> String {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/sample/files");
    let bytes = std::fs::read(files.join(name)).expect("the sample file that the window names");
    let line = bytes.split(|byte| *byte == b'\n').nth(row - 1);
    let cell = line.and_then(|line| line.split(|byte| *byte == b',').nth(COMMISSION_AT));
    let cell = cell.expect("the file has that row and cell");
    String::from_utf8(cell.to_vec()).expect("an amount is ASCII")
}
