// Pictures of every screen, to be looked at; only with SCREENSHOTS=1.
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { addLink, choose, editPage, publish, startLink } from '../links';
import { signUp, somebody } from '../people';
import { hydrated, open, visitorScreens } from '../screens';
import { expect, test } from '../test';

test.skip(!process.env.SCREENSHOTS, 'SCREENSHOTS=1 takes them');
test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 300_000 });

const album = fileURLToPath(new URL('../screenshots/', import.meta.url));
const shopWindow = fileURLToPath(new URL('../../public/screenshots/', import.meta.url));
const widths = { 360: 740, 768: 1024, 1280: 800 };

type Camera = (name: string) => Promise<void>;

/** A page of links as somebody might really have one. */
async function furnish(page: Page): Promise<void> {
  await editPage(page);
  await page.getByLabel('Page title').fill('Nadia Ferreira');
  await page.getByLabel('Bio').fill('Watercolours from Porto. Commissions open until June.');
  await page.getByRole('button', { name: 'Save page' }).click();
  const links = ['Shop the new prints', 'Book a portrait session', 'Newsletter: one letter a month', 'Studio diary'];
  for (const title of links) await addLink(page, title, `https://example.com/${title.toLowerCase().replaceAll(/\W+/g, '-')}`);
  await publish(page);
}

const pictured = test.extend<{ camera: Camera }>({
  camera: async ({ page }, use) => {
    await use(async (name) => {
      for (const [width, height] of Object.entries(widths)) {
        await page.setViewportSize({ width: Number(width), height });
        for (const colorScheme of ['dark', 'light'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: `${album}${name}-${width}-${colorScheme}.png`, animations: 'disabled' });
        }
      }
    });
  },
});

pictured('visitor screens', async ({ page, camera, problems }) => {
  problems.allow(/status of 4\d\d/);
  for (const path of visitorScreens) {
    await page.goto(path);
    await camera(path === '/' ? 'landing' : path.slice(1).replaceAll('/', '-'));
  }
  await page.goto('/no/such/page');
  await camera('not-found');
  await page.goto('/offline.html');
  await camera('offline');
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await camera('sign-in-refused');
});

pictured('console screens', async ({ page, person, camera }) => {
  for (const name of ['home', 'links']) {
    await page.goto(`/${name}`);
    await hydrated(page);
    await camera(`${name}-empty`);
  }
  await furnish(page);
  for (const path of ['/home', '/links', '/settings', '/account', '/workspaces/new']) {
    await page.goto(path);
    await hydrated(page);
    await camera(path.slice(1).replaceAll('/', '-'));
  }
  await page.goto(`/@${person.slug}`);
  await camera('link-page');
  await page.goto('/ui');
  await hydrated(page);
  await camera('gallery');
});

pictured('what opens above the links screen', async ({ page, person, camera }) => {
  expect(person.slug).toBeTruthy();
  await page.goto('/links');
  await hydrated(page);
  await addLink(page, 'Shop the new prints', 'https://example.com/prints');
  await startLink(page, 'Trap', 'javascript:alert(1)');
  await page.getByRole('dialog').getByRole('button', { name: 'Save link' }).click();
  await camera('link-form');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More for Shop the new prints' }).click();
  await camera('link-menu');
  await page.keyboard.press('Escape');
  await choose(page, 'Shop the new prints', 'Delete');
  await camera('link-deleted');
  await page.keyboard.press('ControlOrMeta+k');
  await camera('palette');
});

test('what the manifest shows before the app is installed', async ({ page, browser, baseURL }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const person = somebody();
  await signUp(page, { ...person, workspace: 'Nadia Ferreira Studio' });
  await open(page, '/links');
  await furnish(page);
  await open(page, '/links');
  await page.locator('.public-address a').first().evaluate((link) => (link.textContent = 'mewayz.com/@nadia'));
  await page.screenshot({ path: `${shopWindow}wide.png`, animations: 'disabled' });
  const storageState = await page.context().storageState();
  const phone = await browser.newContext({ baseURL, storageState, viewport: { width: 360, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: 'dark' });
  const small = await phone.newPage();
  await small.goto(`/@${person.slug}`);
  await small.screenshot({ path: `${shopWindow}narrow.png`, animations: 'disabled' });
  await phone.close();
});
