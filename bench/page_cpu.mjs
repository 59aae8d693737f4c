// CPU of the server per request, and requests per second with every connection always busy.
import { readFileSync } from "node:fs";
import { MongoClient } from "mongodb";
import { openConnection } from "./connection.mjs";
import { median, RUNS } from "./median.mjs";

// USER_HZ, which /proc counts in, is 100 on every Linux that Rust runs on.
const MICROSECONDS_PER_TICK = 10_000;
const CONTROL = "/health/live";

function cpuMicroseconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [utime, stime] = [Number(fields[11]), Number(fields[12])];
  return (utime + stime) * MICROSECONDS_PER_TICK;
}

async function load(server, path, budget) {
  const connections = Array.from({ length: budget.connections }, () => openConnection(server.port, path));
  let left = budget.requests;
  const cpuBefore = cpuMicroseconds(server.pid);
  const started = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      while (left-- > 0) {
        const status = await connection.get();
        if (status !== 200) throw new Error(`${path} answered ${status}`);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const cpu = cpuMicroseconds(server.pid) - cpuBefore;
  connections.forEach((connection) => connection.close());
  return { cpu: cpu / budget.requests, perSecond: budget.requests / seconds };
}

async function commandCount(client) {
  const { opcounters } = await client.db("admin").command({ serverStatus: 1 });
  return ["query", "getmore", "command", "insert", "update", "delete"].reduce((sum, kind) => sum + Number(opcounters[kind]), 0);
}

export async function measure(budget, house) {
  const server = await house.server();
  const database = new MongoClient(house.databaseUri);
  try {
    await load(server, budget.path, budget);
    const pages = [];
    const controls = [];
    let commands = 0;
    for (let run = 0; run < RUNS; run++) {
      const before = await commandCount(database);
      pages.push(await load(server, budget.path, budget));
      commands += (await commandCount(database)) - before;
      controls.push(await load(server, CONTROL, budget));
    }
    return [
      {
        what: `CPU of ${budget.path}`,
        value: median(pages.map((page) => page.cpu)),
        unit: "µs/request",
        limit: budget.cpu_us_per_request,
        note: `control ${CONTROL}: ${median(controls.map((control) => control.cpu)).toFixed(0)} µs`,
      },
      { what: `Throughput of ${budget.path}`, value: median(pages.map((page) => page.perSecond)), unit: "requests/s" },
      {
        what: `Database commands of ${budget.path}`,
        value: commands / (RUNS * budget.requests),
        unit: "per request",
        limit: budget.database_commands_per_request,
      },
    ];
  } finally {
    await database.close();
  }
}
