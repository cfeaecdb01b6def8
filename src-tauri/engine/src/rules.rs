//! The dated law: `on(date)` is the only place where a date selects a rule.
