//! A document on its way in, on three threads: one cuts it into compressed pieces, one reads its
//! rows, and this one, which alone may write to the case, stores both as they come.
//!
//! What waits between them is bounded, so that memory does not grow with the document.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use engine::format::Format;
use engine::import::{self, ImportError, Line, Reading};
use engine::period::Period;
use engine::source::Problem;

use super::content::{Content, Reader};
use super::identity::{Identity, KnownRow};
use super::keep::{self, Kept};
use crate::archive::Piece;
use crate::error::Error;

/// Rows handed over at once.
const ROWS: usize = 512;
/// Messages that may wait.
const WAITING: usize = 6;

/// What the other threads hand over.
enum Message {
    Piece(Piece),
    Rows(Batch),
    Kept(Box<Result<Kept, ImportError>>),
    Read(Box<Result<Reading, ImportError>>),
}

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
    fn rows(&mut self, batch: Batch) -> Result<(), Error>;
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
    let mut done = thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        let packer = sender.clone();
        let named = |name: &str| thread::Builder::new().name(name.to_owned());
        named("keep").spawn_scoped(scope, move || pack(content, format, &packer))?;
        named("read").spawn_scoped(scope, move || {
            read(content, format, period, identity, &sender)
        })?;
        take(receiver, taker)
    })?;
    done.changed = content.stamp()? != stamp;
    Ok(done)
}

/// Until both have ended, or the taker has failed: then the channel closes and they stop.
fn take(receiver: Receiver<Message>, taker: &mut dyn Taker) -> Result<Done, Error> {
    let (mut kept, mut reading) = (None, None);
    for message in &receiver {
        match message {
            Message::Piece(piece) => taker.piece(piece)?,
            Message::Rows(batch) => taker.rows(batch)?,
            Message::Kept(done) => kept = Some(*done),
            Message::Read(done) => reading = Some(*done),
        }
    }
    let ended_early = || Error::store("a thread ended early".to_owned());
    Ok(Done {
        kept: kept.ok_or_else(ended_early)?,
        reading: reading.ok_or_else(ended_early)?,
        changed: false,
    })
}

fn pack(content: &dyn Content, format: &Format, sender: &SyncSender<Message>) {
    let kept = keep::keep(content, format, &mut |piece| {
        send(sender, Message::Piece(piece))
    });
    let _ = send(sender, Message::Kept(Box::new(kept)));
}

fn read(
    content: &dyn Content,
    format: &Format,
    period: Option<Period>,
    mut identity: Identity,
    sender: &SyncSender<Message>,
) {
    let mut batch = Batch::default();
    let reading = Reader::new(content)
        .map_err(ImportError::from)
        .and_then(|mut reader| {
            import::read_for(&mut reader, format, period, &mut |line| {
                let is_full = batch.add(line, &mut identity);
                match is_full {
                    true => send(sender, Message::Rows(std::mem::take(&mut batch))),
                    false => ControlFlow::Continue(()),
                }
            })
        });
    let _ = send(sender, Message::Rows(batch));
    let _ = send(sender, Message::Read(Box::new(reading)));
}

impl Batch {
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
fn send(sender: &SyncSender<Message>, message: Message) -> ControlFlow<()> {
    match sender.send(message) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}
