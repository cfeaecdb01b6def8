//! Format files: any text is refused, or is a format that is the same when written and read back
//! and that reads its own header.

use engine::format::Format;

use super::reading::{self, Ask};

/// What every format has and what is only names; put before a text that has none of it.
const HEAD: &str = r#"
id = "any"
platform = "bank"
perspective = "taxpayer"
title_zh = "流水"
title_en = "Ledger"
containers = ["csv"]
confidence = "low"
seen_in = ["made up"]
repeats = "never"
"#;

/// Any text as a format.
pub fn check(bytes: &[u8], ask: Ask) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let is_whole = text.lines().any(|line| line.starts_with("id"));
    let text = match is_whole {
        true => text.to_owned(),
        false => format!("{HEAD}{text}"),
    };
    let Ok(format) = Format::parse(&text) else {
        return;
    };
    let written = toml::to_string(&format).expect("a format can be written");
    assert_eq!(Format::parse(&written).as_ref(), Ok(&format));
    let headers = format.columns.iter().map(|column| column.header.as_str());
    let header = headers.collect::<Vec<_>>().join(",");
    for row in ["1,2024-05-01,3.00", "2,2024-05-02 10:00:00,-4", "x,,"] {
        reading::check(format!("{header}\n{row}\n").as_bytes(), &format, true, ask);
    }
}
