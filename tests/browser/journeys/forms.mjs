// One form with every type of question, a cascade and a repeat within a repeat, filled with JavaScript and without: what
// is stored is the same to the byte.

import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { until } from "../harness/demo.mjs";
import { fillForm } from "../harness/form.mjs";
import { equal, holds, journey } from "../harness/runner.mjs";
import { behaved, opened, signIn } from "../harness/world.mjs";

/** The form that the drawing of forms is held to, with its code lists. */
const MISSION = new URL("../../../crates/web/tests/mission/", import.meta.url);
const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(3000, 7)]);
const voice = Buffer.concat([Buffer.from("OggS"), Buffer.alloc(5000, 3)]);

const ANSWERS = {
  given_name: "Asha <Tamang> & आशा",
  story: "She said:\nnothing yet.\n\n  Then more.",
  brothers: "2",
  weight: "31.5",
  fear: "7",
  card: "A-12",
  "birth.d": "3",
  "birth.m": "5",
  "birth.y": "2011",
  "met_on.y": "2026",
  "met_on.m": "11",
  bus_at: "06:30",
  seen_at: "2026-11-23T18:00",
  alone: "no",
  side: "east",
  crossing: "kakarbhitta",
  colour: { index: 1 },
  needs: ["food", "call"],
  first_needs: "call",
  told: ["OK"],
  fears: "An aunt",
  "home.within": { index: 3 },
  "spot.lat": "27.7",
  "spot.lon": "85.3",
  colleague: { index: 1 },
  picture: { name: "a.png", mimeType: "image/png", buffer: picture },
  voice: { name: "a.ogg", mimeType: "audio/ogg", buffer: voice },
  "+companion": "add:companions",
  "…/called": "Bimala",
  "…/relation": "parent",
  "+phone": "add:companions/*/phones",
  "…/digits": "9812345678",
};

journey("forms: a form of every type stores the same with JavaScript and without", async (world) => {
  await bring(world);
  const token = await tokenOf(world, "rita");
  const stored = [];
  for (const javaScript of [true, false]) {
    const window = await world.window({ as: "rita", width: javaScript ? 1280 : 360, javaScript });
    await opened(window, "/desk/new/every_type");
    await fillForm(window.page, { ...ANSWERS });
    await window.page.waitForURL(/\/desk\/r\/[^/]+$/);
    stored.push(await answersOf(world, token, window.page.url().split("/").pop()));
    behaved(window);
    await world.close(window);
  }
  const [withIt, without] = stored;
  for (const asked of ["given_name", "story", "birth", "crossing", "needs", "first_needs", "spot", "picture", "voice"]) {
    holds(withIt.includes(`"${asked}":`), `${asked} is stored: ${withIt}`);
  }
  holds(withIt.includes('"companions/1/phones/2/digits":"9812345678"'), `the row within the row is stored: ${withIt}`);
  equal(without, withIt, "what is stored without JavaScript");
});

/** Brings the form into force in the running office, in a group that a role of the office writes. */
async function bring(world) {
  const overlay = join(world.demo.folder, "chautari-demo", "overlay");
  await mkdir(join(overlay, "protection"), { recursive: true });
  await cp(new URL("codes", MISSION), join(overlay, "codes"), { recursive: true });
  const form = await readFile(new URL("protection/every_type.yaml", MISSION), "utf8");
  // She has no list of persons to choose from, and consent hangs under cases and persons alone.
  const fitting = form
    .replace("about: person", "about: none")
    .replace("group: protection_work", "group: screening")
    .split("  - type: children consent")[0];
  await writeFile(join(overlay, "protection", "every_type.yaml"), fitting);
  const configuration = join(world.demo.folder, "chautari-demo", "chautari.toml");
  await promisify(execFile)(world.demo.binary, ["kinds", "reload", "--config", configuration]);
  const window = await world.window({ as: "rita" });
  const there = async () => (await window.context.request.get("/desk/new/every_type")).ok();
  await until(there, 30_000);
  await world.close(window);
}

/** A token of someone's that reads who a record is about. */
async function tokenOf(world, name) {
  const window = await world.window();
  await signIn(window, name);
  await opened(window, "/desk/me/tokens");
  const { page } = window;
  await page.locator('input[name="label"]').fill("forms");
  for (const box of ["action=view", "part=open", "part=identity"].map((pair) => pair.split("="))) {
    await page.locator(`label:has(input[name="${box[0]}"][value="${box[1]}"])`).click();
  }
  await page.locator('form:has(input[name="label"]) button').last().click();
  const token = await page.locator("input.code").first().inputValue();
  await world.close(window);
  return token;
}

/**
 * The stored answers as one text: ids of rows by their order, files by what they hold, and without the moment at which
 * the program says the form was begun.
 */
async function answersOf(world, token, id) {
  const headers = { authorization: `Bearer ${token}` };
  const get = (path) => fetch(`${world.demo.address}${path}`, { headers });
  const { answers } = await (await get(`/api/v1/records/every_type/${id}`)).json();
  const rows = new Map();
  const numbered = (row) => rows.get(row) ?? rows.set(row, rows.size + 1).get(row);
  const plain = {};
  for (const path of Object.keys(answers).sort()) {
    if (path === "begun") continue;
    const named = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, numbered);
    plain[named] = ["picture", "voice"].includes(path) ? await sent(get, answers[path]) : answers[path];
  }
  return JSON.stringify(plain);
}

async function sent(get, file) {
  const bytes = Buffer.from(await (await get(`/api/v1/files/${file}`)).arrayBuffer());
  return [["picture", picture], ["voice", voice]].find(([, one]) => one.equals(bytes))?.[0] ?? "other bytes";
}
