//! Whether an amount is in renminbi. Any other currency would need a rate that no file states.

use crate::import::cell::half_width;
use crate::import::row::is_blank;

/// Whether the text of a cell names renminbi: `人民币`, `人民币元`, `CNY`, `RMB`.
pub(crate) fn is_renminbi(text: &str) -> bool {
    let plain = text.chars().map(half_width).filter(|c| !is_blank(*c));
    let plain: String = plain.flat_map(char::to_uppercase).collect();
    plain.starts_with("人民币") || matches!(plain.as_str(), "CNY" | "RMB" | "¥")
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
            "人民币 CNY",
        ] {
            assert!(is_renminbi(text), "{text}");
        }
        for text in ["美元", "USD", "港币", "HKD", "", "元"] {
            assert!(!is_renminbi(text), "{text}");
        }
    }
}
