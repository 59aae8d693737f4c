// Percentiles at a fixed rate, open loop: a request's time runs from the moment it was due.
import { openConnection } from "./connection.mjs";
import { median, percentile, RUNS } from "./median.mjs";

const CONTROL = "/health/live";
const MOST_CONNECTIONS = 256;

export async function atRate(server, path, perSecond, seconds) {
  const idle = [];
  const late = [];
  const times = [];
  const total = perSecond * seconds;
  const started = performance.now();
  let opened = 0;
  let sent = 0;
  let failed = 0;

  async function ask(connection, due) {
    try {
      const status = await connection.get();
      if (status !== 200) failed += 1;
    } catch {
      failed += 1;
      opened -= 1;
      return;
    } finally {
      times.push(performance.now() - due);
    }
    if (late.length > 0) ask(connection, late.shift());
    else idle.push(connection);
  }

  function dispatch(due) {
    if (idle.length > 0) return ask(idle.pop(), due);
    if (opened >= MOST_CONNECTIONS) return late.push(due);
    opened += 1;
    return ask(openConnection(server.port, path), due);
  }

  while (times.length < total) {
    const now = performance.now();
    for (let due = started + (sent * 1000) / perSecond; sent < total && due <= now; due = started + (sent * 1000) / perSecond) {
      sent += 1;
      dispatch(due);
    }
    if (now - started > (seconds + 30) * 1000) throw new Error(`${path}: ${total - times.length} answers were still missing after 30 s`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  idle.forEach((connection) => connection.close());
  if (failed > 0) throw new Error(`${failed} of ${total} requests to ${path} failed`);
  return times;
}

export async function measure(budget, house) {
  const server = await house.server();
  const page = [];
  const control = [];
  await atRate(server, budget.path, budget.per_second, 2);
  for (let run = 0; run < RUNS; run++) {
    page.push(await atRate(server, budget.path, budget.per_second, budget.seconds));
    control.push(await atRate(server, CONTROL, budget.per_second, 2));
  }
  const at = (runs, percent) => median(runs.map((times) => percentile(times, percent)));
  const what = (percent) => `p${percent} of ${budget.path} at ${budget.per_second}/s`;
  return [
    { what: what(50), value: at(page, 50), unit: "ms" },
    {
      what: what(99),
      value: at(page, 99),
      unit: "ms",
      limit: budget.p99_ms,
      note: `control ${CONTROL}: ${at(control, 99).toFixed(2)} ms`,
    },
  ];
}
