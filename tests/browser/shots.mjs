// The pictures of the README, from a demonstration that is the same each time.

import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { startDemo } from "./harness/demo.mjs";
import { World, opened } from "./harness/world.mjs";

const binary = resolve(process.env.CHAUTARI_BINARY ?? "target/release/chautari");
const out = resolve("docs/pictures");

/** Name of the picture, who looks, in which language and width, at what. */
const PICTURES = [
  ["public", { language: "en", width: 1280 }, "/en/"],
  ["public-nepali", { language: "ne", width: 360 }, "/ne/"],
  ["cases", { as: "maya", width: 1280 }, "/desk/list/case"],
  ["case", { as: "maya", width: 1280 }, "first:/desk/list/case"],
  ["first-record", { as: "rita", language: "ne", width: 360 }, "/desk/new/htcds"],
];

const demo = await startDemo(binary, ["--seed", "1", "--today", "2026-11-24"]);
try {
  const world = await World.begin(demo, resolve("target/browser"));
  try {
    await mkdir(out, { recursive: true });
    for (const [name, who, path] of PICTURES) {
      const window = await world.window(who);
      await opened(window, path.replace("first:", ""));
      if (path.startsWith("first:")) await window.page.locator('main tbody a[href^="/desk/r/"]').first().click();
      await window.page.waitForLoadState("load");
      await window.page.screenshot({ path: join(out, `${name}.png`) });
      console.log(`docs/pictures/${name}.png`);
      await world.close(window);
    }
  } finally {
    await world.end();
  }
} finally {
  await demo.stop();
}
