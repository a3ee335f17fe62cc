//! Numbers that look random and are the same in every run.

use super::{DAY, NOW};

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// True one time in `n`.
    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of `values`; `None` when there is none.
    pub(super) fn pick<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        if values.is_empty() { None } else { Some(values[self.below(values.len())]) }
    }

    /// How long ago something was, microseconds: often right at the edge of a day, a month or now, or yet to come.
    pub(super) fn moment(&mut self) -> i64 {
        let days = [0, 1, 30][self.below(3)] * DAY;
        let edge = NOW.rem_euclid(DAY);
        let near = [0, 1, -1, edge, edge + 1, edge - DAY, 5 * DAY, -5 * DAY];
        days + near[self.below(near.len())]
    }
}
