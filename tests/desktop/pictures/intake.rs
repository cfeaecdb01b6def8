//! Pictures of what a person is asked about files, and says about rows and totals.

use std::fs;

use serde_json::json;
use tests::window::Window;

use crate::camera::Camera;
use crate::files::{kept, lock_into, write_orders};

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

/// A refund case whose first column has another name than in the sample.
const RENAMED: &str = "\
淘宝订单编号,淘宝子订单编号,维权退款金额,应返商家金额,维权状态,订单结算时间,维权创建时间,维权完成时间
9990000000000000001,9990000000000000101,100.00,2.00,维权成功,2025-05-20 08:00:00,2025-06-01 09:00:00,2025-06-01 10:00:00
";

/// The file that no format knows.
pub const UNKNOWN_NAME: &str = "某某机构-2024-05-分成.csv";

const SAMPLES: &[(&str, &str)] = &[
    (
        "联盟新版订单.csv",
        "taobao_alliance_orders_web_new/orders_other_order.csv",
    ),
    ("劳务报酬.xls", "iit_labor_import_template/template.xls"),
    ("微信支付账单.csv", "wechatpay_personal/broken.csv"),
];

/// A folder with one file of each kind of question.
fn folder(window: &Window) -> String {
    let folder = window.path("received");
    fs::create_dir_all(&folder).expect("the home of the window is there");
    for (name, sample) in SAMPLES {
        let sample = kept("tests/samples").join(sample);
        fs::copy(&sample, folder.join(name)).expect("the sample is there");
    }
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("room");
    write(UNKNOWN_NAME, UNKNOWN);
    write("维权退款.csv", RENAMED);
    write(
        "damaged.xlsx",
        "PK\u{3}\u{4} and nothing that a workbook needs",
    );
    lock_into(&folder.join("支付宝账单.zip"));
    folder.display().to_string()
}

/// What became of many files, and each question that one of them asks.
pub async fn questions(camera: &Camera) {
    let window = &camera.window;
    let folder = folder(window);
    window.click("nav-documents").await;
    window.type_into("import-path", &folder).await;
    window.click("import-button").await;
    window.find("outcome-6").await;
    camera.take("outcomes").await;
    for (name, file) in [
        ("question-unknown", UNKNOWN_NAME),
        ("question-guess", "联盟新版订单"),
        ("question-drift", "维权退款"),
    ] {
        let index = outcome_of(window, file).await;
        window.click(&format!("answer-{index}")).await;
        window.find("question").await;
        let at = format!("[data-testid=\"outcome-{index}\"]");
        camera.take_at(name, &at).await;
        window.click(&format!("answer-{index}")).await;
    }
    for (name, file) in [
        ("question-period", "劳务报酬"),
        ("question-password", "支付宝账单"),
    ] {
        let index = outcome_of(window, file).await;
        let at = format!("[data-testid=\"outcome-{index}\"]");
        camera.take_at(name, &at).await;
    }
}

/// The number of the outcome of a file.
async fn outcome_of(window: &Window, file: &str) -> u64 {
    let script = format!(
        "const all = [...document.querySelectorAll('li[data-testid^=\"outcome-\"]')];
         const at = all.findIndex(one => one.textContent.includes({file:?}));
         return at === -1 ? null : `${{at}}`;"
    );
    let at = window
        .until(&format!("an outcome of {file}"), &script)
        .await;
    let at = at.as_str().and_then(|at| at.parse().ok());
    at.expect("a number")
}

/// The file that is asked about is mapped.
pub async fn map_unknown(window: &Window) {
    window.click("nav-documents").await;
    let index = outcome_of(window, UNKNOWN_NAME).await;
    window.click(&format!("map-{index}")).await;
}

/// One file, a total that differs and one that agrees, and the question before it is taken back.
pub async fn document(camera: &Camera) {
    let window = &camera.window;
    window.click("nav-documents").await;
    window
        .click_first("button[data-testid^=\"document-\"]")
        .await;
    window.find("totals").await;
    window.type_into("total-days", "2024-03").await;
    window.type_into("total-value", "128").await;
    window.click("total-save").await;
    window.first("[data-testid^=\"total-\"][data-agrees]").await;
    camera.take("document-totals").await;
    window.click("undo").await;
    camera
        .take_at("document-undo", "[data-testid=\"undo-keep\"]")
        .await;
    window.click("undo-keep").await;
    window.click("document-back").await;
}

/// Rows that wait: one under correction, one about to be left out, then all that was decided.
pub async fn quarantine(camera: &Camera) {
    let window = &camera.window;
    window.click("documents-quarantine").await;
    window.find("quarantine-table").await;
    camera.take("quarantine").await;
    window
        .click_first("[data-testid=\"quarantine-table\"] button[data-testid^=\"correct-\"]")
        .await;
    camera.take("quarantine-correct").await;
    window
        .click_first("[data-testid=\"correct\"] button[type=\"button\"]")
        .await;
    window.click_first("input[data-testid^=\"choose-\"]").await;
    let reason = match camera.lang {
        "zh" => "原件此行为合计，不是交易",
        _ => "A line of totals, not a transaction",
    };
    window.type_into("waive-reason", reason).await;
    camera.take("quarantine-waive").await;
    window.click("waive").await;
    window.click("quarantine-show-all").await;
    window
        .first("[data-testid=\"quarantine-table\"] tr[data-faded]")
        .await;
    camera.take("quarantine-all").await;
    window.click("export").await;
    camera.take("quarantine-export").await;
    window.click("documents-imported").await;
}

/// A long file while it is read, and after it was stopped.
pub async fn long_import(camera: &Camera) {
    let window = &camera.window;
    let orders = window.path("TaokeDetail-2024-05.csv");
    write_orders(&orders, 100_000);
    window.click("nav-documents").await;
    window
        .type_into("import-path", &orders.display().to_string())
        .await;
    window.click("import-button").await;
    let some = "
        const bar = document.querySelector('[data-testid=\"import-progress\"]');
        return bar !== null && +bar.dataset.read > 0.05 * +bar.dataset.total;";
    let moving = window.until("a part of the file is read", some).await;
    assert_eq!(moving, json!(true));
    camera.catch("progress").await;
    window.click("nav-bridge").await;
    window.find("bridge-table").await;
    camera.catch("progress-elsewhere").await;
    window.click("nav-documents").await;
    window.click("import-cancel").await;
    window.find("failure").await;
    camera.take("cancelled").await;
}
