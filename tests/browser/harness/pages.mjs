// The pages there are, found by following links: those of the public site in one language, and those of the desk with
// the account that comes to each first.

/** Accounts of the demonstration that between them come to every page of the desk. */
const ACCOUNTS = ["maya", "kiran", "rita", "anita", "denis", "prakash", "emma", "sunita"];
/** After these parts of an address stands a name: one page of each is enough. */
const NAMED = /\/(kinds|codes|roles|history|add|link)\/[^/]+/g;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Files, not pages. */
const FILE = /\/xlsform$|^\/desk\/file\//;

/** The sort of a page of the desk: its address without ids and names. Lists and new records are looked at for each kind. */
export const sort = (path) => path.split("?")[0].replace(ID, "{}").replace(NAMED, "/$1/{}");

/** Addresses of all pages of the public site in one language. */
export async function publicPages(world, language) {
  const found = await follow(world, {}, `/${language}/`, (path) => path.startsWith(`/${language}/`) && path);
  const pages = found.map((path) => ({ path }));
  return [...pages, { path: `/${language}/no-such-page`, status: 404 }, { path: "/leave" }];
}

/** Pages of the desk by the account that looks at them: one of each sort. */
export async function deskPages(world) {
  world.deskPages ??= findDeskPages(world);
  return world.deskPages;
}

async function findDeskPages(world) {
  const seen = new Set();
  const byAccount = [[undefined, [{ path: "/desk/sign-in" }, { path: "/desk/link/none", status: 404 }]]];
  for (const as of ACCOUNTS) {
    const own = await follow(world, { as }, "/desk/", (path) => path.startsWith("/desk/") && !FILE.test(path) && sort(path));
    const fresh = own.filter((path) => !seen.has(sort(path)));
    for (const path of fresh) seen.add(sort(path));
    byAccount.push([as, fresh.map((path) => ({ path }))]);
  }
  byAccount.push(["maya", [{ path: "/desk/none", status: 404 }, { path: "/desk/again" }]]);
  byAccount.push(["anita", [{ path: "/desk/start" }]]);
  return byAccount;
}

/** Follows links from a page; of those with the same key, one. */
async function follow(world, who, start, key) {
  const window = await world.window({ ...who, javaScript: false });
  const seen = new Map([[key(start), start]]);
  for (const path of seen.values()) {
    await window.page.goto(path);
    const found = await window.page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
    for (const link of found) {
      const to = new URL(link);
      const of = to.origin === world.demo.address && key(to.pathname);
      // A form that was begun goes on from its draft, which the address names.
      if (of && !seen.has(of)) seen.set(of, to.pathname + (to.searchParams.has("draft") ? to.search : ""));
    }
  }
  await world.close(window);
  return [...seen.values()];
}
