// The public site as others read it: every page is valid HTML to the Nu HTML Checker, the W3C's own.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createRequire } from "node:module";
import { publicPages } from "../harness/pages.mjs";
import { holds, journey, none } from "../harness/runner.mjs";
import { LANGUAGES } from "../harness/world.mjs";

/** Bytes of what the checker says that are read. */
const SAID_MAX = 32 * 1024 * 1024;
/**
 * Not counted: the checker holds the role of a row or a cell to be needless in a table. Ours are laid out as something
 * else on a phone, and some browsers then forget the role.
 */
const NEEDLESS = /^The “role” attribute must not be used on a “(tr|th|td)” element/;
const CHECKER = createRequire(import.meta.url).resolve("vnu-jar").replace(/[^/]*$/, "build/dist/vnu.jar");

for (const language of LANGUAGES) {
  journey(`valid ${language}: every page of the site is valid HTML`, async (world) => {
    const pages = await publicPages(world, language);
    const fetched = pages.map(async ({ path }) => [path, await text(world, path)]);
    const search = await text(world, `/${language}/search`, { method: "POST", body: new URLSearchParams({ q: "104" }) });
    const nothing = await text(world, `/${language}/search`, { method: "POST", body: new URLSearchParams({ q: "xyzzy" }) });
    none("the checker", await check([...(await Promise.all(fetched)), ["what is found", search], ["nothing found", nothing]]));
  });
}

journey("valid: what is looked for is found where it is wrong", async () => {
  const broken = `<!doctype html><html lang="en"><title>x</title><p id="a">One<p id="a"><ul><p>Two</ul><img src="x">`;
  const faults = (await check([["broken", broken]])).join("\n");
  for (const wanted of ["Duplicate ID", "not allowed as child of element “ul”", "“alt”"]) {
    holds(faults.includes(wanted), `${wanted} is not found in: ${faults}`);
  }
});

async function text(world, path, asked) {
  const answer = await fetch(world.demo.address + path, { headers: { "accept-language": "en" }, ...asked });
  return answer.text();
}

/** What the checker finds wrong in pages (name and text), named by page and line. */
async function check(pages) {
  const folder = await mkdtemp(join(tmpdir(), "chautari-valid-"));
  try {
    const files = pages.map((_, number) => join(folder, `${number}.html`));
    await Promise.all(files.map((file, number) => writeFile(file, pages[number][1])));
    const { messages } = JSON.parse(await run(files));
    const faults = messages.filter(({ message }) => !NEEDLESS.test(message));
    return faults.map(({ url, lastLine, message }) => `${pages[parseInt(basename(url), 10)][0]}:${lastLine}: ${message}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the checker says of files, as JSON. */
function run(files) {
  const words = ["-Xss1m", "-Xmx512m", "-jar", CHECKER, "--format", "json", "--stdout", "--errors-only", "--exit-zero-always", ...files];
  return new Promise((done, fail) => {
    execFile("java", words, { maxBuffer: SAID_MAX }, (error, said) => (error ? fail(error) : done(said)));
  });
}
