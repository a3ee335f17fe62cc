// Rows of repeats: added from the row the page carries for copying, taken off, numbered.

import { devanagari } from "./form-dates.js";

/** A UUIDv7 (RFC 9562): the moment, then randomness, so that rows are in the order in which they were added. */
export function newId(now, random) {
  const time = now.toString(16).padStart(12, "0");
  const digits = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((random[2] & 0x3f) | 0x80).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(1, 4)}-${variant}${digits.slice(6, 8)}-${digits.slice(8, 20)}`;
}

/** The markup of a row: `repeat` is the path of its repeat, whose stand-in for the row's id is put out for `id`. */
export function filled(markup, repeat, id) {
  const depth = Math.floor((repeat.replace(/^@[^/]*\//, "").split("/").length - 1) / 2);
  return markup.replaceAll(`__${depth}__`, id);
}

/** A heading with its number, in the digits of the language. */
export const numbered = (text, number, language) =>
  text.replace("__number__", language === "ne" ? devanagari(String(number)) : String(number));

/** Adds a row at the end of a repeat's section and gives its element. */
export function add(section, language) {
  const template = section.querySelector(":scope > template");
  const rows = section.querySelector(":scope > [data-rows]");
  const random = crypto.getRandomValues(new Uint8Array(10));
  const holder = document.createElement("div");
  holder.innerHTML = filled(template.innerHTML, section.dataset.repeat, newId(Date.now(), random));
  const row = holder.firstElementChild;
  rows.append(row);
  number(section, language);
  return row;
}

/** Gives the rows of a section their numbers anew. */
export function number(section, language) {
  const copied = section.querySelector(":scope > template")?.content.firstElementChild;
  if (!copied) return;
  const texts = (row) => [row.querySelector(":scope > legend"), [...row.querySelectorAll(":scope > p > button")].pop()];
  const [heading, remove] = texts(copied).map((element) => element.textContent);
  const rows = section.querySelectorAll(":scope > [data-rows] > [data-row]");
  rows.forEach((row, at) => {
    const [legend, button] = texts(row);
    legend.textContent = numbered(heading, at + 1, language);
    button.textContent = numbered(remove, at + 1, language);
  });
}
