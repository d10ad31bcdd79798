// A published page: asks, marks by mark.js, keeps in this browser what was answered.
"use strict";
(() => {
  const page = JSON.parse(document.getElementById("data").textContent);
  const {words, questions} = page;
  quizMark.use(page.tables);
  const byName = new Map(questions.map((question, place) => [question.name, {...question, place}]));
  const get = (id) => document.getElementById(id);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const count = (forms, n) => fill(n === 1 ? forms[0] : forms[1], {n});
  const token = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");

  // What is kept: read as untrusted, since another version of the page or a hand may have written it.
  const PLACE = "quiz-page:" + page.name;
  const isObject = (one) => one !== null && typeof one === "object" && !Array.isArray(one);
  const isRow = (one) => isObject(one) && isObject(one.review) && typeof one.review.uid === "string"
    && typeof one.review.bank === "string" && typeof one.review.card === "string"
    && Number.isFinite(one.review.credit);
  const readState = () => {
    const fresh = {device: token(), name: "", log: [], run: null};
    try {
      const found = JSON.parse(localStorage.getItem(PLACE));
      if (!isObject(found)) return fresh;
      if (/^[0-9a-f]{32}$/.test(found.device)) fresh.device = found.device;
      if (typeof found.name === "string") fresh.name = found.name.slice(0, 40);
      if (Array.isArray(found.log)) fresh.log = found.log.filter(isRow);
      const run = found.run;
      if (isObject(run) && Array.isArray(run.names) && typeof run.began === "string") {
        const names = run.names.filter((name) => byName.has(name));
        const done = isObject(run.done) ? run.done : {};
        const draft = isObject(run.draft) && byName.has(run.draft.name) ? run.draft : null;
        if (names.length) fresh.run = {names, done, draft, began: run.began, seed: Number(run.seed) || 1};
      }
    } catch { /* nothing kept, or nothing that can be read */ }
    return fresh;
  };
  let state = readState();
  const keep = () => {
    try {
      localStorage.setItem(PLACE, JSON.stringify(state));
      get("lost").hidden = true;
    } catch { get("lost").hidden = false; }
  };

  // mulberry32: the order is the same after a reload.
  const random = (seed) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const shuffle = (list, next) => {
    for (let at = list.length - 1; at > 0; at--) {
      const to = Math.floor(next() * (at + 1));
      [list[at], list[to]] = [list[to], list[at]];
    }
    return list;
  };

  const mistakes = () => {
    const last = new Map();
    for (const {review} of state.log) last.set(review.bank + "/" + review.card, review.credit);
    return [...byName.keys()].filter((name) => last.has(name) && last.get(name) < 1 - 1e-6);
  };

  const show = (id) => {
    for (const one of ["start", "ask", "end"]) get(one).hidden = one !== id;
    if (id !== "ask") get("count").textContent = "";
    window.scrollTo(0, 0);
  };
  const start = (focus) => {
    show("start");
    const missed = mistakes();
    get("name").value = state.name;
    get("resume").hidden = !state.run;
    get("practise").classList.toggle("quiet", Boolean(state.run));
    get("again").hidden = !missed.length;
    get("again").textContent = fill(words.again, {n: missed.length});
    get("saving").hidden = !state.log.length;
    get("sure").hidden = true;
    if (focus) get("start").querySelector("h1").focus();
  };
  const begin = (names) => {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0];
    state.run = {names: shuffle([...names], random(seed)), done: {}, draft: null,
      began: new Date().toISOString(), seed};
    keep();
    ask();
  };

  // One question.
  let now = null;
  const button = (text, act, quiet) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.classList.toggle("quiet", Boolean(quiet));
    made.addEventListener("click", act);
    get("moves").append(made);
    return made;
  };
  const ask = () => {
    const {run} = state;
    const name = run.names.find((one) => !(one in run.done));
    if (name === undefined) { end(); return; }
    show("ask");
    const question = byName.get(name);
    const at = run.names.indexOf(name);
    const next = random((run.seed + at * 7919) >>> 0);
    const variant = Math.floor(next() * question.variants.length);
    const box = get("question");
    box.replaceChildren(get(`t${question.place}-${variant}`).content.cloneNode(true));
    now = {question, variant, box, form: box.querySelector("form"), since: performance.now(),
      before: 0};
    get("place").textContent = fill(words.place, {n: at + 1, of: run.names.length});
    get("count").textContent = `${at + 1}/${run.names.length}`;
    get("moves").replaceChildren();
    if (question.shuffle) mix(next);
    const {draft} = run;
    if (draft && draft.name === name && draft.variant === variant) {
      restore(draft.fields);
      now.before = Number(draft.ms) || 0;
    }
    now.form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
    now.form.addEventListener("input", noteDraft);
    button(words.skip, () => skip(), true);
    button(words.stop, () => { noteDraft(); start(true); }, true);
    get("place").focus({preventScroll: true});
  };
  const mix = (next) => {
    for (const kind of [".option", ".pair"]) {
      const labels = [...now.form.querySelectorAll(kind)];
      if (labels.length < 2) continue;
      const parent = labels[0].parentNode;
      const mark = document.createComment("");
      labels[labels.length - 1].after(mark);
      shuffle(labels, next).forEach((label) => parent.insertBefore(label, mark));
    }
  };
  const fields = () => [...new FormData(now.form)].map(([name, value]) => [name, String(value)]);
  const restore = (list) => {
    if (!Array.isArray(list)) return;
    for (const [name, value] of list.filter((one) => Array.isArray(one))) {
      for (const field of now.form.elements) {
        if (field.name !== name) continue;
        if (field.type === "radio" || field.type === "checkbox") field.checked ||= field.value === value;
        else field.value = value;
      }
    }
  };
  const spent = () => Math.round(Math.min(3600e3, now.before + performance.now() - now.since));
  const noteDraft = () => {
    state.run.draft = {name: now.question.name, variant: now.variant, fields: fields(), ms: spent()};
    keep();
  };

  // What stands in the form, in the author's places, as docs/record.md has it.
  const responseOf = ({shape, order, fields: most}) => {
    const data = new FormData(now.form);
    const number = (name) => { const v = data.get(name); return v ? Number(v) : -1; };
    const range = [...Array(most).keys()];
    switch (shape) {
      case "picked":
        return {type: "picked", indices: data.getAll("o").map((at) => order[at]).sort((a, b) => a - b)};
      case "typed": return {type: "typed", text: (data.get("t0") || "").trim()};
      case "parts": case "list":
        return {type: "parts", texts: range.map((at) => (data.get("t" + at) || "").trim())};
      case "match":
        return {type: "placed", targets: range.map((at) => order[number("p" + at)] ?? -1)};
      case "groups": {
        const targets = Array(most).fill(-1);
        range.forEach((at) => { targets[order[at]] = number("p" + at); });
        return {type: "placed", targets};
      }
      case "ordered": {
        const places = range.map((at) => number("r" + at));
        if (!places.some((place) => place > 0)) return {type: "ordered", indices: []};
        const rank = (at) => (places[at] > 0 ? places[at] : most + 1);
        return {type: "ordered", indices: range.sort((a, b) => rank(a) - rank(b) || a - b)
          .map((at) => order[at])};
      }
      default: return {type: "graded", text: (data.get("essay") || "").trim()};
    }
  };
  const isBlank = (response) => !["indices", "texts"].some((name) => response[name]?.some(
    (one) => one !== "")) && !(response.targets || []).some((at) => at >= 0) && !response.text;

  const variantOf = () => now.question.variants[now.variant];
  const answer = () => {
    const one = variantOf();
    const response = responseOf(one);
    if (one.key.kind === "graded") { reveal(response, ""); grade(response); return; }
    if (isBlank(response)) {
      say("", words.blank);
      return;
    }
    const found = quizMark.mark(one.key, response);
    if (found.undecided) {
      reveal(response, "partly", words.compare);
      button(words.wasRight, () => settle(response, 1, true));
      button(words.wasPartly, () => settle(response, 0.5, true), true);
      button(words.wasWrong, () => settle(response, 0, true), true);
      return;
    }
    log(response, found.credit, {});
    verdict(response, found.credit);
    forward();
  };
  const settle = (response, credit, own) => {
    const limited = quizMark.limited(credit, variantOf().key.partial !== false);
    log(response, limited, {own});
    verdict(response, limited);
    forward();
  };
  const skip = () => {
    log(null, 0, {});
    reveal({}, "", words.skipped);
    forward();
  };
  const say = (kind, text) => {
    const line = now.box.querySelector(".verdict");
    line.className = "verdict " + kind;
    line.hidden = false;
    line.textContent = text;
  };
  const verdict = (response, credit) => {
    const kind = credit > 1 - 1e-6 ? "right" : credit < 1e-6 ? "wrong" : "partly";
    reveal(response, kind, words[kind]);
  };
  const reveal = (response, kind, text) => {
    now.form.querySelector("fieldset")?.setAttribute("disabled", "");
    now.form.querySelector("form > button")?.remove();
    if (text) say(kind, text);
    now.box.querySelector(".told").hidden = false;
    get("moves").replaceChildren();
    const {key, shape, order} = variantOf();
    if (shape !== "picked") return;
    for (const field of now.form.querySelectorAll("input[name=o]")) {
      const at = order[field.value];
      const isKey = key.keys.includes(at);
      if (!isKey && !field.checked) continue;
      if (!field.parentNode.querySelector(".sign")) {
        const sign = document.createElement("span");
        sign.className = "sign";
        sign.textContent = isKey ? words.signRight : words.signWrong;
        field.parentNode.append(sign);
      }
      field.parentNode.classList.add(isKey ? "right" : "wrong");
      const note = now.box.querySelector(`[data-note="${at}"]`);
      if (note && field.checked) note.hidden = false;
    }
  };
  // Cards and essays: the learner says how it went.
  const grade = (response) => {
    const rubric = now.box.querySelector(".rubric");
    if (rubric) {
      button(words.next, () => {
        const ticked = [...rubric.querySelectorAll("input")].filter((one) => one.checked)
          .map((one) => Number(one.value));
        const credit = quizMark.limited(ticked.length / rubric.querySelectorAll("input").length,
          variantOf().key.partial);
        log({type: "ticked", indices: ticked, text: response.text}, credit, {});
        ask();
      });
      rubric.querySelector("input").focus();
      return;
    }
    [[1, 0], [2, 0.5], [3, 1], [4, 1]].forEach(([rating, credit]) => button(words.ratings[rating - 1],
      () => {
        log({type: "graded", rating, text: response.text},
          quizMark.limited(credit, variantOf().key.partial), {rating});
        ask();
      }, rating !== 3));
    get("moves").querySelector("button").focus();
  };
  const forward = () => {
    get("moves").replaceChildren();
    button(words.next, ask).focus({preventScroll: true});
  };

  // The log: a row as in docs/record.md, with what a teacher's table needs beside it.
  const log = (response, credit, {own, rating}) => {
    const {question} = now;
    const one = variantOf();
    const at = new Date();
    const wall = new Date(at.getTime() - 4 * 3600e3);
    const day = Date.UTC(wall.getFullYear(), wall.getMonth(), wall.getDate()) / 86400e3 + 719163;
    const derived = credit < 0.5 - 1e-6 ? 1 : credit < 1 - 1e-6 ? 2 : 3;
    const review = {
      uid: token(), device: state.device, bank: question.bank, card: question.card,
      kind: question.kind, at: at.toISOString(), day, rating: response ? rating || derived : null,
      credit, points: credit * question.points, points_of: question.points,
      response: response ? JSON.stringify(response) : "", elapsed_ms: spent(),
      guess_chance: question.guess, is_overridden: Boolean(own), tags: question.tags,
    };
    state.log.push({review, began: state.run.began, variant: now.variant,
      said: response ? said(one, response) : ""});
    state.run.done[question.name] = credit;
    state.run.draft = null;
    keep();
  };
  const said = ({texts, names, shape}, response) => {
    if (response.indices && texts) return response.indices.map((at) => texts[at]).join("; ");
    if (response.targets) {
      return response.targets.map((to, at) => (names[to] === undefined ? "" : `${texts[at]} = ${names[to]}`))
        .filter(Boolean).join("; ");
    }
    if (response.texts) return response.texts.filter((text) => text || shape !== "parts").join("; ");
    return response.text || "";
  };

  const end = () => {
    const {run} = state;
    const credits = run.names.map((name) => Number(run.done[name]) || 0);
    const right = credits.filter((credit) => credit > 1 - 1e-6).length;
    state.run = null;
    keep();
    show("end");
    get("score").textContent = fill(words.score, {n: right, of: credits.length});
    const missed = run.names.filter((_, at) => credits[at] <= 1 - 1e-6);
    get("missed-head").hidden = !missed.length;
    get("missed").replaceChildren(...missed.map((name) => {
      const line = document.createElement("li");
      line.dir = "auto";
      line.textContent = byName.get(name).variants[0].text;
      return line;
    }));
    get("end-again").hidden = !missed.length;
    get("end-again").textContent = fill(words.again, {n: missed.length});
    get("end-again").onclick = () => begin(missed);
    get("end").querySelector("h1").focus();
  };

  // Files out.
  const save = (ending, text) => {
    const link = document.createElement("a");
    const who = (state.name || page.name).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    link.href = URL.createObjectURL(new Blob([text], {type: "application/octet-stream"}));
    link.download = (who || "quiz") + ending;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10e3);
  };
  const saveLog = () => {
    const head = {head: {format: "quiz record", version: 1, learner: "me", device: state.device}};
    const lines = [head, ...state.log.map(({review}) => ({review}))];
    save(".quizlog", lines.map((line) => JSON.stringify(line) + "\n").join(""));
  };
  const saveResults = () => {
    const runs = new Map();
    for (const entry of state.log) {
      const {review, variant, said: response} = entry;
      const one = byName.get(review.bank + "/" + review.card);
      const facts = one ? (one.variants[variant] || one.variants[0]).facts : {};
      const began = String(entry.began);
      if (!runs.has(began)) runs.set(began, new Map());
      const answers = runs.get(began);
      const name = review.bank + "/" + review.card;
      if (answers.has(name)) continue;
      answers.set(name, {...facts, bank: review.bank, item: review.card, response: String(response),
        mark: review.points, most: review.points_of, seconds: review.elapsed_ms / 1000,
        tags: review.tags});
    }
    // A pupil without a name is told from others by the device.
    const attempts = [...runs].map(([attempt, answers]) => (
      {learner: state.name || state.device.slice(0, 6), attempt, answers: [...answers.values()]}));
    save(".json", JSON.stringify({quiz_results: 1, test: page.title, attempts}, null, 1));
  };

  get("practise").addEventListener("click", () => begin(byName.keys()));
  get("resume").addEventListener("click", ask);
  get("again").addEventListener("click", () => begin(mistakes()));
  get("back").addEventListener("click", () => start(true));
  get("name").addEventListener("input", (event) => { state.name = event.target.value.trim(); keep(); });
  get("save-log").addEventListener("click", saveLog);
  get("save-results").addEventListener("click", saveResults);
  get("forget").addEventListener("click", () => { get("sure").hidden = false; get("forget-yes").focus(); });
  get("forget-yes").addEventListener("click", () => {
    state = {device: token(), name: state.name, log: [], run: null};
    keep();
    start(true);
  });
  keep();
  if (state.run && state.run.draft) ask(); else start(false);
})();
