//! The one integration test binary.

mod import;
mod report;
mod sample;
mod tidy;
