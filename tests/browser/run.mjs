// The browser journeys: node tests/browser/run.mjs [words of a journey's name …]
// CHAUTARI_BINARY names the program, CHAUTARI_BROWSER_OUT the folder for pictures of what failed.

import { resolve } from "node:path";
import { startDemo } from "./harness/demo.mjs";
import { runAll } from "./harness/runner.mjs";
import { World } from "./harness/world.mjs";
import "./journeys/visitor.mjs";
import "./journeys/desk.mjs";
import "./journeys/forms.mjs";
import "./journeys/files.mjs";
import "./journeys/office.mjs";
import "./journeys/files.mjs";
import "./journeys/closed-doors.mjs";
import "./journeys/every-page.mjs";
import "./journeys/valid.mjs";

const binary = resolve(process.env.CHAUTARI_BINARY ?? "target/release/chautari");
const out = resolve(process.env.CHAUTARI_BROWSER_OUT ?? "target/browser");

const demo = await startDemo(binary, ["--seed", "1", "--today", "2026-11-24"]);
let passed = false;
try {
  const world = await World.begin(demo, out);
  try {
    passed = await runAll(world, process.argv.slice(2));
  } finally {
    await world.end();
  }
} finally {
  await demo.stop();
}
process.exitCode = passed ? 0 : 1;
