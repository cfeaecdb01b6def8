//! Reading: bytes and a format in, records and problems out. Knows no platform.
