//! What holds for any answers and any texts.

use crate::answers::env;
use crate::form::{kind, mission};
use crate::generate::{Dice, answers};
use forms::answers::{Answers, apply, diff, facets, read_json, recompute, split_by_compartment, terms, validate};
use forms::expr::{Expression, MAX_NESTING, NoHost, Value};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 96, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() }
}

/// The bytes that are stored of answers.
fn stored(answers: &Answers) -> String {
    serde_json::to_string(answers).expect("answers are JSON")
}

proptest! {
    #![proptest_config(config())]

    /// Filling in a form in any order gives the same bytes; working it out again changes nothing; what is worked out
    /// is stored as it would be read, and has no error of type.
    #[test]
    fn order_does_not_matter(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let (given, _) = answers(&mut dice);
        let (kind, mission) = (kind(), mission());
        env(|env| {
            let whole = read_json(&kind, &mission, &given, env).unwrap();
            let mut straight = whole.clone();
            recompute(&kind, &mission, &mut straight, env);

            let mut left: Vec<_> = whole.iter().collect();
            let mut shuffled = Answers::new();
            while !left.is_empty() {
                let (path, json) = left.swap_remove(dice.below(left.len()));
                apply(&mut shuffled, &[(path.clone(), Some(json.clone()))].into());
            }
            recompute(&kind, &mission, &mut shuffled, env);
            prop_assert_eq!(stored(&straight), stored(&shuffled));

            let again = recompute(&kind, &mission, &mut shuffled, env);
            prop_assert_eq!(stored(&straight), stored(&shuffled));
            prop_assert!(again.changed.is_empty());

            let read = read_json(&kind, &mission, &straight.clone().into_iter().collect(), env).unwrap();
            prop_assert_eq!(stored(&read), stored(&straight));
            let errors = validate(&kind, &mission, &straight, env);
            prop_assert!(errors.iter().all(|error| !matches!(error.code.key(), "type" | "unknown_field")), "{:?}", errors);
            Ok(())
        })?;
    }

    /// A difference makes one of the other; compartments hold every answer once; nothing sealed is indexed.
    #[test]
    fn parts_make_the_whole(one in any::<u64>(), two in any::<u64>()) {
        let of = |seed| answers(&mut Dice(seed)).0.into_iter().collect::<Answers>();
        let (old, new, kind) = (of(one), of(two), kind());
        let mut made = old.clone();
        apply(&mut made, &diff(&old, &new));
        prop_assert_eq!(&made, &new);
        let parts = split_by_compartment(&kind, &new);
        let together: Answers = parts.values().flatten().map(|(path, json)| (path.clone(), json.clone())).collect();
        prop_assert_eq!(parts.values().map(Answers::len).sum::<usize>(), new.len());
        prop_assert_eq!(&together, &new);
        let open = parts.get(&forms::Compartment::Open).cloned().unwrap_or_default();
        prop_assert_eq!(facets(&kind, &new), facets(&kind, &open));
        prop_assert_eq!(terms(&kind, &new), terms(&kind, &open));
    }

    /// Any text is read or refused at a column within it, in bounded time and stack.
    #[test]
    fn any_text_is_read_or_refused(text in "[-+*/=<>()',.${}a-c0-9 \\\\\\[‘’é]{0,60}") {
        match Expression::parse_noting(&text) {
            Ok((expression, _)) => {
                let answers = Answers::new();
                env(|env| drop(expression.eval(&forms::answers::AnswersView::new(&kind(), &mission(), &answers, env).context(""))));
            }
            Err(error) => {
                let end = text.chars().count() + 1;
                prop_assert!((1..=end).contains(&usize::try_from(error.column).unwrap()), "{}", error);
            }
        }
    }

    /// Any pattern is matched or refused.
    #[test]
    fn any_pattern_is_matched_or_refused(pattern in "[-a-c0-9()|*+?{},^$.\\\\\\[\\]dDwWsSu&]{0,24}", text in "[a-c0-9 ]{0,8}") {
        let expression = Expression::parse("regex(., ${pattern})").unwrap();
        env(|env| {
            let answers = crate::cases::Flat([("pattern".to_owned(), Value::Text(pattern))].into());
            let context = forms::expr::Context { answers: &answers, row: "", current: Value::Text(text), columns: None, env };
            drop(expression.eval(&context));
        });
    }
}

/// The deepest tree that is read is also evaluated, on the stack of an ordinary thread.
#[test]
fn the_deepest_tree_is_evaluated() {
    let open = "if(1 or 1 and 1 = 1 < 1 + 1 * ";
    let deep = format!("{}1{}", open.repeat(MAX_NESTING), ", 1, 1)".repeat(MAX_NESTING));
    let long = vec!["1"; 8000].join(" + ");
    let answers = Answers::new();
    env(|env| {
        let env = &forms::expr::Env { host: &NoHost, ..env.clone() };
        let (kind, mission) = (kind(), mission());
        let view = forms::answers::AnswersView::new(&kind, &mission, &answers, env);
        let value = |source: &str| Expression::parse(source).unwrap().eval(&view.context("")).unwrap();
        assert_eq!(value(&deep), Value::Number(1.0));
        assert_eq!(value(&long), Value::Number(8000.0));
        let nested = format!("{}'ab'{}", "concat(".repeat(40), ", 'x')".repeat(40));
        assert_eq!(value(&nested).text().len(), 42);
    });
    let doubled = (0..25).fold("'abcdefgh'".to_owned(), |text, _| format!("concat({text}, {text})"));
    assert!(Expression::parse(&doubled).is_err(), "a text that doubles is refused by its length");
}
