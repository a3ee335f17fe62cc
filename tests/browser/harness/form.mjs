// Filling a form of the desk as a worker does, page after page, with JavaScript or without. Inputs are named by the
// paths of their fields.

/** More pages than any form has. */
const STEPS_MAX = 40;

/**
 * Gives the answers wherever their questions come up, goes on page by page, and saves. An answer is a text, or the codes
 * of a choice of several, or a file (name, type, bytes); a name such as `birth.y` is one box of a question. Fails when an answer was never asked for,
 * or when the form is not accepted.
 */
export async function fillForm(page, answers) {
  const open = new Map(Object.entries(answers));
  for (let step = 0; step < STEPS_MAX; step += 1) {
    await answerVisible(page, open);
    const save = page.locator('form#form button[name=do][value=save]:visible:not(.hidden)');
    if (await save.count()) {
      if (open.size > 0) throw new Error(`never asked: ${[...open.keys()].join(", ")}`);
      await press(page, save.first());
      return accepted(page);
    }
    await press(page, page.locator('form#form button[name=do][value=next]:visible:not(.hidden)').first());
    await refuseErrors(page);
  }
  throw new Error(`the form does not end: after ${STEPS_MAX} pages it is at ${page.url()}`);
}

/** Presses a button and waits for what it leads to, be it another document or another part of this one. */
async function press(page, button) {
  const before = await place(page);
  await button.click();
  await page.waitForLoadState("load");
  for (let tries = 0; tries < 100 && (await place(page)) === before; tries += 1) await page.waitForTimeout(50);
}

async function place(page) {
  const part = page.locator("form#form [data-page]:visible");
  const names = await part.evaluateAll((all) => all.map((one) => one.dataset.page)).catch(() => []);
  const errors = await page.locator("#errors").count().catch(() => 0);
  return `${page.url()} ${names.join()} ${errors}`;
}

async function accepted(page) {
  await refuseErrors(page);
  if (await page.locator("form#form").count()) throw new Error(`the form is still there: ${page.url()}`);
}

async function refuseErrors(page) {
  const errors = page.locator("#errors:visible");
  if (await errors.count()) throw new Error(`the form was not accepted: ${await errors.first().innerText()}`);
}

/** Answers what is asked on the part in view; an answer may bring up further questions, so until nothing is new. */
async function answerVisible(page, open) {
  for (let again = true; again; ) {
    again = false;
    for (const [name, value] of [...open]) {
      if (await answer(page, name, value)) {
        open.delete(name);
        again = true;
      }
    }
  }
}

/**
 * Gives one answer; false when its question is not in view. A name that begins with `+` presses the button that adds a
 * child or a row (`*` stands for the id of a row above it); one that begins with `…/` is a question of the newest child or row.
 */
export async function answer(page, name, value) {
  if (name.startsWith("+")) {
    const [begin, end = ""] = value.split("*");
    const named = end ? `[value^="${begin}"][value$="${end}"]` : `[value="${value}"]`;
    const add = page.locator(`form#form button[name=do]${named}:visible`);
    if ((await add.count()) === 0) return false;
    const rows = await page.locator("form#form fieldset.repeat").count();
    await add.first().click();
    await page.locator("form#form fieldset.repeat").nth(rows).waitFor();
    return true;
  }
  const named = name.startsWith("…/") ? `[name$="/${name.slice(2)}"]` : `[name="${name}"]`;
  const all = page.locator(`form#form ${named}:not([type=hidden])`);
  if ((await all.count()) === 0) return false;
  const last = all.last();
  const { kind, path } = await last.evaluate((element) => ({
    kind: element.localName === "input" ? element.type : element.localName,
    path: element.name,
  }));
  const question = page.locator(`form#form [data-path="${path}"]`);
  if (!(await ((await question.count()) ? question.first() : last).isVisible())) return false;
  if (kind === "radio" || kind === "checkbox") {
    for (const code of [value].flat()) {
      await page.locator(`form#form label:has(input[name="${path}"][value="${code}"])`).first().click();
    }
  } else if (kind === "file") {
    await last.setInputFiles(value);
  } else if (kind === "select-one" || kind === "select") {
    await last.selectOption(value);
  } else {
    await last.fill(value);
    await last.blur();
  }
  return true;
}
