import type { Page } from '@playwright/test';
import { dragByFinger, dragByMouse } from '../fingers';
import { addLink, choose, editPage, handle, publish, row, saveLink, saved, startLink, titles, unpublish } from '../links';
import { hydrated, open } from '../screens';
import { expect, test } from '../test';

const three = ['Portfolio', 'Shop', 'Newsletter'];

test.beforeEach(async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  await open(page, '/links');
});

test.describe('the order of three links', () => {
  test.beforeEach(async ({ page }) => {
    for (const title of three) await addLink(page, title, `https://example.com/${title.toLowerCase()}`);
    expect(await titles(page)).toEqual(three);
  });

  async function isKept(page: Page, order: string[]): Promise<void> {
    await expect.poll(() => titles(page)).toEqual(order);
    await page.reload();
    await hydrated(page);
    expect(await titles(page)).toEqual(order);
  }

  test('is changed by a finger', async ({ page, hasTouch }) => {
    test.skip(!hasTouch, 'no fingers here');
    await saved(page, () => dragByFinger(page, handle(page, 'Portfolio'), handle(page, 'Newsletter')));
    await isKept(page, ['Shop', 'Newsletter', 'Portfolio']);
  });

  test('is changed by a mouse', async ({ page, hasTouch }) => {
    test.skip(hasTouch, 'no mouse here');
    await saved(page, () => dragByMouse(page, handle(page, 'Newsletter'), handle(page, 'Portfolio')));
    await isKept(page, ['Newsletter', 'Portfolio', 'Shop']);
  });

  test('is changed by the keyboard, and Escape takes it back', async ({ page }) => {
    await handle(page, 'Portfolio').focus();
    for (const key of ['Space', 'ArrowDown', 'Escape']) await page.keyboard.press(key);
    expect(await titles(page)).toEqual(three);
    await saved(page, async () => {
      for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    });
    await expect(handle(page, 'Portfolio')).toBeFocused();
    await isKept(page, ['Shop', 'Newsletter', 'Portfolio']);
  });

  test('is changed from the menu of a row', async ({ page }) => {
    await saved(page, () => choose(page, 'Shop', 'Move up'));
    await isKept(page, ['Shop', 'Portfolio', 'Newsletter']);
    await saved(page, () => choose(page, 'Shop', 'Move down'));
    await isKept(page, three);
  });
});

test('a link is edited', async ({ page }) => {
  await addLink(page, 'Shop', 'https://example.com/shop');
  await choose(page, 'Shop', 'Edit');
  await expect(page.getByRole('dialog').getByLabel('URL')).toHaveValue('https://example.com/shop');
  await page.getByRole('dialog').getByLabel('Title').fill('The shop');
  await saved(page, () => saveLink(page));
  await expect(handle(page, 'The shop')).toBeVisible();
  await page.reload();
  await hydrated(page);
  expect(await titles(page)).toEqual(['The shop']);
});

test('a deleted link comes back by undo, where it was', async ({ page }) => {
  for (const title of three) await addLink(page, title, 'https://example.com/');
  await saved(page, () => choose(page, 'Shop', 'Delete'));
  await expect.poll(() => titles(page)).toEqual(['Portfolio', 'Newsletter']);
  await saved(page, () => page.getByRole('button', { name: 'Undo' }).click());
  await expect.poll(() => titles(page)).toEqual(three);
  await page.reload();
  await hydrated(page);
  expect(await titles(page)).toEqual(three);
});

test('an address that could harm is refused with the reason, and what was typed stays', async ({ page, problems }) => {
  problems.allow(/status of 4\d\d/);
  await startLink(page, 'Trap', 'javascript:alert(1)');
  for (const url of ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'https://', 'ftp://example.com']) {
    await page.getByRole('dialog').getByLabel('URL').fill(url);
    await saveLink(page);
    await expect(page.getByRole('dialog').getByLabel('URL')).toHaveAccessibleDescription(/\w{3}/);
    await expect(page.getByRole('dialog').getByLabel('URL')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByRole('dialog').getByLabel('Title')).toHaveValue('Trap');
  }
});

test('a link that is off is not on the public page, and one that is on is', async ({ page, person, stranger }) => {
  await addLink(page, 'Shop', 'https://example.com/shop');
  await addLink(page, 'Draft', 'https://example.com/draft');
  await saved(page, () => page.getByRole('switch', { name: 'Show Draft' }).click());
  await publish(page);
  await stranger.goto(`/@${person.slug}`);
  await expect(stranger.getByRole('link', { name: 'Shop' })).toBeVisible();
  await expect(stranger.getByRole('link', { name: 'Draft' })).toHaveCount(0);
});

test('the preview shows what the public will see, as it is typed', async ({ page, isMobile }) => {
  await editPage(page);
  await page.getByLabel('Page title').fill('Nadia paints');
  await page.getByLabel('Bio').fill('Watercolours from Porto');
  await addLink(page, 'Shop', 'https://example.com/shop');
  if (isMobile) await page.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('region', { name: 'Preview' });
  for (const words of ['Nadia paints', 'Watercolours from Porto', 'Shop']) await expect(preview.getByText(words)).toBeVisible();
});

test('the shortcut opens the form of a new link', async ({ page }) => {
  await open(page, '/links?new=1');
  await expect(page.getByRole('dialog').getByLabel('Title')).toBeVisible();
});

test('a click is counted, and leads only where the owner said', async ({ page, person, stranger }) => {
  await addLink(page, 'Shop', 'https://example.com/shop');
  await publish(page);
  await stranger.goto(`/@${person.slug}`);
  const href = await stranger.getByRole('link', { name: 'Shop' }).getAttribute('href');
  expect(href).toMatch(new RegExp(`^/@${person.slug}/go/`));
  const answer = await stranger.request.get(`${href}?to=https://evil.example&url=//evil.example`, { maxRedirects: 0 });
  expect([302, 303, 307]).toContain(answer.status());
  expect(answer.headers()['location']).toBe('https://example.com/shop');
  await expect(async () => {
    await page.reload();
    await expect(row(page, 'Shop').getByText('1 click', { exact: true })).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test('a page that is unpublished is gone for the public', async ({ page, person, stranger, problems }) => {
  problems.allow(/status of 404/);
  await addLink(page, 'Shop', 'https://example.com/shop');
  await publish(page);
  expect((await stranger.goto(`/@${person.slug}`))?.status()).toBe(200);
  await unpublish(page);
  expect((await stranger.goto(`/@${person.slug}`))?.status()).toBe(404);
});
