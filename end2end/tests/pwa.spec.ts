// Installing, being offline, being updated under an open tab, and leaving nothing behind.
import { cp, mkdtemp, appendFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { everythingInCaches, everythingInDatabases, everythingInStorage, workerInCharge } from '../device';
import { addLink, editPage, handle, startLink } from '../links';
import { signOut, signUp, somebody } from '../people';
import { serverAway } from '../problems';
import { goTo, hydrated, open } from '../screens';
import { Server, dropDatabase, freshDatabase, siteRoot } from '../server';
import { expect, test as base } from '../test';

/** A server of the test's own, to be killed and redeployed. */
const test = base.extend<{ own: { server: Server; database: string } }>({
  own: async ({}, use) => {
    const database = freshDatabase();
    const own = { server: await Server.start({ database }), database };
    await use(own);
    await own.server.stop();
    await dropDatabase(database);
  },
  baseURL: async ({ own }, use) => use(own.server.url),
});

const banner = (page: Page) => page.locator('[data-offline-banner]');

/** Seen under the worker's control, with the copy on the device. */
async function seen(page: Page, path: string): Promise<void> {
  await open(page, path);
  await workerInCharge(page);
  await open(page, path);
  await expect.poll(() => everythingInDatabases(page)).toContain(`"key":"${path}"`);
}

test('the browser finds nothing that keeps the app from being installed', async ({ browserName, playwright, own, launchOptions }) => {
  const profile = await mkdtemp(join(tmpdir(), 'profile-'));
  const context = await playwright[browserName].launchPersistentContext(profile, { ...launchOptions, baseURL: own.server.url });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await workerInCharge(page);
  const devtools = await context.newCDPSession(page);
  const manifest = await devtools.send('Page.getAppManifest');
  expect(manifest.errors).toEqual([]);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  const said = JSON.parse(manifest.data ?? '{}');
  expect(said).toMatchObject({ id: expect.any(String), scope: '/', lang: 'en', dir: 'ltr' });
  expect(said.shortcuts.length).toBeGreaterThanOrEqual(3);
  expect(said.screenshots.map((picture: { form_factor: string }) => picture.form_factor)).toEqual(expect.arrayContaining(['narrow', 'wide']));
  const pictures: string[] = [...said.icons, ...said.screenshots].map((picture: { src: string }) => picture.src);
  for (const src of pictures) expect((await page.request.get(src)).status(), src).toBe(200);
  await context.close();
  await rm(profile, { recursive: true });
});

test('the app offers to be installed once the browser does', async ({ page, person, isMobile }) => {
  expect(person.slug).toBeTruthy();
  await open(page, '/home');
  await page.evaluate(() => {
    const prompt = async () => document.body.classList.add('asked');
    dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt }));
  });
  if (isMobile) await page.getByRole('button', { name: 'More', exact: true }).click();
  else await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Install app' }).click();
  await expect(page.locator('body.asked')).toBeAttached();
});

test('with the server gone, pages seen before open read-only with a mark', async ({ page, person, own, problems }) => {
  problems.allow(serverAway);
  await open(page, '/links');
  await addLink(page, 'Shop', 'https://example.com/shop');
  await seen(page, '/links');
  await seen(page, '/home');
  await own.server.stop();
  await page.goto('/links');
  await hydrated(page);
  await expect(banner(page)).toBeVisible();
  await expect(handle(page, 'Shop')).toBeVisible();
  await page.getByRole('switch', { name: 'Show Shop' }).click();
  await expect(page.getByText('Nothing was changed')).toBeVisible();
  await goTo(page, 'Home');
  await expect(page.getByRole('main').getByText(person.slug)).toBeVisible();
  await page.goto('/settings?never=seen');
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
});

test('a screen reached inside the app is there offline, with what was last done on it', async ({ page, person, own, problems }) => {
  expect(person.slug).toBeTruthy();
  problems.allow(serverAway);
  await seen(page, '/home');
  await goTo(page, 'Links');
  await addLink(page, 'Just added', 'https://example.com/');
  await expect.poll(async () => /"key":"\/links"[^\n]*Just added/.test(await everythingInDatabases(page))).toBe(true);
  await own.server.stop();
  await page.reload();
  await hydrated(page);
  await expect(handle(page, 'Just added')).toBeVisible();
});

test('a screen never opened still loads its chunk when the server is gone', async ({ page, person, own, problems }) => {
  expect(person.slug).toBeTruthy();
  problems.allow(serverAway);
  await seen(page, '/home');
  await own.server.stop();
  await page.getByRole('navigation').getByRole('link', { name: 'Settings', exact: true }).first().click();
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole('main')).toBeVisible();
});

test('the mark goes when the server is back', async ({ page, person, own, problems }) => {
  expect(person.slug).toBeTruthy();
  problems.allow(serverAway);
  await seen(page, '/home');
  await own.server.stop();
  await page.reload();
  await hydrated(page);
  await expect(banner(page)).toBeVisible();
  own.server = await Server.start({ database: own.database, port: own.server.port });
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(banner(page)).toBeHidden();
});

test('a new version under an open tab loses no typed text', async ({ page, person, own, problems }) => {
  expect(person.slug).toBeTruthy();
  problems.allow(serverAway);
  await seen(page, '/links');
  await editPage(page);
  await page.getByLabel('Bio').fill('Half a bio that nobody saved');
  const next = await mkdtemp(join(tmpdir(), 'site-'));
  await cp(siteRoot, next, { recursive: true });
  await appendFile(join(next, 'offline.html'), '<!-- the next version -->\n');
  await own.server.stop();
  own.server = await Server.start({ database: own.database, port: own.server.port, siteRoot: next });
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
  await expect(page.getByText('A new version is ready')).toBeVisible();
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await hydrated(page);
  await expect(page.getByLabel('Bio')).toHaveValue('Half a bio that nobody saved');
  await rm(next, { recursive: true });
});

test('text in an open form survives the reload with its form', async ({ page, person, problems }) => {
  expect(person.slug).toBeTruthy();
  problems.allow(serverAway);
  await open(page, '/links');
  await startLink(page, 'Half a title', 'https://half.example');
  await page.evaluate(() => navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { type: 'MISSING' } })));
  const loaded = page.waitForEvent('load');
  // The form is modal, so a hand would close it first; the text is what matters here.
  await page.getByRole('button', { name: 'Reload', includeHidden: true }).evaluate((button: HTMLElement) => button.click());
  await loaded;
  await hydrated(page);
  await expect(page.getByRole('dialog').getByLabel('Title')).toHaveValue('Half a title');
  await expect(page.getByRole('dialog').getByLabel('URL')).toHaveValue('https://half.example');
});

test('signing out leaves nothing on the device, and Back shows nothing', async ({ page, own, problems }) => {
  problems.allow(serverAway);
  const person = somebody();
  await signUp(page, person);
  await open(page, '/links');
  await addLink(page, 'Canary in a coal mine', 'https://example.com/canary');
  for (const path of ['/home', '/links', '/account', '/settings']) await seen(page, path);
  await signOut(page);
  const canaries = new RegExp([person.email, person.workspace, person.slug, 'canary'].join('|'), 'i');
  const left = async () => (await Promise.all([everythingInCaches(page), everythingInDatabases(page), everythingInStorage(page)])).join('\n');
  await expect.poll(left).not.toMatch(canaries);
  await own.server.stop();
  await page.goBack().catch(() => null);
  expect(await page.content()).not.toMatch(canaries);
  await page.goto('/links').catch(() => null);
  expect(await page.content()).not.toMatch(canaries);
});

test('Back after signing out asks to sign in', async ({ page, person }) => {
  await open(page, '/account');
  await expect(page.getByText(person.email).first()).toBeVisible();
  await signOut(page);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText(person.email)).toHaveCount(0);
});
