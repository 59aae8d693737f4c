// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const main = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** @param {string[]} args */
async function run(...args) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return {
    ...JSON.parse(line),
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}

test('it says where it listens, and what it keeps survives a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-double-'));
  try {
    const file = join(folder, 'state.json');
    const first = await run('--data', file, '--webhook-secret', 'whsec_known');
    assert.match(first.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.deepEqual([first.secret_key, first.publishable_key, first.webhook_secret], ['sk_test_double', 'pk_test_double', 'whsec_known']);
    const headers = { authorization: `Bearer ${first.secret_key}` };
    const made = /** @type {any} */ (await (await fetch(`${first.url}/v1/customers`, { method: 'POST', headers, body: new URLSearchParams({ email: 'ada@example.com' }) })).json());
    assert.equal(await first.stop(), 0);
    const second = await run('--data', file);
    const found = /** @type {any} */ (await (await fetch(`${second.url}/v1/customers/${made.id}`, { headers })).json());
    assert.equal(found.email, 'ada@example.com');
    assert.equal((await fetch(`${second.url}/_/health`)).status, 200);
    assert.equal(await second.stop(), 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
