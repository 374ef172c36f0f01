// Convenience for the desk: without it every button is a form and every link a page.
"use strict";

const bench = document.querySelector("[data-bench]");
if (bench) {
  const announce = bench.querySelector("[data-announce]");
  const statements = () => [...bench.querySelectorAll("[data-statement]")];
  const keys = bench.querySelector("[data-keys]");
  if (keys) keys.hidden = false;

  const here = () => document.activeElement?.closest?.("[data-statement]") ?? null;
  const go = (to) => {
    if (!to) return;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest" });
  };
  bench.querySelector("[data-begin]")?.addEventListener("click", () => go(statements()[0]));

  // Marking a statement sends its form and puts the statement in its place as it then is.
  const accept = async (form) => {
    const statement = form.closest("[data-statement]");
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(statement.id);
    const along = page.querySelector("[data-progress-of]");
    if (!fresh || !along) throw new Error("no statement");
    const within = statement.contains(document.activeElement);
    statement.replaceWith(fresh);
    bench.querySelector("[data-progress-of]").textContent = along.textContent;
    announce.textContent = along.textContent;
    return within ? fresh : null;
  };
  bench.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-accept]");
    if (!form) return;
    event.preventDefault();
    accept(form).then((fresh) => go(fresh)).catch(() => form.submit());
  });

  // Words that are marked in a statement are those that a comment is about.
  const marked = (statement) => {
    const chosen = window.getSelection();
    const said = statement.querySelector("[data-said]");
    if (!chosen || chosen.isCollapsed || !said.contains(chosen.anchorNode) || !said.contains(chosen.focusNode)) return "";
    return String(chosen).trim();
  };
  const comment = (statement) => {
    const reply = statement.querySelector("[data-comment]");
    if (!reply) return;
    const words = marked(statement);
    reply.open = true;
    if (words) reply.querySelector("[data-words]").value = words;
    reply.querySelector("textarea").focus();
  };
  bench.addEventListener("toggle", (event) => {
    const reply = event.target.closest?.("[data-comment]");
    if (!reply?.open) return;
    const words = marked(reply.closest("[data-statement]"));
    if (words) reply.querySelector("[data-words]").value = words;
  }, true);

  const help = (() => {
    const dialog = document.createElement("dialog");
    dialog.className = "keys-help";
    dialog.setAttribute("aria-labelledby", "keys-help-title");
    const title = document.createElement("h2");
    title.id = "keys-help-title";
    title.textContent = gettext("Keys");
    const list = document.createElement("dl");
    for (const [key, words] of [["j", gettext("the next statement")], ["k", gettext("the statement before")], ["a", gettext("mark it as checked, or take the mark back")], ["c", gettext("comment on it, or on the words that are marked")], ["e", gettext("edit it")], ["Esc", gettext("leave a comment, back to its statement")], ["?", gettext("this help")]]) {
      const row = document.createElement("div");
      const name = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      name.append(kbd);
      const meaning = document.createElement("dd");
      meaning.textContent = words;
      row.append(name, meaning);
      list.append(row);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = gettext("Close");
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, list, close);
    return dialog;
  })();
  const showHelp = () => {
    const from = document.activeElement;
    if (!help.isConnected) document.body.append(help);
    help.addEventListener("close", () => from.focus({ preventScroll: true }), { once: true });
    help.showModal();
  };

  // Keys hold only where a statement is in focus, and never while words are typed (WCAG 2.2, 2.1.4).
  const typing = (place) => place.matches("input:not([type=radio], [type=checkbox]), textarea, select");
  const does = {
    j: (statement) => go(statements()[statements().indexOf(statement) + 1]),
    k: (statement) => go(statements()[statements().indexOf(statement) - 1]),
    a: (statement) => statement.querySelector("[data-accept]")?.requestSubmit(),
    c: comment,
    e: (statement) => statement.querySelector("[data-edit]")?.click(),
    "?": showHelp,
  };
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const statement = here();
    if (!statement) return;
    if (event.key === "Escape") {
      const reply = document.activeElement.closest("details[open]");
      if (reply) { reply.open = false; go(statement); }
      return;
    }
    if (typing(document.activeElement) || !does[event.key]) return;
    event.preventDefault();
    does[event.key](statement);
  });

  // Coming back to a statement: it is in focus, so that the keys go on from there.
  const named = document.getElementById(window.location.hash.slice(1));
  if (named?.matches("[data-statement]")) named.focus({ preventScroll: false });
}

// Editing: the words that are marked in a passage become its quote.
for (const rests of document.querySelectorAll("[data-rests]")) {
  const passage = rests.querySelector("[data-passage]");
  const quote = rests.querySelector("[data-quote]");
  const take = document.createElement("button");
  take.type = "button";
  take.className = "second";
  take.textContent = gettext("Quote the words that are marked");
  const chosen = () => {
    const marked = window.getSelection();
    const within = marked && passage.contains(marked.anchorNode) && passage.contains(marked.focusNode);
    return within ? String(marked).trim() : "";
  };
  take.addEventListener("mousedown", (event) => event.preventDefault()); // keeps what is marked
  take.addEventListener("click", () => {
    const words = chosen();
    if (words) quote.value = words;
    quote.focus();
  });
  passage.after(take);
}

// While somebody edits, what they write is judged when they pause: the same check as the button, nothing saved.
const editing = document.querySelector("[data-editing]");
if (editing) {
  const PAUSE = 700;
  const form = editing.querySelector("form.edit");
  const outcome = editing.querySelector("[data-outcome]");
  let waiting = 0;
  let asked = null;
  const check = async () => {
    asked?.abort();
    asked = new AbortController();
    const sent = new URLSearchParams(new FormData(form));
    sent.set("do", "check");
    const answer = await fetch(form.action, { method: "POST", body: sent, signal: asked.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-outcome]");
    if (fresh && fresh.innerHTML.trim() !== outcome.innerHTML.trim()) outcome.replaceChildren(...fresh.childNodes);
  };
  form.addEventListener("input", (event) => {
    window.clearTimeout(waiting);
    if (event.target.matches("#text, [data-quote]") && form.elements.text.value.trim()) {
      waiting = window.setTimeout(() => check().catch(() => {}), PAUSE); // the button is there all the same
    }
  });
  form.addEventListener("submit", () => { window.clearTimeout(waiting); asked?.abort(); });
}
