// The public site without this file is whole. With it: the exit leaves no way back to this page, Esc leaves too,
// and the address of the page can be copied or handed to an app.

const exit = document.querySelector("a.exit");

function leave() {
  document.documentElement.hidden = true;
  location.replace(exit.href);
}

if (exit) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) leave();
  });
}

const share = document.querySelector("details.share");

if (share) {
  const address = share.querySelector("input");
  const url = location.origin + location.pathname;
  address.value = url;
  address.addEventListener("focus", () => address.select());
  share.querySelector("a[href^='mailto:']").href = `mailto:?body=${encodeURIComponent(url)}`;

  const copy = share.querySelector("[data-copied]");
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(url);
      share.querySelector("[role=status]").textContent = copy.dataset.copied;
    });
  }

  const native = share.querySelector("[data-share]");
  if (navigator.share) {
    native.hidden = false;
    native.addEventListener("click", () => navigator.share({ title: document.title, url }).catch(() => {}));
  }
}
