//! Pictures of every page: in a case with nothing in it, and in the sample case.

use crate::camera::Camera;

/// A page: its name, the test id that leads to it, and the one that shows it is whole.
const PAGES: &[(&str, &str, &str)] = &[
    ("case", "nav-case", "totals-table"),
    ("assessment", "nav-assessment", "tax-table"),
    ("findings", "nav-findings", "findings-table"),
    ("parties", "nav-parties", "parties-table"),
    ("documents", "nav-documents", "documents-table"),
    ("comparison", "nav-bridge", "bridge-table"),
];

/// The way in, a failure there, and every page of a new case; ends at the way in.
pub async fn empty(camera: &Camera) {
    let window = &camera.window;
    window.find("welcome-path").await;
    let other = window.find("lang-switch").await.attr("lang").await;
    if other.ok().flatten().as_deref() == Some(camera.lang) {
        window.click("lang-switch").await;
    }
    camera.take("welcome").await;
    let nowhere = window.path("nowhere.zicha").display().to_string();
    window.type_into("welcome-path", &nowhere).await;
    window.click("welcome-open").await;
    window.find("failure").await;
    camera.take("welcome-failure").await;
    window.click("welcome-create").await;
    for page in ["case", "documents", "mappings", "bridge", "assessment"] {
        window.click(&format!("nav-{page}")).await;
        camera.take(&format!("empty-{page}")).await;
    }
    for page in ["findings", "parties"] {
        window.click(&format!("nav-{page}")).await;
        camera.take(&format!("empty-{page}")).await;
    }
    window.click("nav-documents").await;
    window.click("documents-quarantine").await;
    camera.take("empty-quarantine").await;
    window.click("close-case").await;
}

/// Every page of the sample case.
pub async fn of_sample(camera: &Camera) {
    let window = &camera.window;
    for (name, way, whole) in PAGES {
        window.click(way).await;
        window.find(whole).await;
        camera.take(name).await;
    }
    for part in ["plan", "waiting", "withholding"] {
        window.click("nav-assessment").await;
        window.click(&format!("assessment-{part}")).await;
        window.find(&format!("{part}-table")).await;
        camera.take(&format!("assessment-{part}")).await;
    }
    window.click("nav-bridge").await;
    window.click_first("[data-testid^=\"causes-BY-\"]").await;
    camera.take("comparison-causes").await;
    window.click("grain-month").await;
    window
        .first("[data-testid=\"bridge-table\"] [data-testid^=\"figure-B-\"]")
        .await;
    camera.take("comparison-month").await;
    window.click("grain-year").await;
    window.click("nav-report").await;
    window.find("report-save").await;
    camera.take("report").await;
    let pdf = window.path("self-correction.pdf").display().to_string();
    window.type_into("report-path", &pdf).await;
    window.click("report-save").await;
    window.find("report-saved").await;
    camera.take("report-saved").await;
}

/// From a figure to the raw cell, and the keyboard's ring on the way.
pub async fn of_evidence(camera: &Camera) {
    let window = &camera.window;
    window.click("nav-bridge").await;
    window
        .click_first("[data-testid=\"bridge-table\"] button[data-short]")
        .await;
    window.find("trace-amount").await;
    camera.take("evidence").await;
    window.click_first("[data-testid^=\"trace-record-\"]").await;
    window.find("raw-row").await;
    camera.take("evidence-cell").await;
    window.click("nav-assessment").await;
    window
        .click_first("[data-testid=\"tax-table\"] button[data-testid^=\"figure-T-\"]")
        .await;
    window.find("trace-amount").await;
    camera.take("evidence-tax").await;
    window.click("nav-findings").await;
    window
        .script(
            "document.querySelector('[data-testid=\"nav-report\"]').focus({focusVisible: true});",
            Vec::new(),
        )
        .await;
    camera.take("focus").await;
}
