// Measures what is asked for, prints one table, exits 1 when something is over its budget:
// run.mjs [--only NAME,NAME]. Needs MONGODB_URI and a release build; bin/bench sees to both.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { parse } from "smol-toml";
import { measure as bundle } from "./bundle.mjs";
import { measure as coldLoad } from "./cold_load.mjs";
import { measure as consoleLoad } from "./console_load.mjs";
import { openHouse } from "./house.mjs";
import { measure as pageCpu } from "./page_cpu.mjs";
import { measure as pageLatency } from "./page_latency.mjs";
import { measure as process_ } from "./process.mjs";
import { measure as stuffing } from "./stuffing.mjs";
import { printTable } from "./table.mjs";

const MEASURES = {
  bundle,
  cold_load: coldLoad,
  console_load: consoleLoad,
  process: process_,
  page_cpu: pageCpu,
  page_latency: pageLatency,
  stuffing,
};

const { values } = parseArgs({ options: { only: { type: "string" } } });
const names = values.only ? values.only.split(",") : Object.keys(MEASURES);
const unknown = names.filter((name) => !(name in MEASURES));
if (unknown.length > 0) {
  console.error(`There is no measure called ${unknown.join(", ")}; there are ${Object.keys(MEASURES).join(", ")}.`);
  process.exit(2);
}

const budgets = parse(await readFile(new URL("./budgets.toml", import.meta.url), "utf8"));
const house = openHouse();
const rows = [];
try {
  for (const name of names) {
    console.error(`  … ${name}`);
    rows.push(...(await MEASURES[name](budgets[name], house)));
  }
} finally {
  await house.close();
}

const over = printTable(rows);
process.exit(over > 0 ? 1 : 0);
