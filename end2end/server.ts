// A server of this repository, started for a test run on a database of its own and stopped by its own id.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';

const root = fileURLToPath(new URL('..', import.meta.url));
const logs = fileURLToPath(new URL('test-results/servers/', import.meta.url));

export const binary = process.env.SERVER_BIN ?? `${root}target/release/server`;
export const siteRoot = process.env.SITE_ROOT ?? `${root}target/site`;

let databases = 0;

export function freshDatabase(): string {
  databases += 1;
  return `end2end_${process.pid}_${Date.now()}_${databases}`;
}

export async function dropDatabase(name: string): Promise<void> {
  const client = await new MongoClient(mongodb()).connect();
  await client.db(name).dropDatabase();
  await client.close();
}

export function mongodb(): string {
  const uri = process.env.MONGODB_URI;
  if (!uri) throw new Error('MONGODB_URI is not set: `bin/test` starts a mongod and sets it');
  return uri;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

interface Wishes {
  database: string;
  port?: number;
  siteRoot?: string;
  env?: Record<string, string>;
  command?: 'serve' | 'worker';
}

export class Server {
  private constructor(
    readonly url: string,
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** Runs `server`; whether it is ready is the caller's question. */
  static async spawn({ database, port, siteRoot: site = siteRoot, env, command = 'serve' }: Wishes): Promise<Server> {
    if (!existsSync(binary)) throw new Error(`${binary} does not exist: build it first, or set SERVER_BIN`);
    const ownPort = port ?? (await freePort());
    const url = `http://localhost:${ownPort}`;
    const child = spawn(binary, [command], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        APP_ENV: 'development',
        MONGODB_DATABASE: database,
        PUBLIC_URL: url,
        LISTEN_ADDR: `127.0.0.1:${ownPort}`,
        SITE_ROOT: site,
        TRUSTED_PROXIES: '1',
        WORKER: 'on',
        ...env,
      },
    });
    mkdirSync(logs, { recursive: true });
    const log = createWriteStream(`${logs}${command}-${ownPort}-${child.pid}.log`);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    return new Server(url, ownPort, child);
  }

  static async start(wishes: Wishes): Promise<Server> {
    const server = await Server.spawn(wishes);
    await server.answers('/health/ready');
    return server;
  }

  /** Waits until the path answers 200. */
  async answers(path: string): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!(await this.isOk(path))) {
      if (this.child.exitCode !== null) throw new Error(`the server ended with ${this.child.exitCode}: see ${logs}`);
      if (Date.now() > deadline) throw new Error(`${this.url}${path} did not answer 200 in 30 seconds: see ${logs}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(impatience);
  }

  private async isOk(path: string): Promise<boolean> {
    return fetch(this.url + path).then((answer) => answer.ok, () => false);
  }
}
