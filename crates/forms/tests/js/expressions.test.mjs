// Holds the browser's evaluator to the same cases as the server's. Each file named in CASES (paths with a line feed
// between them) is one JSON text: {form: {shape, labels, bikram}, cases: [...]}, where each case has its `tree` (null if
// it was not read) and what is expected: `type` and `expect`, or the text, number and truth the server gave.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { evaluate, numberOf, textOf, truthOf } from "../../../../assets/expression.js";
import { readDate, storedDate } from "../../../../assets/expression-values.js";
import { answersView } from "../../../../assets/answers.js";

const SPECIAL = { NaN, Infinity, "-Infinity": -Infinity };
const number = (json) => (typeof json === "string" ? SPECIAL[json] : json);

function near(left, right) {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) && Number.isNaN(right);
  return left === right || Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
}

/** An answer of a case: a text of a type, a stored date, or a list. */
function given(json, type, env) {
  if (Array.isArray(json)) return json.map((one) => given(one, type, env));
  if (typeof json === "object") return storedDate(json);
  if (json === "") return "";
  if (type === "int") return Number(json);
  if (type === "decimal") return { sort: "decimal", number: Number(json), text: json };
  return type === "date" || type === "dateTime" ? readDate(json, env.zone) : json;
}

function contextOf(one, form) {
  const env = {
    today: one.today ?? "2026-11-24",
    now: Date.parse(one.now ?? "2026-11-24T06:15:00Z"),
    zone: one.zone ?? "UTC",
    uuid: () => "01900000-0000-7000-8000-000000000001",
    settings: one.settings ?? {},
    roles: one.roles ?? [],
    language: one.language ?? "en",
    bikram: form.bikram[one.language ?? "en"] ?? form.bikram.en,
  };
  if (one.answers) {
    const at = one.at ?? "";
    const [row, name] = [at.slice(0, Math.max(0, at.lastIndexOf("/"))), at.slice(at.lastIndexOf("/") + 1)];
    const labels = (field, code, language) => {
      const texts = form.labels[field]?.[code];
      return texts && (texts[language] ?? texts.en);
    };
    const answers = answersView(form.shape, one.answers, env, labels);
    return { answers, row, current: (at && answers.field(name, row)) ?? "", columns: null, env };
  }
  const values = Object.entries(one.context ?? {}).map(([name, json]) => [name, given(json, one.types?.[name], env)]);
  const named = new Map(values);
  const answers = {
    field: (name) => named.get(name),
    rows: () => undefined,
    position: () => undefined,
    choiceName: (field, code, language) => (code === "unlisted" ? undefined : `${field}:${code}:${language}`),
    missing: (field) => (field === "refusing" ? "refused" : undefined),
  };
  return { answers, row: "", current: named.get(".") ?? "", columns: one.row ?? null, env };
}

function fault(one, form) {
  if (one.tree === null) return one.type === "error" ? null : "the server did not read it";
  const context = contextOf(one, form);
  let value;
  try {
    value = evaluate(one.tree, context);
  } catch (error) {
    if (error.name === "Error" && error.message && one.type === "error") return null;
    return `throws ${error.stack}`;
  }
  const [text, counted, truth] = [textOf(value), numberOf(value, context.env), truthOf(value)];
  const right = {
    error: () => false,
    string: () => text === one.expect,
    number: () => near(counted, number(one.expect)),
    boolean: () => truth === one.expect,
    all: () => text === one.text && near(counted, number(one.number)) && truth === one.truth,
    near: () => near(counted, number(one.number)) && truth === one.truth,
  }[one.type]();
  return right ? null : `gives ${JSON.stringify([text, String(counted), truth])}`;
}

for (const file of process.env.CASES.split("\n")) {
  test(basename(file), () => {
    const { form, cases } = JSON.parse(readFileSync(file, "utf8"));
    assert.ok(cases.length > 0);
    const faults = cases.map((one) => [one, fault(one, form)]).filter(([, found]) => found !== null);
    const shown = faults.slice(0, 20).map(([one, found]) => `${JSON.stringify({ ...one, answers: undefined })}\n   ${found}`);
    assert.equal(faults.length, 0, `${faults.length} of ${cases.length}:\n${shown.join("\n")}`);
  });
}
