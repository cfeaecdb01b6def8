//! Pictures of a mapping on its way, step by step, with its preview.

use tests::window::Window;

use crate::camera::Camera;
use crate::intake::map_unknown;

/// Every step, then the list of mappings.
pub async fn steps(camera: &Camera) {
    let window = &camera.window;
    map_unknown(window).await;
    window.click("header-2").await;
    window.first("[data-testid=\"header-2\"]:checked").await;
    camera.take("mapping-header").await;
    window.click("step-columns").await;
    window.choose("field-0", "settled_time").await;
    window.choose("field-2", "commission_amount").await;
    camera.take("mapping-columns").await;
    window.click("step-words").await;
    camera.take("mapping-words").await;
    window.click("step-rows").await;
    camera.take("mapping-rows").await;
    window.click("step-count").await;
    window.click("counts").await;
    counted(window).await;
    camera.take("mapping-count").await;
    camera
        .take_at("mapping-preview", "[data-testid=\"preview\"]")
        .await;
    window.click("step-save").await;
    window.type_into("mapping-title", "某某机构分成表").await;
    window.type_into("mapping-id", "agency_share").await;
    window.type_into("mapping-platform", "douyin").await;
    camera.take("mapping-save").await;
    window.click("mapping-save").await;
    window.find("mappings").await;
    camera.take("mappings").await;
}

async fn counted(window: &Window) {
    let previewed = "
        const sums = document.querySelector('[data-testid=\"preview-sums\"]')?.textContent ?? '';
        return sums.includes('147.50');";
    window
        .until("the sum of the readable rows", previewed)
        .await;
}
