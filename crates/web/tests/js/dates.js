// Dates of the boxes, what they mean in the other calendar, and births from ages: as crates/calendar has them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beside, bornAbout, dateOf, devanagari, latin } from "../../../../assets/form-dates.js";

const { cases, months, ages } = JSON.parse(readFileSync(0, "utf8"));
for (const { boxes, date, beside: texts } of cases) {
  assert.deepEqual(dateOf(boxes) ?? null, date, JSON.stringify(boxes));
  const nepali = { ...boxes, y: devanagari(boxes.y), m: devanagari(boxes.m), d: devanagari(boxes.d) };
  assert.deepEqual(dateOf(nepali) ?? null, date, JSON.stringify(nepali));
  for (const language of ["en", "fr", "ne"]) {
    assert.equal(date ? beside(date, language, months[language]) : "", texts[language], JSON.stringify(boxes));
  }
}
for (const { years, cal, date } of ages) assert.deepEqual(bornAbout(years, cal, "2026-08-31") ?? null, date, `${years} ${cal}`);
assert.equal(latin("२०६८ and 5"), "2068 and 5");
assert.equal(dateOf({ cal: "bs", y: "2068", m: "5", d: "33" }), undefined);
console.log(`${cases.length + ages.length + 1} dates`);
