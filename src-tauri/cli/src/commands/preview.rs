//! `zicha preview`.

use std::path::PathBuf;

use casefile::{ImportOptions, ImportStatus};

use super::import::{change, mapping_of, print};
use crate::output::{self, Done};
use crate::{Common, Outcome};

/// Show what an import of one file would store: its columns beside the last known layout, its
/// first records, problems and control totals. Nothing is stored.
///
/// Example: zicha preview spring.zicha TaokeDetail-2024-05-31.xls
#[derive(clap::Args)]
pub(crate) struct Preview {
    /// The case.
    case: PathBuf,
    /// The file.
    file: PathBuf,
    /// How many records are shown.
    #[arg(long, value_name = "N", default_value_t = 20)]
    records: u32,
    /// The format, when the file alone cannot tell.
    #[arg(long, value_name = "ID")]
    format: Option<String>,
    /// Whose it is, when the file names no account.
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// A format of your own.
    #[arg(long, value_name = "FILE.toml")]
    mapping: Option<PathBuf>,
    /// Show the rows although a column that figures rest on has another name or is gone.
    #[arg(long)]
    accept_drift: bool,
}

impl Preview {
    pub(crate) fn run(&self, common: &Common) -> Outcome {
        let mut case = common.password.open(&self.case)?;
        let lang = common.lang();
        let options = ImportOptions {
            format: self.format.clone(),
            mapping: self.mapping.as_ref().map(mapping_of).transpose()?,
            account: self.account.clone(),
            accept_drift: self.accept_drift,
            ..ImportOptions::default()
        };
        let preview = case.preview(&self.file, &options, self.records, lang)?;
        if common.json {
            output::json(&preview)?;
        } else {
            for line in &preview.layout {
                output::line(&change(line, lang));
            }
            output::table(
                &[
                    "row", "day", "account", "status", "class", ">amount", "order",
                ],
                preview.records.iter().map(|record| {
                    let text = |text: &Option<String>| text.clone().unwrap_or_default();
                    let class = record.class.map_or("", |class| class.code());
                    vec![
                        record.place.row.to_string(),
                        text(&record.on),
                        text(&record.account),
                        record.status.code().to_owned(),
                        class.to_owned(),
                        output::amount(record.amount),
                        text(&record.order_id),
                    ]
                }),
            );
            print(std::slice::from_ref(&preview.outcome), lang);
        }
        let refused = preview.outcome.status == ImportStatus::Refused;
        Ok(if refused || preview.outcome.needs_a_look() {
            Done::NeedsALook
        } else {
            Done::Clean
        })
    }
}
