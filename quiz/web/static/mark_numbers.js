// Marks numbers and dates of a published page; a page without any leaves this out.
"use strict";
(() => {
  const {fold, unaccented, osa, outcome, SAFE, UNDECIDED} = quizMark;

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
    const units = quizMark.units(key.units);
    if (!Object.hasOwn(units, unit)) return null;
    let isOpen = false;
    for (const [factor, offset, converted] of quizMark.meanings(units[unit])) {
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
    const found = numberMark(key, response.text, quizMark.bank(key.bank));
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
    const found = readDate(typed, quizMark.bank(key.bank).calendar, key.right[0] === null);
    if (found === null) return UNDECIDED;
    return outcome(Number(found.some((one) => isDate(one, key.right, key.years))), false);
  };
  Object.assign(quizMark.KINDS, {number, date});
})();
