//! Taxes by party, tax and period: what is due, paid, short and late.
