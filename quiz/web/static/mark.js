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

  const KINDS = {choice, several, placed, ordered, typed: () => UNDECIDED};
  const mark = (key, response) => KINDS[key.kind](key, response);
  globalThis.quizMark = {mark, KINDS, outcome, limited, UNDECIDED};
})();
