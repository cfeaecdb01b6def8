//! The one integration test binary.

#[cfg(test)]
mod import;
mod report;
mod sample;
mod tidy;
