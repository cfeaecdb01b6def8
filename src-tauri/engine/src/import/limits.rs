//! A limit on everything a file can make grow; each refusal names the one it met.

/// Bytes of a workbook or an archive. Text streams and has no such limit.
pub(crate) const FILE_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// Rows of a workbook.
pub(crate) const SHEET_ROWS_MAX: u64 = 1_000_000;
/// Cells of a workbook.
pub(crate) const SHEET_CELLS_MAX: u64 = 5_000_000;
/// Characters that the cells of an Excel 97–2003 workbook may have together where they share texts.
pub(crate) const SHARED_CHARACTERS_MAX: u64 = 64 * 1024 * 1024;
/// Records of an Excel 97–2003 workbook that may continue one: a workbook of the largest size needs
/// half of them.
pub(crate) const CONTINUATIONS_MAX: usize = 50_000;
/// Columns of a table.
pub(crate) const COLUMNS_MAX: usize = 256;
/// Characters of a cell.
pub(crate) const CELL_CHARACTERS_MAX: usize = 32_767;
/// Unpacked bytes of one part of a workbook, and of one file of an archive.
pub(crate) const ENTRY_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// Unpacked bytes for each packed one, from `RATIO_FROM_BYTES` on.
pub(crate) const RATIO_MAX: u64 = 100;
/// Small parts may be packed better than that without harm.
pub(crate) const RATIO_FROM_BYTES: u64 = 1024 * 1024;
/// Parts of a workbook, and files of an archive.
pub(crate) const ENTRIES_MAX: usize = 1_000;
/// Statements of one file.
pub(crate) const STATEMENTS_MAX: usize = 10_000;
/// Elements of XML inside each other.
pub(crate) const DEPTH_MAX: usize = 64;
/// Bytes of one line of text, and of one JSON element.
pub(crate) const LINE_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Lines that one quoted cell may span; a quote that stays open longer is a stray one.
pub(crate) const QUOTED_LINES_MAX: usize = 50;
/// Rows in which the header is looked for.
pub(crate) const HEADER_ROW_MAX: u32 = 40;
/// Characters of a text that is shown.
pub(crate) const SHOWN_CHARACTERS_MAX: usize = 1_000;
/// Bytes that the rows of one JSON element may repeat: each entry of its inner array takes the
/// values of the element again, so that without a limit a small file could ask for hours.
pub(crate) const INNER_BYTES_MAX: usize = 256 * 1024 * 1024;
