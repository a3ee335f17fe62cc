// Every page in three languages and two widths: no barrier, nothing cut, its language, one heading, no error.

import { journey, none } from "../harness/runner.mjs";
import { LANGUAGES, WIDTHS, behaved } from "../harness/world.mjs";
import { look } from "../harness/look.mjs";
import { deskPages, publicPages } from "../harness/pages.mjs";

for (const language of LANGUAGES) {
  for (const width of WIDTHS) {
    journey(`every page ${language} ${width}: the public site`, async (world) => {
      const window = await world.window({ language, width });
      await lookAt(window, await publicPages(world, language), language);
    });
    journey(`every page ${language} ${width}: the desk`, async (world) => {
      for (const [as, paths] of await deskPages(world)) {
        const window = await world.window({ as, language, width });
        await lookAt(window, paths, language);
        await window.context.close();
      }
    });
  }
}

async function lookAt(window, paths, language) {
  const faults = [];
  for (const { path, status = 200 } of paths) {
    const answered = await window.go(path);
    if (answered !== status) faults.push(`${path}: answered ${answered}`);
    for (const fault of await look(window.page, language)) faults.push(`${path}: ${fault}`);
  }
  none("pages", faults);
  behaved(window);
}
