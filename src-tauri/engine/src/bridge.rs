//! The four-way comparison by party, period and income, each gap split into named causes.
