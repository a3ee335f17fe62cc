// The inputs of a drawn form read into answers: as the server reads them when they are posted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readAnswers } from "../../../../assets/form-answers.js";

const { html, pairs, data, wanted, today } = JSON.parse(readFileSync(0, "utf8"));
const drawn = html.replaceAll(/<template>.*?<\/template>/gs, "");
const questions = new Map([...drawn.matchAll(/data-path="([^"]*)" data-kind="([^"]*)"/g)].map(([, path, kind]) => [path, kind]));
const rows = [...drawn.matchAll(/data-row="([^"]*)"/g)].map(([, row]) => row);
const found = { ...data.answers[""], ...readAnswers(pairs, questions, rows, today) };
const sorted = (answers) => Object.fromEntries(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
// Choices of several are stored in the order of their list, in which they are also drawn.
assert.deepEqual(sorted(found), sorted(wanted));
assert.ok(rows.length === 2 && questions.size > 25);
