// Relevance, calculations, filters and conditions: as the server works them out.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fault, keyOf, offered, workOut } from "../../../../assets/form-live.js";

const { data, cases } = JSON.parse(readFileSync(0, "utf8"));
const spec = data.forms[""];
const env = { ...data, uuid: () => "", bikram: null };
for (const { given, answers, relevant, crossings, faults } of cases) {
  const done = workOut(spec, given, env);
  assert.deepEqual(done.answers, answers);
  assert.equal(done.unsure.size, 0);
  for (const [key, entry] of Object.entries(spec.rows)) {
    if (key.includes("/") || entry.sort === "group") continue;
    assert.equal(!done.hidden.has(key), relevant.includes(key), key);
  }
  assert.equal(offered(spec, "crossing", "crossing", done.answers, env).size, crossings);
  for (const [path, code] of Object.entries(faults)) assert.equal(fault(spec, path, path, done.answers, env) ?? null, code, path);
}
assert.equal(keyOf("companions/1/phones/2/digits"), "companions/phones/digits");

// A calculation within a row, a condition on it, and a group around both.
const rows = {
  shape: {
    people: [{ scope: [], type: "repeat" }],
    age: [{ scope: ["people"], type: "integer" }],
    twice: [{ scope: ["people"], type: "text" }],
    old: [{ scope: ["people"], type: "text" }],
    total: [{ scope: [], type: "text" }],
    show: [{ scope: [], type: "text" }],
    inside: [{ scope: [], type: "text" }],
  },
  lists: { codes: {}, of: {} },
  order: ["total", "box", "inside", "people", "people/twice", "people/old"],
  rows: {
    total: { sort: "field", calculation: ["call", "sum", ["$", "twice"]] },
    box: { sort: "group", relevant: ["op", ["$", "show"], "=", "yes"] },
    inside: { sort: "field", in: "box" },
    people: { sort: "repeat", in: "box" },
    "people/twice": { sort: "field", in: "people", calculation: ["op", ["$", "age"], "*", 2] },
    "people/old": { sort: "field", in: "people", relevant: ["op", ["$", "twice"], ">", 30], constraint: ["op", ["."], "!=", "no"] },
  },
};
const people = { "people/1": {}, "people/1/age": 20, "people/1/old": "no", "people/2": {}, "people/2/age": 10, "people/2/old": "x" };
const shown = workOut(rows, { ...people, show: "yes", inside: "a" }, env);
assert.equal(shown.answers.total, 60);
assert.equal(shown.answers["people/1/twice"], 40);
assert.equal(shown.answers["people/2/old"], undefined);
assert.ok(shown.hidden.has("people/2/old") && !shown.hidden.has("people/1/old"));
assert.equal(fault(rows, "people/old", "people/1/old", shown.answers, env), "constraint");
const away = workOut(rows, { ...people, show: "no", inside: "a" }, env);
assert.deepEqual(away.answers, { show: "no", total: 0 });
// What only the server knows is left as it is.
const unsure = { ...rows, order: ["inside"], rows: { inside: { sort: "field", relevant: ["call", "latest", "case", "stage"] } } };
assert.ok(workOut(unsure, { inside: "a" }, env).unsure.has("inside"));
console.log(`${cases.length} forms`);
