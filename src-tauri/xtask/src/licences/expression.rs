//! Licence expressions as packages state them: names joined by OR, AND, brackets and, of old, a
//! slash for OR.

/// Whether an expression can be kept by licences that are allowed. A broken one cannot.
pub fn allows(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        allowed,
    };
    reader
        .either()
        .is_some_and(|kept| kept && reader.words.is_empty())
}

/// Reads from the left; `None` where the expression is broken.
struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a dyn Fn(&str) -> bool,
}

impl<'a> Reader<'a> {
    fn either(&mut self) -> Option<bool> {
        let mut kept = self.both()?;
        while self.take("OR") {
            kept |= self.both()?;
        }
        Some(kept)
    }

    fn both(&mut self) -> Option<bool> {
        let mut kept = self.one()?;
        while self.take("AND") {
            kept &= self.one()?;
        }
        Some(kept)
    }

    fn one(&mut self) -> Option<bool> {
        if self.take("(") {
            let kept = self.either()?;
            return self.take(")").then_some(kept);
        }
        let name = self.word()?;
        if self.take("WITH") {
            let exception = self.word()?;
            return Some((self.allowed)(&format!("{name} WITH {exception}")));
        }
        Some((self.allowed)(name))
    }

    fn word(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.words.first() == Some(&wanted);
        if found {
            self.words = &self.words[1..];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_two_is_enough_and_both_of_two_are_needed() {
        let allowed = |id: &str| ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].contains(&id);
        for (expression, kept) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("MIT OR GPL-3.0", true),
            ("GPL-3.0/MIT", true),
            ("MIT AND GPL-3.0", false),
            ("(MIT OR GPL-3.0) AND ISC", true),
            ("(MIT OR ISC) AND GPL-3.0", false),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("Apache-2.0", false),
            ("", false),
            ("MIT OR", false),
            ("(MIT", false),
            ("MIT ISC", false),
        ] {
            assert_eq!(allows(expression, &allowed), kept, "{expression:?}");
        }
    }
}
