//! Rows in quarantine on their way out to a spreadsheet and back in.

use std::collections::BTreeMap;
use std::path::Path;

use engine::text::Lang;

use super::{QuarantineShown, QuarantineStatus, Retaken, sheet, take_again, view};
use crate::case::Case;
use crate::documents::Asked;
use crate::error::Error;
use crate::{report, tables};

impl Case {
    /// Writes the waiting rows, or those that are waived too, as a table to correct: a workbook
    /// where the name ends in `.xlsx`, else csv. Returns how many rows.
    pub fn export_quarantine(
        &self,
        path: &Path,
        shown: QuarantineShown,
        lang: Lang,
    ) -> Result<u32, Error> {
        let page = self.quarantine_shown(shown, 0, u32::MAX)?;
        let bytes = sheet::bytes(&sheet::table(&page.rows, lang), path)?;
        report::write_whole(path, &bytes)?;
        Ok(page.total)
    }

    /// Takes the rows of such a table again after correction. Rows that came back as they were
    /// are left alone; rows that are records by now too.
    pub fn replay(&mut self, path: &Path, lang: Lang) -> Result<Retaken, Error> {
        let returned = sheet::read(path, lang)?;
        let transaction = self.connection.transaction()?;
        let mut asked = BTreeMap::new();
        let mut unchanged = 0;
        for one in returned {
            let row = tables::quarantine::by_id(&transaction, one.id)?;
            let row = row.ok_or_else(|| super::no_such_row(one.id))?;
            let shown = view(&transaction, row.clone())?;
            let cells = one.cells(&shown);
            let before = shown.corrected.as_ref().unwrap_or(&shown.raw);
            let is_record = row.status == QuarantineStatus::Corrected;
            if is_record || cells == *before {
                unchanged += 1;
            } else {
                asked.insert(row.id, Asked { row, cells });
            }
        }
        let asked = asked.into_values().collect();
        let mut retaken = take_again(&transaction, asked, None, None)?;
        retaken.unchanged = unchanged;
        transaction.commit()?;
        Ok(retaken)
    }
}
