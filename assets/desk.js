// The desk's own behaviour: it warns before a session ends, locks the page when it has, and brings people to what needs
// another look. Without JavaScript the desk works as well: the session ends unseen, and a form sent too late is kept.

const { idle, here, warning, stay } = document.body.dataset;
const idle_ms = Number(idle || 0) * 1000;
const WARNING_MS = 120_000;
let timers = [];
let notice;

/** Counts from the last time the office heard of her. */
function heard() {
  timers.forEach(clearTimeout);
  notice?.remove();
  notice = undefined;
  timers = [setTimeout(warn, idle_ms - WARNING_MS), setTimeout(lock, idle_ms)];
}

/** Says, two minutes before the session ends, that it will, where everyone hears and sees it; what is typed is kept. */
function warn() {
  document.dispatchEvent(new Event("desk:keep"));
  notice = document.createElement("div");
  notice.className = "demo";
  notice.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = warning;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button second";
  button.textContent = stay;
  button.addEventListener("click", stayOn);
  notice.append(text, button);
  document.body.prepend(notice);
}

/** Tells the office that she is there. */
async function stayOn() {
  const body = new URLSearchParams({ csrf: document.querySelector("input[name=csrf]")?.value ?? "" });
  try {
    const answer = await fetch("/desk/stay", { method: "POST", body, credentials: "same-origin", redirect: "error" });
    if (answer.ok) heard();
  } catch {
    // No connection: the warning stays, and what is typed stays on the page.
  }
}

/** Leaves nothing on the screen of someone who went away; signing in leads back here. */
function lock() {
  location.replace(here ? `/desk/sign-in?next=${here}` : "/desk/sign-in");
}

if (idle_ms > WARNING_MS) {
  heard();
  document.addEventListener("desk:heard", heard);
  document.addEventListener("keydown", () => notice && stayOn());
}

const errors = document.querySelector(".errors[tabindex]");
if (errors) errors.focus();

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
