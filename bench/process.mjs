// How long a fresh process takes until it is ready, and what it holds before anybody came.
import { readFileSync } from "node:fs";
import { median, RUNS } from "./median.mjs";

const SETTLE_MS = 2000;

function residentMegabytes(pid) {
  const kibibytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))[1];
  return (Number(kibibytes) * 1024) / 1_000_000;
}

export async function measure(budget, house) {
  const ready = [];
  const resident = [];
  for (let run = 0; run < RUNS; run++) {
    const server = await house.start();
    ready.push(server.readyMs);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    resident.push(residentMegabytes(server.pid));
    await server.stop();
  }
  return [
    { what: "Time to ready", value: median(ready), unit: "ms", limit: budget.ready_ms },
    { what: "Memory of the idle server (RSS)", value: median(resident), unit: "MB", limit: budget.rss_idle_mb },
  ];
}
