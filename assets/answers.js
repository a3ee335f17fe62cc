// Answers as expressions read them, in the browser: a flat map from path to stored JSON, seen through the shape of the
// form (`shape_json` of crates/forms/src/answers).

import { readDate, storedDate } from "./expression-values.js";

/** Whether an answer says why it is missing, and what it says. */
export function missing(answer) {
  const keys = answer !== null && typeof answer === "object" ? Object.keys(answer) : [];
  return keys.length === 1 && keys[0] === "missing" ? answer.missing : undefined;
}

/** What an expression sees of a stored answer; blank where there is none. */
export function readAnswer(json, type, env) {
  if (json === undefined || json === null || missing(json) !== undefined) return "";
  if (type === "translated") return (json[env.language] ?? Object.values(json)[0])?.text ?? "";
  if (typeof json === "string") {
    const number = type === "decimal" ? Number(json) : NaN;
    if (!Number.isNaN(number)) return { sort: "decimal", number, text: json };
    return type === "datetime" ? readDate(json, env.zone) ?? json : json;
  }
  if (Array.isArray(json)) return json.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" ");
  if (typeof json === "object") return type === "date" ? storedDate(json) : "";
  return json;
}

const join = (row, name) => (row === "" ? name : `${row}/${name}`);
const repeatsOf = (row) => (row === "" ? [] : row.split("/").filter((_, at) => at % 2 === 0));
const outer = (row, depth) => row.split("/").slice(0, 2 * depth).join("/");

function shared(one, two) {
  const end = one.findIndex((name, at) => name !== two[at]);
  return end < 0 ? one.length : end;
}

/** The `answers` of an expression's context. `labels(field, code, language)` gives the text of a choice, if it has one. */
export function answersView(shape, answers, env, labels = () => undefined) {
  const byRepeat = new Map();
  for (const path of Object.keys(answers).sort()) {
    const cut = path.lastIndexOf("/");
    if (path.split("/").length % 2 !== 0) continue;
    const repeat = path.slice(0, cut);
    byRepeat.set(repeat, [...(byRepeat.get(repeat) ?? []), path]);
  }
  const rowsAt = (repeat) => byRepeat.get(repeat) ?? [];
  const rowsThrough = (row, names) => names.reduce((rows, name) => rows.flatMap((one) => rowsAt(join(one, name))), [row]);

  /** The field or repeat a name means: one of the nearest scope around, else the one nearest by shared repeats. */
  function find(name, row, wanted) {
    const from = repeatsOf(row);
    let best;
    for (const place of Object.hasOwn(shape, name) ? shape[name] : []) {
      const depth = shared(place.scope, from);
      const around = depth === place.scope.length;
      const better = !best || (around !== best.around ? around : depth > best.depth);
      if (wanted(place) && better) best = { ...place, depth, around };
    }
    return best;
  }

  const isField = (place) => place.type !== "repeat";
  return {
    field(name, row) {
      const place = find(name, row, isField);
      if (!place) return undefined;
      const base = outer(row, place.depth);
      if (place.around) return readAnswer(answers[join(base, name)], place.type, env);
      const rows = rowsThrough(base, place.scope.slice(place.depth));
      return rows.map((one) => readAnswer(answers[join(one, name)], place.type, env));
    },
    rows(name, row) {
      const place = find(name, row, (one) => !isField(one));
      return place && rowsThrough(outer(row, place.depth), [...place.scope.slice(place.depth), name]);
    },
    position(row) {
      const at = rowsAt(row.slice(0, row.lastIndexOf("/"))).indexOf(row);
      return at < 0 ? undefined : at + 1;
    },
    choiceName: labels,
    missing(name, row) {
      const place = find(name, row, isField);
      return place?.around ? missing(answers[join(outer(row, place.depth), name)]) : undefined;
    },
  };
}
