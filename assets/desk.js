// The desk's own behaviour: it warns before a session ends, and brings people to what needs another look.
// Without JavaScript the desk works as well; the session then ends without a warning, and drafts are kept.

const idle_s = Number(document.body.dataset.idle || 0);
const WARNING_S = 120;

/** Says, two minutes before the session ends, that it will, where everyone hears and sees it. */
function warn() {
  const notice = document.createElement("p");
  notice.className = "demo";
  notice.setAttribute("role", "alert");
  notice.textContent = document.body.dataset.warning;
  document.body.prepend(notice);
}

if (idle_s > WARNING_S) setTimeout(warn, (idle_s - WARNING_S) * 1000);

const errors = document.querySelector(".errors[tabindex]");
if (errors) errors.focus();

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
