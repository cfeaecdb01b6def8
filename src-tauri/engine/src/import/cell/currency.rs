//! Whether an amount is in renminbi. Any other currency would need a rate that no file states.

use crate::import::cell::half_width;

/// Names of renminbi that do not begin with its Chinese one: letters and number of ISO 4217, the
/// older letters, the sign.
const NAMES: [&str; 6] = ["CNY", "RMB", "156", "¥", "￥", "CNY人民币"];

/// Whether the text of a cell names renminbi: `人民币`, `人民币元`, `CNY-人民币`, `RMB`. A unit such
/// as `元` names no currency.
pub(crate) fn is_renminbi(text: &str) -> bool {
    let plain = text.chars().map(half_width);
    let plain = plain.filter(|c| c.is_alphanumeric() || matches!(c, '¥' | '￥'));
    let plain: String = plain.flat_map(char::to_uppercase).collect();
    plain.starts_with("人民币") || NAMES.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renminbi_goes_by_several_names_and_no_other_currency_by_any_of_them() {
        for text in [
            "人民币",
            " 人民币 \t",
            "人民币元",
            "CNY",
            "cny",
            "ＲＭＢ",
            " ＲＭＢ ",
            "人民币 CNY",
            "人民币(CNY)",
            "CNY-人民币",
            "156",
            "¥",
            "￥",
        ] {
            assert!(is_renminbi(text), "{text}");
        }
        for text in [
            "美元", "USD", "港币", "HKD", "", "元", "CNH", "日元", "CNYUSD",
        ] {
            assert!(!is_renminbi(text), "{text}");
        }
    }
}
