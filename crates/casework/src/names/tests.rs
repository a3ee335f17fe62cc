//! What the index finds, and what it never shows.

use super::distance::{Bounds, similarity, strong_consonants};
use super::sounds::{Sounds, words};
use super::{Found, NameIndex};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// An index of people numbered from 1.
fn index(people: &[&[&str]]) -> NameIndex {
    let mut index = NameIndex::new();
    for (number, names) in (1..).zip(people) {
        index.insert(id(number), names);
    }
    index
}

/// Numbers of the people found, best first.
fn found(index: &NameIndex, text: &str) -> Vec<u128> {
    index.find(text, 10).iter().map(|found| found.id.as_u128()).collect()
}

/// Words as letters, to be read in a failure.
fn spelt(text: &str) -> String {
    let letters = |word: &Sounds| -> String {
        let letter = |&symbol: &u8| super::sounds::ALPHABET.get(usize::from(symbol) - 1).map_or('?', |&l| l.into());
        word.symbols().iter().map(letter).collect()
    };
    words(text).iter().map(letters).collect::<Vec<_>>().join(" ")
}

#[test]
fn spellings_of_both_scripts_sound_alike() {
    for (text, sounds) in [
        ("Sita Tamang", "sita tamang"),
        ("Seeta TAAMANG", "sita tamang"),
        ("सिता तामाङ", "sita tamang"),
        ("सीता तामाङ", "sita tamang"),
        ("Phulmaya, Foolmāyā", "pulmaya pulmaya"),
        ("Lakshmi Laxmi Laksmi लक्ष्मी", "lacmi lacmi lacmi lacmi"),
        ("Gyawali Gnyawali Jnawali ज्ञवाली", "gabali gabali gabali gabali"),
        ("Shankar शंकर शङ्कर", "sankar sankar sankar"),
        ("Sangita सङ्गीता संगीता", "sangita sangita sangita"),
        ("Ambika अम्बिका अंबिका", "ambika ambika ambika"),
        ("Singh सिंह", "sing sing"),
        ("Rai Raai राई", "re re re"),
        ("Narayan नारायण", "narayan narayan"),
        ("Pandey Panday पाण्डे पाण्डेय", "pande pande pande pande"),
        ("Poudel Paudel Powdel पौडेल", "podel podel podel podel"),
        ("Hrishi Rishi ऋषि", "risi risi risi"),
        ("Krishna कृष्ण", "krisna krisna"),
        ("Ramesh रमेश", "rames rames"),
        ("Cécile Quentin Zoé François", "sesile kuentin joe prankois"),
        ("ज़ाहिद Zahid", "jahid jahid"),
        ("D’Souza O'Neil Jean-Luc", "dsoja onel jean luk"),
        ("x1y2", "c y"),
        ("  ,.- 123 १२३", ""),
    ] {
        assert_eq!(spelt(text), sounds, "{text}");
    }
}

#[test]
fn a_name_is_found_in_every_spelling_order_and_script() {
    let index = index(&[&["Sita Tamang", "सिता तामाङ"], &["Gita Tamang"], &["Sita Lama"], &["Ram Bahadur Thapa"]]);
    for text in ["Sita Tamang", "Seeta Taamang", "सिता तामाङ", "सीता तामाङ", "tamang sita", "sita tam", "Tamag Sita"]
    {
        assert_eq!(found(&index, text).first(), Some(&1), "{text}");
    }
    assert_eq!(found(&index, "Sita Tamang"), [1], "every word has to fit");
    assert_eq!(found(&index, "tamang"), [1, 2]);
    assert_eq!(found(&index, "thapa ram"), [4]);
    assert_eq!(found(&index, "Ram Bahadur Tapa Magar"), [4], "of more than two words one may fit nothing");
    assert!(found(&index, "Ram Magar").is_empty());
    assert!(found(&index, "").is_empty() && found(&index, "?!").is_empty());
    assert!(index.find("Sita", 0).is_empty());
    assert_eq!(index.find("tamang", 1).len(), 1);
}

#[test]
fn letters_typed_so_far_find_what_begins_with_them() {
    let index = index(&[&["Bishnumaya Gurung"], &["Bishal Gurung"], &["Maya Gurung"]]);
    assert_eq!(found(&index, "bish").len(), 2);
    assert_eq!(found(&index, "bishnu gu"), [1]);
    assert_eq!(found(&index, "विष्णु"), [1]);
    assert_eq!(found(&index, "m"), [3]);
    assert_eq!(found(&index, "Maya Gurung").first(), Some(&3), "a whole word before a beginning");
}

#[test]
fn words_written_together_or_apart_are_the_same() {
    let index = index(&[&["Phulmaya Rai"], &["Ram Bahadur Rai"], &["फूल माया राई"]]);
    assert_eq!(found(&index, "Phul Maya Rai"), [1, 3]);
    assert_eq!(found(&index, "Phulmaya Rai"), [1, 3]);
    assert_eq!(found(&index, "Rambahadur Rai"), [2]);
}

#[test]
fn better_fits_come_first() {
    let index = index(&[&["Sita Kumari Tamang"], &["Sita Tamang"], &["Smita Tamang"], &["Sitaram Tamang"]]);
    let found = index.find("Sita Tamang", 10);
    assert_eq!(found[0], Found { id: id(2), score: 1.0 });
    assert_eq!(found[1].id, id(1));
    assert!(found.is_sorted_by(|a, b| a.score >= b.score));
}

#[test]
fn new_names_replace_old_ones_and_removal_is_complete() {
    let mut index = index(&[&["Sita Tamang"], &["Gita Lama"], &["Hari Thapa"]]);
    index.insert_code(id(1), "9841000001");
    index.insert(id(1), &["Mina Rai"]);
    assert!(found(&index, "Sita").is_empty());
    assert_eq!(found(&index, "Mina"), [1]);
    assert_eq!(index.find_code("9841000001"), [id(1)], "codes stay when names change");
    index.remove(id(1));
    index.remove(id(99));
    assert!(found(&index, "Mina").is_empty() && index.find_code("9841000001").is_empty());
    assert_eq!((found(&index, "Hari"), found(&index, "Gita"), index.len()), (vec![3], vec![2], 2));
    index.insert(id(4), &["Kamal Rai"]);
    assert_eq!(index.words.len(), 6, "words of the removed are forgotten");
    index.insert(id(4), &[]);
    assert!(found(&index, "Kamal").is_empty());
}

#[test]
fn codes_and_telephone_numbers_are_found_exactly() {
    let mut index = index(&[&["Sita Tamang"]]);
    index.insert_code(id(1), "+977 984-1234567");
    index.insert_code(id(2), "CHA-000042-7");
    index.insert_code(id(2), "CHA-000042-7");
    index.insert_code(id(3), "06 12 34 56 78");
    index.insert_code(id(4), "--");
    for text in ["9841234567", "00977 9841234567", "०९८४१२३४५६७", "(984) 123.45.67"] {
        assert_eq!(index.find_code(text), [id(1)], "{text}");
        assert_eq!(found(&index, text), [1], "{text}");
    }
    assert_eq!(index.find_code("cha 000042 7"), [id(2)]);
    index.remove_codes(id(1));
    index.insert_code(id(1), "9800000001");
    assert!(index.find_code("9841234567").is_empty(), "a number that changed");
    assert_eq!((index.find_code("9800000001"), found(&index, "Sita")), (&[id(1)][..], vec![1]));
    assert_eq!(index.find_code("+33 6 12 34 56 78"), [id(3)]);
    assert!(index.find_code("984123456").is_empty() && index.find_code("CHA-000042").is_empty());
    assert!(index.find_code("").is_empty() && index.find_code("--").is_empty());
}

#[test]
fn debug_text_holds_no_name_and_no_code() {
    let mut index = index(&[&["Sita Tamang"]]);
    index.insert_code(id(1), "9841234567");
    assert_eq!(format!("{index:?}"), "NameIndex { people: 1, words: 2, .. }");
}

#[test]
fn endless_names_and_queries_are_cut() {
    let mut index = NameIndex::new();
    let long = "sitamaya ".repeat(100_000);
    let many: Vec<String> = (0..500).map(|n| format!("{}ma", "kagata".repeat(n % 7) + &"ni".repeat(n % 50))).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    index.insert(id(1), &[&long, &"x".repeat(1_000_000), "Ćłøđß 李小龍 Иван محمد ᚠ \u{301}\u{301}"]);
    index.insert(id(2), &many);
    assert!(index.people.iter().all(|person| person.words.len() <= super::WORDS_OF_A_PERSON));
    assert_eq!(found(&index, &long), [1]);
    assert_eq!(found(&index, "Иван"), [1], "other scripts are found too");
    index.insert_code(id(1), &"9".repeat(1_000_000));
}

/// Numbers from a seed, the same on every machine.
struct Seeded(u64);

impl Seeded {
    /// One below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    /// One of these.
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A word built like a Nepali name.
    fn word(&mut self) -> String {
        const ONSETS: [&str; 30] = [
            "s", "r", "m", "k", "b", "p", "d", "n", "t", "g", "l", "h", "j", "sh", "bh", "ch", "dh", "th", "kh", "pr",
            "kr", "v", "y", "chh", "gh", "ph", "sr", "tr", "jh", "",
        ];
        const VOWELS: [&str; 9] = ["a", "a", "a", "i", "i", "u", "e", "o", "ai"];
        const CODAS: [&str; 10] = ["", "", "", "", "n", "r", "l", "sh", "ng", "m"];
        let mut word = String::new();
        for _ in 0..2 + self.below(2) {
            word += self.one(&ONSETS);
            word += self.one(&VOWELS);
            word += self.one(&CODAS);
        }
        word
    }
}

/// The groups of the list: Devanagari forms and Latin spellings of one name.
fn groups() -> Vec<(Vec<&'static str>, Vec<&'static str>)> {
    let lines = include_str!("variants.tsv").lines().filter(|line| !line.starts_with('#'));
    let group = |line: &'static str| {
        let (nepali, latin) = line.split_once('\t')?;
        Some((nepali.split('|').collect(), latin.split_whitespace().collect()))
    };
    lines.filter_map(group).collect()
}

/// Of every name of the list one person bears the commonest Latin spelling; the other spellings must find her among
/// the first ten of 2,000 others, most with invented names, the rest with a name of the list in which one consonant is
/// another.
#[test]
fn nine_of_ten_spellings_and_more_find_the_person_among_the_first_ten() {
    let mut random = Seeded(1);
    let mut index = NameIndex::new();
    let groups = groups();
    for (number, (_, latin)) in (0..).zip(&groups) {
        index.insert(id(number), &[&format!("{} {}", latin[0], random.word())]);
    }
    for number in 10_000..12_500 {
        let name = if number % 5 == 0 {
            let model = groups[random.below(groups.len())].1[0].to_lowercase();
            let consonants: Vec<usize> =
                model.char_indices().filter(|(_, c)| !"aeiou".contains(*c)).map(|c| c.0).collect();
            let at = consonants[random.below(consonants.len())];
            format!(
                "{}{}{}",
                &model[..at],
                random.one(&["b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t"]),
                &model[at + 1..]
            )
        } else {
            random.word()
        };
        index.insert(id(number), &[&format!("{name} {}", random.word())]);
    }
    let mut counts = BTreeMap::from([("latin", (0, 0, 0)), ("nepali", (0, 0, 0))]);
    for (number, (nepali, latin)) in (0u128..).zip(&groups) {
        let queries = latin[1..].iter().map(|text| ("latin", text)).chain(nepali.iter().map(|text| ("nepali", text)));
        for (script, text) in queries {
            let rank = found(&index, text).iter().position(|&id| id == number);
            let count = counts.entry(script).or_default();
            count.0 += 1;
            count.1 += usize::from(rank == Some(0));
            count.2 += usize::from(rank.is_some());
        }
    }
    println!("script: (queries, first, among ten) {counts:?}");
    for (script, least) in [("latin", 95), ("nepali", 97)] {
        let (queries, _, ten) = counts[script];
        assert!(queries > 100 && ten * 100 >= queries * least, "{script}: {ten} of {queries}");
    }
}

/// 20,000 people with two or three names each, in both scripts or spellings.
fn crowd() -> NameIndex {
    let mut random = Seeded(2);
    let given: Vec<String> = (0..4_000).map(|_| random.word()).collect();
    let family: Vec<String> = (0..1_500).map(|_| random.word()).collect();
    let mut index = NameIndex::new();
    for number in 0..20_000 {
        let (own, house) = (&given[random.below(given.len())], &family[random.below(family.len())]);
        let mut names = vec![format!("{own} {house}"), format!("{own} {} {house}", given[random.below(given.len())])];
        if number % 2 == 0 {
            // A nickname nobody else has.
            names.push(format!("{}{}", random.word(), random.word()));
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        index.insert(id(number), &names);
    }
    index
}

#[test]
fn a_person_costs_at_most_400_bytes_and_a_search_5_milliseconds() {
    let index = crowd();
    println!("{} bytes a person, {index:?}", index.bytes_per_person());
    assert!(index.bytes_per_person() <= 400);
    let mut random = Seeded(3);
    let mut queries: Vec<String> = (0..30).map(|_| format!("{} {}", random.word(), random.word())).collect();
    queries.extend(["s", "ma", "ra sha", "Bishnu Maya Tamang", "सिता तामाङ"].map(str::to_owned));
    // The best of five rounds: what the machine does besides is not the index's time.
    let round = || {
        let start = std::time::Instant::now();
        let found: usize = queries.iter().map(|query| index.find(query, 20).len()).sum();
        (start.elapsed() / 35, found)
    };
    let rounds = if cfg!(debug_assertions) { 1 } else { 5 };
    let (each, found) = (0..rounds).map(|_| round()).min().unwrap();
    println!("{each:?} a search, {found} found");
    if cfg!(debug_assertions) {
        println!("The time of a search is held to 5 ms in a release build only; that was not part of this run.");
    } else {
        assert!(each.as_micros() <= 5_000, "{each:?}");
    }
}

/// What may happen to an index.
#[derive(Clone, Debug)]
enum Step {
    Insert(u128, Vec<&'static str>),
    Remove(u128),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let name = prop::sample::select(vec!["Sita Tamang", "Gita Lama", "हरि थापा", "Kamal Rai", "Mina Thapa Magar"]);
    let insert = (0..6u128, prop::collection::vec(name, 0..3)).prop_map(|(id, names)| Step::Insert(id, names));
    prop::collection::vec(prop_oneof![3 => insert, 1 => (0..6u128).prop_map(Step::Remove)], 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default()
    })]

    /// However it came about, the index finds what one made afresh of the same names finds.
    #[test]
    fn an_index_is_the_sum_of_its_last_names(steps in steps()) {
        let (mut index, mut names) = (NameIndex::new(), BTreeMap::new());
        for step in steps {
            match step {
                Step::Insert(number, texts) => {
                    index.insert(id(number), &texts);
                    names.insert(number, texts);
                }
                Step::Remove(number) => {
                    index.remove(id(number));
                    names.remove(&number);
                }
            }
        }
        let mut fresh = NameIndex::new();
        for (&number, texts) in &names {
            fresh.insert(id(number), texts);
        }
        prop_assert_eq!((index.len(), index.words.len()), (fresh.len(), fresh.words.len()));
        for text in ["Sita", "Tamang", "thapa", "Hari Thapa", "कमल", "ma"] {
            prop_assert_eq!(index.find(text, 10), fresh.find(text, 10));
        }
    }

    /// What is ruled out by its consonants alone would not have been similar either.
    #[test]
    fn a_glance_at_the_consonants_rules_nothing_out_that_is_similar(query in "[a-z]{1,12}", word in "[a-z]{1,12}") {
        let (query, word) = (words(&query)[0], words(&word)[0]);
        let bounds = Bounds::new(query.symbols());
        let differ = |a: &Sounds, b: &Sounds| (a.mask() & !b.mask() & strong_consonants()).count_ones();
        let glance = bounds.with(differ(&query, &word), differ(&word, &query));
        let full = similarity(query.symbols(), bounds, word.symbols());
        prop_assert_eq!(glance.map_or(0, |bounds| similarity(query.symbols(), bounds, word.symbols())), full);
    }

    #[test]
    fn no_text_makes_it_panic_and_every_word_finds_itself(name in "\\PC{0,30}", text in "\\PC{0,30}") {
        let mut index = NameIndex::new();
        index.insert(id(1), &[&name]);
        index.insert_code(id(1), &name);
        index.find(&text, 5);
        index.find_code(&text);
        let known = !words(&name).is_empty();
        prop_assert!(!known || words(&name).len() > 6 || index.find(&name, 5).iter().any(|found| found.id == id(1)));
    }
}
