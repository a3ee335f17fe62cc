// A visitor of the public site: three languages, a way back on every page, no link that leads nowhere, a way out.

import { equal, holds, journey, none } from "../harness/runner.mjs";
import { LANGUAGES, behaved, opened } from "../harness/world.mjs";

/** Most pages a walk over the site follows, so that it ends. */
const PAGES_MAX = 400;

for (const language of LANGUAGES) {
  journey(`visitor ${language}: the first page says where one is, at its top and at its end`, async (world) => {
    const window = await world.window({ language });
    await opened(window, `/${language}/`);
    const trails = window.page.locator("nav.trail");
    equal(await trails.count(), 2, "trails on the page");
    const places = [await trails.first().boundingBox(), await trails.last().boundingBox()];
    const heading = await window.page.locator("h1").boundingBox();
    holds(places[0].y < heading.y && places[1].y > heading.y, "one trail stands above the heading, one below");
    behaved(window);
  });

  journey(`visitor ${language}: the page in the other languages is the same page`, async (world) => {
    const window = await world.window({ language });
    await opened(window, `/${language}/`);
    const others = await window.page.locator("link[rel=alternate][hreflang]").evaluateAll((links) =>
      links.map((link) => [link.hreflang, new URL(link.href).pathname]),
    );
    for (const other of LANGUAGES) {
      const address = others.find(([tag]) => tag === other)?.[1];
      holds(address?.startsWith(`/${other}/`), `no address in ${other}: ${JSON.stringify(others)}`);
      await opened(window, address);
      equal(await window.page.locator("html").getAttribute("lang"), other, `language of ${address}`);
    }
  });
}

journey("visitor: no link of the site leads nowhere, and no page sets a cookie", async (world) => {
  const window = await world.window({ javaScript: false });
  const seen = new Map([["/", "the start"]]);
  const faults = [];
  for (const [path, from] of seen) {
    const answer = await window.page.request.get(path);
    if (answer.status() !== 200) faults.push(`${path} answers ${answer.status()}; ${from} links to it`);
    if (!answer.headers()["content-type"]?.startsWith("text/html") || new URL(answer.url()).pathname.startsWith("/desk")) continue;
    await window.page.goto(path);
    for (const link of await links(window.page)) {
      const to = new URL(link, answer.url());
      if (to.origin === world.demo.address && !seen.has(to.pathname)) seen.set(to.pathname, path);
      if (to.origin === world.demo.address && to.hash.length > 1 && to.pathname === new URL(answer.url()).pathname) {
        const target = window.page.locator(`[id="${decodeURIComponent(to.hash.slice(1))}"]`);
        if ((await target.count()) !== 1) faults.push(`${path}: ${to.hash} is no place on the page`);
      }
    }
    holds(seen.size < PAGES_MAX, `more than ${PAGES_MAX} pages`);
  }
  const cookies = await window.context.cookies();
  none("links or cookies", [...faults, ...cookies.map((cookie) => `cookie ${cookie.name}`)]);
  for (const language of LANGUAGES) {
    const pages = [...seen.keys()].filter((path) => path.startsWith(`/${language}/`)).length;
    holds(pages >= 10, `only ${pages} pages in ${language} were reached`);
  }
});

const links = (page) => page.locator("a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));

for (const javaScript of [true, false]) {
  const how = javaScript ? "and the way back does not lead to the page that was left" : "without JavaScript too";
  journey(`visitor: the way out leads to a page that tells nothing, ${how}`, async (world) => {
    const window = await world.window({ javaScript });
    await opened(window, "/en/");
    await opened(window, "/en/get-help");
    await window.page.locator('a[href="/leave"], form[action="/leave"] button').first().click();
    await window.page.waitForURL((address) => !address.pathname.startsWith("/en/"));
    const words = `${await window.page.title()} ${await window.page.locator("body").innerText()}`.toLowerCase();
    for (const telling of ["chautari", "traffick", "child"]) holds(!words.includes(telling), `it says “${telling}”`);
    if (!javaScript) return;
    await window.page.goBack();
    holds(!window.page.url().includes("get-help"), `the way back leads to ${window.page.url()}`);
  });
}
