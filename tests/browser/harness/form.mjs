// Filling a form of the desk as a worker does, page after page, with JavaScript or without. Inputs are named by the
// paths of their fields.

/** More pages than any form has. */
const STEPS_MAX = 40;

/**
 * Gives the answers wherever their questions come up, goes on page by page, and saves. An answer is a text, or the codes
 * of a choice of several; a name such as `birth.y` is one box of a question. Fails when an answer was never asked for,
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

/** Gives one answer; false when its question is not in view. A name that ends in `*` is the newest row's. */
export async function answer(page, name, value) {
  const all = page.locator(`form#form [name="${name}"]:not([type=hidden])`);
  const count = await all.count();
  if (count === 0) return false;
  const first = all.first();
  const kind = await first.evaluate((element) => (element.localName === "input" ? element.type : element.localName));
  const question = page.locator(`form#form [data-path="${name}"]`);
  const shown = (await question.count()) ? question.first() : first;
  if (!(await shown.isVisible())) return false;
  if (kind === "radio" || kind === "checkbox") {
    for (const code of [value].flat()) {
      await page.locator(`form#form label:has(input[name="${name}"][value="${code}"])`).first().click();
    }
  } else if (kind === "select") {
    await first.selectOption(value);
  } else {
    await first.fill(value);
    await first.blur();
  }
  return true;
}
