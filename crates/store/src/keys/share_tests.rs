//! Shares: what is told of mistakes, and what gives the key back.

use super::*;
use proptest::prelude::*;

fn three() -> (MasterKey, Vec<Share>) {
    let master = MasterKey::generate();
    let shares = master.shares(3, 2).unwrap();
    (master, shares)
}

fn told(text: &str) -> String {
    Share::from_text(text).unwrap_err().to_string()
}

/// The text with the groups at two places changed by `change`.
fn with_groups(share: &Share, change: impl Fn(&mut Vec<String>)) -> String {
    let mut groups = share.text().split_whitespace().map(str::to_owned).collect();
    change(&mut groups);
    groups.join(" ")
}

/// Another letter than the given one.
fn other_letter(letter: u8) -> u8 {
    if letter == b'7' { b'8' } else { b'7' }
}

#[test]
fn any_two_of_three_shares_give_the_key_and_one_does_not() {
    let (master, shares) = three();
    for pair in [[0, 1], [0, 2], [1, 2], [2, 0]] {
        let typed = pair.map(|place| Share::from_text(&shares[place].text()).unwrap());
        assert_eq!(MasterKey::recover(&typed).unwrap(), master);
    }
    assert_eq!(MasterKey::recover(&shares).unwrap(), master);
    let error = MasterKey::recover(&shares[..1]).unwrap_err().to_string();
    assert!(error.contains("2 shares") && error.contains("1 was given"), "{error}");
    assert!(MasterKey::recover(&[]).unwrap_err().to_string().contains("no share"));
}

#[test]
fn a_share_is_printed_in_three_lines_of_six_groups() {
    let (_, shares) = three();
    let text = shares[1].text();
    assert_eq!(text.lines().map(|line| line.split(' ').count()).collect::<Vec<_>>(), [6, 6, 6]);
    assert!(text.split_whitespace().all(|group| group.len() == 5));
    assert_eq!((shares[1].number(), shares[1].needed(), shares[1].count()), (2, 2, 3));
    assert_eq!(shares[0].set(), shares[2].set());
}

#[test]
fn a_share_may_be_typed_in_other_ways() {
    let (_, shares) = three();
    let text = shares[0].text();
    let alike = text.replace('0', "o").replace('1', "l").to_lowercase();
    for typed in [text.replace(' ', "-"), alike, text.split_whitespace().collect(), format!("\n  {}  ", *text)] {
        assert_eq!(Share::from_text(&typed).unwrap().value, shares[0].value, "{typed}");
    }
}

#[test]
fn every_wrong_letter_is_told_by_group() {
    let (_, shares) = three();
    let text = shares[1].text();
    for (place, letter) in text.bytes().enumerate().filter(|(_, letter)| !letter.is_ascii_whitespace()) {
        let mut bytes = text.as_bytes().to_vec();
        bytes[place] = other_letter(letter);
        let group = place / 6 + 1;
        let name = if group == 1 { "the share" } else { "share 2" };
        let error = told(std::str::from_utf8(&bytes).unwrap());
        assert_eq!(error, format!("{name} has a mistake in group {group}"));
    }
}

#[test]
fn swapped_letters_and_groups_are_told() {
    let (_, shares) = three();
    let text = shares[1].text();
    for place in 0..text.len() - 1 {
        let mut bytes = text.as_bytes().to_vec();
        if bytes[place] == bytes[place + 1] || bytes[place..place + 2].iter().any(u8::is_ascii_whitespace) {
            continue;
        }
        bytes.swap(place, place + 1);
        let error = told(std::str::from_utf8(&bytes).unwrap());
        assert!(error.ends_with(&format!("has a mistake in group {}", place / 6 + 1)), "{error}");
    }
    let swapped = with_groups(&shares[1], |groups| groups.swap(6, 11));
    assert_eq!(told(&swapped), "share 2 has a mistake in groups 7, 12");
}

#[test]
fn missing_and_cut_groups_are_told() {
    let (_, shares) = three();
    let missing = with_groups(&shares[1], |groups| drop(groups.remove(4)));
    assert_eq!(told(&missing), "share 2 has 17 groups instead of 18; the first that does not fit is group 5");
    let last = with_groups(&shares[1], |groups| drop(groups.pop()));
    assert_eq!(told(&last), "share 2 has 17 groups instead of 18");
    let cut = with_groups(&shares[1], |groups| {
        groups[3].pop();
    });
    assert_eq!(told(&cut), "group 4 has 4 letters instead of 5");
    let many = with_groups(&shares[1], |groups| groups.extend(vec!["00000".to_owned(); 40]));
    assert!(told(&many).starts_with("share 2 has 58 groups"), "{}", told(&many));
    assert!(told(&"0".repeat(2000)).starts_with("too long"));
    assert_eq!(told(""), "the share has 0 groups instead of 18");
    assert_eq!(told("é0000"), "the share has 1 groups instead of 18; the first that does not fit is group 1");
}

#[test]
fn a_mistake_that_the_groups_miss_is_told_by_the_checksum() {
    let (_, shares) = three();
    let mut bytes = shares[1].to_bytes();
    bytes[20] ^= 1;
    let error = Share::from_bytes("share 2", &bytes).unwrap_err().to_string();
    assert!(error.contains("no group shows"), "{error}");
}

#[test]
fn a_share_of_another_form_is_told() {
    let (_, shares) = three();
    for (place, value) in [(0, 2), (1, 0), (1, 4), (2, 0x13), (2, 0x43)] {
        let mut bytes = shares[1].to_bytes();
        bytes.truncate(SHARE_BYTES - CHECKSUM_BYTES);
        bytes[place] = value;
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum);
        let error = Share::from_bytes("share 2", &bytes).unwrap_err().to_string();
        assert!(error.contains("does not know"), "{error}");
    }
}

#[test]
fn shares_that_do_not_belong_together_are_refused() {
    let (master, shares) = three();
    let others = master.shares(3, 2).unwrap();
    let error = MasterKey::recover(&[shares[0].clone(), others[1].clone()]).unwrap_err().to_string();
    assert!(error.contains(&shares[0].set()) && error.contains(&others[0].set()), "{error}");
    let error = MasterKey::recover(&[shares[2].clone(), shares[2].clone()]).unwrap_err().to_string();
    assert!(error.contains("share 3 was given twice"), "{error}");
    let mut forged = others[1].clone();
    forged.set = shares[0].set;
    let error = MasterKey::recover(&[shares[0].clone(), forged]).unwrap_err().to_string();
    assert!(error.contains("not genuine"), "{error}");
}

#[test]
fn only_sensible_numbers_of_shares_are_made() {
    let master = MasterKey::generate();
    for (count, needed) in [(3, 1), (3, 0), (2, 3), (16, 2), (0, 0)] {
        assert!(master.shares(count, needed).is_err(), "{needed} of {count}");
    }
    let shares = master.shares(15, 15).unwrap();
    assert_eq!(MasterKey::recover(&shares).unwrap(), master);
    assert!(MasterKey::recover(&shares[..14]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_makes_reading_a_share_panic(text in "[0-9A-Za-zé \\-\n]{0,120}", groups in "([0-9A-Z]{5} ){18,40}") {
        prop_assert!(Share::from_text(&text).is_err());
        prop_assert!(Share::from_text(&groups).is_err());
    }

    #[test]
    fn several_wrong_letters_are_told(wrong in proptest::collection::btree_set(0usize..90, 2..6)) {
        let (_, shares) = three();
        let mut letters: Vec<u8> = shares[1].text().bytes().filter(|letter| !letter.is_ascii_whitespace()).collect();
        for place in wrong {
            letters[place] = other_letter(letters[place]);
        }
        prop_assert!(Share::from_text(std::str::from_utf8(&letters).unwrap()).is_err());
    }
}
