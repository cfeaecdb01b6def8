//! A format: how one kind of export file is laid out, as data.
