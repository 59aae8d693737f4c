import { spawnSync } from 'node:child_process';
import { register, confirm, mailedCode, nameWorkspace, signUp, somebody } from '../people';
import { hydrated, open } from '../screens';
import { Server, binary, dropDatabase, freshDatabase } from '../server';
import { expect, test } from '../test';

test('the process answers without a database, and says why it is not ready', async () => {
  const server = await Server.spawn({ database: 'nowhere', env: { MONGODB_URI: 'mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=300' } });
  await server.answers('/health/live');
  const ready = await fetch(`${server.url}/health/ready`);
  expect(ready.status).toBe(503);
  expect((await ready.text()).length).toBeGreaterThan(10);
  const page = await fetch(`${server.url}/@somebody`);
  expect(page.status).toBe(503);
  expect(page.headers.get('retry-after')).toBeTruthy();
  await server.stop();
});

test('production refuses to start without its secrets, and names them all at once', () => {
  const { PATH = '' } = process.env;
  const { status, stderr, stdout } = spawnSync(binary, ['serve'], { env: { PATH, APP_ENV: 'production' }, encoding: 'utf8', timeout: 10_000 });
  expect(status).toBeGreaterThan(0);
  for (const name of ['MONGODB_URI', 'PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'SECRETS_KEY']) expect(stdout + stderr).toContain(name);
});

test('an unknown address of the API is a JSON 404 with the id of the request', async ({ request }) => {
  const answer = await request.get('/api/no/such/door');
  expect(answer.status()).toBe(404);
  expect(answer.headers()['content-type']).toContain('application/json');
  const id = answer.headers()['x-request-id'];
  expect(id).toBeTruthy();
  expect(await answer.text()).toContain(id);
});

test('every answer carries the headers that protect', async ({ request, page, person }) => {
  expect(person.slug).toBeTruthy();
  for (const path of ['/', '/sign-in', '/no/such/page', '/api/no/such/door', '/health/live', '/offline.html', '/home']) {
    const headers = (await (path === '/home' ? page.request : request).get(path)).headers();
    const policy = headers['content-security-policy'] ?? '';
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toContain('unsafe-inline');
    expect(policy.replaceAll('wasm-unsafe-eval', ''), path).not.toContain('unsafe-eval');
    expect(policy.includes('wasm-unsafe-eval'), path).toBe(path === '/home');
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBeTruthy();
    expect(headers['permissions-policy'], path).toBeTruthy();
  }
  const [first, second] = [await page.request.get('/home'), await page.request.get('/home')];
  expect(nonce(first.headers())).toBeTruthy();
  expect(nonce(first.headers())).not.toBe(nonce(second.headers()));
});

test('a form posted by another site is refused', async ({ page, person, baseURL }) => {
  expect(person.slug).toBeTruthy();
  const path = '/api/identity/sessions/sign_out';
  for (const [header, value] of [['Sec-Fetch-Site', 'cross-site'], ['Origin', 'https://evil.example']] as const) {
    expect((await page.request.post(path, { headers: { [header]: value }, maxRedirects: 0 })).status(), header).toBe(403);
  }
  await page.goto(`${baseURL}/account`);
  await expect(page).toHaveURL(/\/account$/);
});

test('a body that is too large is refused', async ({ request }) => {
  const answer = await request.post('/api/identity/sessions/sign-in', { form: { email: 'a'.repeat(3_000_000), password: 'b' }, maxRedirects: 0 });
  expect(answer.status()).toBe(413);
});

test('assets are compressed, named by their contents and kept for good; the worker is not', async ({ page, request, person }) => {
  expect(person.slug).toBeTruthy();
  await open(page, '/home');
  const paths = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname));
  const assets = paths.filter((path) => path.startsWith('/pkg/'));
  expect(assets.length).toBeGreaterThan(2);
  for (const path of assets) {
    const headers = (await request.get(path, { headers: { 'Accept-Encoding': 'br' } })).headers();
    expect(headers['content-encoding'], path).toBe('br');
    expect(headers['cache-control'], path).toMatch(/max-age=31536000.*immutable/);
  }
  expect((await request.get('/sw.js')).headers()['cache-control']).toMatch(/no-cache|no-store/);
});

test('two servers and a worker share one database: begun at one, finished at the other', async ({ browser }) => {
  const database = freshDatabase();
  const alone = { database, env: { WORKER: 'off' } };
  const [one, two, worker] = [await Server.start(alone), await Server.start(alone), await Server.spawn({ database, command: 'worker' })];
  const person = somebody();
  const atOne = await browser.newContext({ baseURL: one.url });
  const registering = await atOne.newPage();
  await register(registering, person);
  const atTwo = await browser.newContext({ baseURL: two.url, storageState: await atOne.storageState() });
  const page = await atTwo.newPage();
  await page.goto(registering.url().replace(one.url, two.url));
  await confirm(page, await mailedCode(page, person.email));
  await nameWorkspace(page, person.workspace, person.slug);
  await page.goto(`${one.url}/settings`);
  await hydrated(page);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(person.workspace);
  await Promise.all([atOne.close(), atTwo.close()]);
  await Promise.all([one, two, worker].map((process) => process.stop()));
  await dropDatabase(database);
});

test('a session outlives a restart of the server', async ({ browser }) => {
  const database = freshDatabase();
  let server = await Server.start({ database });
  const context = await browser.newContext({ baseURL: server.url });
  const page = await context.newPage();
  await signUp(page, somebody());
  await server.stop();
  server = await Server.start({ database, port: server.port });
  await open(page, '/account');
  await expect(page).toHaveURL(/\/account$/);
  await context.close();
  await server.stop();
  await dropDatabase(database);
});

function nonce(headers: Record<string, string>): string | undefined {
  return /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1];
}
