//! Head and foot of the pages: title of the case, history, day, rules, page of pages.
//!
//! Placed last, when the number of pages is known.
#![allow(
    clippy::float_arithmetic,
    reason = "positions on the page; amounts arrive as finished text"
)]

use crate::document::{Document, Languages, Value, Words};
use crate::font;
use crate::wording::phrase;

use super::style::{FOOT, HAIRLINE, LEFT, LINE, PAGE_HEIGHT, RIGHT, WIDTH};
use super::{Filled, Page, Text, lines};

pub(super) fn place(pages: &mut [Page], document: &Document, languages: Languages) {
    let count = u64::try_from(pages.len()).expect("a count of pages fits");
    for (number, page) in (1..).zip(pages.iter_mut()) {
        if number > 1 {
            head(page, document, languages);
        }
        foot(page, document, languages, number, count);
    }
}

fn head(page: &mut Page, document: &Document, languages: Languages) {
    const BASELINE: f32 = 46.0;
    let title = phrase(&document.cover.title, languages).on_one_line();
    let width = font::width(FOOT.weight, FOOT.size, &title);
    let case = shortened(&document.case_title, WIDTH - width - 20.0);
    write(page, LEFT, BASELINE, case);
    write(page, RIGHT - width, BASELINE, title);
    rule(page, BASELINE + 7.0);
}

fn foot(page: &mut Page, document: &Document, languages: Languages, number: u64, count: u64) {
    const BASELINE: f32 = PAGE_HEIGHT - 38.0;
    rule(page, BASELINE - 12.0);
    let pages = Words::with(
        "report.page",
        [
            ("page", Value::Count(number)),
            ("pages", Value::Count(count)),
        ],
    );
    let pages = phrase(&pages, languages);
    let foot = phrase(&document.foot, languages);
    let lines = std::iter::once((foot.first, pages.first))
        .chain(foot.second.zip(pages.second))
        .zip([BASELINE, BASELINE + FOOT.leading()]);
    for ((left, right), baseline) in lines {
        let width = font::width(FOOT.weight, FOOT.size, &right);
        write(page, LEFT, baseline, shortened(&left, WIDTH - width - 12.0));
        write(page, RIGHT - width, baseline, right);
    }
}

fn rule(page: &mut Page, y: f32) {
    page.boxes.push(Filled {
        x: LEFT,
        y,
        width: WIDTH,
        height: HAIRLINE,
        colour: LINE,
    });
}

fn write(page: &mut Page, x: f32, y: f32, text: String) {
    let set = FOOT;
    page.texts.push(Text { x, y, set, text });
}

/// The first line of a text that is too long for one, with a mark that it goes on.
fn shortened(text: &str, width: f32) -> String {
    let measure = |character| font::character_width(FOOT.weight, FOOT.size, character);
    let mut lines = lines::broken(text, width - FOOT.size, measure);
    let first = lines.swap_remove(0);
    if lines.is_empty() {
        first
    } else {
        format!("{first}…")
    }
}
