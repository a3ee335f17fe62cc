//! The walk over all routes: for each, everyone who may ask, and what there is, is not open, and is not there. What is
//! answered is said in three sentences: who is not signed in is sent to sign in, or told 401, also where nothing is;
//! what is not visible is answered as what is not there, to the byte; what is visible and not allowed is refused with
//! the name of the right. Nothing is changed by a refusal or by looking.
//!
//! Whoever adds a route adds its line to `samples.rs`.

mod asks;
mod samples;
mod state;
mod world;

use crate::office::Answer;
use asks::{Asker, compared, filled, route_of};
use samples::{SAMPLES, SEATS, Sample};
use state::{stored, tables};
use std::collections::BTreeSet;
use store::Store;
use web::{Door, ROUTES, Route};
use world::{ABSENT, FIXED, Part, There, World};

const DOORS: [Door; 5] = [Door::Public, Door::SignIn, Door::Desk, Door::StepUp, Door::Api];

fn world_at(url: &str) -> World {
    let (clock, time) = store::testing::clock();
    World::new(Store::open(url, clock).unwrap(), time)
}

fn on_sqlite(walk: impl Fn(&World)) {
    let folder = store::testing::Folder::new();
    walk(&world_at(&folder.url()));
}

#[test]
fn every_route_has_a_sample() {
    let known: BTreeSet<String> = SAMPLES.iter().map(|sample| route_of(sample)).map(name).collect();
    let missing: Vec<String> = ROUTES.iter().map(name).filter(|name| !known.contains(name)).collect();
    assert!(missing.is_empty(), "no line in tests/desk/walk/samples.rs for {missing:?}");
}

fn name(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

#[test]
fn everyone_finds_what_is_hers_and_nothing_else() {
    on_sqlite(walk);
}

#[test]
fn the_same_holds_on_the_other_engine() {
    let databases = store::testing::Databases::new();
    walk(&world_at(&databases.urls()[1]));
}

fn walk(world: &World) {
    let tables = tables();
    let mut faults = Vec::new();
    for door in DOORS {
        for who in &world.askers(door) {
            let mut before = stored(&world.desk, &tables);
            for sample in SAMPLES.iter().filter(|sample| route_of(sample).door == door) {
                visit(world, who, sample, &mut faults);
                let after = stored(&world.desk, &tables);
                if before != after {
                    faults.push(format!("{} changed something for {}", sample.route, who.name));
                }
                before = after;
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// All that someone is refused of a route, and what she may look at.
fn visit(world: &World, who: &Asker<'_>, sample: &Sample, faults: &mut Vec<String>) {
    let route = route_of(sample);
    let looks = route.method == "GET";
    for way in ways(world, sample) {
        let (path, sent) = filled(sample, &way.values);
        let open = way.is_open_to(who.name);
        if open && (!way.first || sample.by.contains(&who.name)) {
            let answer = looks.then(|| world.ask(who, route, &path, ""));
            if let Some(answer) = answer.filter(|answer| way.first && answer.status != sample.gives) {
                faults.push(format!("GET {path} as {} is to give {}: {}", who.name, sample.gives, said(&answer)));
            }
            continue;
        }
        let right = sample.but.iter().find(|(name, _)| open && *name == who.name).map(|(_, right)| *right);
        let bodies =
            if looks || sent.is_empty() || way.names_hidden(who.name) { vec![sent.as_str()] } else { vec![&sent, ""] };
        for body in bodies {
            let answer = world.ask(who, route, &path, body);
            let wrong = match right {
                Some(right) if !body.is_empty() || looks => {
                    (answer.status != 403 || !answer.body.contains(right)).then(|| format!("403 with {right}"))
                }
                Some(_) => (![400, 403].contains(&answer.status)).then(|| "400 or 403".to_owned()),
                None if way.names_hidden(who.name) || body != sent => {
                    let absent = filled(sample, &way.naming_nothing(who.name));
                    let nothing = world.ask(who, route, &absent.0, if body == sent { &absent.1 } else { body });
                    let same = answer.status >= 400 && compared(&answer) == compared(&nothing);
                    (!same).then(|| format!("what is given where nothing is named ({})", said(&nothing)))
                }
                None => {
                    let nothing = world.ask(who, route, &nowhere(route), body);
                    let same = answer.status == 404 && compared(&answer) == compared(&nothing);
                    (!same).then(|| format!("what is given where nothing is ({})", said(&nothing)))
                }
            };
            if let Some(wanted) = wrong {
                let what = format!("{} {path} with {body:?} as {}", route.method, who.name);
                faults.push(format!("{what} is to give {wanted}: {}", said(&answer)));
            }
        }
    }
}

/// The status of an answer and what it begins by saying.
fn said(answer: &Answer) -> String {
    let main = answer.body.split_once("<main").map_or(answer.body.as_str(), |(_, main)| main);
    let text: String = main.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    let text = if main.contains('<') { text } else { main.to_owned() };
    format!(
        "{} {}",
        answer.status,
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect::<String>()
    )
}

/// An address at which nothing is, behind the same door.
fn nowhere(route: &Route) -> String {
    match route.door {
        Door::Desk | Door::StepUp => "/desk/absent".into(),
        Door::Api => "/api/v1/absent".into(),
        Door::Public | Door::SignIn => route.path.replace("{}", "absent"),
    }
}

#[test]
fn who_is_not_signed_in_is_told_so_wherever_she_asks() {
    on_sqlite(|world| {
        let ended = world.desk.sign_in("maya");
        ended.post("/desk/lock", "");
        let late = world.desk.sign_in("kiran");
        world.desk.pass(16);
        let (seat, token) = (world.desk.sign_in("maya"), &world.tokens["maya"]);
        let garbled = Asker { cookie: Some("1.00".into()), ..Asker::nobody() };
        let strangers = [
            Asker::nobody(),
            garbled,
            Asker::seated("nobody", &ended),
            Asker::seated("nobody", &late),
            Asker::bearing("nobody", token),
        ];
        let mut outside = vec![Asker::nobody(), Asker::bearing("nobody", "1.00"), Asker::seated("nobody", &seat)];
        let cut = &token[..token.len() - 1];
        outside.push(Asker::bearing("nobody", cut));
        let tables = tables();
        let before = stored(&world.desk, &tables);
        for sample in SAMPLES {
            let route = route_of(sample);
            let addresses = ways(world, sample).into_iter().map(|way| filled(sample, &way.values));
            for (path, body) in addresses.chain([(nowhere(route), String::new())]) {
                let what = format!("{} {path}", route.method);
                match route.door {
                    Door::Desk | Door::StepUp => {
                        // A form that comes too late is kept as a draft of hers: `write` tells that story.
                        let keeps = |who: &&Asker<'_>| who.cookie.as_ref() == Some(&late.cookie);
                        for who in strangers.iter().filter(|who| path != "/desk/write" || !keeps(who)) {
                            let answer = world.ask(who, route, &path, &body);
                            // Only an address of ours, with ids of records in it and nothing typed, leads back.
                            let back = ["/desk/sign-in".to_owned(), format!("/desk/sign-in?next={path}")];
                            assert_eq!(answer.status, 303, "{what}");
                            assert!(back.contains(&answer.location), "{what}: {}", answer.location);
                            if route.method == "GET" && path == route.path && path != "/desk/" {
                                assert_eq!(answer.location, back[1], "{what}");
                            }
                            assert!(answer.bytes.is_empty() && answer.cookie.is_empty(), "{what}");
                        }
                    }
                    Door::Api => {
                        let first = world.ask(&outside[0], route, &nowhere(route), "");
                        assert_eq!(first.status, 401);
                        for who in &outside {
                            assert_eq!(compared(&world.ask(who, route, &path, &body)), compared(&first), "{what}");
                        }
                    }
                    Door::Public | Door::SignIn => {}
                }
            }
        }
        assert_eq!(before, stored(&world.desk, &tables));
    });
}

#[test]
fn a_token_that_has_ended_opens_nothing() {
    on_sqlite(|world| {
        world.desk.pass(31 * 24 * 60);
        let route = route_of(SAMPLES.iter().find(|sample| sample.route.starts_with("GET /api/")).unwrap());
        let answer = world.ask(&Asker::bearing("nobody", &world.tokens["maya"]), route, route.path, "");
        assert_eq!(answer.status, 401);
    });
}

#[test]
fn public_pages_know_nobody() {
    on_sqlite(|world| {
        let maya = Asker { name: "nobody", ..Asker::seated("maya", &world.desk.sign_in("maya")) };
        for sample in SAMPLES.iter().filter(|sample| route_of(sample).door == Door::Public) {
            for way in ways(world, sample) {
                let (route, (path, _)) = (route_of(sample), filled(sample, &way.values));
                let stranger = world.ask(&Asker::nobody(), route, &path, "");
                assert_eq!(compared(&world.ask(&maya, route, &path, "")), compared(&stranger), "{path}");
            }
        }
    });
}

#[test]
fn nothing_is_taken_from_a_page_that_is_not_ours() {
    on_sqlite(|world| {
        let tables = tables();
        let elsewhere: [&[(&str, &str)]; 5] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")],
            &[("origin", "https://elsewhere.example"), ("host", "127.0.0.1:8080")],
            &[("origin", "null")],
        ];
        let posts = SAMPLES.iter().filter(|sample| !sample.route.starts_with("GET "));
        // The API knows no cookie, and what is posted to a public page changes nothing.
        for sample in posts.filter(|sample| ![Door::Api, Door::Public].contains(&route_of(sample).door)) {
            let (route, way) = (route_of(sample), ways(world, sample).remove(0));
            let (path, body) = filled(sample, &way.values);
            let (seat, name) = match sample.by[0] {
                "nobody" => (None, "nobody"),
                name => (Some(world.desk.sign_in(name)), name),
            };
            let asker = || seat.as_ref().map_or_else(Asker::nobody, |seat| Asker::seated(name, seat));
            let mut forged: Vec<Asker<'_>> =
                elsewhere.iter().map(|more| Asker { more: more.to_vec(), ..asker() }).collect();
            if seat.is_some() {
                forged.push(Asker { csrf: String::new(), ..asker() });
                forged.push(Asker { csrf: "0".repeat(32), ..asker() });
            }
            let before = stored(&world.desk, &tables);
            for who in &forged {
                let answer = world.ask(who, route, &path, &body);
                assert_eq!(answer.status, 403, "{} with {:?} and {:?}", sample.route, who.more, who.csrf);
            }
            assert_eq!(before, stored(&world.desk, &tables), "{} changed something", sample.route);
        }
    });
}

#[test]
fn a_head_is_answered_like_a_get_and_another_method_is_refused() {
    on_sqlite(|world| {
        let askers: Vec<(Door, Vec<Asker<'_>>)> = DOORS.map(|door| (door, world.askers(door))).into();
        for sample in SAMPLES.iter().filter(|sample| sample.route.starts_with("GET ")) {
            let (route, way) = (route_of(sample), ways(world, sample).remove(0));
            let (path, _) = filled(sample, &way.values);
            let (_, askers) = askers.iter().find(|(door, _)| *door == route.door).unwrap();
            let who = askers.iter().find(|who| who.name == sample.by[0]).unwrap();
            let head = world.ask_by("HEAD", who, route, &path, "");
            assert_eq!((head.status, head.bytes.len()), (sample.gives, 0), "HEAD {path}");
            let deleted = world.ask_by("DELETE", who, route, &path, "");
            let refused = [403, 405].contains(&deleted.status) || deleted.location.starts_with("/desk/sign-in");
            assert!(refused, "DELETE {path}: {}", deleted.status);
        }
    });
}

#[test]
fn the_password_is_asked_again_whatever_is_there() {
    on_sqlite(|world| {
        let askers = world.askers(Door::StepUp);
        world.desk.pass(6);
        let tables = tables();
        let before = stored(&world.desk, &tables);
        for sample in SAMPLES.iter().filter(|sample| route_of(sample).door == Door::StepUp) {
            for way in ways(world, sample) {
                let (path, body) = filled(sample, &way.values);
                for who in &askers {
                    let answer = world.ask(who, route_of(sample), &path, &body);
                    assert!(answer.status == 303 && answer.location.starts_with("/desk/again"), "{path}");
                }
            }
        }
        assert_eq!(before, stored(&world.desk, &tables));
    });
}

#[test]
fn who_may_does_it() {
    on_sqlite(|world| {
        for sample in SAMPLES.iter().filter(|sample| !sample.route.starts_with("GET ")) {
            let (route, way) = (route_of(sample), ways(world, sample).remove(0));
            let (path, body) = filled(sample, &way.values);
            let name = sample.by[0];
            let seat = (name != "nobody" && route.door != Door::Api).then(|| world.desk.sign_in(name));
            let who = match &seat {
                Some(seat) => Asker::seated(name, seat),
                None if name == "nobody" => Asker::nobody(),
                None => Asker::bearing(name, &world.tokens[name]),
            };
            let answer = world.ask(&who, route, &path, &body);
            assert_eq!(answer.status, sample.gives, "{} {path} as {name}: {}", route.method, said(&answer));
        }
    });
}

/// A way to fill in a sample.
struct Way {
    /// What is asked for by those who may.
    first: bool,
    values: Vec<String>,
    /// Who sees each value; nobody where it is not there.
    seen_by: Vec<&'static [&'static str]>,
    /// How many of them stand in the address; the others are sent.
    inside: usize,
}

impl Way {
    fn is_open_to(&self, name: &str) -> bool {
        self.seen_by.iter().all(|seen| seen.contains(&name))
    }

    /// True when the address is open to her and something that is sent is not.
    fn names_hidden(&self, name: &str) -> bool {
        !self.is_open_to(name) && self.seen_by[..self.inside].iter().all(|seen| seen.contains(&name))
    }

    /// The values with ids of nothing in the place of those that are sent and not open to her.
    fn naming_nothing(&self, name: &str) -> Vec<String> {
        let text = |(value, seen): (&String, &&[&str])| if seen.contains(&name) { value } else { ABSENT[0] }.to_owned();
        self.values.iter().zip(&self.seen_by).map(text).collect()
    }
}

/// What is asked for first, then each part in turn by what else there is and by what is not there.
fn ways(world: &World, sample: &Sample) -> Vec<Way> {
    let inside = route_of(sample).path.matches("{}").count();
    let first: Vec<&There> = sample.parts.iter().map(|part| &world.values[part][0]).collect();
    let seen = |part: &Part, there: &There| if FIXED.contains(part) { &SEATS[..] } else { there.seen_by };
    let with = |change: Option<(usize, &str, &'static [&'static str])>| {
        let mut way = Way {
            first: change.is_none(),
            values: first.iter().map(|there| there.text.clone()).collect(),
            seen_by: sample.parts.iter().zip(&first).map(|(part, there)| seen(part, there)).collect(),
            inside,
        };
        if let Some((at, text, seen_by)) = change {
            (way.values[at], way.seen_by[at]) = (text.to_owned(), seen_by);
        }
        way
    };
    let mut ways = vec![with(None)];
    for (at, part) in sample.parts.iter().enumerate().filter(|(_, part)| !FIXED.contains(part)) {
        ways.extend(world.values[part].iter().skip(1).map(|there| with(Some((at, &there.text, there.seen_by)))));
        let absent = if at < inside { &ABSENT[..] } else { &ABSENT[..1] };
        ways.extend(absent.iter().map(|text| with(Some((at, text, &[])))));
    }
    ways
}
