// Writes plot.html: the figures as SVG, with no script.
import { readFileSync, writeFileSync } from "node:fs";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { figures } from "./src/figures.js";

const { document } = parseHTML("<!doctype html><html lang='en'><body></body></html>");
const tables = JSON.parse(readFileSync("src/tables.json", "utf8"));
const body = figures(Plot, tables, { document }).map(([title, plot]) => `<h2>${title}</h2>${plot.outerHTML}`);
writeFileSync("plot.html", `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Three figures</title>${body.join("")}`);
