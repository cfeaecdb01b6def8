//! A table that no format knows: mapped by hand, imported, and its one bad row corrected.

use std::fs;

use tests::window::Window;

const NAME: &str = "某某机构-2024-05-分成.csv";

/// One amount has a letter in it.
const TABLE: &str = "\
某某机构 2024 年 5 月分成
日期,单号,分成所得,备注
2024-05-11 08:00:00,A00000000001,12.50,羊毛衫
2024-05-11 09:00:00,A00000000002,7.00,护手霜
2024-05-12 10:00:00,A00000000003,1O.00,围巾
";

#[tokio::test]
async fn an_unknown_table_is_mapped_imported_and_its_bad_row_corrected() {
    let window = Window::open().await;
    open_case(&window).await;
    let file = window.path(NAME);
    fs::write(&file, TABLE).unwrap();
    window
        .type_into("import-path", &file.display().to_string())
        .await;
    window.click("import-button").await;
    window.outcome("refused").await;

    window.click("map-0").await;
    map(&window).await;
    window.outcome("imported").await;
    let list = window.text("documents-table").await;
    assert!(list.contains(NAME), "it is in the list: {list}");

    correct(&window).await;
    window.close().await;
}

async fn open_case(window: &Window) {
    let case = window.path("own.zicha").display().to_string();
    window.type_into("welcome-path", &case).await;
    window.click("welcome-create").await;
    window.click("nav-documents").await;
}

/// Says what the columns are, looks at the preview, and imports.
async fn map(window: &Window) {
    window.find("header-2").await;
    window.click("step-columns").await;
    window.choose("field-0", "settled_time").await;
    window.choose("field-2", "commission_amount").await;
    window.click("step-count").await;
    window.click("counts").await;
    let previewed = "
        const sums = document.querySelector('[data-testid=\"preview-sums\"]')?.textContent ?? '';
        return sums.includes('19.50');";
    window
        .until("the sum of the readable rows", previewed)
        .await;
    window.click("step-save").await;
    window.type_into("mapping-title", "某某机构分成表").await;
    window.type_into("mapping-id", "agency_share").await;
    window.type_into("mapping-platform", "douyin").await;
    window.click("mapping-import").await;
}

/// Corrects the one row that waits.
async fn correct(window: &Window) {
    window.click("documents-quarantine").await;
    window
        .click_first("[data-testid=\"quarantine-table\"] button[data-testid^=\"correct-\"]")
        .await;
    window.type_into("cell-2", "10.00").await;
    window.click("correct-save").await;
    let empty = "
        return document.querySelector('[data-testid=\"empty\"]') !== null
            && document.querySelector('[data-testid=\"correct\"]') === null;";
    window.until("a quarantine without the row", empty).await;
    window.click("quarantine-show-all").await;
    let table = window.text("quarantine-table").await;
    assert!(
        table.contains("1O.00"),
        "the text of the file stays: {table}"
    );
}
