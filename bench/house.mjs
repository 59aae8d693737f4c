// The release server as it runs in production, on a database with the demo workspace.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BINARY = join(ROOT, "target/release/server");
export const SITE = join(ROOT, "target/site");

function environment() {
  if (!process.env.MONGODB_URI) throw new Error("MONGODB_URI is not set: start this through bin/bench.");
  return {
    PATH: process.env.PATH,
    APP_ENV: "production",
    MONGODB_URI: process.env.MONGODB_URI,
    MONGODB_DATABASE: `bench_${process.pid}`,
    PUBLIC_URL: "https://bench.example",
    SITE_ROOT: SITE,
    SMTP_URL: "smtp://127.0.0.1:9",
    MAIL_FROM: "Mewayz <bench@bench.example>",
    SECRETS_KEY: "5a".repeat(32),
    RUST_LOG: "info",
  };
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function isReady(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("data", (head) => {
      socket.destroy();
      resolve(head.toString("latin1", 9, 12) === "200");
    });
    socket.once("close", () => resolve(false));
    socket.write(`GET /health/ready HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`);
  });
}

function runToEnd(subcommand, env) {
  const { status, stdout, stderr } = spawnSync(BINARY, subcommand, { env, cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`server ${subcommand.join(" ")} exited ${status}:\n${stdout}${stderr}`);
}

export function openHouse() {
  const logs = mkdtempSync(join(tmpdir(), "mewayz-bench-"));
  const running = new Set();
  let seeded = false;
  let shared;

  function seed() {
    if (seeded) return;
    runToEnd(["migrate"], environment());
    runToEnd(["seed", "--demo"], { ...environment(), APP_ENV: "development" });
    seeded = true;
  }

  // A fresh process; `readyMs` is from spawn to the first 200 of /health/ready.
  async function start() {
    seed();
    const port = await freePort();
    const log = join(logs, `${port}.log`);
    const out = openSync(log, "w");
    const started = performance.now();
    const child = spawn(BINARY, ["serve"], {
      env: { ...environment(), LISTEN_ADDR: `127.0.0.1:${port}` },
      cwd: ROOT,
      stdio: ["ignore", out, out],
    });
    closeSync(out);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    running.add(child);
    while (!(await isReady(port))) {
      if (child.exitCode !== null || performance.now() - started > 30_000) {
        throw new Error(`The server was not ready within 30 s (exit ${child.exitCode}):\n${readFileSync(log, "utf8").slice(-4000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const readyMs = performance.now() - started;
    const stop = async () => {
      running.delete(child);
      child.kill("SIGTERM");
      await ended;
    };
    return { pid: child.pid, port, origin: `http://127.0.0.1:${port}`, readyMs, stop };
  }

  return {
    start,
    // One server for all the measures that only ask it for pages.
    server: () => (shared ??= start()),
    databaseUri: process.env.MONGODB_URI,
    async close() {
      await Promise.all(
        [...running].map((child) => {
          child.kill("SIGTERM");
          return new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve()));
        }),
      );
      rmSync(logs, { recursive: true, force: true });
    },
  };
}
