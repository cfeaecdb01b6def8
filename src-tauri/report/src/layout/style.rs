//! The look of a page: its measures, its colours and its sizes of type, in points.
//!
//! The palette is ink, one teal, and a red that is kept for underpaid amounts.
#![allow(
    clippy::float_arithmetic,
    reason = "measures of the page; amounts arrive as finished text"
)]

use crate::font::Weight;

/// Width of A4.
pub(crate) const PAGE_WIDTH: f32 = 595.28;
/// Height of A4.
pub(crate) const PAGE_HEIGHT: f32 = 841.89;
/// Left edge of everything.
pub(super) const LEFT: f32 = 56.0;
/// Right edge of everything.
pub(super) const RIGHT: f32 = PAGE_WIDTH - LEFT;
/// Width between the margins.
pub(super) const WIDTH: f32 = RIGHT - LEFT;
/// Where the text of a page begins.
pub(super) const TOP: f32 = 74.0;
/// Where the text of a page ends.
pub(super) const BOTTOM: f32 = PAGE_HEIGHT - 66.0;
/// Thickness of a hairline.
pub(super) const HAIRLINE: f32 = 0.35;

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour(pub u8, pub u8, pub u8);

/// Text.
pub(super) const INK: Colour = Colour(0x1b, 0x1f, 0x24);
/// Labels, codes, the second language.
pub(super) const MUTED: Colour = Colour(0x5c, 0x67, 0x70);
/// Hairlines.
pub(super) const LINE: Colour = Colour(0xd0, 0xd7, 0xdb);
/// Ground of bands and group rows.
pub(super) const TINT: Colour = Colour(0xf1, 0xf6, 0xf5);
/// Ground of rows that ask to be verified.
pub(super) const SAND: Colour = Colour(0xf7, 0xf3, 0xe8);
/// The accent.
pub(super) const TEAL: Colour = Colour(0x0f, 0x6b, 0x6b);
/// Underpaid amounts, and nothing else.
pub(super) const RED: Colour = Colour(0xb3, 0x26, 0x1e);
/// Bars of the four sides, in their order.
pub(super) const BARS: [Colour; 4] = [
    TEAL,
    Colour(0x5b, 0x9e, 0x9c),
    Colour(0x9d, 0xb5, 0xbc),
    Colour(0x4a, 0x54, 0x5e),
];

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Type {
    /// Size of the characters.
    pub size: f32,
    /// Weight of the typeface.
    pub weight: Weight,
    /// Colour.
    pub colour: Colour,
}

impl Type {
    const fn new(size: f32, weight: Weight, colour: Colour) -> Type {
        Type {
            size,
            weight,
            colour,
        }
    }

    /// From one line to the next.
    pub fn leading(self) -> f32 {
        self.size * 1.5
    }

    /// From the top of a line to its baseline.
    pub fn ascent(self) -> f32 {
        self.size * 1.1
    }

    /// The second language beneath this one: smaller, lighter, muted.
    pub fn second(self) -> Type {
        Type::new(self.size * 0.82, Weight::Regular, MUTED)
    }

    /// The same in another size.
    pub fn sized(self, size: f32) -> Type {
        Type { size, ..self }
    }

    /// The same in another colour.
    pub fn coloured(self, colour: Colour) -> Type {
        Type { colour, ..self }
    }

    /// The same, bold.
    pub fn bold(self) -> Type {
        Type {
            weight: Weight::Bold,
            ..self
        }
    }
}

/// Title of the report.
pub(super) const TITLE: Type = Type::new(25.0, Weight::Bold, INK);
/// Title of the case.
pub(super) const CASE: Type = Type::new(12.5, Weight::Regular, INK);
/// The name of the program above the title.
pub(super) const MARK: Type = Type::new(9.0, Weight::Bold, TEAL);
/// Heading of a section.
pub(super) const SECTION: Type = Type::new(14.0, Weight::Bold, INK);
/// Heading inside a section.
pub(super) const HEADING: Type = Type::new(10.0, Weight::Bold, INK);
/// Running text.
pub(super) const BODY: Type = Type::new(9.2, Weight::Regular, INK);
/// Small type: labels and explanations.
pub(super) const SMALL: Type = Type::new(7.6, Weight::Regular, MUTED);
/// Codes of figures.
pub(super) const CODE: Type = Type::new(5.4, Weight::Regular, MUTED);
/// The figures of the first page.
pub(super) const KEY: Type = Type::new(14.5, Weight::Bold, INK);
/// Head and foot of the page.
pub(super) const FOOT: Type = Type::new(6.8, Weight::Regular, MUTED);
