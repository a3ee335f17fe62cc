// Whether a record is there for someone: what is not hers gets the answer of what does not exist.

import { equal } from "./runner.mjs";

const NOTHING = "00000000-0000-7000-8000-000000000000";

/** Addresses of a record, by its id. */
export const doors = (id) => [`/desk/r/${id}`, `/desk/r/${id}/edit`, `/desk/r/${id}/print`, `/desk/r/${id}/history/risk`, `/desk/r/${id}/add/note`, `/desk/r/${id}/handover`, `/desk/r/${id}/link`];

/** All doors of a record answer an account as they do for nothing: the same status, the same bytes. */
export async function closed(world, as, id) {
  const window = await world.window({ as });
  for (const [number, path] of doors(id).entries()) {
    const there = await window.page.request.get(path);
    const nothing = await window.page.request.get(doors(NOTHING)[number]);
    equal(there.status(), 404, `status of ${path} for ${as}`);
    equal(nothing.status(), 404, `status of ${doors(NOTHING)[number]} for ${as}`);
    const plain = async (answer, own) => (await answer.text()).replaceAll(own, "ID");
    equal(await plain(there, id), await plain(nothing, NOTHING), `bytes of ${path} for ${as}`);
  }
  await window.page.goto("/desk/");
  const csrf = await window.page.locator("input[name=csrf]").first().inputValue();
  for (const [path, of] of [[`/desk/r/${id}/move`, id], [`/desk/r/${NOTHING}/move`, NOTHING]]) {
    const form = { csrf, base: "1", stage: "registered" };
    const answer = await window.page.request.post(path, { form, headers: { origin: world.demo.address } });
    equal(answer.status(), 404, `status of a move of ${of} by ${as}`);
  }
  await world.close(window);
}
