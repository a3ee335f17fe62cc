// What holds for every page, whoever reads it, in whatever language and width.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What is wrong with the page in this window, each as one line. */
export async function look(page, language) {
  return [...(await barriers(page)), ...(await page.evaluate(rules, language))];
}

/** Barriers found by axe. Evaluated by the browser itself, so the page's content policy stays as it is. */
async function barriers(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    const said = (node) => `${node.target.join(" ")} (${node.failureSummary?.split("\n").slice(1).join(" ").trim()})`;
    return violations.map((one) => `axe ${one.id}: ${one.nodes.slice(0, 5).map(said).join("; ")}`);
  }, TAGS);
  return found;
}

/** Runs in the page. */
function rules(language) {
  const faults = [];
  const root = document.documentElement;
  const named = (element) => {
    const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${element.className ? ` class="${element.className}"` : ""}> “${text}”`;
  };
  if (root.lang !== language) faults.push(`the page says it is in ${root.lang || "no language"}`);
  if (document.title.trim().length < 3) faults.push("the page has no title");
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) faults.push(`${headings} headings of the first level`);
  if (root.scrollWidth > window.innerWidth) {
    const scrolls = (e) => e && e !== document.body && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
    const sticks = (e) => e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement);
    const wide = [...document.body.querySelectorAll("*")].filter(sticks);
    const first = wide.slice(0, 3).map(named).join(", ");
    faults.push(`scrolls sideways: ${root.scrollWidth} px wide in ${window.innerWidth}: ${first}`);
  }
  const small = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!/[\u0900-\u097f]{2}/.test(text.data) || !element.checkVisibility() || element.closest("svg, option, select")) continue;
    const style = getComputedStyle(element);
    if (parseFloat(style.fontSize) < 17.9) small.add(`${style.fontSize}: ${named(element)}`);
    // The room between lines matters where there is a second line; headings and controls need less of it.
    const lines = document.createRange();
    lines.selectNodeContents(text);
    const ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    const wanted = element.closest("p, li, dd, td") && !element.closest("h1, h2, h3, button, .button, .tag, label") ? 1.7 : 1.4;
    const rows = new Set([...lines.getClientRects()].map((box) => Math.round(box.top)));
    if (rows.size > 1 && parseFloat(style.fontSize) < 23 && ratio < wanted - 0.01) {
      small.add(`line height ${style.lineHeight} of ${style.fontSize}: ${named(element)}`);
    }
  }
  for (const one of [...small].slice(0, 5)) faults.push(`Devanagari too small: ${one}`);
  return faults;
}
