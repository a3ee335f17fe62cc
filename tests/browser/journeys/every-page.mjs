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
