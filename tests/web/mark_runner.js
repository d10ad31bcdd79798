// Marks answers as a published page does: {tables, cases: [[key, response], …]} in, outcomes out.
const fs = require("fs");
const path = require("path");
for (const name of ["mark.js", "mark_numbers.js"]) {
  require(path.join(__dirname, "../../quiz/web/static", name));
}
const {tables, keys, cases} = JSON.parse(fs.readFileSync(0, "utf8"));
quizMark.use(tables);
process.stdout.write(JSON.stringify(cases.map(([at, response]) => quizMark.mark(keys[at], response))));
