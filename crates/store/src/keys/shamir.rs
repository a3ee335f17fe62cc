//! Shamir's secret sharing, byte by byte over the field of 256 elements ("How to share a secret", 1979).
//!
//! A byte of the secret is the value at 0 of a polynomial of degree `needed - 1` whose other coefficients are random;
//! a share is its value at the share's number. Fewer shares than needed say nothing. Arithmetic on secret bytes has
//! neither branches nor tables, so its time says nothing either.

use super::aead;
use zeroize::Zeroizing;

/// Values at 1, 2, … `count` of polynomials through the bytes of `secret`, each `needed - 1` in degree.
pub(super) fn split(secret: &[u8], count: u8, needed: u8) -> Vec<Zeroizing<Vec<u8>>> {
    let mut coefficients = Zeroizing::new(vec![0; secret.len() * (usize::from(needed) - 1)]);
    // All 256 values are as likely, also 0 as the highest coefficient: leaving it out would tell something.
    aead::fill_random(&mut coefficients);
    split_with(secret, count, &coefficients)
}

/// As [`split`]; `coefficients` has those of power 1 for each byte of the secret, then those of power 2, and so on.
pub(super) fn split_with(secret: &[u8], count: u8, coefficients: &[u8]) -> Vec<Zeroizing<Vec<u8>>> {
    (1..=count)
        .map(|x| {
            let mut value = Zeroizing::new(vec![0; secret.len()]);
            // Horner's rule, from the highest power down to the secret.
            for powers in coefficients.chunks_exact(secret.len()).rev().chain([secret]) {
                for (sum, coefficient) in value.iter_mut().zip(powers) {
                    *sum = multiply(*sum, x) ^ coefficient;
                }
            }
            value
        })
        .collect()
}

/// The value at 0 of the polynomials through the points (number, values), by Lagrange's formula. The numbers differ and
/// are not 0, the values are of one length.
pub(super) fn combine(points: &[(u8, &[u8])]) -> Zeroizing<Vec<u8>> {
    let mut secret = Zeroizing::new(vec![0; points.first().map_or(0, |(_, values)| values.len())]);
    for (x, values) in points {
        let mut weight = 1;
        for (other, _) in points.iter().filter(|(other, _)| other != x) {
            // other / (other - x); subtraction is exclusive or.
            weight = multiply(weight, multiply(*other, inverse(other ^ x)));
        }
        for (sum, value) in secret.iter_mut().zip(*values) {
            *sum ^= multiply(*value, weight);
        }
    }
    secret
}

/// Product in the field of the polynomial x⁸ + x⁴ + x³ + x + 1, that of AES (FIPS 197, 4.2).
fn multiply(a: u8, b: u8) -> u8 {
    let (mut a, mut product) = (a, 0);
    for bit in 0..8 {
        product ^= a & ((b >> bit) & 1).wrapping_neg();
        a = (a << 1) ^ (0x1b & (a >> 7).wrapping_neg());
    }
    product
}

/// The inverse, as the power 254.
fn inverse(a: u8) -> u8 {
    let mut power = a;
    // 254 = 2 + 4 + … + 128.
    let mut product = 1;
    for _ in 0..7 {
        power = multiply(power, power);
        product = multiply(product, power);
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn products_are_those_of_the_aes_standard() {
        assert_eq!(multiply(0x57, 0x83), 0xc1); // FIPS 197, 4.2
        assert_eq!(multiply(0x57, 0x13), 0xfe); // FIPS 197, 4.2.1
        assert_eq!(inverse(0x53), 0xca);
        for a in 1..=255 {
            assert_eq!(multiply(a, inverse(a)), 1);
        }
    }

    #[test]
    fn the_highest_coefficient_may_be_nought() {
        // A share equal to the secret shows a coefficient of 0; over 4,096 bytes of two shares it must come up.
        let secret = vec![7; 4096];
        let shares = split(&secret, 2, 2);
        let equal = shares[0].iter().filter(|byte| **byte == 7).count();
        assert!((1..64).contains(&equal), "{equal} of 4,096, expected 16");
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 128,
            rng_seed: proptest::test_runner::RngSeed::Fixed(1),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn as_many_as_needed_give_the_secret_and_fewer_do_not(
            secret in proptest::collection::vec(any::<u8>(), 16..40),
            needed in 2u8..6,
            more in 0u8..4,
            skip in 0usize..4,
        ) {
            let count = needed + more;
            let shares = split(&secret, count, needed);
            let mut points: Vec<(u8, &[u8])> =
                (1..=count).zip(shares.iter().map(|share| share.as_slice())).collect();
            points.rotate_left(skip);
            prop_assert_eq!(&*combine(&points), &secret);
            points.truncate(usize::from(needed));
            prop_assert_eq!(&*combine(&points), &secret);
            points.pop();
            prop_assert_ne!(&*combine(&points), &secret);
        }
    }
}
