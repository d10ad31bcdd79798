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
    const words = [...new Set([...spaced, ...pieces, ...pairs])].map((word) => wordOf(word, bank));
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

  // Numbers, exactly: [figure, exponent of ten]; the separators as in quiz/marking/number_reading.py.
  const decimal = (text) => {
    const [, sign, whole, part = "", power = "0"] = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
    return [BigInt(sign + whole + part), Number(power) - part.length];
  };
  const times = (one, other) => [one[0] * other[0], one[1] + other[1]];
  const plus = (one, other, sign = 1n) => {
    const low = Math.min(one[1], other[1]);
    const [a, b] = [one, other].map(([figure, power]) => figure * 10n ** BigInt(power - low));
    return [a + sign * b, low];
  };
  const size = ([figure, power]) => [figure < 0n ? -figure : figure, power];
  const figureOf = (token, sign) => {
    token = token.replace(/[.,]+$/, "");
    if (/^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/.test(token)) return token.replaceAll(",", "");
    const plain = token.replace(/[ ']/g, "");
    const [points, commas] = [".", ","].map((one) => plain.split(one).length - 1);
    let mark = "";
    if (points && commas) {
      mark = plain.lastIndexOf(".") > plain.lastIndexOf(",") ? "." : ",";
      if (plain.split(mark).length > 2) return null;
    } else if (points + commas === 1) {
      const one = points ? "." : ",";
      const [before, after] = plain.split(one);
      const group = after.length === 3 && before.length > 0 && before.length <= 3 && before[0] !== "0";
      if (one === sign || !group || plain.length !== token.length) mark = one;
    }
    const at = mark ? token.indexOf(mark) : token.length;
    const [whole, part] = [token.slice(0, at), token.slice(at + 1)];
    if (part && !/^\d+$/.test(part)) return null;
    const groups = whole.split(/[ .,']/);
    if (groups.length > 1 && !(groups[0].length >= 1 && groups[0].length <= 3
      && groups.slice(1).every((group) => group.length === 3))) return null;
    return (groups.join("") || "0") + (part ? "." + part : "");
  };
  const isNear = (value, right, key, converted) => {
    const apart = size(plus(value, right, -1n));
    if (apart[0] === 0n) return 1;
    let allowed = [0n, 0];
    if (key.tolerance) {
      allowed = decimal(key.tolerance[0]);
      if (key.tolerance[1]) allowed = times(size(right), allowed);
    }
    if (!converted) return Number(plus(allowed, apart, -1n)[0] >= 0n);
    allowed = plus(allowed, plus(times(size(right), [1n, -9]), [1n, -40]));
    const spare = plus(allowed, apart, -1n);
    // What rounding to 60 places may turn is left open.
    const open = plus(times(size(right), [1n, -25]), [1n, -45]);
    return plus(size(spare), open, -1n)[0] < 0n ? null : Number(spare[0] >= 0n);
  };
  const numberMark = (key, typed, bank) => {
    if (/^[\p{L} ]+$/u.test(typed) && SAFE.test(typed)) {
      if (key.ok.includes(fold(typed))) return 1;
      if (key.no.includes(fold(typed))) return 0;
    }
    if (typed.length > 60 || /[^\t -~\u00a0\u2009\u202f\u2212\u2013€£°µ²³×·'’À-ÿА-я]/.test(typed)) return null;
    const text = typed.replace(/²/g, "^2").replace(/³/g, "^3").normalize("NFKC").replace(/[−–]/g, "-")
      .replace(/’/g, "'").replace(/\s+/g, " ").trim().replace(/[.,;!?]+$/, "");
    const before = bank.before.find((one) => text.toLowerCase().startsWith(one + " ")) || "";
    const read = /^([+-]?) ?([$€£]?) ?([.,]?\d(?:[\d.,]|'(?=\d{3})| (?=\d{3}(?!\d)))*)([^]*)$/
      .exec(text.slice(before.length).trim());
    if (!read || read[3].length > 25 || /["'{}\\]/.test(read[4])) return null;
    const [, sign, currency, token, tail] = read;
    const figure = figureOf(token, bank.decimal);
    if (figure === null) return tail.trim() ? null : 0;
    let value = decimal((sign === "-" ? "-" : "") + figure);
    const power = /^(?:\s?e|\s?[x×*·]\s?10\s?(?:\^|\*\*))\s?(\(?)\s?([+-]?)\s?(\d{1,3})(\)?)(?![\d.,])/i.exec(tail);
    const fraction = /^\/(\d{1,9})(?![\d.,/*^])/.exec(tail);
    if (power) {
      if (!power[1] !== !power[4] || Number(power[3]) > 400) return null;
      value[1] += Number(power[2] + power[3]);
    } else if (fraction) {
      const under = BigInt(fraction[1]);
      if (under === 0n) return 0;
      if (10n ** 30n % under) return null;
      value = [value[0] * (10n ** 30n / under), value[1] - 30];
    }
    const rest = tail.slice((power || fraction || [""])[0].length).trim();
    const unit = currency && rest ? currency + " " + rest : rest || currency;
    if (!Object.hasOwn(key.units, unit)) return null;
    let isOpen = false;
    for (const [factor, offset, converted] of key.units[unit]) {
      const meant = plus(times(value, decimal(factor)), decimal(offset));
      for (const right of key.right) {
        const near = isNear(meant, decimal(right), key, converted);
        if (near === 1) return 1;
        isOpen ||= near === null;
      }
    }
    return isOpen ? null : 0;
  };
  const number = (key, response) => {
    const found = numberMark(key, response.text, tables.banks[key.bank]);
    return found === null ? UNDECIDED : outcome(found, false);
  };

  // Dates, as quiz/marking/dates.py reads them: null where a word is none of the calendar's.
  const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const NO_DATE = [];
  const dated = (year, month, day, bc) => {
    if (year === 0 || year > 999999) return NO_DATE;
    const since = bc ? 1 - year : year;
    const leap = year === null || (since % 4 === 0 && (since <= 1582 || since % 100 !== 0 || since % 400 === 0));
    if (month !== null && (month < 1 || month > 12)) return NO_DATE;
    if (day !== null && (day < 1 || day > DAYS[month - 1] || (month === 2 && day === 29 && !leap))) return NO_DATE;
    return [[year !== null && bc ? -year : year, month, day]];
  };
  const inOrder = (year, month, day, bc) => (month > 12 && day <= 12 ? dated(year, day, month, bc)
    : dated(year, month, day, bc));
  const eitherOrder = (year, [one, other], open, bc, table) => {
    const found = [inOrder(year, other, one, bc), inOrder(year, one, other, bc)];
    const [first, second] = table.dayFirst ? found : found.reverse();
    if (!(table.open || open)) return first;
    return first.length ? [...first, ...second] : second;
  };
  const readFigures = (text, bc, table, yearless) => {
    const parts = text.split(/[./\s-]+/).filter(Boolean);
    const figures = parts.map(Number);
    if (parts.length === 1) return dated(figures[0], null, null, bc);
    if (parts.length === 2) {
      if (yearless && parts.every((part) => part.length <= 2)) {
        return eitherOrder(null, figures, text.includes("-"), bc, table);
      }
      if (parts.every((part) => part.length > 2)) return NO_DATE;
      const [year, month] = parts[0].length > 2 ? figures : [figures[1], figures[0]];
      return dated(year, month, null, bc);
    }
    if (parts[0].length > 2) return dated(...figures, bc);
    if (text.includes(".")) return inOrder(figures[2], figures[1], figures[0], bc);
    return eitherOrder(figures[2], figures, false, bc, table);
  };
  const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : null);
  const readWords = (text, bc, hasEra, table, yearless) => {
    const tokens = text.match(/\d+|\p{L}+/gu) || [];
    const keys = tokens.map((token) => unaccented(fold(token)));
    const full = keys.map((key) => own(table.full, key));
    let month = null;
    let first = false;
    const figures = [];
    for (const [at, key] of keys.entries()) {
      if (/\d/.test(key)) { figures.push(key); continue; }
      const idle = table.idle.includes(key);
      let found = null;
      if (month === null && full[at] !== null) found = full[at];
      else if (month === null && !full.some((one) => one !== null) && !idle) found = own(table.part, key);
      if (found !== null) { month = found; first = !figures.length; } else if (!idle) {
        // Whatever it is, it is no date where it can be no month and no number.
        const isOther = !table.figures.includes(key) && key.length < 30
          && Object.keys(table.full).every((name) => !name.startsWith(key) && osa(name, key, 2) > 2);
        return isOther && tokens.some((token) => /\d/.test(token)) ? NO_DATE : null;
      }
    }
    if (figures.length > 2 || !figures.length || figures.some((one) => one.length > 6)) return NO_DATE;
    if (month === null) return figures.length > 1 ? NO_DATE : dated(Number(figures[0]), null, null, bc);
    if (figures.length === 1) {
      const isYear = hasEra || bc || figures[0].length > 2 || Number(figures[0]) > 31;
      if (yearless && !isYear) return dated(null, month, Number(figures[0]), bc);
      return isYear ? dated(Number(figures[0]), month, null, bc) : NO_DATE;
    }
    let [day, year] = figures;
    if (year.length <= 2 && (day.length > 2 || (!first && Number(day) > 31))) [day, year] = [year, day];
    return dated(Number(year), month, Number(day), bc);
  };
  const readDate = (typed, table, yearless) => {
    let text = typed.normalize("NFKC");
    if (/[^\t -~\u00a0\u00c0-\u017f\u0400-\u045f\u2010-\u2015\u2212\u201c-\u201e]/.test(typed) || text.length > 80) return null;
    text = text.replace(/[−–‒—‐‑]/g, "-").toLowerCase().trim();
    const edge = text.startsWith("-") ? ",;.!?" : ",;.!-+?\"'“”„";
    while (text && edge.includes(text[0])) text = text.slice(1);
    while (text && edge.includes(text.at(-1))) text = text.slice(0, -1);
    text = text.trim();
    let bc = text.startsWith("-") && !(yearless && text.startsWith("--"));
    text = text.replace(/^-+/, "");
    const words = [...text.matchAll(/\d+|\p{L}+/gu)];
    const isFigure = (word) => /\d/.test(word[0]);
    const lead = words.findIndex(isFigure);
    const leading = lead < 0 ? words.length : lead;
    const tail = [...words].reverse().findIndex(isFigure);
    const trailing = tail < 0 ? words.length : tail;
    const eraOf = (run) => {
      const name = run.map((word) => word[0]).join("");
      const names = [name, unaccented(name)];
      if (names.some((one) => table.bc.includes(one))) return "bc";
      return names.some((one) => table.ad.includes(one)) ? "ad" : "";
    };
    let era = "";
    for (let count = Math.min(trailing, 5); count > 0 && !era; count--) {
      const run = words.slice(words.length - count);
      era = eraOf(run);
      if (era) text = text.slice(0, run[0].index).replace(/[ ,.-]+$/, "");
    }
    for (let count = Math.min(leading, 3); count > 0 && !era; count--) {
      era = eraOf(words.slice(0, count));
      const last = words[count - 1];
      if (era) text = text.slice(last.index + last[0].length).replace(/^[ .,]+/, "");
    }
    bc ||= era === "bc";
    if (/^\d{1,6}(?:\s*[./\s-]\s*\d{1,6}){0,2}$/.test(text)) return readFigures(text, bc, table, yearless);
    return readWords(text, bc, era !== "", table, yearless);
  };
  const isDate = ([year, month, day], [rightYear, rightMonth, rightDay], years) => {
    if (rightYear === null) {
      return day !== null && month === rightMonth && day === rightDay
        && !(years.length && year !== null && !years.includes(year));
    }
    if (year > 0 && year < 100 && rightYear > 100 && year === rightYear % 100) {
      return month === rightMonth && day === rightDay && day !== null;
    }
    return year === rightYear && (rightMonth === null || month === rightMonth)
      && (rightDay === null || day === rightDay);
  };
  const date = (key, {text: typed}) => {
    const found = readDate(typed, tables.banks[key.bank].calendar, key.right[0] === null);
    if (found === null) return UNDECIDED;
    return outcome(Number(found.some((one) => isDate(one, key.right, key.years))), false);
  };

  const KINDS = {choice, several, placed, ordered, text, list, cloze, number, date};
  let tables = {banks: [], typos: []};
  const use = (found) => { tables = found; };
  const mark = (key, response) => (/^[^\S\ufeff]*$/.test(response.text ?? "?") ? outcome(0, true)
    : KINDS[key.kind](key, response));
  globalThis.quizMark = {mark, use, fold, unaccented, limited};
})();
