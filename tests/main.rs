//! The one integration test binary.

mod report;
mod sample;
mod tidy;
