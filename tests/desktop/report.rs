//! What the screen shows is what the PDF prints.

use std::process::Command;

use tests::window::Window;

#[tokio::test]
async fn a_figure_on_the_screen_is_in_the_pdf() {
    let window = Window::open().await;
    window.make_sample().await;
    let short = "[data-testid=\"bridge-table\"] button[data-short][aria-label^=\"2025\"]";
    let figure = window.first(short).await.text().await.unwrap();
    assert!(figure.contains('.'), "an amount: {figure}");

    window.click("nav-report").await;
    let pdf = window.path("report.pdf");
    window.find("report-kind").await;
    window
        .type_into("report-path", &pdf.display().to_string())
        .await;
    window.click("report-save").await;
    window.find("report-saved").await;

    let text = Command::new("pdftotext")
        .arg("-layout")
        .arg(&pdf)
        .arg("-")
        .output()
        .unwrap();
    assert!(text.status.success(), "pdftotext reads what was saved");
    let plain = |text: &str| text.replace(',', "");
    let printed = plain(&String::from_utf8(text.stdout).unwrap());
    assert!(
        printed.contains(plain(figure.trim()).as_str()),
        "{figure} is not in\n{printed}"
    );
    window.close().await;
}
