// From what stands in the inputs of a form to answers as they are stored, the way `read_posted` of crates/forms reads
// them. What cannot be read is no answer here: the server says so when the form is sent.

import { bornAbout, dateOf, latin } from "./form-dates.js";

const MISSING = ["unknown", "not_asked", "refused"];

/**
 * The answers of a form. `pairs`: name and value of each input · `questions`: path → kind of the questions that are
 * drawn · `rows`: paths of the rows · `today`: the day.
 */
export function readAnswers(pairs, questions, rows, today) {
  const boxes = new Map();
  for (const [name, value] of pairs) {
    const [path, box] = cut(name, questions);
    if (path === undefined) continue;
    const of = boxes.get(path) ?? new Map();
    of.set(box, [...(of.get(box) ?? []), value.trim()]);
    boxes.set(path, of);
  }
  const answers = Object.fromEntries(rows.map((row) => [row, {}]));
  for (const [path, of] of boxes) {
    const first = (box) => of.get(box)?.[0] ?? "";
    const answer = answerOf(questions.get(path), first, of, today);
    if (answer !== undefined) answers[path] = answer;
    else if (MISSING.includes(first("missing"))) answers[path] = { missing: first("missing") };
  }
  return answers;
}

/** Path and box of the name of an input; a name may itself hold points. */
function cut(name, questions) {
  if (questions.has(name)) return [name, ""];
  for (let at = name.lastIndexOf("."); at > 0; at = name.lastIndexOf(".", at - 1)) {
    if (questions.has(name.slice(0, at))) return [name.slice(0, at), name.slice(at + 1)];
  }
  return [undefined, ""];
}

const orNothing = (text) => (text === "" ? undefined : text);
const orMissing = (text) => (MISSING.includes(text) ? { missing: text } : orNothing(text));

function answerOf(kind, first, of, today) {
  const text = first("");
  switch (kind) {
    case "integer": {
      const number = latin(text);
      return /^[+-]?[0-9]{1,15}$/.test(number) ? Number(number) : undefined;
    }
    case "decimal": {
      const number = latin(text);
      return /^-?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(number) ? number : undefined;
    }
    case "time":
    case "datetime":
      return orNothing(latin(text));
    case "one":
    case "select":
      return orMissing(text);
    case "several": {
      const codes = (of.get("") ?? []).filter((code) => code !== "");
      return codes.length ? codes : undefined;
    }
    case "acknowledge":
      return orNothing(text);
    case "rank": {
      const codes = (of.get("") ?? []).filter((code) => code !== "");
      return codes.length ? codes : undefined;
    }
    case "date":
      return date(first, today);
    case "place":
      return text === "" ? orMissing(first("within")) : text;
    case "point":
      return point(latin(first("lat")), latin(first("lon")), latin(first("acc")));
    case "translated":
      return translated(of);
    default:
      return orNothing(text.replaceAll("\r\n", "\n"));
  }
}

function date(first, today) {
  const [y, m, d, about] = ["y", "m", "d", "about"].map(first);
  const cal = first("cal");
  if (y + m + d !== "") return dateOf({ cal, y, m, d, estimate: first("estimate") !== "" });
  const years = latin(about);
  return /^[0-9]{1,3}$/.test(years) && Number(years) <= 120 ? bornAbout(Number(years), cal, today) : undefined;
}

function point(latitude, longitude, accuracy) {
  const numbers = [latitude, longitude, accuracy || "0"].map((text) => (text === "" ? NaN : Number(text)));
  if (numbers.some(Number.isNaN) || Math.abs(numbers[0]) > 90 || Math.abs(numbers[1]) > 180) return undefined;
  return accuracy === "" ? `${latitude} ${longitude}` : `${latitude} ${longitude} 0 ${accuracy}`;
}

function translated(of) {
  const texts = [...of].filter(([box, [text]]) => box !== "" && box !== "missing" && !box.includes(".") && text !== "");
  const one = ([tag, [text]]) => [tag, { text: text.replaceAll("\r\n", "\n"), state: of.get(`${tag}.state`)?.[0] || "draft" }];
  return texts.length ? Object.fromEntries(texts.map(one)) : undefined;
}
