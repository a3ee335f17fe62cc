//! Padding before sealing, so that the length of a ciphertext tells little of what was written.
//!
//! The text is followed by one byte `0x80` and as many zeros as fill the bucket (ISO/IEC 7816-4). Buckets are 64, 128,
//! 256, … 4,096 bytes, where most compartments of a record end, and above that the lengths of Padmé (Nikitin and
//! others, "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019, section 4): at most
//! about 6 % more here, and of a length of n bits only its greatest digits are told. So whether a child's name is
//! long or short, or a note has one line or two, cannot be seen; whether it has two lines or two pages can.

use zeroize::Zeroizing;

/// The smallest bucket.
const LEAST_BYTES: usize = 64;
/// Up to here buckets are powers of two.
const DOUBLING_BYTES: usize = 4096;
/// First byte after the text.
const MARK: u8 = 0x80;

/// The padded text, with room for `room` more bytes, so that sealing in place needs no second allocation.
pub(super) fn pad(text: &[u8], room: usize) -> Vec<u8> {
    let length = bucket(text.len() + 1);
    let mut padded = Vec::with_capacity(length + room);
    padded.extend_from_slice(text);
    padded.push(MARK);
    padded.resize(length, 0);
    padded
}

/// Takes the padding off; `None` when there is none.
pub(super) fn unpad(padded: &mut Zeroizing<Vec<u8>>) -> Option<()> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    if padded[end] != MARK {
        return None;
    }
    padded.truncate(end);
    Some(())
}

/// The bucket that takes `length` bytes.
fn bucket(length: usize) -> usize {
    if length <= DOUBLING_BYTES {
        return length.max(LEAST_BYTES).next_power_of_two();
    }
    // Padmé: of the length's binary digits keep as many as its count of digits has digits, round the rest up.
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    length.next_multiple_of(1 << (exponent - kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn buckets_are_the_published_ones() {
        for (length, expected) in
            [(1, 64), (64, 64), (65, 128), (4096, 4096), (4097, 4352), (9000, 9216), (100_000, 100_352)]
        {
            assert_eq!(bucket(length), expected, "of {length}");
        }
    }

    #[test]
    fn texts_of_one_bucket_look_alike() {
        assert_eq!(pad(b"", 0).len(), pad(&[b'x'; 63], 0).len());
        assert_ne!(pad(&[b'x'; 63], 0).len(), pad(&[b'x'; 64], 0).len());
    }

    #[test]
    fn what_is_not_padded_is_refused() {
        for bytes in [vec![], vec![0, 0], vec![1, 0], vec![0x80, 1]] {
            assert!(unpad(&mut Zeroizing::new(bytes)).is_none());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 64,
            rng_seed: proptest::test_runner::RngSeed::Fixed(1),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn padding_comes_off(text in proptest::collection::vec(prop_oneof![Just(0u8), Just(0x80), any::<u8>()], 0..9000)) {
            let mut padded = Zeroizing::new(pad(&text, 16));
            prop_assert!(padded.len() > text.len());
            prop_assert!(padded.len() <= 64.max(2 * text.len() + 2));
            unpad(&mut padded).unwrap();
            prop_assert_eq!(padded.as_slice(), text.as_slice());
        }
    }
}
