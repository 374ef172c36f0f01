// Convenience for audits: without it forms post, links lead to the claims below, and the page fetches its progress anew.
"use strict";

const figure = (number) => number.toLocaleString(document.documentElement.lang);

// Bringing a text: a second press sends nothing twice.
for (const form of document.querySelectorAll("form[data-bring]")) {
  const button = form.querySelector("button");
  const progress = form.querySelector("[data-progress]");
  form.addEventListener("submit", (event) => {
    if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
    button.setAttribute("aria-disabled", "true");
    progress.textContent = gettext("Reading the text…");
  });
  window.addEventListener("pageshow", () => {
    button.removeAttribute("aria-disabled");
    progress.textContent = "";
  });
  document.getElementById("bring-fault")?.scrollIntoView({ block: "center" });
}

// While an audit is made.
for (const place of document.querySelectorAll("[data-underway]")) {
  const bar = place.querySelector("progress");
  const told = place.querySelector("[data-told]");
  let toldAt = 0;
  const look = async () => {
    const answer = await fetch(place.dataset.underway, { headers: { Accept: "application/json" } });
    const { done, of, over } = await answer.json();
    if (!answer.ok || over) { window.location.reload(); return; }
    if (of) {
      bar.max = of;
      bar.value = done;
      const now = Date.now();
      if (now - toldAt > 4000) { // a reader who listens is not to be told every second
        toldAt = now;
        told.textContent = gettext("{done} of {of} claims judged.").replace("{done}", figure(done)).replace("{of}", figure(of));
      }
    }
    window.setTimeout(again, 700);
  };
  const again = () => look().catch(() => { window.setTimeout(again, 3000); });
  again();
}

// Reading what came of it: a claim opens beside the text, and keys lead from one to the next.
const audit = document.querySelector("[data-audit]");
if (audit && typeof HTMLDialogElement === "function") {
  const announce = audit.querySelector("[data-announce]");
  const chips = [...audit.querySelectorAll("a[data-open]")];
  const wide = window.matchMedia("(min-width: 62rem)");
  document.body.classList.add("scripted");
  audit.querySelector("[data-keys]").hidden = false;
  const print = audit.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", () => window.print());

  const make = (name, kind, inside = []) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...inside);
    return made;
  };
  const button = (words, act) => {
    const made = make("button", "second", [words]);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const beside = make("dialog", "beside");
  beside.setAttribute("aria-label", gettext("Claim beside its passage"));
  const where = make("span");
  const body = make("div", "beside-body");
  const back = button(gettext("Back"), () => go(-1));
  const on = button(gettext("Next"), () => go(1));
  back.setAttribute("aria-label", gettext("Back: the claim before"));
  on.setAttribute("aria-label", gettext("Next: the claim after"));
  beside.append(
    make("div", "beside-bar", [make("p", "", [back, on, where]), button(gettext("Close"), () => close())]),
    body,
  );

  let current = null; // the chip of the claim that is open

  const inView = (chip) => chip.getClientRects().length > 0; // one that is filtered out has no box
  const shown = () => chips.filter(inView);

  const mark = (chip) => {
    for (const old of audit.querySelectorAll(".c.current")) old.classList.remove("current");
    for (const old of audit.querySelectorAll(".chip[aria-expanded]")) old.removeAttribute("aria-expanded");
    if (!chip) return;
    chip.setAttribute("aria-expanded", "true");
    for (const part of audit.querySelectorAll(`.c[data-claim="${chip.dataset.open}"]`)) part.classList.add("current");
  };

  const open = (chip) => {
    const judged = document.getElementById(`claim-${chip.dataset.open}`);
    const copy = judged.cloneNode(true);
    for (const marked of copy.querySelectorAll("[id]")) marked.removeAttribute("id");
    body.className = `beside-body ${judged.classList[1]}`;
    body.replaceChildren(...copy.childNodes);
    const among = shown();
    where.textContent = gettext("{number} of {all}").replace("{number}", figure(among.indexOf(chip) + 1)).replace("{all}", figure(among.length));
    current = chip;
    mark(chip);
    if (!beside.isConnected) document.body.append(beside);
    if (!beside.open) {
      if (wide.matches) { beside.show(); document.body.classList.add("with-beside"); } else beside.showModal();
    }
    beside.scrollTop = 0;
    const name = body.querySelector("h3");
    name.tabIndex = -1;
    name.focus({ preventScroll: true });
    document.getElementById(`at-${chip.dataset.open}`)?.scrollIntoView({ block: "center", behavior: "instant" });
  };

  // The passage opens in the place of the claim, with its way back; where it cannot be fetched, its page does.
  const openPassage = async (link) => {
    const chip = current;
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const fetched = new DOMParser().parseFromString(await answer.text(), "text/html");
    const ground = fetched.getElementById("ground");
    if (!ground) throw new Error("no passage");
    if (!beside.open || current !== chip || !link.isConnected) return; // the reader has gone on
    const claim = [...body.childNodes];
    const name = make("h3", "", [ground.querySelector("h1").textContent]);
    name.tabIndex = -1;
    ground.querySelector("h1").replaceWith(name);
    ground.querySelector(".back-to")?.remove();
    const whole = make("a", "", [gettext("Open as a page")]);
    whole.href = link.href;
    const again = button(gettext("Back to the claim"), () => {
      body.replaceChildren(...claim);
      link.focus();
    });
    body.replaceChildren(make("p", "beside-passage", [again, whole]), ...ground.childNodes);
    const quote = body.querySelector("#quote");
    (quote ?? name).scrollIntoView({ block: "center", behavior: "instant" });
    (quote ?? name).focus({ preventScroll: true });
  };

  const close = () => { if (beside.open) beside.close(); };
  beside.addEventListener("close", () => {
    document.body.classList.remove("with-beside");
    body.replaceChildren();
    mark(null);
    const chip = current;
    current = null;
    if (!chip) return;
    chip.focus({ preventScroll: true });
    chip.scrollIntoView({ block: "center", behavior: "instant" });
  });

  const go = (step) => {
    const among = shown();
    const from = current ?? document.activeElement;
    const next = among[among.indexOf(from) + step];
    if (!next) return;
    if (beside.open) open(next);
    else { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "center", behavior: "instant" }); }
  };

  audit.addEventListener("click", (event) => {
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!plain || String(window.getSelection())) return;
    const part = event.target.closest(".c, a[data-open]");
    if (!part) return;
    const chip = part.matches("a") ? part : chips.find((one) => one.dataset.open === part.dataset.claim);
    if (!chip || !inView(chip)) return;
    event.preventDefault();
    open(chip);
  });
  beside.addEventListener("click", (event) => {
    if (event.target === beside) { close(); return; }
    if (event.target.closest(".to-text")) { event.preventDefault(); close(); }
    const link = event.target.closest("a[data-passage]");
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (link && plain) {
      event.preventDefault();
      openPassage(link).catch(() => { window.location.assign(link.href); });
    }
  });

  // Keys hold only where a claim is in focus, open or not (WCAG 2.2, 2.1.4).
  const steps = { j: 1, k: -1, ArrowRight: 1, ArrowLeft: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
    // Escape is no letter: it closes from wherever on the page the reader has gone.
    if (event.key === "Escape" && beside.open) { event.preventDefault(); close(); return; }
    const focused = document.activeElement;
    const onChip = focused?.matches?.("a[data-open]");
    const within = beside.open && beside.contains(focused);
    if (!onChip && !within) return;
    const step = steps[event.key] ?? (onChip ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined);
    if (step === undefined) return;
    event.preventDefault();
    if (onChip) current = beside.open ? current : null;
    go(step);
  });

  for (const pick of audit.querySelectorAll("input[name=show]")) {
    pick.addEventListener("change", () => {
      close();
      const number = shown().length;
      announce.textContent = (number === 1 ? gettext("{number} claim is shown.") : gettext("{number} claims are shown.")).replace("{number}", figure(number));
    });
  }
}
