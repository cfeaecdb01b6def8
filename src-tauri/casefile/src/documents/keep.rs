//! What of a document goes into the case: its very bytes, or a copy without its buyers where it
//! has some. Not a byte of theirs is ever given to the store.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use engine::format::Format;
use engine::import::{self, BlankedColumn, BuyerColumns, ImportError, Line, Reading};
use engine::period::Period;

use super::content::{Content, Reader};
use crate::archive::{self, Packer, Piece, Print};

/// What was kept.
pub(super) struct Kept {
    /// The document as it came.
    pub(super) original: Print,
    /// The document as it is in the case.
    pub(super) copy: Print,
    /// Where it has buyers.
    buyers: BuyerColumns,
    /// Their cells that were blanked.
    pub(super) blanked: Vec<BlankedColumn>,
}

/// Gives a document piece by piece as it is to be kept.
pub(super) fn keep(
    content: &dyn Content,
    format: &Format,
    give: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) -> Result<Kept, ImportError> {
    let mut reader = Reader::new(content)?;
    let buyers = import::buyer_columns(&mut reader, format)?;
    reader.rewind()?;
    if buyers.is_empty() {
        let original = archive::pack(&mut reader, give)?;
        return Ok(Kept {
            copy: original.clone(),
            original,
            buyers,
            blanked: Vec::new(),
        });
    }
    let original = archive::print(&mut reader)?;
    let mut packer = Packer::new(give)?;
    let blanked = import::blank(&mut reader, format, &buyers, &mut packer)?;
    Ok(Kept {
        original,
        copy: packer.finish()?,
        buyers,
        blanked,
    })
}

impl Kept {
    /// Whether the case has the document byte for byte.
    pub(super) fn is_original(&self) -> bool {
        self.copy == self.original
    }

    /// Whether the copy is read as the document was: the same tables, as many rows, and none of
    /// those lost that could be taken.
    pub(super) fn is_read_like(
        &self,
        reading: &Reading,
        copy: &mut (impl Read + Seek),
        (format, period): (&Format, Option<Period>),
        each: &mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> bool {
        let same_tables = import::buyer_columns(copy, format).as_ref() == Ok(&self.buyers);
        same_tables
            && import::read_for(copy, format, period, each).is_ok_and(|again| {
                again.rows.all() == reading.rows.all() && again.rows.records >= reading.rows.records
            })
    }
}
