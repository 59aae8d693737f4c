// The links screen, as a hand uses it.
import { expect, type Locator, type Page } from '@playwright/test';

export function row(page: Page, title: string): Locator {
  return page.getByRole('listitem').filter({ has: handle(page, title) });
}

export function handle(page: Page, title: string): Locator {
  return page.getByRole('button', { name: `Move ${title}`, exact: true });
}

export async function titles(page: Page): Promise<string[]> {
  const names = await page.getByRole('button', { name: /^Move / }).evaluateAll((handles) => handles.map((handle) => handle.getAttribute('aria-label') ?? ''));
  return names.map((name) => name.replace(/^Move /, ''));
}

export async function addLink(page: Page, title: string, url: string): Promise<void> {
  await startLink(page, title, url);
  await saveLink(page);
  await expect(handle(page, title)).toBeVisible();
}

export async function startLink(page: Page, title: string, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Add link' }).first().click();
  await page.getByRole('dialog').getByLabel('Title').fill(title);
  await page.getByRole('dialog').getByLabel('URL').fill(url);
}

export async function saveLink(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Save link' }).click();
}

export async function choose(page: Page, title: string, act: 'Edit' | 'Delete' | 'Move up' | 'Move down'): Promise<void> {
  await page.getByRole('button', { name: `More for ${title}`, exact: true }).click();
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}

/** Does `act` and waits until the server has heard of it. */
export async function saved(page: Page, act: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes('/api/links/'));
  await act();
  expect((await answer).status()).toBe(200);
}

export async function publish(page: Page): Promise<void> {
  await saved(page, () => page.getByRole('button', { name: 'Publish page' }).click());
  await expect(page.getByRole('button', { name: 'Copy address' })).toBeVisible();
}

export async function unpublish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More for this page' }).click();
  await saved(page, () => page.getByRole('menuitem', { name: 'Unpublish page' }).click());
}

/** Opens the fields of the page's title and bio. */
export async function editPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit page' }).click();
}
