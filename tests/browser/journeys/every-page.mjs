// Every page in three languages and two widths: no barrier, nothing cut, its language, one heading, no error.

import { readFileSync } from "node:fs";
import { journey, none } from "../harness/runner.mjs";
import { LANGUAGES, WIDTHS, behaved } from "../harness/world.mjs";
import { look } from "../harness/look.mjs";
import { deskPages, publicPages, sort } from "../harness/pages.mjs";

for (const language of LANGUAGES) {
  for (const width of WIDTHS) {
    journey(`every page ${language} ${width}: the public site`, async (world) => {
      const window = await world.window({ language, width });
      await lookAt(window, await publicPages(world, language), language);
    });
    journey(`every page ${language} ${width}: the desk`, async (world) => {
      const faults = [];
      for (const [as, paths] of await deskPages(world)) {
        const window = await world.window({ as, language, width });
        await lookAt(window, paths, language).catch((error) => faults.push(`${as ?? "nobody"}: ${error.message}`));
        await world.close(window);
      }
      none("the desk", faults);
    });
  }
}

journey("every page: what is looked for is found where it is wrong", async (world) => {
  const window = await world.window({ width: 360, language: "ne" });
  await window.go("/healthz");
  await window.page.setContent(`<html lang="en"><title>Page</title><main><h1>One</h1><h1>Two</h1><img src="/x.png">
    <p style="font-size: 12px">नेपाली</p><p style="width: 900px; line-height: 1.2; font-size: 19px">${"नमस्ते ".repeat(60)}</p></main>`);
  const found = (await look(window.page, "ne")).join("\n");
  const wanted = ["axe image-alt", "in en", "2 headings", "scrolls sideways", "small: 12px", "small: line height"];
  none("not found", wanted.filter((fault) => !found.includes(fault)).map((fault) => `${fault}, in:\n${found}`));
});

journey("every page: each page of docs/pages.md is one that these journeys came to", async (world) => {
  const listed = readFileSync(new URL("../../../docs/pages.md", import.meta.url), "utf8");
  const rows = [...listed.matchAll(/^\| `(\/desk\/[^`]*)`/gm)].map((row) => row[1]);
  const pages = (await deskPages(world)).flatMap(([, paths]) => paths.map(({ path }) => sort(path)));
  const came = new Set(pages.map((path) => path.replace(/\/(list|new)\/[^/]+$/, "/$1/{}")));
  none("not come to", rows.filter((row) => !came.has(row)));
});

async function lookAt(window, paths, language) {
  const faults = [];
  for (const { path, status = 200 } of paths) {
    const answered = await window.go(path);
    if (answered !== status) faults.push(`${path}: answered ${answered}`);
    for (const fault of await look(window.page, language)) faults.push(`${path}: ${fault}`);
  }
  none("pages", [...faults, ...window.faults]);
  behaved(window);
}
