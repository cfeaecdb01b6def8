//! A web page cut into texts and tags, one at a time, as browsers cut it. Comments, scripts and
//! styles are passed over.

use std::io::BufRead;

use crate::import::ImportError;
use crate::import::html::entities;
use crate::import::utf8::NO_TEXT;

/// Elements whose content is no markup and nothing a person reads.
const PASSED_OVER: [&str; 3] = ["script", "style", "title"];

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text as it is written, entities and line breaks included.
    Text(String),
    /// A tag that opens an element: its name in lower case, and its attributes as written.
    Open(String, String),
    /// A tag that closes an element.
    Close(String),
    /// Bytes that are no text.
    NoText,
}

/// Reads pieces. The reader limits how much one of them may be.
pub(super) struct Tokens<R> {
    reader: R,
    bytes: Vec<u8>,
    /// A piece that was read together with the one before.
    waiting: Option<Token>,
}

impl<R: BufRead> Tokens<R> {
    pub fn new(reader: R) -> Tokens<R> {
        Tokens {
            reader,
            bytes: Vec::new(),
            waiting: None,
        }
    }

    /// The next piece; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Token>, ImportError> {
        if let Some(token) = self.waiting.take() {
            return Ok(Some(token));
        }
        self.bytes.clear();
        if self.reader.read_until(b'<', &mut self.bytes)? == 0 {
            return Ok(None);
        }
        let at_tag = self.bytes.ends_with(b"<");
        if at_tag {
            self.bytes.pop();
        }
        let text = (!self.bytes.is_empty()).then(|| token_of_text(&self.bytes));
        let tag = if at_tag { self.tag()? } else { None };
        match text {
            Some(text) => {
                self.waiting = tag;
                Ok(Some(text))
            }
            // A comment is no piece.
            None if tag.is_none() => Ok(Some(Token::Text(String::new()))),
            None => Ok(tag),
        }
    }

    /// What stands behind a `<`.
    fn tag(&mut self) -> Result<Option<Token>, ImportError> {
        self.bytes.clear();
        match self.reader.fill_buf()?.first() {
            Some(b'!' | b'?') => {
                self.comment()?;
                return Ok(None);
            }
            Some(first) if first.is_ascii_alphabetic() || *first == b'/' => {}
            // A lone sign in a text.
            _ => return Ok(Some(Token::Text("&lt;".to_owned()))),
        }
        self.until_tag_ends()?;
        let Ok(tag) = std::str::from_utf8(&self.bytes) else {
            return Ok(Some(Token::NoText));
        };
        let tag = tag.trim_end_matches('>').trim_end_matches('/');
        if let Some(name) = tag.strip_prefix('/') {
            return Ok(Some(Token::Close(name.trim().to_ascii_lowercase())));
        }
        let end = tag
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        let attributes = tag[end..].to_owned();
        if PASSED_OVER.contains(&name.as_str()) {
            self.pass_over(&name)?;
            return Ok(None);
        }
        Ok(Some(Token::Open(name, attributes)))
    }

    /// Reads to the `>` that is in no quotes.
    fn until_tag_ends(&mut self) -> Result<(), ImportError> {
        let mut quote = None;
        let mut seen = 0;
        while self.reader.read_until(b'>', &mut self.bytes)? > 0 {
            for byte in &self.bytes[seen..] {
                match quote {
                    Some(open) if open == *byte => quote = None,
                    None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
                    _ => {}
                }
            }
            seen = self.bytes.len();
            if quote.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn comment(&mut self) -> Result<(), ImportError> {
        while self.reader.read_until(b'>', &mut self.bytes)? > 0 {
            if !self.bytes.starts_with(b"!--") || self.bytes.ends_with(b"-->") {
                break;
            }
            // What is inside need not be kept, only how it begins and how it ends.
            let end = self.bytes.len().saturating_sub(2).max(3);
            self.bytes.drain(3..end);
        }
        Ok(())
    }

    fn pass_over(&mut self, name: &str) -> Result<(), ImportError> {
        let end = format!("</{name}");
        loop {
            self.bytes.clear();
            if self.reader.read_until(b'>', &mut self.bytes)? == 0 {
                return Ok(());
            }
            let read = String::from_utf8_lossy(&self.bytes).to_ascii_lowercase();
            if read.trim_end_matches('>').trim_end().ends_with(&end) {
                return Ok(());
            }
        }
    }
}

fn token_of_text(bytes: &[u8]) -> Token {
    let no_text = |byte: &u8| matches!(*byte, 0 | NO_TEXT);
    match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.iter().any(no_text) => Token::Text(text.to_owned()),
        _ => Token::NoText,
    }
}

/// The value of an attribute, by its name in lower case.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quoted = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (open, close) = match quoted {
                Some(quote) => (1, after[1..].find(quote).map_or(after.len(), |end| end + 1)),
                None => (
                    0,
                    after
                        .find(|c: char| c.is_ascii_whitespace())
                        .unwrap_or(after.len()),
                ),
            };
            value = &after[open..close];
            rest = after.get(close + open..).unwrap_or_default().trim_start();
        } else if end == 0 {
            rest = rest.get(1..).unwrap_or_default();
        }
        if name.eq_ignore_ascii_case(wanted) {
            return Some(entities::plain(value));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_scripts_and_quotes_end_where_browsers_end_them() {
        let page = b"<!-- <tr> --><STYLE>td > a {}</style><td title='a>b' x>1 < 2<br/></TD >end";
        let mut tokens = Tokens::new(page.as_slice());
        let mut found = Vec::new();
        while let Some(token) = tokens.next().unwrap() {
            if token != Token::Text(String::new()) {
                found.push(token);
            }
        }
        let text = |text: &str| Token::Text(text.to_owned());
        let open = |name: &str, attributes: &str| Token::Open(name.into(), attributes.into());
        assert_eq!(
            found,
            [
                open("td", " title='a>b' x"),
                text("1 "),
                text("&lt;"),
                text(" 2"),
                open("br", ""),
                Token::Close("td".to_owned()),
                text("end"),
            ]
        );
    }

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        let attributes = " a colspan=2 style='x:y \"z\"' x:num=\"1234.50\" t=\"a&amp;b\"";
        for (name, value) in [
            ("a", Some("")),
            ("colspan", Some("2")),
            ("style", Some("x:y \"z\"")),
            ("x:num", Some("1234.50")),
            ("t", Some("a&b")),
            ("rowspan", None),
        ] {
            assert_eq!(attribute(attributes, name).as_deref(), value, "{name}");
        }
        assert_eq!(attribute(" = =", "x"), None);
        assert_eq!(attribute(" x=\"open", "x").as_deref(), Some("open"));
    }
}
