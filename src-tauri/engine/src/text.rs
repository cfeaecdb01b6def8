//! The words of reports and messages in both languages, by key; the window uses the same files.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::assets;
use crate::record::codes;

codes! {
    /// A language of the interface and of reports.
    Lang {
        /// Simplified Chinese.
        Zh = "zh",
        /// English.
        En = "en",
    }
}

type Words = BTreeMap<String, String>;

static ZH: LazyLock<Words> = LazyLock::new(|| words(Lang::Zh));
static EN: LazyLock<Words> = LazyLock::new(|| words(Lang::En));

/// The text of a key with `{{name}}` replaced by the argument of that name.
///
/// A key without text comes back as it is, so that nothing is ever blank; a test forbids it.
pub fn text(lang: Lang, key: &str, arguments: &[(&str, &str)]) -> String {
    let mut text = lookup(lang, key).unwrap_or(key).to_owned();
    for (name, value) in arguments {
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    text
}

/// The text of a key, if there is one.
pub fn lookup(lang: Lang, key: &str) -> Option<&'static str> {
    let words = match lang {
        Lang::Zh => &*ZH,
        Lang::En => &*EN,
    };
    words.get(key).map(String::as_str)
}

/// Every key of a language.
pub fn keys(lang: Lang) -> impl Iterator<Item = &'static str> {
    let words = match lang {
        Lang::Zh => &*ZH,
        Lang::En => &*EN,
    };
    words.keys().map(String::as_str)
}

fn words(lang: Lang) -> Words {
    let mut all = Words::new();
    for (path, content) in assets::below(&format!("text/{}/", lang.code())) {
        let words: Words = serde_json::from_str(content)
            .unwrap_or_else(|error| panic!("assets/{path} is not a table of texts: {error}"));
        all.extend(words);
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_arguments() {
        let zh: BTreeSet<_> = keys(Lang::Zh).collect();
        let en: BTreeSet<_> = keys(Lang::En).collect();
        assert!(!zh.is_empty());
        assert_eq!(zh, en);
        for key in zh {
            let arguments = |lang| {
                let text = lookup(lang, key).unwrap();
                let names = text
                    .split("{{")
                    .skip(1)
                    .map(|rest| rest.split("}}").next().unwrap());
                names.collect::<BTreeSet<_>>()
            };
            assert_eq!(arguments(Lang::Zh), arguments(Lang::En), "{key}");
        }
    }

    #[test]
    fn arguments_are_filled_in() {
        assert_eq!(
            text(Lang::En, "no.such.key {{row}}", &[("row", "7")]),
            "no.such.key 7"
        );
    }
}
