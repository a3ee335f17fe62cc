// A form while it is filled: questions come and go with the answers, on a phone one page at a time, kept as a sealed
// draft at the office. Nothing is stored in the browser. Without this module every step is a request.

import { bikram } from "./bikram.js";
import { readAnswers } from "./form-answers.js";
import { filter, showDate, showUnits, takeBack } from "./form-inputs.js";
import { fault, keyOf, offered, workOut } from "./form-live.js";
import { add, number } from "./form-rows.js";

const KEEP_AFTER = 20_000;
const form = document.getElementById("form");
const source = document.getElementById("form-data");
function start(data) {
  const env = { ...data, uuid: () => crypto.randomUUID(), bikram: { ...bikram, names: data.months.bs } };
  const wide = matchMedia("(min-width: 48rem)");
  const page = { data, env, wide, current: form.dataset.current, dirty: false, kept: Promise.resolve() };
  for (const plain of form.querySelectorAll("[data-plain]")) plain.hidden = true;
  prepare(page, form);
  work(page);
  layout(page);
  wide.addEventListener("change", () => layout(page));
  form.addEventListener("input", (event) => changed(page, event.target));
  form.addEventListener("change", (event) => changed(page, event.target));
  document.addEventListener("click", (event) => pressed(page, event));
  form.addEventListener("submit", () => (page.dirty = false));
  addEventListener("beforeunload", (event) => page.dirty && event.preventDefault());
  document.addEventListener("visibilitychange", () => document.hidden && keep(page));
  document.addEventListener("desk:keep", () => keep(page));
  document.getElementById("errors")?.focus();
}

/** Inputs of a part of the page that has just come. */
function prepare(page, part) {
  for (const plain of part.querySelectorAll("[data-plain]")) plain.hidden = true;
  for (const list of part.querySelectorAll("select[data-filter]")) filter(list, page.data.texts["form-filter"]);
  for (const question of part.querySelectorAll("[data-kind=date]")) showDate(question, page.data);
}

// What follows from the answers

function prefixOf(path) {
  return path.startsWith("@") ? path.slice(0, path.indexOf("/") + 1) : "";
}

/** The answers of one form of the page: the record's own, or a child's. */
function answersOf(page, prefix) {
  const own = (path) => prefixOf(`${path}/`) === prefix || prefixOf(path) === prefix;
  const inside = (element, key) => element.dataset[key].slice(prefix.length);
  const questions = [...form.querySelectorAll("[data-path]")].filter((element) => own(element.dataset.path));
  const rows = [...form.querySelectorAll("[data-row]")].filter((element) => own(element.dataset.row));
  const pairs = [...new FormData(form)].filter(([name]) => prefixOf(name) === prefix);
  const kinds = new Map(questions.map((element) => [inside(element, "path"), element.dataset.kind]));
  for (const [path, kind] of kinds) if (["note", "output"].includes(kind)) kinds.delete(path);
  // A chosen file is an answer by its name, until it is sent and gets an id.
  const text = (value) => (typeof value === "string" ? value : value.name);
  const named = pairs.map(([name, value]) => [name.slice(prefix.length), text(value)]);
  const given = readAnswers(named, kinds, rows.map((element) => inside(element, "row")), page.data.today);
  return { ...page.data.answers[prefix], ...given };
}

/** Works every form of the page out and shows what follows. */
function work(page) {
  page.worked = {};
  for (const [prefix, spec] of Object.entries(page.data.forms)) {
    const done = workOut(spec, answersOf(page, prefix), page.env);
    page.worked[prefix] = done;
    show(page, prefix, spec, done);
  }
}

function show(page, prefix, spec, done) {
  const hide = (element, path) => {
    if (done.unsure.has(path)) return;
    if (element.dataset.page === undefined) element.hidden = done.hidden.has(path);
    else element.toggleAttribute("data-off", done.hidden.has(path));
  };
  for (const element of form.querySelectorAll("[data-path], [data-group], [data-repeat]")) {
    const name = element.dataset.path ?? element.dataset.group ?? element.dataset.repeat;
    if (prefixOf(name) !== prefix) continue;
    const path = name.slice(prefix.length);
    if (spec.rows[keyOf(path)]) hide(element, path);
    if (element.dataset.kind === "other") element.hidden = !saysOther(done.answers[path.replace(/_other$/, "")]);
    if (element.dataset.kind === "output") output(page, element, done.answers[path]);
    const codes = offered(spec, keyOf(path), path, done.answers, page.env);
    if (codes) offer(element, codes, spec.lists.codes[spec.rows[keyOf(path)].list]);
  }
  steps(page);
}

const saysOther = (answer) => answer === "other" || (Array.isArray(answer) && answer.includes("other"));

function output(page, element, answer) {
  const text = answer === undefined ? page.data.texts["form-worked-out-later"] : undefined;
  const shown = page.shown ?? (page.shown = new Map());
  // The server writes dates, labels and digits; a value that has not changed stays as it wrote it.
  if (shown.get(element) === JSON.stringify(answer)) return;
  if (shown.has(element)) element.querySelector("output").textContent = text ?? String(answer);
  shown.set(element, JSON.stringify(answer));
}

/** Leaves the choices that pass their filter, and those of no list: "other", and the missing answers. */
function offer(question, codes, list) {
  for (const label of question.querySelectorAll("label[data-code]")) {
    const gone = label.dataset.code in list && !codes.has(label.dataset.code);
    const input = label.querySelector("input");
    label.hidden = input.disabled = gone;
    if (gone) input.checked = false;
  }
  for (const option of question.querySelectorAll("option[value]")) {
    option.disabled = option.hidden = option.value in list && !codes.has(option.value);
    if (option.disabled && option.selected) option.selected = false;
  }
}

function changed(page, input) {
  page.dirty = true;
  const question = input.closest("[data-path]");
  if (question) takeBack(question, input);
  if (question?.dataset.kind === "date") showDate(question, page.data);
  if (question?.dataset.kind === "place" && input.name.endsWith(".within")) showUnits(question, page.data);
  work(page);
  clearTimeout(page.timer);
  page.timer = setTimeout(() => keep(page), KEEP_AFTER);
}

// Pages

const parts = () => [...form.querySelectorAll("[data-page]")];
const open = () => parts().filter((part) => !part.hasAttribute("data-off"));

/** All pages under one another where there is room, else the one in view. */
function layout(page) {
  const checking = page.current === "check";
  for (const part of parts()) {
    const here = part.dataset.page === page.current;
    part.hidden = checking || !page.wide.matches ? !here : part.hasAttribute("data-off") || part.dataset.page === "check";
  }
  const whole = page.wide.matches && !checking;
  for (const row of form.querySelectorAll("[data-steps]")) row.hidden = whole;
  for (const line of form.querySelectorAll("[data-place]")) line.hidden = whole;
  form.querySelector("[data-all]").hidden = !whole;
  form.elements._page.value = page.current;
  const first = form.querySelector("button[name=do]");
  first.value = checking ? "save" : whole ? "check" : "next";
}

/** A page that is not relevant any more is left, and the list of pages says which there are. */
function steps(page) {
  for (const part of parts()) {
    const step = document.querySelector(`.todo button[value="page:${part.dataset.page}"]`);
    step?.closest("li").toggleAttribute("hidden", part.hasAttribute("data-off"));
    if (page.wide.matches && page.current !== "check") part.hidden = part.hasAttribute("data-off") || part.dataset.page === "check";
  }
}

function go(page, to) {
  page.current = to;
  layout(page);
  for (const item of document.querySelectorAll(".todo li")) {
    const here = item.querySelector("button").value === `page:${to}`;
    here ? item.setAttribute("aria-current", "step") : item.removeAttribute("aria-current");
  }
  const heading = document.getElementById(`page-${to}-h`);
  heading.focus({ preventScroll: true });
  heading.closest("section").scrollIntoView();
}

function pressed(page, event) {
  const input = event.target.closest("input[type=radio]");
  if (input && form.contains(input)) again(page, input);
  const button = event.target.closest("button[name=do]");
  if (!button || button.form !== form) return;
  const [word, ...rest] = button.value.split(":");
  const does = DOES[word];
  if (does?.(page, rest.join(":"), button)) event.preventDefault();
}

/** A radio that is pressed a second time is taken back: there is no other way out of a row of them. */
function again(page, input) {
  if (input.name.endsWith(".cal")) return;
  if (input.dataset.was === "yes") {
    input.checked = false;
    changed(page, input);
  }
  for (const other of form.querySelectorAll(`input[name="${CSS.escape(input.name)}"]`)) other.dataset.was = other.checked ? "yes" : "";
}

/** What buttons do here; what is not here, or gives false, is asked of the server. */
const DOES = {
  next: (page) => {
    if (page.wide.matches || page.current === "check") return false;
    const here = form.querySelector(`[data-page="${page.current}"]`);
    if (wrong(page, here)) return true;
    const next = open()[open().indexOf(here) + 1];
    if (!next || next.dataset.page === "check") return false;
    go(page, next.dataset.page);
    keep(page);
    return true;
  },
  back: (page) => {
    const here = form.querySelector(`[data-page="${page.current}"]`);
    const before = open()[open().indexOf(here) - 1];
    if (page.current === "check" || !before) return false;
    go(page, before.dataset.page);
    return true;
  },
  page: (page, to, button) => {
    if (page.current === "check" || !document.getElementById(`page-${to}`)) return false;
    go(page, to);
    const target = button.dataset.to && document.getElementById(button.dataset.to.slice(1));
    if (target) reach(target);
    return true;
  },
  add: (page, path) => {
    const section = form.querySelector(`[data-repeat="${CSS.escape(path)}"]`);
    if (!section) return false;
    const row = add(section, page.data.language);
    prepare(page, row);
    page.dirty = true;
    work(page);
    row.focus();
    return true;
  },
  remove: (page, path) => {
    const row = form.querySelector(`[data-row="${CSS.escape(path)}"]`);
    if (!row) return false;
    const section = row.closest("[data-repeat]");
    row.remove();
    number(section, page.data.language);
    page.dirty = true;
    work(page);
    section.focus();
    return true;
  },
};

function reach(target) {
  target.closest("details")?.setAttribute("open", "");
  target.focus();
  target.scrollIntoView({ block: "center" });
}

/** Says what is wrong on a page beside its questions, and leads to the first of them. */
function wrong(page, part) {
  let first;
  for (const question of part.querySelectorAll("[data-path]")) {
    if (question.closest("[hidden]")) continue;
    const prefix = prefixOf(question.dataset.path);
    const path = question.dataset.path.slice(prefix.length);
    const [spec, done] = [page.data.forms[prefix], page.worked[prefix]];
    const code = spec && fault(spec, keyOf(path), path, done.answers, page.env);
    const entry = spec?.rows[keyOf(path)];
    const text = code ? entry[`${code}_message`] ?? page.data.texts[`form-error-${code}`] : "";
    say(question, text);
    if (code) first ??= question;
  }
  if (first) reach(first.matches("fieldset") ? first : first.querySelector("input, select, textarea"));
  return Boolean(first);
}

function say(question, text) {
  const line = question.querySelector(":scope > .error");
  if (!line) return;
  question.classList.toggle("wrong", text !== "");
  line.hidden = text === "";
  line.querySelector("span").textContent = text;
}

// Keeping

/** Keeps a sealed draft at the office, one request at a time. */
function keep(page) {
  clearTimeout(page.timer);
  if (!page.dirty) return page.kept;
  page.kept = page.kept.then(async () => {
    // Files go with the form when it is sent, and not with every draft.
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    body.set("do", "keep");
    body.set("_quiet", "yes");
    try {
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "error" });
      if (answer.status !== 204) return;
      page.dirty = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length > 0);
      document.dispatchEvent(new Event("desk:heard"));
      const line = form.querySelector("[data-kept]");
      line.hidden = false;
      line.querySelector("span").textContent = new Date().toLocaleTimeString(page.data.language, { hour: "2-digit", minute: "2-digit" });
    } catch {
      // No connection: the form stays unsaved, and leaving it warns.
    }
  });
  return page.kept;
}

if (form && source) start(JSON.parse(source.textContent));
