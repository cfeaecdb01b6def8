//! A step as the worksheet keeps it, cheap to write down: labels and citations are shared, and what is
//! shown to others is made of them when asked for. It computes nothing.

use std::borrow::Cow;
use std::io::Write as _;
use std::ops::Deref;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Citation, Operation, Origin, Span, Step, Unit};

/// A citation that many steps share, with its JSON written once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    citation: Citation,
    json: Box<str>,
}

impl Cited {
    /// Makes a citation ready to be shared.
    pub fn new(citation: Citation) -> Arc<Cited> {
        let json = serde_json::to_string(&citation).expect("a citation is plain text");
        Arc::new(Cited {
            citation,
            json: json.into_boxed_str(),
        })
    }
}

impl Deref for Cited {
    type Target = Citation;

    fn deref(&self) -> &Citation {
        &self.citation
    }
}

/// One step; its number is its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub label: Cow<'static, str>,
    pub operation: Operation,
    pub operands: Vec<u32>,
    pub value: Decimal,
    pub unit: Unit,
    pub citation: Option<Arc<Cited>>,
    pub origin: Option<Origin>,
    pub assumption: Option<String>,
    pub span: Option<Span>,
}

impl Entry {
    /// As it is shown and stored.
    pub fn step(&self, number: u32) -> Step {
        Step {
            number,
            label: self.label.clone().into_owned(),
            operation: self.operation,
            operands: self.operands.clone(),
            value: self.value,
            unit: self.unit,
            citation: self.citation.as_deref().map(|cited| cited.citation.clone()),
            origin: self.origin.clone(),
            assumption: self.assumption.clone(),
            span: self.span,
        }
    }

    /// As JSON, without the keys that have nothing to say. Codes and labels need no escapes.
    pub fn print(&self, number: u32, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"number\":");
        push_number(out, Decimal::from(number));
        push_text(out, ",\"label\":\"", &self.label);
        push_text(out, "\",\"operation\":\"", self.operation.code());
        push_text(out, "\",\"value\":\"", "");
        push_number(out, self.value);
        push_text(out, "\",\"unit\":\"", self.unit.code());
        out.push(b'"');
        if !self.operands.is_empty() {
            out.extend_from_slice(b",\"operands\":[");
            for (place, operand) in self.operands.iter().enumerate() {
                if place > 0 {
                    out.push(b',');
                }
                push_number(out, Decimal::from(*operand));
            }
            out.push(b']');
        }
        if let Some(cited) = &self.citation {
            push_text(out, ",\"citation\":", &cited.json);
        }
        if let Some(key) = &self.assumption {
            push_text(out, ",\"assumption\":\"", key);
            out.push(b'"');
        }
        if let Some(Span { first, last }) = self.span {
            write!(
                out,
                ",\"span\":{{\"first\":\"{first}\",\"last\":\"{last}\"}}"
            )
            .expect("writing to memory");
        }
        out.push(b'}');
    }
}

fn push_text(out: &mut Vec<u8>, before: &str, text: &str) {
    out.extend_from_slice(before.as_bytes());
    out.extend_from_slice(text.as_bytes());
}

/// Digits of the longest number that is printed without the general way.
const DIGITS: usize = 32;

/// The exact number; what fits 64 bits goes the short way.
fn push_number(out: &mut Vec<u8>, value: Decimal) {
    let scale = usize::try_from(value.scale()).unwrap_or(DIGITS);
    let Ok(mut rest) = u64::try_from(value.mantissa().unsigned_abs()) else {
        write!(out, "{value}").expect("writing to memory");
        return;
    };
    if value.is_sign_negative() && rest > 0 {
        out.push(b'-');
    }
    let mut text = [b'0'; DIGITS];
    let (mut start, mut written) = (DIGITS, 0);
    while rest > 0 || written <= scale {
        if written == scale && scale > 0 {
            start -= 1;
            text[start] = b'.';
        }
        let digit = u8::try_from(rest % 10).expect("a digit");
        start -= 1;
        text[start] = b'0' + digit;
        rest /= 10;
        written += 1;
    }
    out.extend_from_slice(&text[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_printed_as_decimals_print_themselves() {
        for text in [
            "0",
            "1",
            "10",
            "0.5",
            "0.05",
            "1.05",
            "-3.25",
            "100",
            "12345678901.23",
            "0.0005",
            "99999999999999999999999",
            "0.3333333333333333333333333333",
        ] {
            let value: Decimal = text.parse().unwrap();
            assert_eq!(printed(value), value.to_string());
        }
    }

    #[test]
    fn nothing_has_no_sign() {
        assert_eq!(printed(-Decimal::ZERO), "0");
        assert_eq!(printed(Decimal::new(-1, 2)), "-0.01");
    }

    fn printed(value: Decimal) -> String {
        let mut out = Vec::new();
        push_number(&mut out, value);
        String::from_utf8(out).unwrap()
    }
}
