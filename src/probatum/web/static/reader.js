// Everything here is a convenience: without it markers lead to a page of their own and forms post as forms do.
"use strict";

// What scripts say is put into the language of the page, which brings the words; in English it brings none.
const spoken = JSON.parse(document.body.dataset.words ?? "{}");
const gettext = (text) => spoken[text] ?? text;

// A marker opens its passage beside the text instead of leaving the page.
const panel = (() => {
  if (typeof HTMLDialogElement !== "function") return null;
  const dialog = document.createElement("dialog");
  dialog.className = "panel";
  dialog.setAttribute("aria-labelledby", "panel-title");
  const bar = document.createElement("div");
  bar.className = "panel-bar";
  const title = document.createElement("h2");
  title.id = "panel-title";
  const doors = document.createElement("p");
  const full = document.createElement("a");
  full.textContent = gettext("Open as a page");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = gettext("Close");
  doors.append(full, close);
  bar.append(title, doors);
  const body = document.createElement("div");
  body.className = "panel-body";
  dialog.append(bar, body);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  return { dialog, title, full, body };
})();

async function openPanel(link) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const ground = page.getElementById("ground");
  if (!ground) throw new Error("no passage");
  panel.title.textContent = ground.dataset.title;
  panel.full.href = link.href;
  panel.body.replaceChildren(...ground.childNodes);
  if (!panel.dialog.isConnected) document.body.append(panel.dialog);
  link.setAttribute("aria-expanded", "true");
  panel.dialog.addEventListener("close", () => {
    link.removeAttribute("aria-expanded");
    panel.body.replaceChildren();
    link.focus();
  }, { once: true });
  panel.dialog.showModal();
  const quote = panel.body.querySelector("#quote");
  if (quote) {
    quote.scrollIntoView({ block: "center", behavior: "instant" });
    quote.focus({ preventScroll: true });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-panel]");
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!panel || !link || !plain) return;
  event.preventDefault();
  openPanel(link).catch(() => { window.location.assign(link.href); });
});

// Asking: Enter sends, and the wait is said.
for (const form of document.querySelectorAll("form[data-ask]")) {
  const words = form.querySelector("textarea");
  const button = form.querySelector("button");
  const progress = form.querySelector("[data-progress]");
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "choose") return; // asks nothing yet
    if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-disabled", "true");
    progress.textContent = gettext("Searching the library and checking each statement…");
  });
  window.addEventListener("pageshow", () => {
    button.removeAttribute("aria-disabled");
    progress.textContent = "";
  });
}

// Without a script a long list of passages is a page's ordinary content; on the quote's own page it is in view.
if (window.location.hash === "#quote") document.getElementById("quote")?.focus({ preventScroll: false });
