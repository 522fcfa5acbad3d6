// Reads {where: policy} and prints the evaluator's findings, each once with where it was found.
const [, , folder] = process.argv;
const { CspEvaluator } = require(`${folder}/dist/evaluator.js`);
const { CspParser } = require(`${folder}/dist/parser.js`);
const { Severity } = require(`${folder}/dist/finding.js`);
const found = new Map();
for (const [where, policy] of Object.entries(JSON.parse(require("fs").readFileSync(0, "utf8")))) {
  for (const one of new CspEvaluator(new CspParser(policy).csp).evaluate()) {
    const said = `${Severity[one.severity]}: ${one.directive} ${one.value ?? ""}: ${one.description}`;
    found.set(said, [...(found.get(said) ?? []), where]);
  }
}
for (const [said, places] of [...found].sort()) console.log(`${said}\n    ${places.join(", ")}`);
