//! Functions on numbers.

use super::calls::flat;
use super::text_calls::words;
use super::{Context, Value, number};

/// Metres from the middle of the earth to its equator, as Enketo and Collect have it.
const EARTH: f64 = 6_378_100.0;

/// The value of a function on numbers; nothing when `name` is none.
pub(super) fn call(name: &str, values: &[Value], context: &Context) -> Option<Value> {
    let zone = &context.env.zone;
    let at = |place: usize| values.get(place).map_or(f64::NAN, |value| value.number(zone));
    let answered = || flat(values).filter(|value| !value.is_blank()).map(|value| value.number(zone));
    let x = at(0);
    Some(Value::Number(match name {
        "number" => x,
        "int" => x.trunc(),
        "round" => number::round(x, if values.len() > 1 { at(1) } else { 0.0 }),
        "floor" => x.floor(),
        "ceiling" => x.ceil(),
        "abs" => x.abs(),
        "pow" => power(x, at(1)),
        "exp" => x.exp(),
        "exp10" => power(10.0, x),
        "log" => x.ln(),
        "log10" => x.log10(),
        "sqrt" => x.sqrt(),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "asin" => x.asin(),
        "acos" => x.acos(),
        "atan" => x.atan(),
        "atan2" => x.atan2(at(1)),
        "pi" => std::f64::consts::PI,
        "sum" => answered().fold(0.0, |sum, next| sum + next),
        "min" => answered().reduce(|a, b| if a.is_nan() || a < b { a } else { b }).unwrap_or(f64::NAN),
        "max" => answered().reduce(|a, b| if a.is_nan() || a > b { a } else { b }).unwrap_or(f64::NAN),
        "distance" => distance(flat(values)),
        "checklist" => return Some(checklist(values, zone)),
        "weighted-checklist" => return Some(weighted_checklist(values, zone)),
        _ => return None,
    }))
}

/// A power; NaN where a part is. Mathematics libraries differ in `1` to infinity and in the last digit of whole powers,
/// so the first is NaN, and the second is multiplied out by squares, in the same order as in the browser.
fn power(base: f64, exponent: f64) -> f64 {
    if base.is_nan() || exponent.is_nan() || (base.abs() == 1.0 && exponent.is_infinite()) {
        return f64::NAN;
    }
    if exponent.fract() != 0.0 || exponent.abs() > 1024.0 {
        return base.powf(exponent);
    }
    let (mut rest, mut square, mut product) = (exponent.abs(), base, 1.0);
    while rest > 0.0 {
        if rest % 2.0 == 1.0 {
            product *= square;
        }
        square *= square;
        rest = (rest / 2.0).floor();
    }
    if exponent < 0.0 { 1.0 / product } else { product }
}

/// Whether as many of the conditions are true as the first two numbers say; -1 is no limit.
fn checklist(values: &[Value], zone: &jiff::tz::TimeZone) -> Value {
    let truths = flat(&values[2..]).filter(|value| value.truth()).count();
    between(super::value::count(truths), values, zone)
}

/// As `checklist`, each condition followed by what it counts.
fn weighted_checklist(values: &[Value], zone: &jiff::tz::TimeZone) -> Value {
    let items: Vec<&Value> = flat(&values[2..]).collect();
    let weight = |pair: &[&Value]| if pair[0].truth() { pair[1].number(zone) } else { 0.0 };
    between(items.chunks_exact(2).map(weight).fold(0.0, |sum, next| sum + next), values, zone)
}

fn between(sum: f64, limits: &[Value], zone: &jiff::tz::TimeZone) -> Value {
    let (least, most) = (limits[0].number(zone), limits[1].number(zone));
    Value::Boolean((least == -1.0 || sum >= least) && (most == -1.0 || sum <= most))
}

/// Metres along the points of the texts, each `latitude longitude …`, with `;` between points of one text.
fn distance<'a>(values: impl Iterator<Item = &'a Value>) -> f64 {
    let mut before: Option<(f64, f64)> = None;
    let mut sum = 0.0;
    for value in values {
        let text = value.text();
        for point in text.split(';').filter(|point| words(point).next().is_some()) {
            let mut parts = words(point).map(number::from_text);
            let here = (parts.next().unwrap_or(f64::NAN), parts.next().unwrap_or(f64::NAN));
            sum += before.map_or(0.0, |there| apart(there, here));
            before = Some(here);
        }
    }
    sum
}

/// Metres between two points on a sphere, by the haversine formula.
fn apart(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (low, high) = (from.0.to_radians(), to.0.to_radians());
    let (up, along) = ((high - low) / 2.0, (to.1 - from.1).to_radians() / 2.0);
    let part = up.sin().powi(2) + low.cos() * high.cos() * along.sin().powi(2);
    2.0 * EARTH * part.sqrt().clamp(0.0, 1.0).asin()
}
