// The desk's own ways: a page that nobody touches locks itself; lists are kept; what is typed is kept.

import { equal, holds, journey } from "../harness/runner.mjs";
import { behaved, opened } from "../harness/world.mjs";

journey("office: an idle page warns, stays on a press, then locks and leads back", async (world) => {
  const window = await world.window({ as: "maya" });
  const { page } = window;
  await page.clock.install();
  await opened(window, "/desk/list/case");
  const alert = page.getByRole("alert");
  await page.clock.fastForward("12:50");
  equal(await alert.count(), 0, "warnings before 13 minutes");
  await page.clock.fastForward("00:15");
  await alert.waitFor();
  await page.getByRole("button", { name: "Stay" }).click();
  await alert.waitFor({ state: "detached" });
  await page.clock.fastForward("13:05");
  await alert.waitFor();
  await page.keyboard.press("a");
  await alert.waitFor({ state: "detached" });
  await page.clock.fastForward("15:05");
  await page.waitForURL(/\/desk\/sign-in\?next=\/desk\/list\/case$/);
  behaved(window);
});

journey("office: what is typed is kept before a page locks, and is there after signing in", async (world) => {
  const window = await world.window({ as: "maya" });
  const { page } = window;
  await page.clock.install();
  await opened(window, "/desk/new/person");
  await page.locator("input[name=sex]").first().check();
  const kept = page.waitForResponse((answer) => answer.url().endsWith("/desk/write") && answer.status() === 204);
  await page.clock.fastForward("00:25");
  await kept;
  await page.clock.fastForward("15:05");
  await page.waitForURL(/\/desk\/sign-in\?next=\/desk\/new\/person\?draft=/);
  holds((await page.locator("main").innerText()).includes("is kept"), "it says that the form is kept");
  const form = page.locator("form", { has: page.locator('input[name=name][value="maya"]') });
  await form.getByRole("button").last().click();
  await page.waitForURL(/\/desk\/new\/person\?draft=/);
  equal(await page.locator("input[name=sex]:checked").count(), 1, "answers that were kept");
  behaved(window);
});

for (const javaScript of [true, false]) {
  journey(`office: a list is narrowed, kept and found again, ${javaScript ? "with" : "without"} JavaScript`, async (world) => {
    const window = await world.window({ as: "kiran", width: javaScript ? 1280 : 360, javaScript });
    const { page } = window;
    await opened(window, "/desk/list/case");
    const all = await page.locator("main tbody tr").count();
    await page.locator("select[name=risk]").selectOption("high");
    await page.locator(".filters button").click();
    await page.waitForURL(/\/desk\/list\/case\?view=[0-9a-f-]{36}$/);
    holds((await page.locator("main tbody tr").count()) < all, "fewer cases");
    const name = javaScript ? "Most urgent" : "Urgent on a phone";
    await page.locator("summary", { hasText: "Keep this list" }).click();
    await page.locator("#view-name").fill(name);
    await page.locator("form[action*='/keep'] button").click();
    await opened(window, "/desk/list/case");
    await page.locator("nav.views").getByRole("link", { name }).click();
    equal(await page.locator("nav.views [aria-current]").innerText(), name, "the list in view");
    behaved(window);
  });
}
