//! Articles of law as they are cited in each language.
//!
//! Rules name an article once, as `个人所得税法 art. 6(1)(1)`; a Chinese reader expects
//! 《个人所得税法》第六条第一款第一项. Nothing is added to what the rule says.

use std::collections::BTreeMap;

use engine::worksheet::{Citation, Confidence, Step};

use crate::document::{Block, Cell, Column, Row, RowKind, Table, Value, Words};

/// Articles of one paragraph: their first number in brackets is an item, not a paragraph.
const OF_ONE_PARAGRAPH: [(&str, &str); 2] = [("个人所得税法", "3"), ("个人所得税法实施条例", "14")];

/// What rules say beside an article, in Chinese.
const REMARKS: [(&str, &str); 4] = [
    ("tax table 1", "税率表一"),
    ("tax table 2", "税率表二"),
    ("withholding table 2", "预扣率表二"),
    ("practice", "实务做法"),
];

/// A citation in both languages.
pub(super) fn article(cited: &str) -> Words {
    let parts: Vec<String> = cited.split("; ").map(in_chinese).collect();
    Words::Pair {
        zh: parts.join("；"),
        en: cited.to_owned(),
    }
}

/// The number of an article in words of each language.
pub(super) fn number(article: &str) -> Words {
    Words::Pair {
        zh: numeral(article),
        en: article.to_owned(),
    }
}

/// The articles that steps rest on: each once, with how well it was confirmed.
pub(super) fn legend<'a>(steps: impl Iterator<Item = &'a Step>) -> Option<Block> {
    let cited = steps.filter_map(|step| step.citation.as_ref());
    let each: BTreeMap<(&str, &str, _), &Citation> = cited
        .map(|citation| {
            let key = (citation.rule.as_str(), citation.article.as_str());
            ((key.0, key.1, citation.from), citation)
        })
        .collect();
    let rows: Vec<Row> = each.into_values().map(line).collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            columns: vec![
                Column::text("report.basis", 4),
                Column::text("report.rule", 3),
                Column::text("report.in_force", 1),
                Column::text("report.confidence", 2),
            ],
            rows,
        })
    })
}

fn line(citation: &Citation) -> Row {
    let weak = citation.confidence == Confidence::Low;
    let kind = if weak { RowKind::Marked } else { RowKind::Body };
    let confidence = Words::text(format!("confidence.{}", citation.confidence.code()));
    Row::new(
        kind,
        vec![
            Cell::words(article(&citation.article)),
            Cell::literal(&citation.rule),
            Cell::new(Value::Date(citation.from)),
            Cell::words(marked(citation, confidence)),
        ],
    )
}

/// The basis of a step: its article, marked where it is weakly confirmed.
pub(super) fn basis(citation: &Citation) -> Cell {
    Cell::words(marked(citation, article(&citation.article)))
}

fn marked(citation: &Citation, words: Words) -> Words {
    match citation.confidence {
        Confidence::Low => Words::join(vec![Words::literal("▲"), words], " "),
        Confidence::High | Confidence::Medium => words,
    }
}

fn in_chinese(part: &str) -> String {
    let (law, rest) = match part.split_once(" art. ") {
        Some((law, rest)) => (law, Some(rest)),
        None => (part, None),
    };
    let mut words = law.split(", ").map(remark);
    let mut text = words.next().unwrap_or_default();
    let mut remarks: Vec<String> = words.collect();
    if let Some(rest) = rest {
        if law.ends_with(['法', '例', '则']) {
            text = format!("《{law}》");
        }
        let mut articles = Vec::new();
        for piece in rest.split(", ") {
            match piece.starts_with(|c: char| c.is_ascii_digit()) {
                true => articles.push(place(law, piece)),
                false => remarks.push(remark(piece)),
            }
        }
        text.push_str(&articles.join("、"));
    }
    remarks.insert(0, text);
    remarks.join("，")
}

fn remark(words: &str) -> String {
    let known = REMARKS.iter().find(|(en, _)| *en == words);
    known.map_or(words, |(_, zh)| zh).to_owned()
}

/// `6(1)(1)` as 第六条第一款第一项.
fn place(law: &str, piece: &str) -> String {
    let mut numbers = piece.split(['(', ')']).filter(|number| !number.is_empty());
    let article = numbers.next().unwrap_or_default();
    let units: &[&str] = match OF_ONE_PARAGRAPH.contains(&(law, article)) {
        true => &["项"],
        false => &["款", "项"],
    };
    let mut text = format!("第{}条", numeral(article));
    for (number, unit) in numbers.zip(units) {
        text.push_str(&format!("第{}{unit}", numeral(number)));
    }
    text
}

/// A number below 1000 in Chinese; anything else as it is.
fn numeral(number: &str) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digits: Option<Vec<usize>> = number
        .chars()
        .map(|c| c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()))
        .collect();
    let (hundreds, tens, ones) = match digits.as_deref() {
        Some([ones]) => (0, 0, *ones),
        Some([tens, ones]) => (0, *tens, *ones),
        Some([hundreds, tens, ones]) => (*hundreds, *tens, *ones),
        _ => return number.to_owned(),
    };
    let mut text = String::new();
    if hundreds > 0 {
        text.push_str(DIGITS[hundreds]);
        text.push('百');
    }
    match (hundreds, tens, ones) {
        (0, 1, _) => text.push('十'),
        (_, 0, 0) | (0, 0, _) => {}
        (_, 0, _) => text.push('零'),
        (_, tens, _) => {
            text.push_str(DIGITS[tens]);
            text.push('十');
        }
    }
    text + DIGITS[ones]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_cited_as_the_law_is_cited_in_chinese() {
        for (cited, zh) in [
            (
                "个人所得税法 art. 6(1)(1)",
                "《个人所得税法》第六条第一款第一项",
            ),
            (
                "个人所得税法 art. 3(1), tax table 1",
                "《个人所得税法》第三条第一项，税率表一",
            ),
            (
                "个人所得税法 art. 10, 11, 12",
                "《个人所得税法》第十条、第十一条、第十二条",
            ),
            (
                "税收征收管理法实施细则 art. 109",
                "《税收征收管理法实施细则》第一百零九条",
            ),
            (
                "刑法 art. 201; 法释〔2024〕4号 art. 2",
                "《刑法》第二百零一条；法释〔2024〕4号第二条",
            ),
            (
                "国家税务总局公告2018年第61号, withholding table 2",
                "国家税务总局公告2018年第61号，预扣率表二",
            ),
            ("practice", "实务做法"),
            ("税总办函〔2019〕449号", "税总办函〔2019〕449号"),
        ] {
            let expected = Words::Pair {
                zh: zh.to_owned(),
                en: cited.to_owned(),
            };
            assert_eq!(article(cited), expected);
        }
    }
}
