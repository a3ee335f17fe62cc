//! The work around the code: test, tidy, shots, release.
fn main() {}
