//! Labels of forms: numbering and formulas around the words do not matter.

use crate::import::header::normalise;

/// Numerals of headings such as `一、` and `（二）`.
const NUMERALS: &str = "一二三四五六七八九十";

/// The words of a label: `二、成本费用（3=4+5）` is `成本费用`, `1 应征…（3%征收率）` keeps its rate.
pub(super) fn words(text: &str) -> String {
    let mut words = normalise(text);
    loop {
        let shorter = unnumbered(without_formula(words.trim_end_matches(':')));
        if shorter.len() == words.len() || shorter.is_empty() {
            return words;
        }
        words = normalise(&shorter);
    }
}

/// Without the formula, or the annex to be filed with it, in brackets at its end.
fn without_formula(text: &str) -> &str {
    let formula = |inside: &str| inside.contains(['=', '≥']) || inside.starts_with("附报");
    match text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
    {
        Some((before, inside)) if formula(inside) => before,
        _ => text,
    }
}

/// Without a number in front.
fn unnumbered(text: &str) -> String {
    let text = text.strip_prefix("其中:").unwrap_or(text);
    let is_number = |c: char| NUMERALS.contains(c) || c.is_ascii_digit();
    let bracketed = text
        .strip_prefix('(')
        .and_then(|text| text.split_once(')'))
        .filter(|(number, _)| !number.is_empty() && number.chars().all(is_number));
    if let Some((_, rest)) = bracketed {
        return rest.to_owned();
    }
    let rest = text.trim_start_matches(is_number);
    let number = &text[..text.len() - rest.len()];
    let counts = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    match rest.strip_prefix(['、', '.']) {
        Some(rest) if !number.is_empty() => rest.to_owned(),
        None if counts && !rest.starts_with(['%', '年', '月']) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_whatever_is_written_around_it() {
        for (text, expected) in [
            ("一、收入总额", "收入总额"),
            ("（一）营业成本", "营业成本"),
            ("二、成本费用（3=4+5+6）", "成本费用"),
            ("11、应纳税额", "应纳税额"),
            ("11.应纳税额：", "应纳税额"),
            ("*收入总额（元）", "收入总额"),
            ("其中：小微企业免税销售额", "小微企业免税销售额"),
            (
                "（一）应征增值税不含税销售额（3%征收率）",
                "应征增值税不含税销售额(3%征收率)",
            ),
            (
                "1 应征增值税不含税销售额（3%征收率）",
                "应征增值税不含税销售额(3%征收率)",
            ),
            (
                "十三、减免税额（附报《个人所得税减免税事项报告表》）",
                "减免税额",
            ),
            ("3%征收率", "3%征收率"),
            ("十三、应补/退税额（13=11-12）", "应补/退税额"),
            ("12", "12"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
