// What is not yours does not exist: another tenant, another role and nobody get the same answer as for nothing.

import { equal, holds, journey } from "../harness/runner.mjs";
import { opened } from "../harness/world.mjs";

const NOTHING = "00000000-0000-7000-8000-000000000000";

/** Addresses of a record, by its id. */
const doors = (id) => [`/desk/r/${id}`, `/desk/r/${id}/edit`, `/desk/r/${id}/print`, `/desk/r/${id}/history/risk`];

async function firstCase(world) {
  const window = await world.window({ as: "maya" });
  await opened(window, "/desk/list/case");
  const href = await window.page.locator('main tbody a[href^="/desk/r/"]').first().getAttribute("href");
  return href.split("/").pop();
}

for (const [who, name] of [["another tenant", "sabina"], ["a role without casework", "anita"]]) {
  journey(`closed doors: ${who} gets for a case the same bytes as for nothing`, async (world) => {
    const id = await firstCase(world);
    const window = await world.window({ as: name });
    for (const [number, path] of doors(id).entries()) {
      const there = await window.page.request.get(path);
      const nothing = await window.page.request.get(doors(NOTHING)[number]);
      equal(there.status(), 404, `status of ${path}`);
      equal(nothing.status(), 404, `status of ${doors(NOTHING)[number]}`);
      const plain = async (answer, own) => (await answer.text()).replaceAll(own, "ID");
      equal(await plain(there, id), await plain(nothing, NOTHING), `bytes of ${path}`);
    }
  });
}

journey("closed doors: nobody is asked to sign in, for what is there and for what is not", async (world) => {
  const id = await firstCase(world);
  const window = await world.window();
  for (const path of [...doors(id), ...doors(NOTHING), "/desk/", "/desk/list/case", "/desk/none"]) {
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
