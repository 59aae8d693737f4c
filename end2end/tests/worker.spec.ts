// The service worker and the console script against a server that misbehaves on command.
import { expect, test as base, type Page } from '@playwright/test';
import { cacheNames, everythingInCaches, everythingInDatabases, everythingInStorage, workerInCharge } from '../device';
import { SmallApp } from '../doubles/small_app';

const test = base.extend<{ app: SmallApp }>({
  app: async ({}, use) => {
    const app = await new SmallApp().start();
    await use(app);
    await app.stop();
  },
});

const banner = (page: Page) => page.locator('[data-offline-banner]');
const toast = (page: Page) => page.locator('.toast');

async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await workerInCharge(page);
}

/** A page opened under the worker's control, and the copy of it written. */
async function see(page: Page, app: SmallApp, path: string): Promise<void> {
  await visit(page, app.url + path);
  await page.goto(app.url + path);
  await expect.poll(() => everythingInDatabases(page)).toContain(`"key":"${path}"`);
}

async function deploy(page: Page, app: SmallApp, build: string): Promise<void> {
  app.build = build;
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
  await expect(toast(page)).toContainText('A new version is ready');
}

test('every chunk is on the device after the first visit, though an icon is missing', async ({ page, app }) => {
  await visit(page, `${app.url}/home`);
  expect(await cacheNames(page)).toEqual(['assets-one']);
  expect(await everythingInCaches(page)).toContain('/pkg/chunk.one.js');
});

test('a page seen before opens without a network, marked, and comes from no cache that outlives its owner', async ({ page, app }) => {
  await see(page, app, '/home');
  app.away = true;
  const response = await page.reload();
  expect(response?.headers()['x-served-from']).toBe('device');
  await expect(page.getByRole('heading', { name: 'home of ada' })).toBeVisible();
  await expect(banner(page)).toBeVisible();
  await expect(page.locator('html[data-offline]')).toBeAttached();
  expect(await everythingInCaches(page)).not.toContain('of ada');
});

test('the offline mark goes when the server is back, and the latest is offered', async ({ page, app }) => {
  await see(page, app, '/home');
  app.away = true;
  await page.reload();
  app.away = false;
  app.note = 'second note';
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(banner(page)).toBeHidden();
  await toast(page).getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText('second note')).toBeVisible();
});

test('an answer seen before is given again without a network', async ({ page, app }) => {
  await see(page, app, '/home');
  const ask = () => page.evaluate(async () => (await fetch('/api/notes/list')).text());
  expect(await ask()).toBe('["first note"]');
  await expect.poll(() => everythingInDatabases(page)).toContain('answers');
  app.away = true;
  expect(await ask()).toBe('["first note"]');
  await expect(banner(page)).toBeVisible();
  expect(await everythingInCaches(page)).not.toContain('first note');
});

test('what was changed on a screen is in its copy too', async ({ page, app }) => {
  await see(page, app, '/home');
  await page.evaluate(async () => void (await fetch('/api/notes/edit', { method: 'POST' })));
  await expect.poll(() => everythingInDatabases(page)).toContain('written note');
  app.away = true;
  await page.reload();
  await expect(page.getByText('written note')).toBeVisible();
});

test('a screen reached inside the app opens without a network', async ({ page, app }) => {
  await see(page, app, '/home');
  await page.evaluate(() => history.pushState({}, '', '/links'));
  await expect.poll(() => everythingInDatabases(page)).toContain('"key":"/links"');
  app.away = true;
  await page.goto(`${app.url}/links?new=1`);
  await expect(page).toHaveURL(`${app.url}/links`);
  await expect(page.getByRole('heading', { name: 'links of ada' })).toBeVisible();
});

test('a page never seen is answered by the offline page', async ({ page, app }) => {
  await see(page, app, '/home');
  app.away = true;
  await page.goto(`${app.url}/settings`);
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  app.away = false;
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'settings of ada' })).toBeVisible();
});

test('offline is for reading', async ({ page, app }) => {
  await see(page, app, '/home');
  app.away = true;
  await page.reload();
  app.asked = [];
  await page.evaluate(() => document.querySelector('#switch')?.addEventListener('click', () => (document.title = 'switched')));
  await page.getByRole('button', { name: 'Switch' }).click();
  await expect(toast(page)).toContainText('Nothing was changed');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveTitle('Small');
  expect(app.asked.filter((line) => line.startsWith('POST'))).toEqual([]);
});

test('a visitor page comes from the network, from the device without one, and goes when unpublished', async ({ page, app }) => {
  await visit(page, `${app.url}/sign-in`);
  await page.goto(`${app.url}/@ada`);
  await expect.poll(() => everythingInCaches(page)).toContain('Page of Ada');
  app.note = 'second note';
  await page.reload();
  await expect(page.getByText('second note')).toBeVisible();
  app.away = true;
  const stale = await page.reload();
  expect(stale?.headers()['x-served-from']).toBe('device');
  await expect(page.getByText('second note')).toBeVisible();
  app.away = false;
  app.published = false;
  await page.reload();
  await expect.poll(() => everythingInCaches(page)).not.toContain('Page of Ada');
});

test('a sign-in page is never kept', async ({ page, app }) => {
  await visit(page, `${app.url}/sign-in`);
  await page.reload();
  app.away = true;
  await page.reload();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
});

test('a server that is failing shows what was last seen', async ({ page, app }) => {
  await see(page, app, '/home');
  app.failing = true;
  await page.reload();
  await expect(page.getByRole('heading', { name: 'home of ada' })).toBeVisible();
  await expect(banner(page)).toBeVisible();
});

test('a slow network gives way to the copy after four seconds, but not to one older than the last change', async ({ page, app }) => {
  await see(page, app, '/home');
  app.delay = 6000;
  app.note = 'slow note';
  await page.reload();
  await expect(page.getByText('first note')).toBeVisible();
  await page.evaluate(() => void fetch('/api/notes/edit', { method: 'POST' }));
  await page.reload();
  await expect(page.getByText('first note')).toBeHidden();
});

test('somebody else signing in finds nothing of the one before', async ({ page, app }) => {
  await see(page, app, '/home');
  await see(page, app, '/links');
  app.account = 'grace';
  await page.goto(`${app.url}/home`);
  await expect.poll(() => everythingInDatabases(page)).toContain('home of grace');
  expect(await everythingInDatabases(page)).not.toContain('of ada');
});

test('an open tab hears that another one changed hands', async ({ page, context, app }) => {
  await see(page, app, '/home');
  const other = await context.newPage();
  app.account = 'ada elsewhere';
  await other.goto(`${app.url}/home`);
  await expect(toast(page)).toContainText('You switched workspace in another tab');
});

test('an expired session takes the copies with it', async ({ page, app }) => {
  await see(page, app, '/home');
  app.account = null;
  await page.goto(`${app.url}/home`);
  await expect(page).toHaveURL(/sign-in/);
  await expect.poll(() => everythingInDatabases(page)).not.toContain('ada');
});

test('an answer of "sign in" takes the copies with it', async ({ page, app }) => {
  await see(page, app, '/home');
  app.account = null;
  await page.evaluate(async () => void (await fetch('/api/notes/list')));
  await expect.poll(() => everythingInDatabases(page)).not.toContain('ada');
});

test('signing out leaves nothing, and the other tabs follow', async ({ page, context, app }) => {
  await see(page, app, '/home');
  await page.goto(`${app.url}/@ada`);
  await page.goto(`${app.url}/home`);
  const other = await context.newPage();
  await other.goto(`${app.url}/links`);
  await page.getByLabel('Title').fill('half a title of ada');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(other).toHaveURL(/sign-in/);
  const left = [everythingInCaches(page), everythingInDatabases(page), everythingInStorage(page)];
  expect((await Promise.all(left)).join('\n')).not.toMatch(/\bada\b/i);
  app.away = true;
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
});

test('a new version keeps what was typed, but no password', async ({ page, app }) => {
  await see(page, app, '/home');
  await page.evaluate(() => document.dispatchEvent(new Event('mewayz:hydrated')));
  await page.getByLabel('Title').fill('half a title');
  await page.getByLabel('Password').fill('secret words');
  await deploy(page, app, 'two');
  const reloaded = page.waitForEvent('load');
  await toast(page).getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await expect(page.getByLabel('Title')).toHaveValue('');
  await page.evaluate(() => document.dispatchEvent(new Event('mewayz:hydrated')));
  await expect(page.getByLabel('Title')).toHaveValue('half a title');
  await expect(page.getByLabel('Password')).toHaveValue('');
  expect(await everythingInStorage(page)).not.toContain('half a title');
  expect(await cacheNames(page)).toEqual(expect.arrayContaining(['assets-one', 'assets-two']));
});

test('what was typed in a dialog comes back in that dialog', async ({ page, app }) => {
  await see(page, app, '/home');
  const hydrate = () =>
    page.evaluate(() => {
      const dialog = document.querySelector('dialog');
      document.querySelector('#open')?.addEventListener('click', () => {
        if (dialog) dialog.innerHTML = '<form data-keep="new-link"><input name="url" aria-label="URL"></form>';
        dialog?.showModal();
      });
      document.dispatchEvent(new Event('mewayz:hydrated'));
    });
  await hydrate();
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByLabel('URL').fill('https://half.example');
  await deploy(page, app, 'two');
  const reloaded = page.waitForEvent('load');
  await toast(page).getByRole('button', { name: 'Reload' }).evaluate((button: HTMLElement) => button.click());
  await reloaded;
  await hydrate();
  await expect(page.getByLabel('URL')).toHaveValue('https://half.example');
  await expect(page.getByLabel('URL')).toBeFocused();
});

test('a tab of two versions ago still finds its chunks, one of three ago is told to reload', async ({ page, context, app }) => {
  await see(page, app, '/home');
  const old = await context.newPage();
  await old.goto(`${app.url}/home`);
  const chunk = () => old.evaluate(async () => (await fetch('/pkg/chunk.one.js')).status);
  for (const build of ['two', 'three']) {
    await deploy(page, app, build);
    const reloaded = page.waitForEvent('load');
    await toast(page).getByRole('button', { name: 'Reload' }).click();
    await reloaded;
    expect(await chunk()).toBe(200);
  }
  await deploy(page, app, 'four');
  const reloaded = page.waitForEvent('load');
  await toast(page).getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await expect.poll(() => cacheNames(page)).not.toContain('assets-one');
  expect(await chunk()).toBe(404);
  await expect(toast(old)).toContainText('A new version is ready');
});

test('one visit asks the server once, though the browser asks ahead of the worker', async ({ page, app }) => {
  await visit(page, `${app.url}/home`);
  for (const path of ['/@ada/go/lnk_1', '/dev/mail', '/home']) {
    app.asked = [];
    await page.goto(app.url + path);
    expect(app.asked.filter((line) => line === `GET ${path}`)).toHaveLength(1);
  }
});

test('the install button waits for the browser to offer it', async ({ page, app }) => {
  await page.goto(`${app.url}/home`);
  const install = page.getByRole('button', { name: 'Install app' });
  await expect(install).toBeHidden();
  await page.evaluate(() => {
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: async () => void (document.title = 'asked'),
    });
    dispatchEvent(offer);
  });
  await install.click();
  await expect(page).toHaveTitle('asked');
  await expect(install).toBeHidden();
});
