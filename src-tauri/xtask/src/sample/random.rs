//! Numbers that look random and are the same everywhere: SplitMix64.
//!
//! Refuses to know the time: equal seeds give equal samples.

/// A stream of numbers that its seed decides.
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    pub fn seeded(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both possible.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).expect("low is not above high");
        low + i64::try_from(self.next() % width).expect("smaller than the width")
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, chance: i64) -> bool {
        self.between(1, 100) <= chance
    }

    /// One of the values.
    pub fn pick<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        let count = i64::try_from(values.len()).expect("a short list");
        let index = usize::try_from(self.between(0, count - 1)).expect("inside the list");
        &values[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first three values that the published SplitMix64 gives for the seed 1234567.
    #[test]
    fn is_the_published_generator() {
        let mut random = Random::seeded(1_234_567);
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!([random.next(), random.next(), random.next()], expected);
    }

    #[test]
    fn both_ends_of_a_range_come_up() {
        let mut random = Random::seeded(7);
        let drawn: Vec<_> = (0..200).map(|_| random.between(1, 3)).collect();
        assert_eq!(drawn.iter().min(), Some(&1));
        assert_eq!(drawn.iter().max(), Some(&3));
    }
}
