// Someone of the office: signs in, writes a first record with and without JavaScript, opens a case with consent,
// changes it, reads its history, prints it.

import { equal, holds, journey } from "../harness/runner.mjs";
import { behaved, opened, signIn } from "../harness/world.mjs";
import { closed } from "../harness/doors.mjs";
import { fillForm } from "../harness/form.mjs";

journey("desk: signing in leads to where one wanted to go", async (world) => {
  const window = await world.window();
  await signIn(window, "maya", "/desk/list/case");
  equal(new URL(window.page.url()).pathname, "/desk/list/case", "address after signing in");
  holds((await window.page.locator("main table tbody tr").count()) > 0, "the list of cases is not empty");
  behaved(window);
});

for (const javaScript of [true, false]) {
  const how = javaScript ? "with JavaScript" : "without JavaScript";
  journey(`desk: a first record is written ${how}`, async (world) => {
    const window = await world.window({ as: "rita", width: 360, javaScript });
    await opened(window, "/desk/new/htcds");
    const record = await fillForm(window.page, {
      con_Consent: "TRUE",
      prs_First_Name: javaScript ? "Asmita" : "Bimala",
      prs_Second_Name: "Tharu",
      prs_Gender: "Feminine",
      prs_Citizenship: "NP",
      more_contact: "no",
      vic_TraffickingStatus: "PossibleVictimOfTrafficking",
      vic_TypeOfExploitation: ["ForcedLabour"],
      cas_Status: "Active",
    });
    await window.page.waitForURL(/\/desk\/r\//);
    const text = await window.page.locator("main").innerText();
    holds(text.includes("Tharu"), `the record shows what was written (${record})`);
    behaved(window);
  });
}

const CASE = {
  source: "family",
  ground: "consent",
  presenting_concern: ["risk_of_trafficking"],
  safe_now: "yes",
  risk: "medium",
};

const CONSENT = {
  "+": "child:consent",
  "…/purpose": "services",
  "…/state": "given",
  "…/given_by": "adult",
  "…/how_explained": ["spoken"],
  "…/understood": "yes",
  "…/evidence": ["signature"],
};

for (const javaScript of [true, false]) {
  const how = javaScript ? "with JavaScript" : "without JavaScript";
  journey(`desk: a case opens with consent, is changed, keeps its history and is printed, ${how}`, async (world) => {
    const window = await world.window({ as: "maya", width: javaScript ? 1280 : 360, javaScript });
    const { page } = window;
    await opened(window, "/desk/new/case");
    // Someone else each time: consent to the same purpose stands once.
    await fillForm(page, { _person: { index: javaScript ? 1 : 2 }, ...CASE, ...CONSENT });
    await page.waitForURL(/\/desk\/r\/[^/]+$/);
    const id = page.url().split("/").pop();
    holds((await page.locator(`main a[href^="/desk/r/"]`).count()) > 0, "the case leads to its consent and its person");
    for (const as of ["sabina", "anita"]) await closed(world, as, id);

    await opened(window, `/desk/r/${id}/edit`);
    await fillForm(page, { risk: "high" });
    await page.waitForURL(new RegExp(`/desk/r/${id}$`));
    await page.locator(`a[href="/desk/r/${id}/history/risk"]`).click();
    await page.waitForURL(/history\/risk$/);
    equal(await page.locator("main ol.time > li").count(), 2, "versions of the risk");

    await opened(window, `/desk/r/${id}/print`);
    await page.emulateMedia({ media: "print" });
    holds(!(await page.locator("nav.side").isVisible()), "the print has no side list");
    holds((await page.locator("h1").innerText()).length > 2, "the print has a heading");
    behaved(window);
  });
}

journey("desk: a case without consent or another ground is refused, and nothing that was typed is lost", async (world) => {
  const window = await world.window({ as: "maya" });
  await opened(window, "/desk/new/case");
  const refused = await fillForm(window.page, { _person: { index: 3 }, ...CASE }).then(() => "", (error) => error.message);
  holds(refused.startsWith("the form was not accepted"), `it was accepted: ${refused}`);
  equal(await window.page.locator('input[name="source"]:checked, select[name="source"]').first().inputValue(), "family", "what was typed");
});
