//! Recovery shares: the master key on sheets of paper, of which some are enough.
//!
//! A share is 45 bytes: form (1), number, needed and count (4 bits each), set (4 random bytes, the same on all shares of
//! one making), the share of key and key's digest (32 + 3), checksum of all this (3). It is written in Crockford's 32
//! letters (no I, L, O, U), 18 groups of five: four letters say 20 bits, the fifth checks them and the group's place.
//! So one wrong letter, two letters in the wrong order, or two groups in the wrong order are told by group.

use super::aead::{self, KEY_BYTES, Secret};
use super::master::MasterKey;
use super::{hex, shamir};
use crate::{Error, Result};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

const FORM: u8 = 1;
const SET_BYTES: usize = 4;
const DIGEST_BYTES: usize = 3;
const CHECKSUM_BYTES: usize = 3;
const VALUE_BYTES: usize = KEY_BYTES + DIGEST_BYTES;
const SHARE_BYTES: usize = 3 + SET_BYTES + VALUE_BYTES + CHECKSUM_BYTES;
/// 20 bits a group.
const GROUPS: usize = SHARE_BYTES * 8 / 20;
const GROUP_LETTERS: usize = 5;
const GROUPS_A_LINE: usize = 6;
/// More than anyone types for a share.
const MAX_TEXT_BYTES: usize = 1000;
/// The count has 4 bits.
const MOST_SHARES: u8 = 15;
/// Crockford's letters, <https://www.crockford.com/base32.html>.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// One recovery share of a master key.
#[derive(Clone)]
pub struct Share {
    number: u8,
    needed: u8,
    count: u8,
    set: [u8; SET_BYTES],
    value: Zeroizing<Vec<u8>>,
}

impl MasterKey {
    /// `count` shares of which any `needed` give the key back; 3 and 2 unless there is a reason. Each call makes a new
    /// set; shares of different sets do not fit together.
    ///
    /// # Errors
    /// Not 2 ≤ `needed` ≤ `count` ≤ 15.
    pub fn shares(&self, count: u8, needed: u8) -> Result<Vec<Share>> {
        if needed < 2 || needed > count || count > MOST_SHARES {
            return Err(Error::Key(format!(
                "{needed} of {count} shares cannot be made; between 2 and all of at most {MOST_SHARES} must be needed"
            )));
        }
        let values = shamir::split(&with_digest(self.secret()), count, needed);
        Ok(numbered(values, needed, aead::random()))
    }

    /// The key of the given shares; more than needed may be given.
    ///
    /// # Errors
    /// Too few shares, one given twice, shares of different sets, or shares that do not fit together.
    pub fn recover(shares: &[Share]) -> Result<MasterKey> {
        let first = shares.first().ok_or_else(|| Error::Key("no share was given".to_owned()))?;
        for (place, share) in shares.iter().enumerate() {
            if (share.set, share.needed, share.count) != (first.set, first.needed, first.count) {
                return Err(Error::Key(format!(
                    "share {} is of set {}, share {} of set {}; only shares of one set fit together",
                    first.number,
                    first.set(),
                    share.number,
                    share.set()
                )));
            }
            if shares[..place].iter().any(|other| other.number == share.number) {
                return Err(Error::Key(format!("share {} was given twice; another one is needed", share.number)));
            }
        }
        if shares.len() < usize::from(first.needed) {
            let given = shares.len();
            let given = if given == 1 { "1 was given".to_owned() } else { format!("{given} were given") };
            return Err(Error::Key(format!("{} shares of set {} are needed, {given}", first.needed, first.set())));
        }
        let points: Vec<_> = shares.iter().map(|share| (share.number, share.value.as_slice())).collect();
        let secret = shamir::combine(&points);
        Secret::from_slice(&secret[..KEY_BYTES])
            .filter(|key| secret[KEY_BYTES..] == digest(key))
            .map(MasterKey::from_secret)
            .ok_or_else(|| Error::Key("these shares do not fit together: at least one is not genuine".to_owned()))
    }
}

impl Share {
    /// Reads a share as it was printed or typed: blanks, line breaks, hyphens and small letters do not matter, and
    /// letters that look like digits (O, I, L) are taken for them.
    ///
    /// # Errors
    /// A mistake, with the group it is in.
    pub fn from_text(text: &str) -> Result<Share> {
        let groups = groups(text).map_err(Error::Key)?;
        let values: Vec<Option<u32>> = (1..).zip(&groups).map(|(place, group)| read_group(place, group)).collect();
        let name = match values.first() {
            Some(Some(first)) if first >> 12 == u32::from(FORM) => format!("share {}", (first >> 4) & 0xff),
            _ => "the share".to_owned(),
        };
        let wrong: Vec<String> = (1..)
            .zip(&values)
            .filter(|(_, value)| value.is_none())
            .map(|(place, _): (usize, _)| place.to_string())
            .collect();
        if groups.len() != GROUPS {
            let look = wrong
                .first()
                .map_or_else(String::new, |place| format!("; the first that does not fit is group {place}"));
            return Err(Error::Key(format!("{name} has {} groups instead of {GROUPS}{look}", groups.len())));
        }
        if !wrong.is_empty() {
            let groups = if wrong.len() == 1 { "group" } else { "groups" };
            return Err(Error::Key(format!("{name} has a mistake in {groups} {}", wrong.join(", "))));
        }
        let bits: Zeroizing<Vec<u32>> = Zeroizing::new(values.into_iter().flatten().collect());
        Share::from_bytes(&name, &from_bits(&bits))
    }

    /// The share to print: three lines of six groups. What it is of ([`Share::number`] and so on) is printed with it,
    /// but need not be typed.
    pub fn text(&self) -> Zeroizing<String> {
        let bytes = self.to_bytes();
        let mut text = Zeroizing::new(String::with_capacity(GROUPS * (GROUP_LETTERS + 1)));
        for (place, bits) in (1..).zip(to_bits(&bytes).iter()) {
            if place > 1 {
                text.push(if (place - 1) % GROUPS_A_LINE == 0 { '\n' } else { ' ' });
            }
            let letters = [bits >> 15, (bits >> 10) & 31, (bits >> 5) & 31, bits & 31];
            for letter in letters.into_iter().chain([check_letter(place, letters)]) {
                text.push(char::from(LETTERS[letter as usize]));
            }
        }
        text
    }

    /// Which share of its set it is, from 1.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// How many shares of the set give the key.
    pub fn needed(&self) -> u8 {
        self.needed
    }

    /// How many shares the set has.
    pub fn count(&self) -> u8 {
        self.count
    }

    /// Name of the set, the same on all its shares.
    pub fn set(&self) -> String {
        hex::encode(&self.set).to_uppercase()
    }

    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(SHARE_BYTES));
        bytes.extend_from_slice(&[FORM, self.number, (self.needed << 4) | self.count]);
        bytes.extend_from_slice(&self.set);
        bytes.extend_from_slice(&self.value);
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum);
        bytes
    }

    fn from_bytes(name: &str, bytes: &[u8]) -> Result<Share> {
        let (body, sum) = bytes.split_at(SHARE_BYTES - CHECKSUM_BYTES);
        if checksum(body) != sum {
            return Err(Error::Key(format!(
                "{name} has a mistake that no group shows by itself; compare it with the sheet from the beginning"
            )));
        }
        let (number, needed, count) = (body[1], body[2] >> 4, body[2] & 15);
        if body[0] != FORM || needed < 2 || needed > count || !(1..=count).contains(&number) {
            return Err(Error::Key(format!("{name} is of a form this program does not know; is there a newer one?")));
        }
        let mut set = [0; SET_BYTES];
        set.copy_from_slice(&body[3..3 + SET_BYTES]);
        Ok(Share { number, needed, count, set, value: Zeroizing::new(body[3 + SET_BYTES..].to_vec()) })
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Share({} of {}, {} needed, set {})", self.number, self.count, self.needed, self.set())
    }
}

pub(super) fn numbered(values: Vec<Zeroizing<Vec<u8>>>, needed: u8, set: [u8; SET_BYTES]) -> Vec<Share> {
    let count = u8::try_from(values.len()).expect("at most 15 shares are made");
    (1..=count).zip(values).map(|(number, value)| Share { number, needed, count, set, value }).collect()
}

/// What is shared: the key and a digest, so that shares that do not belong together are told.
pub(super) fn with_digest(key: &Secret) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(VALUE_BYTES));
    bytes.extend_from_slice(key.bytes());
    bytes.extend_from_slice(&digest(key));
    bytes
}

fn digest(key: &Secret) -> [u8; DIGEST_BYTES] {
    let digest = Sha256::new().chain_update("chautari/share-digest").chain_update(key.bytes()).finalize();
    [digest[0], digest[1], digest[2]]
}

fn checksum(body: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let digest = Sha256::new().chain_update("chautari/share").chain_update(body).finalize();
    [digest[0], digest[1], digest[2]]
}

/// The groups of a typed text, each of five letters.
fn groups(text: &str) -> std::result::Result<Vec<Zeroizing<String>>, String> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(format!("too long for a share, which has {GROUPS} groups of {GROUP_LETTERS} letters"));
    }
    let typed: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == '-').filter(|g| !g.is_empty()).collect();
    if let [all] = typed[..]
        && all.len() == GROUPS * GROUP_LETTERS
        && all.is_ascii()
    {
        let letters = all.as_bytes().chunks_exact(GROUP_LETTERS);
        return Ok(letters.map(|g| Zeroizing::new(g.iter().copied().map(char::from).collect())).collect());
    }
    for (place, group) in (1..).zip(&typed) {
        let letters = group.chars().count();
        if letters != GROUP_LETTERS {
            return Err(format!(
                "group {place} has {letters} letters instead of {GROUP_LETTERS}",
                place = place as usize
            ));
        }
    }
    Ok(typed.into_iter().map(|group| Zeroizing::new(group.to_owned())).collect())
}

/// The 20 bits of a group; `None` when a letter or the check is wrong.
fn read_group(place: usize, group: &str) -> Option<u32> {
    let mut letters = [0; GROUP_LETTERS];
    for (value, letter) in letters.iter_mut().zip(group.chars()) {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        *value = u32::try_from(LETTERS.iter().position(|known| char::from(*known) == letter)?).ok()?;
    }
    let [a, b, c, d, check] = letters;
    (check_letter(place, [a, b, c, d]) == check).then_some((a << 15) | (b << 10) | (c << 5) | d)
}

/// In the field of 32 elements (x⁵ + x² + 1): place + 2·a + 4·b + 8·c + 16·d, where 2, 4, 8, 16 are the powers of the
/// element x. Different weights tell swapped letters, the place tells swapped groups.
fn check_letter(place: usize, letters: [u32; 4]) -> u32 {
    let double = |element: u32| (element << 1) ^ if element & 16 == 0 { 0 } else { 0b10_0101 };
    // There are fewer than 32 places; further ones are only met in a share with too many groups.
    let place = (place % 32) as u32;
    letters.into_iter().rev().fold(0, |sum, letter| double(sum ^ letter)) ^ place
}

/// Groups of 20 bits, from the first byte's highest bit on.
fn to_bits(bytes: &[u8]) -> Zeroizing<Vec<u32>> {
    let mut groups = Zeroizing::new(Vec::with_capacity(GROUPS));
    for five in bytes.chunks_exact(5) {
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|place| u32::from(five[place]));
        groups.push((a << 12) | (b << 4) | (c >> 4));
        groups.push(((c & 15) << 16) | (d << 8) | e);
    }
    groups
}

/// The bytes of groups of 20 bits; `to_bits` undone.
fn from_bits(groups: &[u32]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(SHARE_BYTES));
    for pair in groups.chunks_exact(2) {
        let forty = (u64::from(pair[0]) << 20) | u64::from(pair[1]);
        bytes.extend_from_slice(&forty.to_be_bytes()[3..]);
    }
    bytes
}

#[cfg(test)]
#[path = "share_tests.rs"]
mod tests;
