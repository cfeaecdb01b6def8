//! Places a document on A4 pages: every text and every rectangle with its position.
//!
//! Knows nothing of PDF. Positions are points from the upper left corner; text stands on its
//! baseline. Amounts arrive as finished text.
#![allow(
    clippy::float_arithmetic,
    reason = "positions on the page; amounts arrive as finished text"
)]

mod chart;
mod cover;
mod lines;
mod margins;
mod style;
mod table;

use std::collections::BTreeSet;

use crate::document::{Block, Document, Fact, Languages, Tone, Value, Words};
use crate::font;
use crate::wording::{Phrase, phrase, value_phrase};
use style::{BODY, BOTTOM, CODE, HAIRLINE, HEADING, LEFT, RED, SECTION, SMALL, TEAL, TOP, WIDTH};

pub(crate) use style::{Colour, PAGE_HEIGHT, PAGE_WIDTH, Type};

/// Two lines and the space after them.
const TEXT_START: f32 = 34.0;
/// So much of what follows is waited for, never a whole page.
const COMPANY_MOST: f32 = 300.0;
/// A heading inside a section, with the space around it.
const HEADING_HEIGHT: f32 = 30.0;

/// A document on its pages.
pub(crate) struct Laid {
    /// The pages.
    pub pages: Vec<Page>,
    /// Sections with the number of the page they begin on.
    pub outline: Vec<(String, usize)>,
    /// Characters that the typeface lacks.
    pub missing: Vec<char>,
}

impl Laid {
    /// How many pages.
    pub fn count(&self) -> u32 {
        u32::try_from(self.pages.len()).expect("a report has fewer than four billion pages")
    }
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    /// Bands, rules and bars; text stands on them.
    pub boxes: Vec<Filled>,
    /// Texts.
    pub texts: Vec<Text>,
}

/// A filled rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Filled {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// Colour.
    pub colour: Colour,
}

/// A text on one line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    /// Where it begins.
    pub x: f32,
    /// Its baseline.
    pub y: f32,
    /// How it is set.
    pub set: Type,
    /// The text.
    pub text: String,
}

/// Places a document on pages.
pub(crate) fn pages(document: &Document, languages: Languages) -> Laid {
    let mut flow = Flow::new(languages);
    cover::place(&mut flow, &document.cover, &document.case_title);
    for (index, block) in document.blocks.iter().enumerate() {
        let company = flow.company(&document.blocks[index + 1..]);
        flow.block(block, company.min(COMPANY_MOST));
    }
    let missing = flow.missing();
    if !missing.is_empty() {
        flow.missing_note(&missing);
    }
    margins::place(&mut flow.pages, document, languages);
    Laid {
        pages: flow.pages,
        outline: flow.outline,
        missing: missing.into_iter().collect(),
    }
}

/// A line of text with the way it is set.
#[derive(Clone, Debug, PartialEq)]
struct SetLine {
    text: String,
    set: Type,
}

/// The pages so far and the place where the next block goes.
struct Flow {
    languages: Languages,
    pages: Vec<Page>,
    outline: Vec<(String, usize)>,
    y: f32,
}

impl Flow {
    fn new(languages: Languages) -> Flow {
        Flow {
            languages,
            pages: vec![Page::default()],
            outline: Vec::new(),
            y: TOP,
        }
    }

    fn page(&mut self) -> &mut Page {
        self.pages.last_mut().expect("there is always a page")
    }

    fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Begins a new page unless so much room is left.
    fn need(&mut self, height: f32) {
        if self.room() < height && self.y > TOP {
            self.pages.push(Page::default());
            self.y = TOP;
        }
    }

    fn write(&mut self, x: f32, baseline: f32, set: Type, text: &str) {
        if !text.is_empty() {
            let text = text.to_owned();
            let y = baseline;
            self.page().texts.push(Text { x, y, set, text });
        }
    }

    fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        self.page().boxes.push(Filled {
            x,
            y,
            width,
            height,
            colour,
        });
    }

    fn rule(&mut self, y: f32, colour: Colour) {
        self.fill(LEFT, y, WIDTH, HAIRLINE, colour);
    }

    fn phrase(&self, words: &Words) -> Phrase {
        phrase(words, self.languages)
    }

    fn value(&self, value: &Value) -> Phrase {
        value_phrase(value, self.languages)
    }

    /// Lines at the given place, each on the next; returns where they end.
    fn set_lines(&mut self, x: f32, top: f32, lines: &[SetLine]) -> f32 {
        let mut y = top;
        for line in lines {
            self.write(x, y + line.set.ascent(), line.set, &line.text);
            y += line.set.leading();
        }
        y
    }

    /// Lines that may run over to the next page.
    fn run(&mut self, x: f32, lines: &[SetLine]) {
        for line in lines {
            self.need(line.set.leading());
            let y = self.y;
            self.y = self.set_lines(x, y, std::slice::from_ref(line));
        }
    }

    /// Places a block; headings and introductions only where `company` fits beneath them.
    fn block(&mut self, block: &Block, company: f32) {
        match block {
            Block::Section { number, words } => self.section(*number, words, company),
            Block::Heading { words, figure } => self.heading(words, figure.as_deref(), company),
            Block::Paragraph { words } => self.paragraph(words, company),
            Block::Remark { words } => self.remark(words, company),
            Block::Steps { items } => self.steps(items),
            Block::Facts { facts } => self.facts(facts),
            Block::Table(table) => table::place(self, table),
            Block::Chart(chart) => chart::place(self, chart),
        }
    }

    /// Room that what comes next needs at least, up to the first table, chart or list.
    fn company(&self, next: &[Block]) -> f32 {
        let Some((first, rest)) = next.split_first() else {
            return 0.0;
        };
        match first {
            Block::Section { .. } => 0.0,
            Block::Heading { .. } => HEADING_HEIGHT + self.company(rest),
            Block::Paragraph { words } => self.text_height(words, BODY) + self.company(rest),
            Block::Remark { words } => self.text_height(words, SMALL) + self.company(rest),
            Block::Steps { .. } | Block::Facts { .. } => TEXT_START,
            Block::Table(table) => table::company(self, table),
            Block::Chart(chart) => chart::company(chart),
        }
    }

    fn text_height(&self, words: &Words, set: Type) -> f32 {
        height(&self.broken(&self.phrase(words), WIDTH, set)) + 6.0
    }

    fn section(&mut self, number: u32, words: &Words, company: f32) {
        let name = self.phrase(words);
        self.y += 20.0;
        self.need(SECTION.leading() + 13.0 + company.max(TEXT_START));
        let number = number.to_string();
        let baseline = self.y + SECTION.ascent();
        self.write(LEFT, baseline, SECTION.coloured(TEAL), &number);
        let number_width = font::width(SECTION.weight, SECTION.size, &number);
        let x = LEFT + number_width + 13.0;
        let end = self.beside(x, baseline, &name, SECTION);
        let outlined = format!("{number}  {}", name.on_one_line());
        self.outline.push((outlined, self.pages.len()));
        self.y = end + 5.0;
        self.rule(self.y, TEAL);
        self.y += 8.0;
    }

    /// A heading that begins on a baseline: the second language after the first where both fit
    /// on the line, else beneath. Returns where the heading ends.
    fn beside(&mut self, x: f32, baseline: f32, name: &Phrase, set: Type) -> f32 {
        let room = LEFT + WIDTH - x;
        let small = set.second().sized(set.size * 0.68);
        let after = font::width(set.weight, set.size, &name.first) + 7.0;
        let mut lines = in_lines(&name.first, room, set);
        if let Some(second) = &name.second {
            if after + font::width(small.weight, small.size, second) <= room {
                self.write(x + after, baseline, small, second);
            } else {
                lines.extend(in_lines(second, room, small));
            }
        }
        self.set_lines(x, baseline - set.ascent(), &lines)
    }

    fn heading(&mut self, words: &Words, figure: Option<&str>, company: f32) {
        let name = self.phrase(words);
        self.y += 10.0;
        self.need(HEADING_HEIGHT + company.max(TEXT_START));
        let baseline = self.y + HEADING.ascent();
        let mut x = LEFT;
        if let Some(figure) = figure {
            let code = HEADING.coloured(TEAL);
            self.write(x, baseline, code, figure);
            x += font::width(code.weight, code.size, figure) + 8.0;
        }
        self.y = self.beside(x, baseline, &name, HEADING) + 3.0;
    }

    fn paragraph(&mut self, words: &Words, company: f32) {
        let lines = self.broken(&self.phrase(words), WIDTH, BODY);
        self.need(height(&lines) + company);
        self.run(LEFT, &lines);
        self.y += 5.0;
    }

    fn remark(&mut self, words: &Words, company: f32) {
        let lines = self.broken(&self.phrase(words), WIDTH, SMALL);
        self.need(height(&lines) + company);
        self.y += 2.0;
        self.run(LEFT, &lines);
        self.y += 4.0;
    }

    fn steps(&mut self, items: &[Words]) {
        const INDENT: f32 = 20.0;
        for (index, item) in items.iter().enumerate() {
            let lines = self.broken(&self.phrase(item), WIDTH - INDENT, BODY);
            self.need(lines.iter().map(|line| line.set.leading()).sum());
            let number = format!("{}.", index + 1);
            let baseline = self.y + BODY.ascent();
            self.write(LEFT + 3.0, baseline, BODY.bold().coloured(TEAL), &number);
            self.run(LEFT + INDENT, &lines);
            self.y += 5.0;
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        const LABEL: f32 = 128.0;
        const GAP: f32 = 3.0;
        let rows: Vec<[Vec<SetLine>; 2]> = facts
            .iter()
            .map(|fact| {
                let label = self.broken(&self.phrase(&fact.label), LABEL - 10.0, SMALL);
                let set = toned(BODY, fact.cell.tone);
                let mut value = self.broken(&self.value(&fact.cell.value), WIDTH - LABEL, set);
                value.extend(code_line(fact.cell.figure.as_deref()));
                [label, value]
            })
            .collect();
        let row_height =
            |[label, value]: &[Vec<SetLine>; 2]| height(label).max(height(value)) + GAP;
        self.need(rows.iter().map(row_height).sum::<f32>().min(COMPANY_MOST));
        for row in &rows {
            self.need(row_height(row));
            let top = self.y;
            let [label, value] = row;
            self.set_lines(LEFT, top + 1.2, label);
            self.set_lines(LEFT + LABEL, top, value);
            self.y = top + row_height(row);
        }
    }

    /// A phrase in lines of that width, the second language beneath the first.
    fn broken(&self, phrase: &Phrase, width: f32, set: Type) -> Vec<SetLine> {
        let mut lines = in_lines(&phrase.first, width, set);
        if let Some(second) = &phrase.second {
            lines.extend(in_lines(second, width, set.second()));
        }
        lines
    }

    fn missing(&self) -> BTreeSet<char> {
        let texts = self.pages.iter().flat_map(|page| &page.texts);
        texts
            .flat_map(|text| font::missing(text.set.weight, &text.text))
            .collect()
    }

    /// Says at the end which characters were printed as 〓.
    fn missing_note(&mut self, missing: &BTreeSet<char>) {
        let codes: Vec<String> = missing
            .iter()
            .map(|character| format!("U+{:04X}", u32::from(*character)))
            .collect();
        self.y += 10.0;
        let note = Words::with(
            "report.missing_glyphs",
            [("codes", Value::Words(Words::literal(codes.join(", "))))],
        );
        self.remark(&note, 0.0);
    }
}

/// A text in lines of that width.
fn in_lines(text: &str, width: f32, set: Type) -> Vec<SetLine> {
    let measure = |character| font::character_width(set.weight, set.size, character);
    lines::broken(text, width, measure)
        .into_iter()
        .map(|text| SetLine { text, set })
        .collect()
}

fn height(lines: &[SetLine]) -> f32 {
    lines.iter().map(|line| line.set.leading()).sum()
}

fn code_line(code: Option<&str>) -> Option<SetLine> {
    code.map(|code| SetLine {
        text: code.to_owned(),
        set: CODE,
    })
}

fn toned(set: Type, tone: Tone) -> Type {
    match tone {
        Tone::Plain => set,
        Tone::Strong => set.bold(),
        Tone::Underpaid => set.bold().coloured(RED),
    }
}
