//! Rules that fired: one check a file, one ordered list.
