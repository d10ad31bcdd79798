// Marks the answers of a published page, from tables that Python made (quiz/web/publishing).
// A verdict is the one of Python, or `undecided`: then the learner compares. A test holds them equal.
"use strict";
(() => {
  const limited = (credit, partial) => {
    const found = Math.min(1, Math.max(0, credit));
    return partial || found > 1 - 1e-6 ? found : 0;
  };
  const outcome = (credit, empty) => ({credit, empty, undecided: false});
  const UNDECIDED = {credit: 0, empty: false, undecided: true};
  const inside = (indices, count) => [...new Set(indices.filter((at) => at >= 0 && at < count))];

  // Picked, placed and ordered: by places alone.
  const choice = (key, {indices}) => {
    const picked = inside(indices, key.n);
    return outcome(picked.length === 1 && picked[0] === key.keys[0] ? 1 : 0, !picked.length);
  };
  const several = (key, {indices}) => {
    const picked = inside(indices, key.n);
    const hits = picked.filter((at) => key.keys.includes(at)).length;
    const credit = hits / key.keys.length
      - (picked.length - hits) / Math.max(1, key.n - key.keys.length);
    return outcome(limited(credit, key.partial), !picked.length);
  };
  const placed = (key, {targets}) => {
    const put = key.wanted.map((_, at) => key.same[targets[at]] ?? -1);
    const hits = put.filter((at, place) => at >= 0 && at === key.wanted[place]).length;
    return outcome(limited(hits / put.length, key.partial), put.every((at) => at < 0));
  };
  const ordered = (key, {indices}) => {
    const given = inside(indices, key.n);
    let hits = 0;
    given.forEach((one, at) => given.forEach((other, to) => { hits += one < other && at < to; }));
    return outcome(limited(hits / (key.n * (key.n - 1) / 2), key.partial), !given.length);
  };

  // Texts: the forms of quiz/marking/folding.py, for the letters that both sides surely read alike.
  const SAFE = /^[\t\n -~\u00a0-\u00ac\u00ae-\u0148\u014a-\u017f\u0218-\u021b\u0386-\u03ce\u0400-\u045f\u0490\u0491\u05d0-\u05ea\u0621-\u064a\u1e9e\u2010-\u2015\u2018-\u201f\u2026\u2032\u2033\u2212\u3001\u3002\u3040-\u309f\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*$/;
  const FAR_SAFE = /^[\t\n -[\]-~\u00a0\u00ab\u00b4\u00bb\u00c0-\u0148\u014a-\u017f\u0386-\u03ce\u0400-\u045f\u0490\u0491\u1e9e\u2010-\u2015\u2018-\u201f\u2026\u2032\u2033\u3040-\u309f\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*$/;
  const MARKS = new Map([["“”„‟«»‹›〟″‶", '"'], ["‘’‚‛′‵`´", "'"], ["‐‑‒–—―−", "-"], ["。", "."], ["、", ","]]
    .flatMap(([signs, plain]) => [...signs].map((sign) => [sign, plain])));
  const typography = (text) => [...text].map((char) => MARKS.get(char) ?? char).join("");
  const joined = (text) => text.split(/\s+/).filter(Boolean).join(" ");
  const written = (text, cased) => {
    let found = typography(typography(text).normalize("NFKC"));
    if (!cased) found = found.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ").normalize("NFKC");
    return joined(found);
  };
  const fold = (text, cased) => {
    const whole = written(text, cased);
    let found = whole.replace(/['"]/g, "");
    found = found.replace(/(?<![\p{L}\p{N}_])(\p{L})\. (?=\p{L}\.)/gu, "$1.");
    found = found.replace(/(?<=\p{L})[.,](?=\d)/gu, " ").replace(/\.(?!\d)/g, "").replace(/,(?!\d)/g, " ");
    found = found.replace(/(?<=[\p{L}\p{N}_] )(?:--(?=[a-z]{2})|-(?=[a-z](?:\s|$)))/giu,
      (flag) => "\ue000".repeat(flag.length));
    found = found.replace(/-(?![.,]?\d)|(?<=[\p{L}\p{N}_])-/gu, " ").replace(/\ue000/g, "-");
    return joined(found) || whole || text;
  };
  const BARE = new Map(Object.entries({ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe", ß: "ss", ı: "i", þ: "th",
    ð: "d", ħ: "h", ё: "е"}));
  const unaccented = (text) => [...text.normalize("NFC")].map((char) => {
    const code = char.codePointAt(0);
    const latin = code < 0x250 || (code >= 0x370 && code < 0x400) || (code >= 0x1e00 && code < 0x2000);
    const plain = latin ? char.normalize("NFD").replace(/\p{M}/gu, "") : char;
    return BARE.get(plain) ?? plain;
  }).join("");
  const respelt = (text, table) => [...text].map((char) => table[char] ?? char).join("");
  const squashed = (text) => unaccented(fold(text)).toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  // quiz/marking/distance.py and spelling.py
  const osa = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let before = [];
    let above = [...Array(b.length + 1).keys()];
    for (let row = 1; row <= a.length; row++) {
      const current = [row];
      for (let at = 1; at <= b.length; at++) {
        let best = Math.min(above[at - 1] + (a[row - 1] !== b[at - 1]), above[at] + 1, current[at - 1] + 1);
        if (row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1]) {
          best = Math.min(best, before[at - 2] + 1);
        }
        current.push(best);
      }
      [before, above] = [above, current];
    }
    return above[b.length];
  };
  const SOUNDS = "tch:ch sch:sh ph:f gh:g dh:d kh:k bh:b rh:r th:t ck:k qu:kv q:k x:ks ce:se ci:si cy:si ch:\0 c:k \0:ch w:v ij:i ey:i ie:i ei:i y:i j:i z:s dt:t ks:s"
    .split(" ").map((pair) => pair.split(":"));
  const sound = (word) => {
    for (const [letters, heard] of SOUNDS) word = word.replaceAll(letters, heard);
    return [...word].filter((char, at) => at === 0 || char !== word[at - 1]).join("");
  };
  const plural = (one, other) => {
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    return long === short + "s" || long === short + "es"
      || (short.endsWith("y") && long === short.slice(0, -1) + "ies");
  };
  // The place of a single typo among those that Python counted; -1 where it is none of them.
  const placeOf = (base, alphabet, typed) => {
    const n = base.length;
    let at = 0;
    while (at < n && base[at] === typed[at]) at++;
    const letter = alphabet.indexOf(typed[at] ?? "\0");
    const rest = (from, to) => base.slice(from) === typed.slice(to);
    if (typed.length === n - 1) return rest(at + 1, at) ? at : -1;
    if (typed.length === n + 1) {
      return letter >= 0 && rest(at, at + 1) ? 2 * n - 1 + (n + at) * alphabet.length + letter : -1;
    }
    if (typed.length !== n || at === n) return -1;
    if (letter >= 0 && rest(at + 1, at + 1)) return 2 * n - 1 + at * alphabet.length + letter;
    return base[at] === typed[at + 1] && base[at + 1] === typed[at] && rest(at + 2, at + 2) ? n + at : -1;
  };
  const bit = (packed, at) => (atob(packed.substr((at >> 3) / 3 * 4 & ~3, 4)).charCodeAt((at >> 3) % 3)
    >> (at & 7)) & 1;
  // Whether a typo is forgiven for sure, or may be; undefined where Python did not say.
  const typo = (places, typed, maybe) => {
    for (const place of places) {
      const [base, alphabet, surely, may] = tables.typos[place];
      const at = placeOf(base, alphabet, typed);
      if (at >= 0) return bit(maybe && may ? may : surely, at);
    }
    return undefined;
  };
  const ROMAN = /^(?=.)m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/;
  // quiz/marking/variants.py: British and American.
  const ENGLISH = [[/(?<=\w{3})our(?=s?$|ed$|ing$|er|ite|able|ful|less|hood|ist|y$)/g, "or"],
    [/(?<=\w[tbdcg])re(?=s?$)/g, "er"], [/(?<=\w{2})is(?=e[sdr]?$|ers$|ing$|ation)/g, "iz"],
    [/(?<=\w{2})ys(?=e[sdr]?$|ing$)/g, "yz"], [/ae|(?<!p)oe(?!s?$)/g, "e"], [/sulph/g, "sulf"],
    [/(?<=[fs])ence(?=s?$|less$)/g, "ense"], [/(?<=l)ogue(?=s?$)/g, "og"],
    [/^(\w*[aeiou]\w*[^aeiou][aeiou])ll(?=ed$|ing$|er|or)/g, "$1l"]];
  const usual = (word, bank) => (bank.en ? ENGLISH.reduce((one, [was, is]) => one.replace(was, is), word)
    : word.replaceAll("ph", "f"));
  const near = (word, [forms, , figures, initial, places], bank) => {
    const spelt = [word.bare, word.spelt];
    if (spelt.some((one) => forms.includes(one))) return true;
    if (figures) {
      const digits = word.bare.match(/\d+/g) || [];
      return digits.some((one) => figures.includes(Number(one)))
        || (!ROMAN.test(word.bare)
          && forms.some((form) => /^[ivxlcdm]+$/.test(form) && word.bare.startsWith(form)));
    }
    if (initial && word.bare.length <= 4 && forms.some((form) => word.bare.includes(form[0]))) return true;
    if (spelt.some((one) => forms.includes(usual(one, bank)))) return true;
    const told = typo(places, word.key, true);
    if (told !== undefined) return told === 1;
    return forms.some((form) => spelt.some((one) => {
      if (plural(one, form)) return true;
      const letters = form.replace(/[^\p{L}]/gu, "").length;
      if (letters < 5 || /[\u2e80-\u9fff\uf900-\ufaff]/.test(form)) return false;
      const most = letters < 10 ? 1 : 2;
      return osa(one, form, most) <= most || osa(sound(one), sound(form), 1) <= (letters < 10 ? 0 : 1);
    }));
  };
  const wordOf = (key, bank) => ({key, bare: unaccented(key).toLowerCase(),
    spelt: unaccented(respelt(key, bank.respell)).toLowerCase()});
  const isFar = (slot, text, key, bank) => {
    if (!FAR_SAFE.test(text) || text.length > 300 || slot.same.includes(squashed(text))) return false;
    if (slot.figures && /\d/.test(key) && (slot.figures > 1 || !/^\d{1,15}$/.test(key))) return false;
    const spaced = fold(text.replace(/[()[\]]/g, " $& "), slot.case).split(" ");
    const elided = written(text, slot.case).split(/[ ']/).map((word) => fold(word, slot.case));
    const pieces = [...spaced, ...elided].flatMap((word) => word.split(/[^\p{L}\p{N}]+/u)).filter(Boolean);
    const pairs = [...spaced.slice(1).map((word, at) => spaced[at] + word),
      ...pieces.slice(1).map((word, at) => pieces[at] + word)];
    const bare = spaced.map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""));
    const words = [...new Set([...spaced, ...bare, ...pieces, ...pairs])].map((word) => wordOf(word, bank));
    return slot.need.every((tokens) => tokens.some((token) => !words.some((word) => near(word, token, bank)
      || (!token[2] && token[1].length && near(word, [token[1], [], 0, 0, []], bank)))));
  };
  // quiz/marking/notation.py
  const RAISED = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+/g;
  const formulaKey = (text) => {
    if (text.length > 100 || text.includes("\\")) return null;
    const plain = text.replace(RAISED, (one) => "^" + one.normalize("NFKC").replaceAll("−", "-"))
      .replace(/[×·⋅∙∗•]/g, "*").replace(/[−–‒﹣－]/g, "-").normalize("NFKC").replaceAll("**", "^");
    if ((plain.match(/\p{L}{4,}/gu) || []).length) return null;
    const key = plain.replace(/[$\\{}_]/g, "").replace(/\s/g, "").toLowerCase()
      .replace(/^[.,;!?]+|[.,;!?]+$/g, "").replace(/(?<=[a-z])\.(?=[a-z])/g, "");
    return key.replace(/(?<=[a-z0-9)])\*(?=[a-z(])|(?<=[a-z)])\*(?=[a-z0-9(])/g, "") || null;
  };
  // 1 right, 0 wrong, null undecided.
  const textMark = (slot, text, bank) => {
    if (!SAFE.test(text)) return null;
    const key = slot.exact ? written(text, slot.case) || text : fold(text, slot.case);
    if (slot.right.includes(key)) return 1;
    // Quotation marks hide an article.
    const quoted = /"|(^|\s)'|'(\s|$)/.test(written(text, true));
    if (quoted) return slot.need && isFar(slot, text, fold(text, slot.case), bank) ? 0 : null;
    if (slot.ok.includes(key)) return 1;
    if (slot.no.includes(key)) return 0;
    if (slot.formulas?.includes(formulaKey(text))) return 1;
    const words = key.split(" ");
    for (const row of slot.rows || []) {
      const right = row.split(" ");
      const apart = right.filter((word, at) => word !== words[at]).length;
      const at = right.findIndex((word, place) => word !== words[place]);
      if (right.length !== words.length || apart !== 1 || /^[ivxlcdm]+$/.test(words[at])) continue;
      if (typo(slot.typos[right[at]] || [], words[at], false)) return 1;
    }
    return slot.need && isFar(slot, text, slot.exact ? fold(text, slot.case) : key, bank) ? 0 : null;
  };
  const text = (key, response) => {
    const found = textMark(key.slot, response.text, tables.banks[key.bank]);
    return found === null ? UNDECIDED : outcome(found, false);
  };

  // Lists and gaps: who says which of several right answers, as many as can be.
  const matched = (fits) => {
    const byTarget = new Map();
    const augment = (at, seen) => fits[at].some((to) => {
      if (seen.has(to)) return false;
      seen.add(to);
      if (byTarget.has(to) && !augment(byTarget.get(to), seen)) return false;
      byTarget.set(to, at);
      return true;
    });
    fits.forEach((_, at) => augment(at, new Set()));
    return byTarget.size;
  };
  const list = (key, {texts}) => {
    const given = new Map();
    for (const text of texts.map((one) => one.trim()).filter(Boolean)) {
      if (!SAFE.test(text)) return UNDECIDED;
      if (!given.has(fold(text))) given.set(fold(text), text);
    }
    const names = [...given.values()];
    const listed = (text) => key.answers.includes(fold(text));
    if (names.length < key.count) {
      const ands = new RegExp(`(^|\\s)(${key.ands.map((one) => one.replace(/\W/g, "\\$&")).join("|")})\\s`, "i");
      const apart = (text) => /[\n;,/，、،；؛]|(^|\s)\(?\d{1,2}[.)]\s/.test(text) || ands.test(text);
      if (names.some((text) => !listed(text) && (apart(text) || (key.single && /\s/.test(text))))) {
        return UNDECIDED;
      }
    }
    const found = new Set();
    let wrong = 0;
    for (const text of names) {
      const marks = key.slots.map((slot) => textMark(slot, text, tables.banks[key.bank]));
      const at = marks.indexOf(1);
      if (at < 0 && marks.includes(null)) return UNDECIDED;
      if (at < 0) wrong += 1; else if (marks.indexOf(1, at + 1) >= 0) return UNDECIDED;
      else found.add(at);
    }
    const hits = Math.min(found.size, key.count);
    const credit = (hits - Math.max(0, wrong - (key.count - hits))) / key.count;
    return outcome(limited(credit, key.partial), !names.length);
  };
  const cloze = (key, {texts}) => {
    const typed = key.gaps.map((_, at) => (texts[at] || "").trim());
    const fits = (gap, text) => (gap.slot ? (text ? textMark(gap.slot, text, tables.banks[key.bank]) : 0)
      : Number(text === gap.option));
    let right = 0;
    for (const group of new Set(key.gaps.map(({group}) => group))) {
      const places = [...key.gaps.keys()].filter((at) => key.gaps[at].group === group);
      const marks = places.map((at) => (group ? places : [at]).map((to) => fits(key.gaps[to], typed[at])));
      if (marks.flat().includes(null)) return UNDECIDED;
      right += group ? matched(marks.map((row) => [...row.keys()].filter((to) => row[to])))
        : marks.flat().filter(Boolean).length;
    }
    return outcome(limited(right / typed.length, key.partial), typed.every((text) => !text));
  };

  const KINDS = {choice, several, placed, ordered, text, list, cloze};
  let tables = {banks: [], typos: [], units: [], meanings: []};
  const use = (found) => { tables = found; };
  const mark = (key, response) => (/^[^\S\ufeff]*$/.test(response.text ?? "?") ? outcome(0, true)
    : KINDS[key.kind](key, response));
  globalThis.quizMark = {mark, use, fold, unaccented, osa, limited, outcome, KINDS, SAFE, UNDECIDED,
    bank: (at) => tables.banks[at], units: (at) => tables.units[at], meanings: (at) => tables.meanings[at]};
})();
