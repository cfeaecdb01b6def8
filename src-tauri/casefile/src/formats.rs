//! Formats as a person chooses among them: the built-in ones and the mappings of the case.

use engine::format::Format;
use engine::text::Lang;
use engine::worksheet::Confidence;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::case::Case;
use crate::documents::known_formats;
use crate::error::Error;

/// A format as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormatView {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The platform, as accounts name it.
    pub platform: String,
    /// How well its layout is confirmed.
    pub confidence: Confidence,
    /// It is a mapping of the case.
    pub own: bool,
}

impl Case {
    /// Every format that a file may be read by, the built-in ones first.
    pub fn formats(&self, lang: Lang) -> Result<Vec<FormatView>, Error> {
        let known = known_formats(&self.connection)?;
        let view = |format: &Format| FormatView {
            id: format.id.clone(),
            title: format.title(lang).to_owned(),
            platform: format.platform.clone(),
            confidence: format.confidence,
            own: engine::format::format(&format.id).is_none(),
        };
        Ok(known.iter().map(view).collect())
    }
}
