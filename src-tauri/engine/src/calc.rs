//! The calculator: one JSON object in, one out, with its steps.
