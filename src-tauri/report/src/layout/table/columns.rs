//! How wide the columns of a table become.
//!
//! Figures get the room they need; text shares what is left by weight, but never less than its
//! longest word where that is possible.
#![allow(
    clippy::float_arithmetic,
    reason = "widths on the page; amounts arrive as finished text"
)]

use crate::document::Align;
use crate::font;
use crate::wording::Phrase;

use super::super::lines;
use super::super::style::{CODE, Type};

/// A word longer than this is broken rather than given a wide column.
const LONGEST_WORD: f32 = 74.0;

/// What a column needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Need {
    /// Without this much, words or figures break.
    pub least: f32,
    /// With this much, nothing breaks.
    pub natural: f32,
    /// Share of what is left; a column of text without one stays as narrow as it can.
    pub weight: u16,
    /// Whether it holds figures.
    pub figures: bool,
}

/// Widths of columns, and whether each has at least what it needs.
pub(super) struct Widths {
    /// The widths.
    pub each: Vec<f32>,
    /// Whether nothing has to break that should not.
    pub fits: bool,
}

impl Need {
    /// What the header needs: its longest word, and at most two lines over a figure.
    pub fn of_header(header: &Phrase, set: Type, align: Align, weight: u16) -> Need {
        let mut least: f32 = 0.0;
        let mut natural: f32 = 0.0;
        for (text, set) in texts(header, set) {
            let all = width(text, set);
            // A short header stays on one line, a longer one over a figure takes two.
            let half = match align {
                Align::Figure => (all / 2.0 + set.size).max(set.size * 4.2),
                Align::Text => 0.0,
            };
            let word = longest_word(text, set);
            least = least.max(word.max(half).min(all));
            natural = natural.max(all);
        }
        Need {
            least,
            natural: if align == Align::Figure {
                least
            } else {
                natural
            },
            weight,
            figures: align == Align::Figure,
        }
    }

    /// Takes a cell into account.
    pub fn take(&mut self, value: &Phrase, set: Type, align: Align) {
        for (text, set) in texts(value, set) {
            let all = width(text, set);
            self.natural = self.natural.max(all);
            self.least = self.least.max(match align {
                Align::Figure => all,
                Align::Text => longest_word(text, set).min(LONGEST_WORD),
            });
        }
    }

    /// Takes the room into account that figures on one decimal point need.
    pub fn take_room(&mut self, room: f32) {
        self.least = self.least.max(room);
        self.natural = self.natural.max(room);
    }

    /// Takes the code of a figure into account; a long code may break at its joints.
    pub fn take_code(&mut self, code: &str) {
        let word = longest_word(code, CODE);
        self.least = self.least.max(word);
        self.natural = self.natural.max(word);
    }

    /// Takes the small second line of a cell into account, which may always break.
    pub fn take_detail(&mut self, detail: &Phrase, set: Type) {
        self.natural = self.natural.max(width(&detail.on_one_line(), set));
    }

    /// Keeps room free at the left.
    pub fn indented(self, indent: f32) -> Need {
        Need {
            least: self.least + indent,
            natural: self.natural + indent,
            ..self
        }
    }
}

fn texts(phrase: &Phrase, set: Type) -> impl Iterator<Item = (&str, Type)> {
    let second = phrase.second.as_deref();
    std::iter::once((phrase.first.as_str(), set)).chain(second.map(|second| (second, set.second())))
}

fn width(text: &str, set: Type) -> f32 {
    font::width(set.weight, set.size, text)
}

fn longest_word(text: &str, set: Type) -> f32 {
    let measure = |character| font::character_width(set.weight, set.size, character);
    lines::widest_part(text, measure)
}

/// Widths that fill `room` with a `gap` between columns.
pub(super) fn widths(needs: &[Need], room: f32, gap: f32) -> Widths {
    let gaps = u16::try_from(needs.len().saturating_sub(1)).expect("few columns");
    let room = room - gap * f32::from(gaps);
    let least: f32 = needs.iter().map(|need| need.least).sum();
    if least > room {
        let each = needs.iter().map(|need| need.least * room / least);
        return Widths {
            each: each.collect(),
            fits: false,
        };
    }
    let mut each: Vec<f32> = needs.iter().map(|need| need.least).collect();
    let mut left = room - least;
    for _ in needs {
        left = keep_from_breaking(needs, &mut each, left);
    }
    spread(needs, &mut each, left);
    Widths { each, fits: true }
}

/// Gives text that would break its share by weight, never more than it wants; returns the rest.
fn keep_from_breaking(needs: &[Need], each: &mut [f32], room: f32) -> f32 {
    let wants = |need: &Need, width: f32| need.weight > 0 && width < need.natural - 0.01;
    let columns = needs.iter().zip(each.iter());
    let weights: f32 = columns
        .filter(|(need, width)| wants(need, **width))
        .map(|(need, _)| f32::from(need.weight))
        .sum();
    let mut left = room;
    for (need, width) in needs.iter().zip(each) {
        if wants(need, *width) {
            let share = room * f32::from(need.weight) / weights;
            let given = share.min(need.natural - *width);
            *width += given;
            left -= given;
        }
    }
    left
}

/// Gives every column but the narrow ones the same part of what nobody needs.
fn spread(needs: &[Need], each: &mut [f32], room: f32) {
    let takes = |need: &Need| need.figures || need.weight > 0;
    let takers = needs.iter().filter(|need| takes(need)).count();
    let takers = u16::try_from(takers.max(1)).expect("few columns");
    for (need, width) in needs.iter().zip(each) {
        if takes(need) {
            *width += room / f32::from(takers);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(least: f32, natural: f32, weight: u16) -> Need {
        Need {
            least,
            natural,
            weight,
            figures: weight == 0,
        }
    }

    fn check(needs: &[Need], room: f32, expected: &[f32]) {
        let found = widths(needs, room, 10.0).each;
        let close = found
            .iter()
            .zip(expected)
            .all(|(a, b)| (a - b).abs() < 0.01);
        assert!(
            close && found.len() == expected.len(),
            "{found:?} {expected:?}"
        );
    }

    #[test]
    fn figures_keep_their_room_and_text_takes_the_rest() {
        check(
            &[need(20.0, 300.0, 1), need(50.0, 50.0, 0)],
            200.0,
            &[140.0, 50.0],
        );
    }

    #[test]
    fn text_that_needs_less_leaves_more_to_the_others() {
        // 180 to share after the gap and the least widths: the first wants only 10 more.
        let needs = [need(10.0, 20.0, 1), need(10.0, 500.0, 1)];
        check(&needs, 210.0, &[20.0, 180.0]);
    }

    #[test]
    fn what_nobody_needs_is_spread_evenly() {
        let needs = [
            need(10.0, 20.0, 1),
            need(10.0, 30.0, 3),
            need(40.0, 40.0, 0),
        ];
        check(&needs, 170.0, &[40.0, 50.0, 60.0]);
    }

    #[test]
    fn a_narrow_column_stays_narrow() {
        let narrow = Need {
            figures: false,
            ..need(20.0, 20.0, 0)
        };
        check(&[narrow, need(10.0, 50.0, 1)], 130.0, &[20.0, 100.0]);
    }

    #[test]
    fn what_cannot_fit_is_narrowed_alike_and_said() {
        let needs = [need(100.0, 100.0, 0), need(100.0, 100.0, 1)];
        assert!(!widths(&needs, 110.0, 10.0).fits);
        check(&needs, 110.0, &[50.0, 50.0]);
    }
}
