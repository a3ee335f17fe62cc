// What a journey is given: the demonstration, a browser, people signed in, and an eye on what no page may do.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { holds, none } from "./runner.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const LANGUAGES = ["en", "fr", "ne"];
export const WIDTHS = [360, 1280];

export class World {
  constructor(demo, browser, out) {
    Object.assign(this, { demo, browser, out, open: [], sessions: new Map() });
  }

  static async begin(demo, out) {
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS, timeout: 60_000 });
    return new World(demo, browser, out);
  }

  async end() {
    await this.clear();
    await this.browser.close();
  }

  /**
   * A window of its own. `as` is a sign-in name of the demonstration, none for a visitor; what the window may never
   * do is collected in its `faults`.
   */
  async window({ as, language = "en", width = 1280, javaScript = true } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.demo.address,
      viewport: { width, height: width < 600 ? 740 : 900 },
      hasTouch: width < 600,
      javaScriptEnabled: javaScript,
      locale: language,
      storageState: as ? await this.session(as) : undefined,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const window = { context, page, faults: [], go: (path) => go(page, path) };
    watch(window, this.demo.address);
    this.open.push(window);
    return window;
  }

  /** The cookies of someone signed in, once a run. */
  async session(name) {
    if (!this.sessions.has(name)) {
      const window = await this.window();
      await signIn(window, name);
      this.sessions.set(name, await window.context.storageState());
      await this.close(window);
    }
    return this.sessions.get(name);
  }

  /** Pictures of what is open, for a journey that failed. */
  async photograph(name) {
    await mkdir(this.out, { recursive: true });
    const paths = [];
    for (const [number, { page }] of this.open.entries()) {
      const path = join(this.out, `${name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 90)}-${number + 1}.png`);
      try {
        await page.screenshot({ path, fullPage: true, timeout: 10_000 });
        paths.push(`${path}   ${page.url()}`);
      } catch (error) {
        paths.push(`no picture of ${page.url()}: ${error.message.split("\n")[0]}`);
      }
    }
    return paths;
  }

  /** Closes a window that went well. */
  async close(window) {
    await window.context.close();
    this.open = this.open.filter((other) => other !== window);
  }

  /** Closes all windows. */
  async clear() {
    for (const { context } of this.open.splice(0)) await context.close();
  }
}

/** Signs in by the button that the demonstration offers for an account. */
export async function signIn(window, name, path = "/desk/") {
  await window.page.goto(path);
  const form = window.page.locator("form", { has: window.page.locator(`input[name=name][value="${name}"]`) });
  await form.getByRole("button").last().click();
  await window.page.waitForURL((address) => !address.pathname.startsWith("/desk/sign-in"));
}

/** Opens a page and gives its status. */
async function go(page, path) {
  const answer = await page.goto(path);
  return answer.status();
}

/** What no page may do: write an error to the console, break its own content policy, ask another host. */
function watch(window, address) {
  const { page, faults } = window;
  page.on("console", (message) => {
    // The browser reports each answer of 400 and more; journeys say themselves which answer they expect.
    const expected = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
    if (message.type() === "error" && !expected) {
      faults.push(`${page.url()}: console: ${message.text()} ${message.location().url}`);
    }
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(`${address}/`) && !to.startsWith("data:") && !to.startsWith("about:")) {
      faults.push(`${page.url()}: asked another host: ${to}`);
    }
  });
}

/** Fails with everything a window did that no page may do. */
export function behaved(window) {
  none("pages misbehaved", window.faults);
}

/** Opens a page that has to be there. */
export async function opened(window, path) {
  const status = await window.go(path);
  holds(status === 200, `${path} answered ${status}`);
}
