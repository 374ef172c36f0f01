// Follow-ups without leaving the page: the answer comes piece by piece, as the server has each. Without this script
// the same forms post, and lead to the page of the conversation. What goes wrong here ends there too.
"use strict";

(() => {
  const room = document.querySelector("[data-conversation]");
  if (!room || !window.ReadableStream || !window.TextDecoderStream) return;
  const turns = room.querySelector("[data-turns]");
  const offered = room.querySelector("[data-suggestions]");
  const main = [...room.querySelectorAll("form[data-follow]")].find((form) => form.querySelector("[data-progress]"));
  const progress = main.querySelector("[data-progress]");
  const tries = 4;
  let busy = false;

  const say = (words) => { progress.textContent = words; };

  function field(form, name, value) {
    let held = form.querySelector(`input[name="${name}"]`);
    if (!held) {
      held = document.createElement("input");
      held.type = "hidden";
      held.name = name;
      form.append(held);
    }
    held.value = value;
  }

  // From the first answer on every form goes on with the conversation that was begun.
  function goOn(address, count) {
    for (const form of room.querySelectorAll("form[data-follow]")) {
      form.setAttribute("action", address);
      for (const name of ["article", "revision"]) form.querySelector(`input[name="${name}"]`)?.remove();
    }
    field(main, "after", String(count));
  }

  function fragment(html) {
    return document.createRange().createContextualFragment(html);
  }

  const takes = {
    understood(data) { say(`${data.said} ${gettext("Searching the library and checking each statement…")}`); },
    turn(data, state) {
      state.address = data.thread;
      state.number = data.turn;
      room.querySelector(".unclear")?.remove();
      document.getElementById(`turn-${data.turn}`)?.remove();
      turns.append(fragment(data.html));
      goOn(data.thread, data.count);
      document.getElementById(`turn-${data.turn}`)?.scrollIntoView({ block: "start", behavior: "instant" });
    },
    part(data, state) {
      document.querySelector(`#turn-${state.number} [data-${data.into}]`)?.append(fragment(data.html));
    },
    done(data, state) {
      offered.replaceChildren(fragment(data.html));
      state.done = true;
      say(data.said);
      // A stream that broke off between two of several answers: the page has them all.
      if (data.count > state.number) window.location.assign(state.address);
    },
    unclear(data, state) {
      room.querySelector(".unclear")?.remove();
      main.before(fragment(data.html));
      room.querySelector(".unclear")?.scrollIntoView({ block: "nearest", behavior: "instant" });
      goOn(data.thread, data.count);
      state.done = state.kept = true;
      say(data.said);
    },
    fault(data, state) { state.done = state.kept = true; say(data.said); },
  };

  async function read(response, state) {
    let held = "";
    for await (const piece of pieces(response)) {
      held += piece;
      let end;
      while ((end = held.indexOf("\n\n")) >= 0) {
        take(held.slice(0, end), state);
        held = held.slice(end + 2);
      }
    }
  }

  async function* pieces(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  }

  function take(event, state) {
    const told = Object.fromEntries(event.split("\n").map((line) => {
      const at = line.indexOf(": ");
      return [line.slice(0, at), line.slice(at + 2)];
    }));
    if (told.id) state.last = told.id;
    if (takes[told.event]) takes[told.event](JSON.parse(told.data), state);
  }

  const wait = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

  // A stream that broke off goes on after the last piece that came: the server keeps the turn.
  async function again(state) {
    for (let attempt = 1; attempt <= tries && !state.done; attempt += 1) {
      await wait(500 * attempt);
      try {
        const headers = { Accept: "text/event-stream", "Last-Event-ID": state.last };
        const response = await fetch(`${state.address}/turns/${state.number}`, { headers });
        if (response.ok) await read(response, state);
      } catch { /* the next try may get through */ }
    }
  }

  async function ask(form, state) {
    say(gettext("Reading the question…"));
    const response = await fetch(form.getAttribute("action"), {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "text/event-stream" },
    });
    if (!response.ok || !(response.headers.get("Content-Type") || "").startsWith("text/event-stream")) {
      throw new Error(String(response.status));
    }
    try {
      await read(response, state);
    } catch (error) {
      if (!state.address) throw error;
    }
    if (!state.done && state.address) await again(state);
    if (!state.done) throw new Error("broken off");
    if (form === main && !state.kept) form.querySelector("textarea").value = "";
  }

  room.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-follow]");
    if (!form) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    room.setAttribute("aria-busy", "true");
    const state = { address: "", number: 0, last: "-1", done: false, kept: false };
    ask(form, state)
      .catch(() => { if (state.address) window.location.assign(state.address); else form.submit(); })
      .finally(() => { busy = false; room.removeAttribute("aria-busy"); });
  });

  // Enter asks, as in the box on the front page.
  main.querySelector("textarea").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      main.requestSubmit();
    }
  });
})();
