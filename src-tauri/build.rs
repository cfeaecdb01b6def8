//! Builds what Tauri needs to know of the window: configuration, icons, capabilities.

fn main() {
    tauri_build::build();
}
