//! Drives the real window, for the tests and the pictures of it. Holds no test itself.

#[cfg(feature = "desktop")]
#[path = "desktop/window.rs"]
pub mod window;
