// What is not yours does not exist: another tenant, another role and nobody get the same answer as for nothing.

import { equal, holds, journey } from "../harness/runner.mjs";
import { opened } from "../harness/world.mjs";
import { closed, doors } from "../harness/doors.mjs";

async function firstCase(world) {
  const window = await world.window({ as: "maya" });
  await opened(window, "/desk/list/case");
  const href = await window.page.locator('main tbody a[href^="/desk/r/"]').first().getAttribute("href");
  return href.split("/").pop();
}

for (const [who, name] of [["another tenant", "sabina"], ["a role without casework", "anita"]]) {
  journey(`closed doors: ${who} gets for a case the same bytes as for nothing`, async (world) => {
    await closed(world, name, await firstCase(world));
  });
}

journey("closed doors: nobody is asked to sign in, for what is there and for what is not", async (world) => {
  const id = await firstCase(world);
  const window = await world.window();
  for (const path of [...doors(id), ...doors(`${id.slice(0, -4)}0000`), "/desk/", "/desk/list/case", "/desk/none"]) {
    const answer = await window.page.request.get(path, { maxRedirects: 0 });
    equal(answer.status(), 303, `status of ${path}`);
    holds(answer.headers().location.startsWith("/desk/sign-in"), `${path} leads to ${answer.headers().location}`);
  }
});

journey("closed doors: a form posted from another site is refused", async (world) => {
  const window = await world.window({ as: "maya" });
  const answer = await window.page.request.post("/desk/find", {
    form: { text: "Asmita" },
    headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
  });
  equal(answer.status(), 403, "status");
});
