// Values of expressions and how one sort becomes another: the rules of crates/forms/src/expr, in the browser.
//
// A value is a string, a number, a boolean, an array (one value a row of a repeat), or an object with `sort`:
// {sort: "decimal", number, text}, {sort: "date", from, to, …} in days since 1970-01-01, {sort: "moment", ms, offset}.

export const DAY = 86_400_000;
const MAX_TEXT = 1024 * 1024;

/** Why an expression has no value. `code` is "not-here" when only the server can answer. */
export class EvalError extends Error {
  constructor(message, code = "error") {
    super(message);
    this.code = code;
  }
}

export const words = (text) => text.split(/[ \t\r\n]+/).filter(Boolean);
export const trim = (text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
export const flat = (values) => values.flat();

export function isBlank(value) {
  return value === "" || (Array.isArray(value) && value.every(isBlank));
}

export function textOf(value) {
  if (Array.isArray(value)) return value.length ? textOf(value[0]) : "";
  if (typeof value === "number") return numberText(value);
  if (value.sort === "decimal") return value.text;
  if (value.sort === "date") return dateText(value);
  if (value.sort === "moment") return momentText(value);
  return String(value);
}

/** A date is its days since 1970-01-01, a moment the same with the share of the day gone by in the site's zone. */
export function numberOf(value, env) {
  if (Array.isArray(value)) return value.length ? numberOf(value[0], env) : NaN;
  if (typeof value === "string") return parseNumber(value);
  if (value.sort === "decimal") return value.number;
  if (value.sort === "date") return value.from === value.to ? value.from : NaN;
  if (value.sort === "moment") return (value.ms + offsetAt(value.ms, env.zone) * 60_000) / DAY;
  return Number(value);
}

export function truthOf(value) {
  if (Array.isArray(value)) return value.length === 1 ? truthOf(value[0]) : value.some((one) => !isBlank(one));
  if (value.sort === "decimal") return truthOf(value.number);
  return typeof value === "number" ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}

/** Joins texts, within bounds. */
export function joined(values, separator) {
  const text = values.map(textOf).join(separator);
  if (new TextEncoder().encode(text).length > MAX_TEXT) throw new EvalError("the text it gives is too long");
  return text;
}

// Numbers

export function parseNumber(text) {
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(trim(text)) ? Number(trim(text)) : NaN;
}

/** The shortest text that reads back as the number, without an exponent. */
export function numberText(number) {
  if (number === 0) return "0";
  const text = String(Math.abs(number));
  const sign = number < 0 ? "-" : "";
  const parts = /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return sign + text;
  const digits = parts[1] + (parts[2] ?? "");
  const exponent = Number(parts[3]);
  return sign + (exponent < 0 ? `0.${"0".repeat(-exponent - 1)}${digits}` : digits.padEnd(exponent + 1, "0"));
}

/** Equality within 1e-12 relative. */
export function sameNumber(left, right) {
  const apart = Math.abs(left - right);
  return left === right || (Number.isFinite(apart) && apart <= 1e-12 * Math.max(Math.abs(left), Math.abs(right)));
}

/** Rounds half up on the shortest decimal text. */
export function round(number, places) {
  if (Number.isNaN(number) || Number.isNaN(places)) return NaN;
  if (!Number.isFinite(number) || places > 400) return number;
  if (places < -400) return 0;
  const [whole, fraction = ""] = numberText(Math.abs(number)).split(".");
  const digits = whole + fraction;
  const shift = Math.trunc(places);
  const cut = whole.length + shift;
  if (cut >= digits.length) return number;
  if (cut < 0) return 0;
  const next = digits.charCodeAt(cut) - 48;
  const up = next > 5 || (next === 5 && (number > 0 || /[1-9]/.test(digits.slice(cut + 1))));
  const kept = [...`0${digits.slice(0, cut)}`].map(Number);
  for (let at = kept.length - 1, carry = up; carry; at -= 1) {
    carry = kept[at] === 9;
    kept[at] = carry ? 0 : kept[at] + 1;
  }
  const magnitude = Number(`${kept.join("")}e${-shift}`);
  return number < 0 ? -magnitude + 0 : magnitude;
}

// Days and moments

const FIRST = -719_528;
const LAST = 2_932_896;
const pad = (number, length = 2) => String(number).padStart(length, "0");

export function dayNumber(year, month, day) {
  const early = month <= 2;
  const y = early ? year - 1 : year;
  const m = early ? month + 9 : month - 3;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const days = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + Math.floor((153 * m + 2) / 5) + day;
  return era * 146_097 + days - 719_469;
}

export function civil(number) {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const less = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
  const year = Math.floor((ofEra - less) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const m = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * m + 2) / 5) + 1;
  return m < 10 ? [year + era * 400, m + 3, day] : [year + era * 400 + 1, m - 9, day];
}

export const exactDay = (day) => ({ sort: "date", from: day, to: day });

export function iso(number) {
  const [year, month, day] = civil(number);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

function dateText(date) {
  if (date.from === date.to) return iso(date.from);
  return date.written?.cal === "ad" ? date.written.text : `${iso(date.from)}/${iso(date.to)}`;
}

/** A stored answer of type date: {"cal", "y", "m", "d", "precision", "from", "to", "table"}. */
export function storedDate({ cal, y, m, d, precision, from, to }) {
  const spread = precision === "estimate" ? 1 : 0;
  const text = [pad(y, 4), m && pad(m), d && pad(d)].filter(Boolean).join("-") + (spread ? "~" : "");
  const written = { cal, text, first: [y - spread, m ?? 1, d ?? 1], last: [y + spread, m ?? 12, d ?? 127] };
  return { sort: "date", from: readIso(from), to: readIso(to), written: { ...written, day: precision === "day", y, m, d } };
}

const readIso = (text) => dayNumber(...text.split("-").map(Number));

function momentText({ ms, offset }) {
  const local = ms + offset * 60_000;
  const day = Math.floor(local / DAY);
  const rest = local - day * DAY;
  const seconds = Math.floor(rest / 1000);
  const clock = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  const away = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  return `${iso(day)}T${clock}.${pad(rest % 1000, 3)}${sign}${pad(Math.floor(away / 60))}:${pad(away % 60)}`;
}

/** Minutes that a zone (an IANA name, or +05:45) is ahead of UTC at an instant. */
export function offsetAt(ms, zone) {
  const fixed = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (fixed) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
  if (zone === "UTC") return 0;
  const parts = Object.fromEntries(clockOf(zone).formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const day = dayNumber(parts.year, parts.month, parts.day);
  const seconds = (parts.hour * 60 + parts.minute) * 60 + parts.second;
  return Math.floor((day * DAY + seconds * 1000 - Math.floor(ms / 1000) * 1000) / 60_000);
}

const clocks = new Map();
function clockOf(timeZone) {
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  const options = { timeZone, hourCycle: "h23", calendar: "gregory", ...numeric, second: "numeric" };
  if (!clocks.has(timeZone)) clocks.set(timeZone, new Intl.DateTimeFormat("en-US-u-nu-latn", options));
  return clocks.get(timeZone);
}

export const inZone = (ms, zone) => ({ sort: "moment", ms, offset: offsetAt(ms, zone) });

/** The instant at which clocks in the zone show `local`. In a gap the time moves on; told twice, it is the first. */
export function instant(local, zone) {
  const before = offsetAt(local - DAY, zone);
  const after = offsetAt(local + DAY, zone);
  const shifted = (offset) => local - offset * 60_000;
  const later = offsetAt(shifted(before), zone) !== before && offsetAt(shifted(after), zone) === after;
  return shifted(later ? after : before);
}

/** Milliseconds since midnight and the offset in minutes, if there is one; null for what is no time. */
export function parseTime(text) {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{0,9}))?)?(Z|([+-])(\d{2})(?::?(\d{2}))?)?$/.exec(trim(text));
  if (!parts) return null;
  const [hour, minute, second] = [parts[1], parts[2], parts[3] ?? "0"].map(Number);
  const [hours, minutes] = [Number(parts[7] ?? 0), Number(parts[8] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59 || hours > 18 || minutes > 59) return null;
  const ms = ((hour * 60 + minute) * 60 + second) * 1000 + Number((parts[4] ?? "").padEnd(3, "0").slice(0, 3));
  return { ms, offset: parts[5] ? (parts[6] === "-" ? -1 : 1) * (hours * 60 + minutes) : null };
}

/** The day or moment that a text in ISO form is; null for anything else. */
export function readDate(text, zone) {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.*))?$/s.exec(trim(text));
  if (!parts) return null;
  const [year, month, ofMonth] = [parts[1], parts[2], parts[3]].map(Number);
  const day = dayNumber(year, month, ofMonth);
  if (month < 1 || month > 12 || iso(day) !== `${parts[1]}-${pad(month)}-${pad(ofMonth)}`) return null;
  if (parts[4] === undefined) return exactDay(day);
  const time = /^\s|\s$/.test(parts[4]) ? null : parseTime(parts[4]);
  if (!time) return null;
  const local = day * DAY + time.ms;
  if (time.offset === null) return inZone(instant(local, zone), zone);
  return { sort: "moment", ms: local - time.offset * 60_000, offset: time.offset };
}

const notADate = (what) => new EvalError(`'${what}' is not a date that exists; write year-month-day, as 2024-01-31`);

export function dayOfNumber(number) {
  const day = Math.floor(number);
  if (!(day >= FIRST && day <= LAST)) throw notADate(numberText(number));
  return day;
}

/** A value as a day or moment; null for blank and NaN. */
export function dateOf(value, env) {
  if (Array.isArray(value)) return value.length ? dateOf(value[0], env) : null;
  if (value.sort === "date" || value.sort === "moment") return value;
  if (typeof value === "boolean") throw notADate(String(value));
  if (typeof value === "string") {
    if (trim(value) === "") return null;
    const date = readDate(value, env.zone);
    if (!date) throw notADate(value);
    return date;
  }
  const number = numberOf(value, env);
  if (Number.isNaN(number)) return null;
  const day = dayOfNumber(number);
  if (number === day) return exactDay(day);
  return inZone(instant(day * DAY + Math.round((number - day) * DAY), env.zone), env.zone);
}

/** The civil day of a value in the site's zone; null for blank. */
export function dayOf(value, env) {
  const date = dateOf(value, env);
  return date?.sort === "moment" ? exactDay(Math.floor((date.ms + offsetAt(date.ms, env.zone) * 60_000) / DAY)) : date;
}

// Comparison

const isDate = (value) => value.sort === "date" || value.sort === "moment";
const isNumber = (value) => typeof value === "number" || value.sort === "decimal";

function asDates(left, right, env) {
  if (!isDate(left) && !isDate(right)) return null;
  const pair = [left, right].map((value) => (typeof value === "string" ? readDate(value, env.zone) : value));
  return pair.includes(null) ? null : pair;
}

export function compareParts(one, two) {
  const at = [0, 1, 2].find((index) => one[index] !== two[index]);
  return at === undefined ? 0 : one[at] - two[at];
}

const asWritten = (one, two, test) => one.written && one.written.cal === two.written?.cal && test(one.written, two.written);

function same(left, right, env) {
  if (typeof left === "boolean" || typeof right === "boolean") return truthOf(left) === truthOf(right);
  const dates = asDates(left, right, env);
  if (dates?.every((date) => date.sort === "date")) {
    const [one, two] = dates;
    if (one.from === one.to && two.from === two.to && one.from === two.from) return true;
    return Boolean(asWritten(one, two, (a, b) => a.day && b.day && compareParts(a.first, b.first) === 0));
  }
  if (dates?.every((date) => date.sort === "moment")) return dates[0].ms === dates[1].ms;
  const [one, two] = dates ?? [left, right];
  if (dates || isNumber(left) || isNumber(right)) return sameNumber(numberOf(one, env), numberOf(two, env));
  return textOf(left) === textOf(right);
}

function ordered(left, right, orEqual, env) {
  const [one, two] = asDates(left, right, env) ?? [left, right];
  if (one.sort === "date" && two.sort === "date") {
    const before = (a, b) => (orEqual ? a <= b : a < b);
    return before(one.to, two.from) || Boolean(asWritten(one, two, (a, b) => before(compareParts(a.last, b.first), 0)));
  }
  if (one.sort === "moment" && two.sort === "moment") return orEqual ? one.ms <= two.ms : one.ms < two.ms;
  const last = one.sort === "date" ? one.to : numberOf(one, env);
  const first = two.sort === "date" ? two.from : numberOf(two, env);
  return orEqual ? last <= first || sameNumber(last, first) : last < first && !sameNumber(last, first);
}

/** XPath's comparison with dates: any pair of several values will do. */
export function compare(operator, left, right, env) {
  if (Array.isArray(left)) return left.some((value) => compare(operator, value, right, env));
  if (Array.isArray(right)) return right.some((value) => compare(operator, left, value, env));
  if (operator === "=") return same(left, right, env);
  if (operator === "!=") {
    const dates = asDates(left, right, env);
    const uncertain = dates?.some((date) => date.sort === "date" && date.from !== date.to);
    return uncertain ? ordered(...dates, false, env) || ordered(dates[1], dates[0], false, env) : !same(left, right, env);
  }
  const [one, two] = operator.startsWith(">") ? [right, left] : [left, right];
  return ordered(one, two, operator.endsWith("="), env);
}
