//! What must not be lost, left unseen or leak when things go wrong: the process killed, the power cut, the disk full,
//! a row edited. Each test does a short part of its work; `cargo xtask faults` does all of it.

mod disk;
mod full;
mod kill;
mod leaks;
mod powercut;
mod trace;

/// A number that `cargo xtask faults` may set, or the one of an ordinary run.
fn amount(variable: &str, ordinary: usize) -> usize {
    std::env::var(variable).map_or(ordinary, |text| text.parse().expect("the amount is a number"))
}

/// Random numbers that are the same at each run (xorshift64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % end as u64).expect("it is below a usize")
    }
}
