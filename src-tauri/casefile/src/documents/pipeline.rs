//! A document on its way in, on three threads: one cuts it into compressed pieces, one reads its
//! rows, and this one, which alone may write to the case, stores both as they come.
//!
//! What waits between them is bounded, so that memory does not grow with the document.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, ScopedJoinHandle};

use engine::format::Format;
use engine::import::{self, ImportError, Line, Reading};
use engine::period::Period;
use engine::source::Problem;

use super::content::{Content, Reader};
use super::identity::{Identity, KnownRow};
use super::keep::{self, Kept};
use crate::archive::Piece;
use crate::error::Error;

/// Rows handed over at once: few enough to be still at hand in the processor that takes them.
const ROWS: usize = 512;
/// Batches of rows, and pieces, that may wait.
const WAITING: usize = 6;
/// Bytes by which the pieces may be ahead of the rows. Compressing is quicker than reading: run at
/// will, it would take the processor from the thread that everybody waits for.
const AHEAD: u64 = 4 << 20;

/// Some rows, and how far the reading is.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) rows: Vec<KnownRow>,
    pub(super) problems: Vec<(Problem, Vec<String>)>,
    pub(super) skipped: u32,
    /// Bytes read of bytes in all.
    pub(super) read: (u64, u64),
}

/// Takes what comes, on the thread that writes.
pub(super) trait Taker {
    fn piece(&mut self, piece: Piece) -> Result<(), Error>;
    fn rows(&mut self, batch: &Batch) -> Result<(), Error>;
}

/// What was read and what was kept; both threads have ended.
pub(super) struct Done {
    pub(super) kept: Result<Kept, ImportError>,
    pub(super) reading: Result<Reading, ImportError>,
    /// The file was changed from outside meanwhile.
    pub(super) changed: bool,
}

/// Reads and keeps a document at once. A failure of the taker stops both at once.
pub(super) fn run(
    content: &dyn Content,
    format: &Format,
    period: Option<Period>,
    identity: Identity,
    taker: &mut dyn Taker,
) -> Result<Done, Error> {
    let stamp = content.stamp()?;
    let (kept, reading) = thread::scope(|scope| {
        let (pieces, packed) = sync_channel(WAITING);
        let (batches, rows) = sync_channel(WAITING);
        let (give_back, spent) = channel();
        let named = |name: &str| thread::Builder::new().name(name.to_owned());
        let keep = named("keep").spawn_scoped(scope, move || pack(content, format, &pieces))?;
        let read = named("read").spawn_scoped(scope, move || {
            let to = Batches { batches, spent };
            read(content, format, period, identity, &to)
        })?;
        take(rows, &give_back, packed, taker)?;
        Ok::<_, Error>((result(keep)?, result(read)?))
    })?;
    Ok(Done {
        kept,
        reading,
        changed: content.stamp()? != stamp,
    })
}

/// What a thread has found out.
fn result<T>(thread: ScopedJoinHandle<'_, T>) -> Result<T, Error> {
    let ended_early = |_| Error::store("a thread ended early".to_owned());
    thread.join().map_err(ended_early)
}

/// Until both have ended, or the taker has failed: then the channels close and they stop.
fn take(
    rows: Receiver<Batch>,
    give_back: &Sender<Batch>,
    pieces: Receiver<Piece>,
    taker: &mut dyn Taker,
) -> Result<(), Error> {
    let mut next = None;
    let mut read = 0;
    for batch in &rows {
        read = read.max(batch.read.0);
        taker.rows(&batch)?;
        let _ = give_back.send(batch);
        while let Some(piece) = next.take().or_else(|| pieces.try_recv().ok()) {
            if u64::try_from(piece.first_byte).is_ok_and(|first| first > read + AHEAD) {
                next = Some(piece);
                break;
            }
            taker.piece(piece)?;
        }
    }
    next.into_iter()
        .chain(pieces)
        .try_for_each(|piece| taker.piece(piece))
}

fn pack(
    content: &dyn Content,
    format: &Format,
    pieces: &SyncSender<Piece>,
) -> Result<Kept, ImportError> {
    keep::keep(content, format, &mut |piece| send(pieces, piece))
}

fn read(
    content: &dyn Content,
    format: &Format,
    period: Option<Period>,
    mut identity: Identity,
    to: &Batches,
) -> Result<Reading, ImportError> {
    let mut batch = Batch::default();
    let reading = Reader::new(content)
        .map_err(ImportError::from)
        .and_then(|mut reader| {
            import::read_for(&mut reader, format, period, &mut |line| {
                let is_full = batch.add(line, &mut identity);
                match is_full {
                    true => to.send(&mut batch),
                    false => ControlFlow::Continue(()),
                }
            })
        });
    let _ = to.send(&mut batch);
    reading
}

/// Where batches go, and where they come back from once their rows are stored. Memory that was
/// asked for on one thread and is returned on another costs both a lock.
struct Batches {
    batches: SyncSender<Batch>,
    spent: Receiver<Batch>,
}

impl Batches {
    /// Hands a batch over; an empty one takes its place.
    fn send(&self, batch: &mut Batch) -> ControlFlow<()> {
        let mut next = self.spent.try_recv().unwrap_or_default();
        next.clear();
        send(&self.batches, std::mem::replace(batch, next))
    }
}

impl Batch {
    fn clear(&mut self) {
        self.rows.clear();
        self.problems.clear();
        self.skipped = 0;
        self.read = (0, 0);
    }

    /// Adds a line; whether it is time to hand over.
    fn add(&mut self, line: Line, identity: &mut Identity) -> bool {
        match line {
            Line::Record(record) => self.rows.push(identity.of(record)),
            Line::Problem { problem, raw } => self.problems.push((problem, raw)),
            Line::Skipped { .. } => self.skipped += 1,
            Line::Progress { read, total } => {
                self.read = (read, total);
                return true;
            }
        }
        self.rows.len() + self.problems.len() >= ROWS
    }

    /// Lines in it.
    pub(super) fn lines(&self) -> u32 {
        let rows = u32::try_from(self.rows.len() + self.problems.len()).unwrap_or(u32::MAX);
        rows.saturating_add(self.skipped)
    }
}

/// Whether anyone still listens.
fn send<T>(sender: &SyncSender<T>, message: T) -> ControlFlow<()> {
    match sender.send(message) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}
