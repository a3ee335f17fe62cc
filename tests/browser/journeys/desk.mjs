// Someone of the office: signs in, writes a first record with and without JavaScript, opens a case with consent,
// changes it, reads its history, prints it.

import { equal, holds, journey } from "../harness/runner.mjs";
import { behaved, opened, signIn } from "../harness/world.mjs";
import { answer, fillForm } from "../harness/form.mjs";

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

/** The way to a person's page through the list of people; gives her address. */
async function firstPerson(page) {
  await page.goto(new URL("/desk/list/person", page.url()).href);
  await page.locator("main tbody a").first().click();
  await page.waitForURL(/\/desk\/r\//);
}

journey("desk: a case opens with consent, is changed, keeps its history and is printed", async (world) => {
  const window = await world.window({ as: "maya", width: 1280 });
  const { page } = window;
  await opened(window, "/desk/");
  await firstPerson(page);
  await page.locator("main a.chip[href*='/desk/new/case']").click();
  const answers = {
    source: "border",
    ground: "consent",
    presenting_concern: ["exploitation"],
    safe_now: "yes",
    risk: "high",
  };
  for (const [name, value] of Object.entries(answers)) holds(await answer(page, name, value), `${name} is asked`);
  await page.locator("form#form button[value='child:consent']:visible").click();
  await page.waitForSelector("form#form [name$='/purpose']");
  const child = (await page.locator("form#form [name$='/purpose']").first().getAttribute("name")).replace("purpose", "");
  const consent = {
    purpose: "services",
    state: "given",
    given_by: "child",
    how_explained: ["spoken"],
    understood: "yes",
    evidence: ["thumb"],
  };
  for (const [name, value] of Object.entries(consent)) {
    holds(await answer(page, `${child}${name}`, value), `${name} of the consent is asked`);
  }
  await fillForm(page, {});
  await page.waitForURL(/\/desk\/r\//);
  const record = new URL(page.url()).pathname;

  await page.locator(`main a[href='${record}/edit']`).click();
  await fillForm(page, { risk: "medium" });
  await page.waitForURL(new RegExp(`${record}$`));
  await page.locator("main a[href*='/history/risk']").click();
  const versions = await page.locator("main ol.time > li").allInnerTexts();
  equal(versions.length, 2, "versions of the risk");
  holds(versions[0].includes("Medium") && versions[1].includes("High"), versions.join(" | "));

  await opened(window, `${record}/print`);
  holds((await page.locator("main").innerText()).includes("Medium"), "the print view shows the answers");
  behaved(window);

  for (const other of ["urmila", "sabina"]) {
    const elsewhere = await world.window({ as: other });
    for (const address of [record, `${record}/edit`, `${record}/print`, `${record}/history/risk`]) {
      const answered = await elsewhere.page.goto(new URL(address, page.url()).href);
      equal(answered.status(), 404, `${address} for ${other}`);
    }
  }
});
