// A copy of a document: chosen in its form, kept by the draft, downloaded from the record's page byte by byte.

import { readFile } from "node:fs/promises";
import { equal, holds, journey } from "../harness/runner.mjs";
import { behaved, opened } from "../harness/world.mjs";
import { fillForm } from "../harness/form.mjs";

const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(200_000, "पासपोर्ट ")]);
const file = { name: "पासपोर्ट scan.pdf", mimeType: "application/pdf", buffer: bytes };

for (const javaScript of [true, false]) {
  const how = javaScript ? "with JavaScript" : "without JavaScript";
  journey(`files: a copy is sent with its form and comes back as it was, ${how}`, async (world) => {
    const window = await world.window({ as: "maya", width: javaScript ? 1280 : 360, javaScript });
    const { page } = window;
    await opened(window, "/desk/list/case");
    const record = await page.locator('main a[href^="/desk/r/"]').first().getAttribute("href");
    await opened(window, `${record}/add/document`);
    await fillForm(page, { document_type: "passport", holder: "self", copy: file });
    await page.waitForURL(/\/desk\/r\/[^/]+$/);
    const link = page.locator('main a[href^="/desk/file/"]');
    equal(await link.innerText(), file.name, "the file's own name");
    const address = await link.getAttribute("href");
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    equal(download.suggestedFilename(), file.name, "the name it is downloaded under");
    holds(bytes.equals(await readFile(await download.path())), "the bytes are those that were sent");
    for (const as of ["sabina", "anita"]) {
      const other = await world.window({ as });
      const [there, absent] = [address, "/desk/file/01900000-0000-7000-8000-000000000000"];
      const answers = await Promise.all([there, absent].map((path) => other.context.request.get(path)));
      for (const answer of answers) equal(answer.status(), 404, `${as} asks for it`);
      equal(await answers[0].text(), await answers[1].text(), `what ${as} is told`);
      await world.close(other);
    }

    await opened(window, `${page.url()}/edit`);
    const kept = page.locator('input[type=checkbox][name="copy"]');
    holds(await kept.isChecked(), "the form keeps it");
    behaved(window);
  });
}

journey("files: one of another type is refused beside its question, and the rest stays", async (world) => {
  const window = await world.window({ as: "maya" });
  await opened(window, "/desk/list/case");
  const record = await window.page.locator('main a[href^="/desk/r/"]').first().getAttribute("href");
  await opened(window, `${record}/add/document`);
  const program = { name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\x90\x00 not what its name says") };
  const answers = { document_type: "passport", holder: "family", copy: program };
  const refused = await fillForm(window.page, answers).then(() => "", (error) => error.message);
  holds(refused.includes("not of a type"), `it was accepted: ${refused}`);
  const holder = window.page.locator('input[name="holder"]:checked, select[name="holder"]').first();
  equal(await holder.inputValue(), "family", "what was answered");
});
