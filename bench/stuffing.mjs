// A stranger's page while an account is stormed, against the page left alone, in turns: what else the
// machine does falls on both.
import { openConnection } from "./connection.mjs";
import { median, percentile, RUNS } from "./median.mjs";
import { atRate } from "./page_latency.mjs";

const SIGN_IN = "/api/identity/sessions/sign_in";
const CONNECTIONS = 16;

function guess(port, number) {
  const fields = `email=owner%40example.com&password=guess+number+${number}`;
  const invented = `11.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  return Buffer.from(
    [
      `POST ${SIGN_IN} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      "accept: application/json",
      "sec-fetch-site: same-origin",
      `x-forwarded-for: ${invented}`,
      "content-type: application/x-www-form-urlencoded",
      `content-length: ${fields.length}`,
      "",
      fields,
    ].join("\r\n"),
  );
}

// Sends guesses as evenly as the clock allows; resolves to how many were answered with what.
async function storm(server, first, count, seconds) {
  const answers = new Map();
  const started = performance.now();
  let sent = 0;
  async function attack() {
    const connection = openConnection(server.port, SIGN_IN);
    while (sent < count) {
      const number = sent++;
      const due = started + (number * seconds * 1000) / count;
      if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
      const status = await connection.send(guess(server.port, first + number));
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
    connection.close();
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, attack));
  return answers;
}

export async function measure(budget, house) {
  const server = await house.server();
  const perRun = budget.guesses / RUNS;
  const alone = [];
  const stormed = [];
  const answers = new Map();
  await atRate(server, budget.path, budget.per_second, 2);
  for (let run = 0; run < RUNS; run++) {
    alone.push(await atRate(server, budget.path, budget.per_second, budget.seconds));
    const storming = storm(server, run * perRun, perRun, budget.seconds);
    stormed.push(await atRate(server, budget.path, budget.per_second, budget.seconds));
    for (const [status, count] of await storming) answers.set(status, (answers.get(status) ?? 0) + count);
  }
  const p99 = (runs) => runs.map((times) => percentile(times, 99));
  const [quiet, loud] = [p99(alone), p99(stormed)];
  const told = [...answers].map(([status, count]) => `${count} × ${status}`).join(", ");
  return [
    {
      what: `p99 of ${budget.path} while an account is stormed ÷ left alone`,
      value: median(loud.map((time, run) => time / quiet[run])),
      unit: "×",
      limit: budget.p99_ratio,
      note: `${median(loud).toFixed(2)} and ${median(quiet).toFixed(2)} ms; guesses: ${told}`,
    },
  ];
}
