//! Places: a district, then one of its municipalities. Knowing only the district is an answer too.

use super::missing::{self, Choice};
use super::question::{self, Parts};
use super::{Form, Html, choice, labels};
use crate::say::Words;
use askama::Template;
use forms::Field;
use forms::mission::Place;
use serde_json::{Map, Value, json};

#[derive(Template)]
#[template(path = "form/place.html")]
struct Two<'a> {
    first: Html,
    first_id: String,
    second: Html,
    second_id: String,
    w: Words<'a>,
}

/// The question of a place.
pub fn draw(form: &Form<'_>, field: &Field, path: &str) -> Html {
    let (name, id) = (form.name(path), form.id(path));
    let stored = form.answers.get(path).and_then(Value::as_str).unwrap_or_default();
    let within = format!("{name}.within");
    let district = form.typed(&within).unwrap_or_else(|| district_of(form, stored));
    let mut districts: Vec<Choice> = offered(form, district, |place| place.level == "district");
    if form.may_lack(field) {
        districts.extend(missing::choices(form, path));
    }
    let units = offered(form, stored, |place| place.level == "local_unit" && place.within == district);
    let more = Html::made(" data-filter".into());
    let control = Html::of(&Two {
        first: choice::select(form, &within, format!("{id}-w"), "w20", more, districts),
        first_id: format!("{id}-w"),
        second: choice::select(form, &name, format!("{id}-u"), "w20", Html::new(), units),
        second_id: format!("{id}-u"),
        w: form.w,
    });
    let parts = Parts { kind: "place", several: true, note: String::new(), control, after: Html::new() };
    question::draw(form, field, path, &parts)
}

/// The district a place is, or lies in.
pub fn district_of<'a>(form: &Form<'a>, code: &'a str) -> &'a str {
    let places = &form.mission.places;
    let mut at = places.get(code);
    // A place lies at most a few levels deep; a table that goes in a circle ends here.
    for _ in 0..8 {
        match at {
            Some(place) if place.level == "district" => return &place.code,
            Some(place) => at = places.get(&place.within),
            None => break,
        }
    }
    ""
}

fn offered(form: &Form<'_>, chosen: &str, wanted: impl Fn(&Place) -> bool) -> Vec<Choice> {
    let mut found: Vec<(&str, Choice)> = form
        .mission
        .places
        .values()
        .filter(|place| wanted(place))
        .map(|place| {
            let (text, _) = labels::spoken(&place.label, form.language());
            let choice = Choice {
                code: place.code.clone(),
                label: Html::text(text),
                lang: labels::lang_attribute(&place.label, form.language()),
                hint: Html::new(),
                chosen: place.code == chosen,
                apart: false,
                gone: false,
            };
            (text, choice)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(b.0));
    found.into_iter().map(|(_, choice)| choice).collect()
}

/// The municipalities of each district, for the browser's part: `{district: [[code, name], …]}`.
pub fn units(form: &Form<'_>) -> Value {
    let mut districts: Map<String, Value> = Map::new();
    for place in form.mission.places.values().filter(|place| place.level == "local_unit") {
        let pair = json!([place.code, labels::spoken(&place.label, form.language()).0]);
        if let Value::Array(units) = districts.entry(place.within.clone()).or_insert_with(|| json!([])) {
            units.push(pair);
        }
    }
    Value::Object(districts)
}
