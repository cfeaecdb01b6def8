//! A reader that refuses to give more than a limit in all, or more than a limit at a stretch,
//! so that nothing packed, nested or endless can fill the memory.

use std::cell::Cell;
use std::io::{Error, Read, Seek, SeekFrom};
use std::rc::Rc;

use crate::import::ImportError;
use crate::import::limits::{ENTRY_BYTES_MAX, LINE_BYTES_MAX};

/// How far a metered reader has come; shared with whoever consumes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gauge {
    read: Rc<Cell<u64>>,
    stretch: Rc<Cell<u64>>,
    met: Rc<Cell<Option<Met>>>,
}

/// Which limit was met.
#[derive(Clone, Copy, Debug)]
enum Met {
    Stretch,
    Whole,
}

impl Gauge {
    /// Bytes read in all.
    pub fn read(&self) -> u64 {
        self.read.get()
    }

    /// One thing has been read to its end; the next stretch begins.
    pub fn next(&self) {
        self.stretch.set(0);
    }

    /// The limit that was met, if one was.
    pub fn refusal(&self) -> Option<ImportError> {
        self.met.get().map(|met| match met {
            Met::Stretch => ImportError::limit("limit.element_bytes", LINE_BYTES_MAX),
            Met::Whole => ImportError::limit("limit.entry_bytes", ENTRY_BYTES_MAX),
        })
    }
}

/// A reader with a gauge.
pub(crate) struct Metered<R> {
    inner: R,
    gauge: Gauge,
    /// Whether there is a limit on the whole.
    limited: bool,
}

impl<R: Read> Metered<R> {
    /// One stretch at a time is limited, and the whole too.
    pub fn limited(inner: R, gauge: &Gauge) -> Metered<R> {
        Metered {
            inner,
            gauge: gauge.clone(),
            limited: true,
        }
    }
}

impl<R: Read + Seek> Metered<R> {
    /// A source from its beginning, and how many bytes it has; only a stretch is limited.
    pub fn endless(mut inner: R, gauge: &Gauge) -> std::io::Result<(Metered<R>, u64)> {
        let total = inner.seek(SeekFrom::End(0))?;
        inner.seek(SeekFrom::Start(0))?;
        let metered = Metered {
            inner,
            gauge: gauge.clone(),
            limited: false,
        };
        Ok((metered, total))
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let bytes = u64::try_from(length).unwrap_or(u64::MAX);
        self.gauge.read.set(self.gauge.read.get() + bytes);
        self.gauge.stretch.set(self.gauge.stretch.get() + bytes);
        let met = if self.gauge.stretch.get() > LINE_BYTES_MAX {
            Some(Met::Stretch)
        } else if self.limited && self.gauge.read.get() > ENTRY_BYTES_MAX {
            Some(Met::Whole)
        } else {
            None
        };
        if met.is_some() {
            self.gauge.met.set(met);
            return Err(Error::other("beyond a limit"));
        }
        Ok(length)
    }
}
