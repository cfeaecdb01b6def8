//! The one integration test binary.

mod sample;
mod tidy;
