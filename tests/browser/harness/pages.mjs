// The pages there are: those of the public site by following its links, those of the desk by whom they are for.

/** Addresses of all pages of the public site in one language. */
export async function publicPages(world, language) {
  const window = await world.window({ javaScript: false });
  const seen = new Set([`/${language}/`]);
  for (const path of seen) {
    await window.page.goto(path);
    const found = await window.page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
    for (const link of found) {
      const to = new URL(link);
      if (to.origin === world.demo.address && to.pathname.startsWith(`/${language}/`)) seen.add(to.pathname);
    }
  }
  await window.context.close();
  const pages = [...seen].map((path) => ({ path }));
  return [...pages, { path: `/${language}/no-such-page`, status: 404 }, { path: "/leave", own: "leave" }];
}

/** Pages of the desk: for each account the addresses it looks at. */
export async function deskPages(world) {
  const record = async (as, kind) => {
    const window = await world.window({ as, javaScript: false });
    await window.page.goto(`/desk/list/${kind}`);
    const link = window.page.locator('main tbody a[href^="/desk/r/"]').first();
    const href = (await link.count()) ? await link.getAttribute("href") : undefined;
    await window.context.close();
    if (!href) throw new Error(`${as} sees no record in /desk/list/${kind}`);
    return href;
  };
  const cases = await record("maya", "case");
  const person = await record("maya", "person");
  const edited = await record("emma", "page");
  return [
    [undefined, ["/desk/sign-in", "/desk/link/none"].map((path) => ({ path }))],
    [
      "maya",
      [
        ...["/desk/", "/desk/list/case", "/desk/list/person", "/desk/find", "/desk/new/case"],
        ...[cases, `${cases}/edit`, `${cases}/print`, `${cases}/history/risk`, `${cases}/add/note`],
        ...[person, `${person}/edit`],
      ].map((path) => ({ path })),
    ],
    ["maya", [{ path: "/desk/none", status: 404 }]],
    ["rita", ["/desk/", "/desk/list/htcds", "/desk/new/htcds"].map((path) => ({ path }))],
    ["emma", ["/desk/", "/desk/list/page", edited, `${edited}/edit`].map((path) => ({ path }))],
    ["anita", ["/desk/", "/desk/list/user", "/desk/list/site"].map((path) => ({ path }))],
  ];
}
