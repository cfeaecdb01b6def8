//! The one integration test binary.

#[cfg(test)]
mod broken;
mod cases;
mod cli;
mod import;
mod report;
mod sample;
mod tidy;
