//! The embedded typefaces: how wide a text is and which characters they lack.
//!
//! Refuses to guess: a character without a glyph is measured, and printed, as 〓.
#![allow(
    clippy::float_arithmetic,
    reason = "widths on the page; amounts arrive as finished text"
)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Noto Sans SC Regular.
pub(crate) const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-Regular.ttf");
/// Noto Sans SC Bold.
pub(crate) const BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-Bold.ttf");

/// Stands for a character that the font lacks.
pub(crate) const GETA: char = '〓';

/// A weight of the typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Running text.
    Regular,
    /// Headings and sums.
    Bold,
}

struct Face {
    outlines: ttf_parser::Face<'static>,
    units_per_em: f32,
}

static REGULAR_FACE: LazyLock<Face> = LazyLock::new(|| face(REGULAR));
static BOLD_FACE: LazyLock<Face> = LazyLock::new(|| face(BOLD));

fn face(bytes: &'static [u8]) -> Face {
    let outlines = ttf_parser::Face::parse(bytes, 0).expect("the embedded font can be read");
    Face {
        units_per_em: f32::from(outlines.units_per_em()),
        outlines,
    }
}

fn of(weight: Weight) -> &'static Face {
    match weight {
        Weight::Regular => &REGULAR_FACE,
        Weight::Bold => &BOLD_FACE,
    }
}

/// Whether the typeface has a glyph for the character.
pub(crate) fn has(weight: Weight, character: char) -> bool {
    of(weight).outlines.glyph_index(character).is_some()
}

/// Width of one character in points at that size.
pub(crate) fn character_width(weight: Weight, size: f32, character: char) -> f32 {
    let face = of(weight);
    let glyph = face
        .outlines
        .glyph_index(character)
        .or_else(|| face.outlines.glyph_index(GETA));
    let advance = glyph.and_then(|glyph| face.outlines.glyph_hor_advance(glyph));
    f32::from(advance.unwrap_or(0)) * size / face.units_per_em
}

/// Width of a text in points at that size.
pub(crate) fn width(weight: Weight, size: f32, text: &str) -> f32 {
    text.chars()
        .map(|character| character_width(weight, size, character))
        .sum()
}

/// The characters of a text that the typeface lacks.
pub(crate) fn missing(weight: Weight, text: &str) -> BTreeSet<char> {
    text.chars().filter(|c| !has(weight, *c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_have_the_substitute_for_what_they_lack() {
        for weight in [Weight::Regular, Weight::Bold] {
            assert!(has(weight, GETA));
        }
    }

    #[test]
    fn digits_are_equally_wide_so_that_columns_of_figures_stand() {
        for weight in [Weight::Regular, Weight::Bold] {
            let zero = character_width(weight, 10.0, '0');
            assert!(zero > 0.0);
            for digit in '1'..='9' {
                assert!((character_width(weight, 10.0, digit) - zero).abs() < 0.001);
            }
        }
    }

    #[test]
    fn a_rare_character_is_reported_and_takes_the_room_of_its_substitute() {
        let lacking = missing(Weight::Regular, "王𠮷某");
        assert_eq!(lacking.into_iter().collect::<String>(), "𠮷");
        let substitute = character_width(Weight::Regular, 10.0, GETA);
        let rare = character_width(Weight::Regular, 10.0, '𠮷');
        assert!((rare - substitute).abs() < 0.001);
    }
}
