// Ids and markup of rows, and lists narrowed by what is typed.

import assert from "node:assert/strict";
import { filled, newId, numbered } from "../../../../assets/form-rows.js";
import { narrowed } from "../../../../assets/form-inputs.js";

const id = newId(1_795_489_200_123, Uint8Array.from([0xff, 0xfe, 0xfd, 0xfc, 1, 2, 3, 4, 5, 6]));
assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
assert.equal(id.replaceAll("-", "").slice(0, 12), (1_795_489_200_123).toString(16).padStart(12, "0"));
assert.ok(newId(1, new Uint8Array(10)) < newId(2, new Uint8Array(10)), "later rows come after earlier ones");

const markup = '<input name="a/__0__/x"><template><input name="a/__0__/b/__1__/y"></template>';
const outer = filled(markup, "a", "I");
assert.equal(outer, '<input name="a/I/x"><template><input name="a/I/b/__1__/y"></template>');
assert.equal(filled('<input name="a/I/b/__1__/y">', "a/I/b", "J"), '<input name="a/I/b/J/y">');
assert.equal(filled('<input name="@c/a/__0__/x">', "@c/a", "K"), '<input name="@c/a/K/x">');
assert.equal(numbered("Person __number__", 12, "ne"), "Person १२");

assert.deepEqual(narrowed(["Nuwakot", "Rasuwa", "Nawalparasi (East)"], "na"), [false, false, true]);
assert.deepEqual(narrowed(["Nuwakot", "Nawalparasi (East)"], "ea"), [false, true]);
assert.deepEqual(narrowed(["Équateur", "Nepal"], "eq"), [true, false]);
assert.deepEqual(narrowed(["नुवाकोट", "रसुवा"], "नु"), [true, false]);
console.log("rows");
