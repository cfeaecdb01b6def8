//! Photographs every page of the real window in both languages: `cargo xtask screenshots`.

#[path = "pictures/camera.rs"]
mod camera;
mod files;
#[path = "pictures/intake.rs"]
mod intake;
#[path = "pictures/mapping.rs"]
mod mapping;
#[path = "pictures/pages.rs"]
mod pages;

use std::path::PathBuf;

use camera::Camera;
use tests::window::Window;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let folder = std::env::args().nth(1).expect("a folder for the pictures");
    for lang in ["zh", "en"] {
        // A window of its own, so that each language meets every file for the first time.
        let camera = Camera::new(Window::open().await, PathBuf::from(&folder), lang);
        pages::empty(&camera).await;
        camera.window.make_sample().await;
        pages::of_sample(&camera).await;
        pages::of_evidence(&camera).await;
        intake::questions(&camera).await;
        mapping::steps(&camera).await;
        intake::document(&camera).await;
        intake::quarantine(&camera).await;
        intake::long_import(&camera).await;
        camera.window.close().await;
    }
}
