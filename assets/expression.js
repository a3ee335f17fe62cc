// Evaluates the tree of an expression, as the server sends it, to exactly the server's values
// (crates/forms/src/expr; the shape of the tree is told at its `Expr`). No dependency, no build step.
//
// context: {answers, row, current, columns, env}
//   answers: {field(name, row) → value or undefined, rows(name, row) → paths or undefined, position(row) → number,
//             choiceName(field, code, language) → text, missing(field, row) → text}
//   row: path of the row of a repeat it stands in, "" outside · current: what `.` is · columns: those of a choice, or null
//   env: {today: "2026-11-24", now: milliseconds, zone: "Asia/Kathmandu" or "+05:45", uuid(), settings, roles: [],
//         language, bikram: the table of `bikram_table`, host(function, values) where functions of rules can be answered}

import {
  DAY, EvalError, civil, compare, dateOf, dayOf, dayOfNumber, exactDay, flat, inZone, isBlank, iso, joined, numberOf,
  offsetAt, parseNumber, parseTime, readDate, round, textOf, trim, truthOf, words,
} from "./expression-values.js";
import { matches } from "./expression-pattern.js";

export { EvalError, isBlank, numberOf, textOf, truthOf };

/** The value of `tree` in `context`. Throws an EvalError. */
export function evaluate(tree, context) {
  if (!Array.isArray(tree)) return tree;
  const [sort, ...rest] = tree;
  switch (sort) {
    case "$":
      return field(rest[0], context.row, context);
    case ".":
      return context.current;
    case "name":
      return bareName(rest[0], context);
    case "path":
      return path(rest[0], rest.slice(1), context);
    case "-":
      return -numberOf(evaluate(rest[0], context), context.env);
    case "op":
      return chain(rest, context);
    default:
      return call(rest[0], rest.slice(1), context);
  }
}

/** A row of operators of one precedence, from the left; `and` and `or` stop once the outcome is known. */
function chain([first, ...rest], context) {
  let left = evaluate(first, context);
  for (let at = 0; at < rest.length; at += 2) {
    const operator = rest[at];
    if (operator === "or" || operator === "and") {
      const truth = truthOf(left);
      left = truth === (operator === "or") ? truth : truthOf(evaluate(rest[at + 1], context));
      continue;
    }
    const right = evaluate(rest[at + 1], context);
    const arithmetic = ARITHMETIC[operator];
    left = arithmetic
      ? arithmetic(numberOf(left, context.env), numberOf(right, context.env))
      : compare(operator, left, right, context.env);
  }
  return left;
}

const ARITHMETIC = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
};

const noField = (name) => new EvalError(`there is no field or repeat named ${name} here`, "no-field");

function field(name, row, context) {
  const value = context.answers.field(name, row) ?? context.answers.rows(name, row);
  if (value === undefined) throw noField(name);
  return value;
}

function bareName(name, context) {
  if (context.columns && Object.hasOwn(context.columns, name)) return context.columns[name];
  try {
    return field(name, context.row, context);
  } catch (error) {
    if (context.columns && error.code === "no-field") return "";
    throw error;
  }
}

/** Groups do not change what a name means, so a path is its last name, seen from where it begins. */
function path(start, names, context) {
  if (names.length === 0) throw noField("..");
  const name = names[names.length - 1];
  if (!Array.isArray(start)) return field(name, context.row, context);
  return rowsOf(start[1], context.row, context).flatMap((row) => field(name, row, context));
}

function rowsOf(repeat, row, context) {
  const rows = context.answers.rows(repeat, row);
  if (rows === undefined) throw noField(repeat);
  return rows;
}

const nodeName = (tree) => (["$", "name", "path"].includes(tree[0]) ? tree[tree.length - 1] : undefined);

function call(name, trees, context) {
  const lazy = LAZY[name];
  const [least, most] = ARITY[name] ?? [1, 0];
  const odd = (name === "indexed-repeat" && trees.length % 2 === 0) || (name === "weighted-checklist" && trees.length % 2);
  if (trees.length < least || trees.length > (most ?? least) || odd) {
    throw new EvalError(`${name}() is called with a number of arguments it does not take`);
  }
  if (lazy) return lazy(trees, context);
  const values = trees.map((tree) => evaluate(tree, context));
  if (STRICT[name]) return STRICT[name](values, context.env, context);
  if (context.env.host) return context.env.host(name, values);
  throw new EvalError(`${name}() is worked out when the record is saved`, "not-here");
}

/** Functions that do not evaluate all their arguments, or not as values. */
const LAZY = {
  if: ([condition, yes, no], context) => evaluate(truthOf(evaluate(condition, context)) ? yes : no, context),
  coalesce: (trees, context) => {
    for (const tree of trees) {
      const value = evaluate(tree, context);
      if (textOf(value) !== "") return value;
    }
    return "";
  },
  once: ([tree], context) => (isBlank(context.current) ? evaluate(tree, context) : context.current),
  count: ([tree], context) => [evaluate(tree, context)].flat().length,
  "count-non-empty": ([tree], context) => [evaluate(tree, context)].flat().filter((value) => !isBlank(value)).length,
  position: ([tree], context) => {
    const levels = tree[0] === "path" && tree.length === 2 && Number.isInteger(tree[1]) ? tree[1] : 1;
    const parts = context.row.split("/");
    const rows = Math.max(1, Math.floor(parts.length / 2) - (levels - 1));
    return context.answers.position(parts.slice(0, 2 * rows).join("/")) ?? 1;
  },
  "indexed-repeat": ([wanted, ...steps], context) => {
    let row = context.row;
    for (let at = 0; at < steps.length; at += 2) {
      const index = Math.trunc(numberOf(evaluate(steps[at + 1], context), context.env) - 1);
      row = rowsOf(nodeName(steps[at]), row, context)[index];
      if (row === undefined) return "";
    }
    return field(nodeName(wanted), row, context);
  },
  missing: ([wanted], context) => context.answers.missing(nodeName(wanted), context.row) ?? "",
};

const MANY = Infinity;
const ARITY = {
  "abs acos asin atan boolean boolean-from-string ceiling cos count count-non-empty count-selected date date-time": [1],
  "decimal-date-time decimal-time exp exp10 floor int log log10 normalize-space not number once position sin sqrt": [1],
  "string string-length sum tan age-high age-low days-since missing role setting": [1],
  "approvals consent person records working-days-since": [1],
  "atan2 contains ends-with format-date format-date-time jr:choice-name pow regex selected selected-at": [2],
  "starts-with substring-after substring-before bs-date days-after latest ref": [2],
  "false now pi today true uuid distinct-approvers": [0],
  "if translate": [3],
  "substr substring": [2, 3],
  "round count-of": [1, 2],
  "indexed-repeat": [3, 7],
  "checklist weighted-checklist": [2, MANY],
  "coalesce distance join": [1, MANY],
  "concat max min": [0, MANY],
};
for (const [names, arity] of Object.entries(ARITY)) for (const name of names.split(" ")) ARITY[name] = arity;

/** A function of numbers alone. */
const numeric = (of) => (values, env) => of(...values.map((value) => numberOf(value, env)));
const text = (of) => (values) => of(...values.map(textOf));
const answered = (values, env) => flat(values).filter((value) => !isBlank(value)).map((value) => numberOf(value, env));
const wellFormed = (units) => units.replace(/[\uD800-\uDFFF]/gu, "\uFFFD");

/** Functions of values. */
const STRICT = {
  true: () => true,
  false: () => false,
  not: ([value]) => !truthOf(value),
  boolean: ([value]) => truthOf(value),
  "boolean-from-string": text((value) => value === "true" || value === "1"),
  setting: ([value], env) => setting(textOf(value), env),
  role: ([value], env) => env.roles.includes(textOf(value)),
  uuid: (_, env) => env.uuid(),
  "jr:choice-name": ([codes, reference], env, context) => choiceName(textOf(codes), textOf(reference), context),

  string: text((value) => value),
  concat: (values) => joined(flat(values), ""),
  join: ([separator, ...values]) => joined(flat(values), textOf(separator)),
  "string-length": text((value) => value.length),
  substr: ([value, ...places], env) => wellFormed(textOf(value).slice(...places.map((place) => numberOf(place, env)))),
  substring: ([value, ...places], env) => substring(textOf(value), ...places.map((place) => numberOf(place, env))),
  "substring-before": text((value, part) => (value.includes(part) ? value.slice(0, value.indexOf(part)) : "")),
  "substring-after": text((value, part) => (value.includes(part) ? value.slice(value.indexOf(part) + part.length) : "")),
  contains: text((value, part) => value.includes(part)),
  "starts-with": text((value, part) => value.startsWith(part)),
  "ends-with": text((value, part) => value.endsWith(part)),
  "normalize-space": text((value) => words(value).join(" ")),
  translate: text(translate),
  regex: text(matches),
  selected: text((list, code) => (trim(code) === "" ? words(list).length === 0 : words(list).includes(trim(code)))),
  "selected-at": ([list, place], env) => words(textOf(list))[Math.trunc(numberOf(place, env))] ?? "",
  "count-selected": text((list) => words(list).length),

  number: numeric((x) => x),
  int: numeric(Math.trunc),
  round: numeric((x, places = 0) => round(x, places)),
  floor: numeric(Math.floor),
  ceiling: numeric(Math.ceil),
  abs: numeric(Math.abs),
  pow: numeric(power),
  exp: numeric(Math.exp),
  exp10: numeric((x) => power(10, x)),
  log: numeric(Math.log),
  log10: numeric(Math.log10),
  sqrt: numeric(Math.sqrt),
  sin: numeric(Math.sin),
  cos: numeric(Math.cos),
  tan: numeric(Math.tan),
  asin: numeric(Math.asin),
  acos: numeric(Math.acos),
  atan: numeric(Math.atan),
  atan2: numeric(Math.atan2),
  pi: () => Math.PI,
  sum: (values, env) => answered(values, env).reduce((sum, next) => sum + next, 0),
  min: (values, env) => extreme(answered(values, env), (a, b) => a < b),
  max: (values, env) => extreme(answered(values, env), (a, b) => a > b),
  distance: (values) => distance(flat(values).map(textOf)),
  checklist: ([least, most, ...items], env) => between(flat(items).filter(truthOf).length, least, most, env),
  "weighted-checklist": ([least, most, ...items], env) => {
    const all = flat(items);
    const weight = (value, at) => (at % 2 === 0 && at + 1 < all.length && truthOf(value) ? numberOf(all[at + 1], env) : 0);
    return between(all.map(weight).reduce((sum, next) => sum + next, 0), least, most, env);
  },

  today: (_, env) => today(env),
  now: (_, env) => inZone(env.now, env.zone),
  date: ([value], env) => dayOf(value, env) ?? "",
  "date-time": ([value], env) => dateOf(value, env) ?? "",
  "decimal-date-time": ([value], env) => numberOf(dateOf(value, env) ?? "", env),
  "decimal-time": ([value], env) => decimalTime(value, env),
  "format-date": ([value, format], env) => formatDate(value, textOf(format), env),
  "format-date-time": ([value, format], env) => formatDate(value, textOf(format), env),
  "age-low": ([value], env) => age(dayOf(value, env), (date) => Math.min(date.to, today(env).from), env),
  "age-high": ([value], env) => age(dayOf(value, env), (date) => date.from, env),
  "days-since": ([value], env) => {
    const date = dayOf(value, env);
    return date && date.from === date.to ? today(env).from - date.from : NaN;
  },
  "days-after": ([value, count], env) => {
    const date = dayOf(value, env);
    const days = Math.floor(numberOf(count, env));
    if (!date || Number.isNaN(days)) return "";
    return { sort: "date", from: dayOfNumber(date.from + days), to: dayOfNumber(date.to + days) };
  },
  "bs-date": ([value, format], env) => bikramText(dayOf(value, env), textOf(format), env),
};

/** Whole powers are multiplied out by squares, in the same order as on the server: libraries differ in the last digit. */
function power(base, exponent) {
  if (Number.isNaN(base) || Number.isNaN(exponent) || (Math.abs(base) === 1 && !Number.isFinite(exponent))) return NaN;
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 1024) return base ** exponent;
  let [square, product] = [base, 1];
  for (let rest = Math.abs(exponent); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) product *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / product : product;
}

function setting(name, env) {
  const value = Object.hasOwn(env.settings, name) ? env.settings[name] : null;
  if (Array.isArray(value)) return value.filter((code) => typeof code === "string").join(" ");
  if (value === null || typeof value === "object") throw new EvalError(`there is no setting named ${name}`);
  return value;
}

function choiceName(codes, reference, context) {
  const inner = /^\$\{(.*)\}$/s.exec(reference.trim())?.[1] ?? reference.trim();
  const name = inner.split("/").pop().trim();
  const label = (code) => context.answers.choiceName(name, code, context.env.language);
  return label(codes) ?? words(codes).map((code) => label(code) ?? code).join(", ");
}

function substring(value, start, length = Infinity) {
  const first = round(start, 0);
  const end = length === Infinity ? Infinity : first + round(length, 0);
  const units = value.split("").filter((_, at) => at + 1 >= first && at + 1 < end);
  return wellFormed(units.join(""));
}

function translate(value, from, to) {
  const [before, after] = [Array.from(from), Array.from(to)];
  const other = (c) => (before.includes(c) ? after[before.indexOf(c)] ?? "" : c);
  return Array.from(value, other).join("");
}

const extreme = (numbers, better) => (numbers.length ? numbers.reduce((a, b) => (Number.isNaN(a) || better(a, b) ? a : b)) : NaN);

function between(sum, least, most, env) {
  const [low, high] = [numberOf(least, env), numberOf(most, env)];
  return (low === -1 || sum >= low) && (high === -1 || sum <= high);
}

/** Metres along points on a sphere, by the haversine formula. */
function distance(texts) {
  const points = texts.flatMap((one) => one.split(";")).filter((point) => words(point).length > 0);
  const radians = points.map((point) => [0, 1].map((at) => parseNumber(words(point)[at] ?? "") * (Math.PI / 180)));
  return radians.slice(1).reduce((sum, [low, along], at) => {
    const [before, there] = radians[at];
    const part = Math.sin((low - before) / 2) ** 2 + Math.cos(before) * Math.cos(low) * Math.sin((along - there) / 2) ** 2;
    return sum + 2 * 6_378_100 * Math.asin(Math.min(1, Math.sqrt(part)));
  }, 0);
}

// Dates

const today = (env) => readDate(env.today, "UTC");

function age(date, born, env) {
  const now = today(env).from;
  if (!date || date.from > now) return NaN;
  const [[from, month, day], [to, monthNow, dayNow]] = [civil(born(date)), civil(now)];
  return to - from - (monthNow < month || (monthNow === month && dayNow < day) ? 1 : 0);
}

function decimalTime(value, env) {
  const time = parseTime(textOf(value));
  if (time) return time.ms / DAY;
  try {
    const number = numberOf(dateOf(value, env) ?? "", env);
    return number - Math.floor(number);
  } catch {
    return NaN;
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const pad = (number, length = 2) => String(number).padStart(length, "0");

/** Replaces each %x of a format; %% is a per cent sign. */
function signs(format, values) {
  return format.replace(/%(.?)/gsu, (whole, sign) => {
    if (sign === "%") return "%";
    if (sign === "" || !Object.hasOwn(values, sign)) throw new EvalError(`'${whole}' is not a sign of a date format`);
    return values[sign];
  });
}

function formatDay(number, ms, format) {
  const [year, month, day] = civil(number);
  const [hour, minute, second] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60];
  const weekday = WEEKDAYS[((number % 7) + 7) % 7];
  return signs(format, {
    Y: pad(year, 4), y: pad(((year % 100) + 100) % 100), m: pad(month), n: String(month), b: MONTHS[month - 1],
    d: pad(day), e: String(day), a: weekday, H: pad(hour), h: String(hour), M: pad(minute), S: pad(second),
    3: pad(ms % 1000, 3),
  });
}

/** A date known in part gives a text only if all its days give the same. */
function formatDate(value, format, env) {
  const date = dateOf(value, env);
  if (!date) return "";
  if (date.sort === "date") {
    const first = formatDay(date.from, 0, format);
    return first === formatDay(date.to, 0, format) ? first : "";
  }
  const local = date.ms + offsetAt(date.ms, env.zone) * 60_000;
  const day = Math.floor(local / DAY);
  return formatDay(day, local - day * DAY, format);
}

function bikramText(date, format, env) {
  if (!date) return "";
  const ends = date.written?.cal === "bs" ? writtenEnds(date.written) : [bikram(date.from, env), bikram(date.to, env)];
  const [first, last] = ends.map(([year, month, day]) => signs(format, {
    Y: pad(year, 4), y: pad(year % 100), m: pad(month), n: String(month), b: env.bikram.names[month - 1], d: pad(day),
    e: String(day),
  }));
  return first === last ? first : "";
}

const writtenEnds = ({ first, last, d }) => [first, [last[0], last[1], d ?? 32]];

function bikram(day, env) {
  let rest = day - env.bikram.day;
  for (const [at, months] of rest < 0 ? [] : env.bikram.months.entries()) {
    for (const [month, length] of months.entries()) {
      if (rest < length) return [env.bikram.year + at, month + 1, rest + 1];
      rest -= length;
    }
  }
  throw new EvalError(`'${iso(day)}' has no Bikram Sambat date here`);
}
