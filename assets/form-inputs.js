// Inputs that help while one writes: the months of the chosen calendar and the other calendar beside, the municipalities
// of a district, long lists that can be narrowed, choices that can be taken back.

import { beside, dateOf, devanagari } from "./form-dates.js";

const value = (question, box) => question.querySelector(`[name="${CSS.escape(question.dataset.path)}${box}"]`)?.value ?? "";
const checked = (question, box) =>
  question.querySelector(`[name="${CSS.escape(question.dataset.path)}${box}"]:checked`)?.value ?? "";

/** Shows the months of the chosen calendar, and what the date means in the other one. */
export function showDate(question, data) {
  const cal = checked(question, "\\.cal");
  const months = question.querySelector(`[name="${CSS.escape(question.dataset.path)}\\.m"]`);
  [...months.options].slice(1).forEach((option, at) => {
    const number = data.language === "ne" ? devanagari(String(at + 1)) : at + 1;
    option.textContent = `${number} ${data.months[cal][at]}`;
  });
  const [y, m, d] = ["\\.y", "\\.m", "\\.d"].map((box) => value(question, box));
  const date = dateOf({ cal, y, m, d, estimate: checked(question, "\\.estimate") !== "" });
  const text = date ? beside(date, data.language, data.months) : "";
  const line = question.querySelector("[data-beside]");
  line.hidden = text === "";
  line.querySelector("b").textContent = text;
}

/** Offers the municipalities of the chosen district. */
export function showUnits(question, data) {
  const [district, units] = question.querySelectorAll("select");
  const chosen = units.value;
  const known = [...(data.units[district.value] ?? [])].sort((a, b) => a[1].localeCompare(b[1], data.language));
  units.replaceChildren(units.options[0], ...known.map(([code, name]) => new Option(name, code, false, code === chosen)));
}

const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/** The places of the texts in which some word begins with what was typed. */
export function narrowed(texts, typed) {
  const wanted = folded(typed.trim());
  const fits = (text) => folded(text).split(/[\s,()-]+/).some((word) => word.startsWith(wanted)) || folded(text).startsWith(wanted);
  return texts.map((text) => wanted === "" || fits(text));
}

/** Puts a box above a long list that leaves only what begins with the letters typed. */
export function filter(select, label) {
  if (select.options.length < 12 || select.previousElementSibling?.matches("[data-narrow]")) return;
  const box = document.createElement("input");
  box.className = "input w20";
  box.dataset.narrow = "";
  box.setAttribute("aria-label", label);
  box.placeholder = label;
  box.autocomplete = "off";
  box.addEventListener("input", () => {
    const options = [...select.options];
    const shown = narrowed(options.map((option) => option.textContent), box.value);
    options.forEach((option, at) => (option.hidden = at > 0 && !shown[at] && !option.selected));
    const left = options.filter((option, at) => at > 0 && shown[at]);
    if (left.length === 1 && box.value.trim() !== "") {
      select.value = left[0].value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  select.before(box);
}

/** A missing answer goes when something is written, and a chosen one goes when it is pressed again. */
export function takeBack(question, input) {
  const missing = `${question.dataset.path}.missing`;
  const boxes = [...question.querySelectorAll("input, select, textarea")];
  if (input.name === missing) {
    for (const box of boxes.filter((box) => ["checkbox"].includes(box.type) && box.name !== missing)) box.checked = false;
    for (const box of boxes.filter((box) => isBox(box, question) || box.type === "file")) box.value = "";
  } else if (isBox(input, question) || ["checkbox", "file"].includes(input.type)) {
    for (const box of boxes.filter((box) => box.name === missing)) box.checked = false;
  }
}

const isBox = (box, question) => {
  const text = box.localName !== "input" || box.type === "text" || box.type === "";
  return text && box.name.startsWith(question.dataset.path) && box.dataset.narrow === undefined;
};
