// The class page: what the server says replaces what is shown, unless that is the same question
// still. Without this script the page works too: the server sends it again after each answer.
"use strict";
(() => {
  const main = document.getElementById("main");
  const clock = document.getElementById("clock");
  const status = document.getElementById("status");
  const sit = document.getElementById("sit");
  let end = null;
  let source = null;

  const say = (words) => { status.textContent = words; status.hidden = !words; };

  const setClock = (leftMs) => {
    end = leftMs === null || leftMs === undefined ? null : performance.now() + leftMs;
    tick();
  };

  const tick = () => {
    if (end === null) { clock.textContent = ""; return; }
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    const text = left >= 60 ? Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0")
      : String(left);
    if (clock.textContent !== text) clock.textContent = text;
    clock.classList.toggle("late", left <= 5);
    clock.setAttribute("aria-label", text + " " + (main || sit).dataset.late);
  };
  setInterval(tick, 250);

  // An assignment: what stands in the form is kept as one writes, and again before one goes.
  const keep = () => {
    const form = sit.querySelector("form[data-keep]");
    const began = performance.now();
    let timer = 0;
    let sent = "";
    const post = async () => {
      const data = new URLSearchParams(new FormData(form));
      if (data.toString() === sent) return;
      try {
        const reply = await fetch(form.getAttribute("action"), {
          method: "POST",
          headers: {"x-quiz": "fetch", "content-type": "application/x-www-form-urlencoded"},
          body: data.toString(), keepalive: true,
        });
        if (reply.redirected || reply.status === 401) { location.reload(); return; }
        sent = data.toString();
        status.textContent = reply.ok ? sit.dataset.saved : String(reply.status);
      } catch {
        status.textContent = sit.dataset.offline;
        timer = setTimeout(post, 2000);
      }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(post, 700); });
    form.addEventListener("submit", () => {
      form.elements.seconds.value = String(Math.round((performance.now() - began) / 1000));
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) post(); });
  };
  if (sit) {
    const leftMs = clock.dataset.left;
    end = leftMs === "" ? null : performance.now() + Number(leftMs);
    if (end !== null) setTimeout(() => location.reload(), Number(leftMs) + 1500);
    keep();
    tick();
  }
  if (!main) return;

  // A random name for this answer: sent twice over a bad line, it counts once.
  const nonce = () => Array.from(crypto.getRandomValues(new Uint8Array(12)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");

  const show = (said) => {
    if (said.stage === "out") { location.href = "/"; return; }
    setClock(said.left_ms);
    if (said.key !== undefined && said.key === main.dataset.key) return;
    const held = document.activeElement && document.activeElement.closest("form[action]");
    const action = held ? held.getAttribute("action") : "";
    const value = held && held.elements.player ? held.elements.player.value : "";
    main.innerHTML = said.html;
    main.dataset.key = said.key || "";
    prepare();
    if (said.key !== undefined) {
      main.querySelector("h1, legend, .verdict, .place")?.setAttribute("tabindex", "-1");
      const first = main.querySelector("fieldset:not([disabled]) input:not([type=hidden])");
      const told = main.querySelector(".verdict, h1");
      if (first && first.type !== "radio" && first.type !== "checkbox") first.focus();
      else if (told) { told.setAttribute("tabindex", "-1"); told.focus({preventScroll: true}); }
      window.scrollTo(0, 0);
    } else if (action) {
      for (const form of main.querySelectorAll("form[action]")) {
        if (form.getAttribute("action") === action
            && (!form.elements.player || form.elements.player.value === value)) {
          form.querySelector("button")?.focus();
        }
      }
    }
  };

  // Entries of an order are moved by buttons; their select says the place to who reads the screen.
  const prepare = () => {
    for (const box of main.querySelectorAll("form:not([data-shut]) .order")) {
      const entries = () => [...box.querySelectorAll("[data-entry]")];
      const number = () => entries().forEach((entry, at) => {
        entry.querySelector("select").value = String(at + 1);
      });
      const ranked = entries().map((entry) => [Number(entry.querySelector("select").value), entry]);
      if (ranked.every(([rank]) => rank > 0)) {
        ranked.sort((a, b) => a[0] - b[0]).forEach(([, entry]) => box.append(entry));
      }
      for (const entry of entries()) {
        const moves = document.createElement("span");
        moves.className = "moves";
        for (const [sign, step] of [["↑", -1], ["↓", 1]]) {
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = sign;
          button.setAttribute("aria-label", sign + " " + entry.firstElementChild.textContent);
          button.addEventListener("click", () => {
            const all = entries();
            const other = all[all.indexOf(entry) + step];
            if (!other) return;
            if (step < 0) other.before(entry); else other.after(entry);
            number();
            button.focus();
          });
          moves.append(button);
        }
        entry.append(moves);
        entry.querySelector("select").addEventListener("change", (event) => {
          const all = entries().filter((one) => one !== entry);
          const to = Number(event.target.value) - 1;
          if (to < 0) return;
          if (to >= all.length) box.append(entry); else all[to].before(entry);
          number();
        });
      }
    }
    const field = main.querySelector("form:not([data-shut]) input[name=nonce]");
    if (field && !field.value) field.value = nonce();
  };

  // The answer is on the server's disk: the form says so, and takes no other.
  const shut = (form, key) => {
    main.dataset.key = key;
    form.querySelector("fieldset").disabled = true;
    form.querySelectorAll("button").forEach((button) => button.remove());
    const kept = document.createElement("p");
    kept.className = "kept";
    kept.setAttribute("role", "status");
    kept.textContent = main.dataset.kept;
    form.after(kept);
    kept.tabIndex = -1;
    kept.focus({preventScroll: true});
  };

  const send = async (form, again) => {
    const buttons = form.querySelectorAll("button");
    try {
      const reply = await fetch(form.getAttribute("action"), {
        method: "POST",
        headers: {"x-quiz": "fetch", "content-type": "application/x-www-form-urlencoded"},
        body: new URLSearchParams(new FormData(form)).toString(),
      });
      if (reply.status === 401) { location.href = "/"; return; }
      const json = (reply.headers.get("content-type") || "").includes("json");
      if (reply.ok && json) {
        say("");
        const said = await reply.json();
        if (said.html) show(said);
        else if (said.kept) { shut(form, said.key); return; }
      } else {
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        say(page.querySelector("h1")?.textContent || String(reply.status));
        if (reply.status === 503 && again > 0) { setTimeout(() => send(form, again - 1), 1000); return; }
        connect();
      }
      buttons.forEach((button) => { button.disabled = false; });
    } catch {
      // The line is down: the answer is sent again, under the same name.
      say(main.dataset.offline);
      setTimeout(() => send(form, again - 1), 1500);
    }
  };

  main.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-send]");
    if (!form) return;
    event.preventDefault();
    form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    send(form, 20);
  });

  const connect = () => {
    if (source) source.close();
    source = new EventSource(main.dataset.events);
    source.onmessage = (event) => { say(""); show(JSON.parse(event.data)); };
    source.onerror = () => say(main.dataset.offline);
  };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) connect(); });

  prepare();
  const left = clock.dataset.left;
  setClock(left === "" ? null : Number(left));
  connect();
})();
