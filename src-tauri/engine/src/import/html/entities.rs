//! Text of a web page as a person sees it: blanks run together, entities resolved.

/// The named entities that exports use. Any other name stays as it is written.
const NAMED: [(&str, &str); 24] = [
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("cent", "¢"),
    ("copy", "©"),
    ("deg", "°"),
    ("emsp", "\u{2003}"),
    ("ensp", "\u{2002}"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("minus", "−"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("pound", "£"),
    ("quot", "\""),
    ("rdquo", "”"),
    ("rsquo", "’"),
    ("yen", "¥"),
];

/// Characters of the longest entity that is looked for.
const LONGEST: usize = 10;

/// Adds a text to a cell: blanks and line breaks of the source are one blank.
pub(super) fn add(cell: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_whitespace() {
            if !cell.is_empty() && !cell.ends_with([' ', '\n']) {
                cell.push(' ');
            }
        } else if let Some((resolved, length)) = entity(rest) {
            cell.push_str(&resolved);
            rest = &rest[length..];
            continue;
        } else {
            cell.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
}

/// A text with its entities resolved, blanks as they are.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let (resolved, length) = entity(rest).unwrap_or_else(|| ("&".to_owned(), 1));
        plain.push_str(&resolved);
        rest = &rest[length..];
    }
    plain + rest
}

/// The entity at the start of a text, and how long it is written.
fn entity(text: &str) -> Option<(String, usize)> {
    let after = text.strip_prefix('&')?;
    let end = after
        .char_indices()
        .take(LONGEST)
        .find_map(|(at, c)| (c == ';').then_some(at))?;
    let name = &after[..end];
    let resolved = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
                .filter(|c| *c != '\0')?
                .to_string()
        }
        None => {
            let known = NAMED.iter().find(|(known, _)| *known == name);
            known.map(|(_, text)| (*text).to_owned())?
        }
    };
    Some((resolved, end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_reads_as_it_is_seen() {
        for (written, seen) in [
            ("\n   a\t b  ", "a b "),
            ("&yen;1,234.50", "¥1,234.50"),
            ("&#26446;&#x67D0;", "李某"),
            ("a &amp;amp; b &lt;c&gt;", "a &amp; b <c>"),
            ("A&B;C &nothing; & &#0; &", "A&B;C &nothing; & &#0; &"),
            ("1&nbsp; 2", "1\u{a0} 2"),
        ] {
            let mut cell = String::new();
            add(&mut cell, written);
            assert_eq!(cell, seen, "{written}");
        }
        assert_eq!(plain("  a&quot;&b"), "  a\"&b");
    }
}
