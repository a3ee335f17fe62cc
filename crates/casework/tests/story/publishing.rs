//! The story of a page: made from a file, published, corrected while it stays up, taken down.

use crate::office::{Here, changes, on_both};
use casework::accounts;
use casework::publish::{self, PUBLISHED};
use casework::record::{self, Wanted};
use serde_json::{Value, json};
use uuid::Uuid;

const HELP: &str = r"
slug: {en: get-help, fr: aide}
section: help
menu: 'yes'
order: 10
title: {en: Get help, fr: Aide}
lead: {en: Call., fr: Appelez.}
blocks:
  - {type: text, heading: {en: First, fr: Premier}, body: {en: 'See [more](page:more).', fr: 'Voir [plus](page:more).'}}
  - {type: text, body: {en: Second, fr: Second}}
  - type: links
    links: [{page: more, note: {en: A line, fr: Une ligne}}]
";
const MORE: &str = r"
slug: {en: know-more, fr: en-savoir-plus}
section: help
menu: 'no'
order: 20
parent: help
title: {en: More, fr: Plus}
lead: {en: More., fr: Plus.}
blocks: [{type: help, countries: [np, fr]}]
";

fn files() -> Vec<(String, String)> {
    vec![("help".into(), HELP.into()), ("more".into(), MORE.into())]
}

fn starters(files: &[(String, String)]) -> casework::Result<Vec<publish::Starter>> {
    let (mut pages, mut rows) = (0, 100);
    let next = |count: &mut u128| {
        *count += 1;
        Uuid::from_u128(*count)
    };
    publish::starters(files, &mut || next(&mut pages), &mut || next(&mut rows))
}

fn save(here: &Here, id: Uuid, answers: Value, stage: &str) {
    let actor = accounts::system(&here.office, 1).unwrap();
    let base = record::open(&here.office, &actor, id).map_or(0, |view| view.version);
    let stage = Some(stage.to_owned());
    let wanted = Wanted { id, kind: "page".into(), base, changes: changes(answers), stage, ..Wanted::default() };
    record::save(&here.office, &actor, &wanted).unwrap();
}

fn seeded(here: &Here) -> Uuid {
    for page in starters(&files()).unwrap() {
        save(here, page.id, json!(page.answers), PUBLISHED);
    }
    Uuid::from_u128(1)
}

/// Language and title of what visitors read of a page.
fn read(here: &Here, id: Uuid) -> Vec<(String, String)> {
    let visitor = accounts::public(&here.office, 1).unwrap();
    let all = publish::all(&here.office, &visitor).unwrap();
    let mut titles: Vec<_> = all.into_iter().filter(|p| p.record == id).map(|p| (p.language, p.title)).collect();
    titles.sort();
    titles
}

#[test]
fn a_page_is_frozen_in_each_language() {
    on_both(|here| {
        let help = seeded(&here);
        let visitor = accounts::public(&here.office, 1).unwrap();
        let all = publish::all(&here.office, &visitor).unwrap();
        assert_eq!(all.len(), 4);
        let french = all.iter().find(|page| page.record == help && page.language == "fr").unwrap();
        assert_eq!(french.slug, "aide");
        let texts: Vec<&Value> =
            french.body.iter().filter(|(path, _)| path.ends_with("/body")).map(|(_, v)| v).collect();
        assert_eq!(
            texts,
            ["Voir [plus](page:en-savoir-plus).", "Second"],
            "rows keep their order, links their language"
        );
        let (_, linked) = french.body.iter().find(|(path, _)| path.ends_with("/page")).unwrap();
        assert_eq!(linked, &json!(Uuid::from_u128(2)));
        let partner = accounts::public(&here.office, 2).unwrap();
        assert!(publish::all(&here.office, &partner).unwrap().is_empty(), "another tenant has its own pages");
    });
}

#[test]
fn a_page_stays_as_it_was_while_it_is_corrected() {
    on_both(|here| {
        let help = seeded(&here);
        let visitor = accounts::public(&here.office, 1).unwrap();
        let before = publish::stamp(&here.office, &visitor).unwrap();
        save(&here, help, json!({}), "draft");
        save(&here, help, json!({"title": {"en": {"text": "Call now", "state": "reviewed"}}}), "draft");
        assert_eq!(read(&here, help), [("en".into(), "Get help".into()), ("fr".into(), "Aide".into())]);
        assert_eq!(publish::stamp(&here.office, &visitor).unwrap(), before);

        save(&here, help, json!({}), PUBLISHED);
        assert_eq!(read(&here, help), [("en".into(), "Call now".into())], "a language that the page lost is gone");
        assert_ne!(publish::stamp(&here.office, &visitor).unwrap(), before);
    });
}

#[test]
fn an_archived_page_is_taken_down() {
    on_both(|here| {
        let help = seeded(&here);
        let visitor = accounts::public(&here.office, 1).unwrap();
        assert!(publish::withdrawn(&here.office, &visitor).unwrap().is_empty());
        save(&here, help, json!({}), "archived");
        assert!(read(&here, help).is_empty());
        assert_eq!(publish::stamp(&here.office, &visitor).unwrap().pages, 2, "the other page stays");

        let address = |language: &str, slug: &str| (language.to_owned(), slug.to_owned());
        let gone = [address("en", "get-help"), address("fr", "aide")];
        assert_eq!(publish::withdrawn(&here.office, &visitor).unwrap(), gone.into(), "its addresses stay known");
        let never = Uuid::from_u128(3);
        let texts = json!({"en": {"text": "never", "state": "reviewed"}});
        let page = json!({"slug": texts, "title": texts, "lead": texts, "section": "help", "menu": "no", "order": 1});
        save(&here, never, page, "draft");
        save(&here, never, json!({}), "archived");
        assert_eq!(publish::withdrawn(&here.office, &visitor).unwrap().len(), 2, "nobody could read the third");
        let partner = accounts::public(&here.office, 2).unwrap();
        assert!(publish::withdrawn(&here.office, &partner).unwrap().is_empty());
    });
}

#[test]
fn every_publishing_and_withdrawal_moves_the_head_and_the_stamp() {
    on_both(|here| {
        let help = seeded(&here);
        let visitor = accounts::public(&here.office, 1).unwrap();
        let mut seen = Vec::new();
        let mut look = || {
            let head = publish::head(&here.office, &visitor).unwrap();
            assert!(publish::head_at_once(&here.office, &visitor).is_none_or(|glanced| glanced == head));
            let now = (head, publish::stamp(&here.office, &visitor).unwrap());
            assert!(seen.iter().all(|(head, stamp)| *head < now.0 && *stamp != now.1), "{now:?} after {seen:?}");
            seen.push(now);
        };
        look();
        save(&here, help, json!({}), "archived");
        look();
        save(&here, help, json!({}), "draft");
        save(&here, help, json!({}), PUBLISHED);
        look();
        save(&here, help, json!({}), "draft");
        save(&here, help, json!({}), PUBLISHED);
        look();
    });
}

#[test]
fn a_file_that_does_not_fit_is_named() {
    let said = |name: &str, text: &str| {
        let mut all = files();
        all.push((name.into(), text.into()));
        starters(&all).unwrap_err().to_string()
    };
    assert!(said("broken", "slug: [").contains("site/content/broken.yaml"));
    assert_eq!(said("a", "parent: nobody"), "site/content/a.yaml: nobody: no file describes that page");
    assert!(said("b", "lead: {en: 'x [y](page:gone)'}").contains("gone: no file describes that page"));
    assert_eq!(said("c", "lead: {ne: 'x [y](page:help)'}"), "site/content/c.yaml: help has no address in ne");
    assert_eq!(said("d", "lead: {en: 'x [y](page:help'}"), "site/content/d.yaml: a link has no closing bracket");
    assert_eq!(said("e", "lead: {en: 3}"), "site/content/e.yaml: a text in en is no text");
}
