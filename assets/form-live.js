// What follows from the answers while they are given: what is relevant, what is worked out, which choices are offered,
// what needs another look. The server judges again when the form is sent.

import { answersView, missing, readAnswer } from "./answers.js";
import { evaluate, isBlank, textOf, truthOf } from "./expression.js";

const MOST_PASSES = 12;
const join = (row, name) => (row === "" ? name : `${row}/${name}`);
const rowOf = (path) => path.slice(0, Math.max(path.lastIndexOf("/"), 0));

/** The rows of a repeat that `answers` has, in the order of their ids. */
export function rowsOf(answers, repeat) {
  const direct = (path) => path.startsWith(`${repeat}/`) && !path.slice(repeat.length + 1).includes("/");
  return Object.keys(answers).filter(direct).sort();
}

/** Paths of the places where an entry of `spec.rows` (`repeat/field`) stands. */
function places(key, answers) {
  const names = key.split("/");
  const name = names.pop();
  const rows = names.reduce((found, repeat) => found.flatMap((row) => rowsOf(answers, join(row, repeat))), [""]);
  return rows.map((row) => join(row, name));
}

function labels(spec) {
  return (field, code) => spec.lists.codes[spec.lists.of[field]]?.[code]?.label;
}

function contextOf(spec, answers, env, path) {
  const type = spec.shape[path.split("/").pop()]?.[0]?.type ?? "text";
  return {
    answers: answersView(spec.shape, answers, env, labels(spec)),
    row: rowOf(path),
    current: readAnswer(answers[path], type, env),
    columns: null,
    env,
  };
}

/** The value of a tree, or undefined where only the server can work it out. */
function attempt(tree, context) {
  try {
    return evaluate(tree, context);
  } catch {
    return undefined;
  }
}

/** What a calculation stores; undefined for blank, NaN and infinity. */
function stored(value) {
  if (value === undefined || isBlank(value)) return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) {
    const parts = value.map(stored).filter((part) => part !== undefined);
    return parts.length ? parts : undefined;
  }
  return value.sort === "decimal" ? value.number : textOf(value) || undefined;
}

/**
 * Works out a form. Gives `hidden`: paths of what is not relevant · `answers`: without those, with what is worked out ·
 * `unsure`: paths whose relevance only the server knows.
 */
export function workOut(spec, given, env) {
  let [hidden, answers] = [new Set(), given];
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const next = onePass(spec, given, answers, env);
    const same = JSON.stringify([[...next.hidden], next.answers]) === JSON.stringify([[...hidden], answers]);
    ({ hidden, answers } = next);
    if (same) return next;
  }
  return { hidden, answers, unsure: new Set() };
}

function onePass(spec, given, before, env) {
  const [hidden, unsure, answers] = [new Set(), new Set(), { ...given }];
  for (const key of spec.order) {
    const entry = spec.rows[key];
    for (const path of places(key, given)) {
      const around = entry.in === undefined ? undefined : enclosing(key, path, entry.in);
      let relevant = around === undefined || !hidden.has(around);
      if (relevant && entry.relevant !== undefined) {
        const value = attempt(entry.relevant, contextOf(spec, before, env, path));
        if (value === undefined) unsure.add(path);
        else relevant = truthOf(value);
      }
      if (!relevant) {
        hidden.add(path);
        for (const inside of Object.keys(answers)) {
          if (inside === path || inside === `${path}_other` || inside.startsWith(`${path}/`)) delete answers[inside];
        }
      } else if (entry.calculation !== undefined) {
        const value = attempt(entry.calculation, contextOf(spec, before, env, path));
        const kept = value === undefined ? given[path] : stored(value);
        if (kept === undefined) delete answers[path];
        else answers[path] = kept;
      }
    }
  }
  return { hidden, unsure, answers };
}

/** The path of the group or repeat around an entry: a group stands in the same row, a repeat around it. */
function enclosing(key, path, around) {
  const inRepeat = key.split("/").length - 1 === around.split("/").length && key.startsWith(`${around}/`);
  return inRepeat ? rowOf(rowOf(path)) : join(rowOf(path), around.split("/").pop());
}

/** What keeps the answer at a path from being saved: `required`, `constraint`, or undefined. */
export function fault(spec, key, path, answers, env) {
  const entry = spec.rows[key];
  if (!entry) return undefined;
  const context = contextOf(spec, answers, env, path);
  const answer = answers[path];
  if (answer === undefined) {
    return entry.required !== undefined && truthOf(attempt(entry.required, context) ?? "") ? "required" : undefined;
  }
  if (entry.constraint === undefined || missing(answer) !== undefined) return undefined;
  const holds = attempt(entry.constraint, context);
  return holds !== undefined && !truthOf(holds) ? "constraint" : undefined;
}

/** The codes that a filter lets pass at a path; undefined where there is no filter. */
export function offered(spec, key, path, answers, env) {
  const entry = spec.rows[key];
  if (entry?.filter === undefined) return undefined;
  const context = contextOf(spec, answers, env, path);
  const passes = ([code, { columns }]) => {
    const value = attempt(entry.filter, { ...context, columns: { ...columns, name: code } });
    return value === undefined || truthOf(value);
  };
  return new Set(Object.entries(spec.lists.codes[entry.list] ?? {}).filter(passes).map(([code]) => code));
}

/** `repeat/field` of a path `repeat/<row id>/field`. */
export const keyOf = (path) => path.split("/").filter((_, at) => at % 2 === 0).join("/");
