//! Nothing of its own: this package holds the one integration test binary.
