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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// An order file with buyers, and what was kept of it.
    fn kept() -> (&'static Format, Vec<u8>, Vec<u8>, Kept) {
        let format = engine::format::format("bilibili_live_gifts").unwrap();
        let bytes = "时间,用户UID,用户昵称,礼物名称,数量,金仓鼠,折合收益(元)\n\
                     2024-05-01 20:00:00,90000001,观众甲,小花花,10,1000,1.00\n\
                     2024-05-01 20:03:12,90000002,观众乙,人气票,1,100,0.10\n";
        let mut copy = Vec::new();
        let kept = keep(&bytes.as_bytes(), format, &mut |piece| {
            copy.extend(zstd::bulk::decompress(&piece.packed, 1 << 20).unwrap());
            ControlFlow::Continue(())
        });
        (format, bytes.into(), copy, kept.unwrap())
    }

    fn is_read_like(format: &Format, kept: &Kept, original: &[u8], copy: &str) -> bool {
        let mut all = |_| ControlFlow::Continue(());
        let reading = import::read(&mut Cursor::new(original), format, &mut all).unwrap();
        kept.is_read_like(
            &reading,
            &mut Cursor::new(copy.as_bytes()),
            (format, None),
            &mut all,
        )
    }

    #[test]
    fn a_document_is_kept_without_its_buyers_and_known_by_its_own_bytes() {
        let (_, bytes, copy, kept) = kept();
        assert_eq!(
            kept.original,
            archive::print(&mut bytes.as_slice()).unwrap()
        );
        assert_eq!(kept.copy, archive::print(&mut copy.as_slice()).unwrap());
        assert!(!kept.is_original());
        let text = String::from_utf8(copy).unwrap();
        assert!(text.contains("小花花") && !text.contains("观众"), "{text}");
    }

    #[test]
    fn a_copy_that_lost_or_moved_anything_is_not_read_like_the_document() {
        let (format, bytes, copy, kept) = kept();
        let copy = String::from_utf8(copy).unwrap();
        assert!(is_read_like(format, &kept, &bytes, &copy));
        let (rest, last) = copy.trim_end().rsplit_once('\n').unwrap();
        assert!(!is_read_like(format, &kept, &bytes, rest), "a row is lost");
        let moved = format!("\n{copy}");
        assert!(
            !is_read_like(format, &kept, &bytes, &moved),
            "rows have moved"
        );
        let spoilt = copy.replace(last, &last.replace("2024-05-01", "昨天"));
        assert!(
            !is_read_like(format, &kept, &bytes, &spoilt),
            "a row cannot be taken"
        );
    }

    #[test]
    fn a_document_without_buyers_is_kept_as_it_is() {
        let format = engine::format::format("bilibili_live_gifts").unwrap();
        let bytes = "时间,礼物名称,数量,金仓鼠\n2024-05-01 20:00:00,小花花,10,1000\n";
        let kept = keep(
            &bytes.as_bytes(),
            format,
            &mut |_| ControlFlow::Continue(()),
        )
        .unwrap();
        assert!(kept.is_original() && kept.blanked.is_empty());
    }
}
