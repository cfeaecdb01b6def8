//! Whether a currency is the yuan, by every name that files print for it.

use crate::import::cell::half_width;

/// Names of the yuan: letters and number of ISO 4217, the older letters, and words.
const YUAN: [&str; 8] = [
    "CNY",
    "RMB",
    "156",
    "人民币",
    "人民币元",
    "元",
    "CNY人民币",
    "人民币CNY",
];

/// Whether it is. Anything else is another currency, or none.
pub(crate) fn is_yuan(text: &str) -> bool {
    let plain: String = text
        .chars()
        .map(half_width)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    YUAN.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_yuan_has_many_names_and_no_other_currency_has_them() {
        for name in [
            "CNY",
            "cny",
            "人民币",
            "人民币(CNY)",
            " ＲＭＢ ",
            "CNY-人民币",
            "156",
        ] {
            assert!(is_yuan(name), "{name}");
        }
        for name in ["USD", "港币", "HKD", "", "CNH", "日元", "CNYUSD"] {
            assert!(!is_yuan(name), "{name}");
        }
    }
}
