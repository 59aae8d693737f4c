import type { Page } from '@playwright/test';
import { addLink, publish } from '../links';
import { mailTo, somebody } from '../people';
import { hydrated, open } from '../screens';
import { expect, test } from '../test';

test('the settings are a list of sections, each a screen with a way back', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  await open(page, '/settings');
  const sections = page.getByRole('navigation', { name: 'Settings' });
  await sections.getByRole('link', { name: /^Address/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Address' })).toBeVisible();
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue(person.slug);
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('a new address is told in the activity, and the old one leads to it', async ({ page, person, stranger }) => {
  await open(page, '/links');
  await addLink(page, 'Journal', 'https://example.com/journal');
  await publish(page);
  const next = somebody().slug;
  await moveTo(page, next);
  await expect.poll(async () => (await page.request.get(`/@${next}`)).status()).toBe(200);
  await stranger.goto(`/@${person.slug}?utm_source=card`);
  await expect(stranger).toHaveURL(new RegExp(`/@${next}\\?utm_source=card$`));
  await expect(stranger.getByRole('link', { name: 'Journal' })).toBeVisible();

  await open(page, '/settings/activity');
  const entry = page.getByRole('listitem').filter({ hasText: 'Workspace changed' }).first();
  await expect(entry).toContainText(person.name);
  await expect(entry.getByRole('row', { name: /^Address/ })).toContainText(person.slug);
  await expect(entry.getByRole('row', { name: /^Address/ })).toContainText(next);
});

test('the activity is filtered by what was done, and all of it comes back', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  await open(page, '/links');
  await addLink(page, 'Journal', 'https://example.com/journal');
  await open(page, '/settings/activity');
  await expect(page.getByRole('listitem').filter({ hasText: 'Workspace created' })).toBeVisible();
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('dialog').getByLabel('What').selectOption({ label: 'Link added' });
  await page.getByRole('dialog').getByRole('button', { name: 'Show entries' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Workspace created' })).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: 'Link added' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Workspace created' })).toBeVisible();
});

test('the activity is saved as a file', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  await open(page, '/settings/activity');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('activity.csv');
});

test('public pages take the colours of the workspace', async ({ page, person, stranger }) => {
  await open(page, '/links');
  await addLink(page, 'Journal', 'https://example.com/journal');
  await publish(page);
  await open(page, '/settings/branding');
  await page.getByLabel('Background', { exact: true }).fill('#fffbf0');
  await page.getByLabel('Buttons', { exact: true }).fill('#fffae0');
  await page.getByRole('button', { name: 'Save colours' }).click();
  await expect(page.getByLabel('Buttons', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Buttons', { exact: true }).fill('#0b6e4f');
  await page.getByRole('button', { name: 'Save colours' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Colours saved' })).toBeVisible();
  const colour = async (): Promise<string> => {
    await stranger.goto(`/@${person.slug}`);
    return stranger.getByRole('link', { name: 'Journal' }).evaluate((link) => getComputedStyle(link).backgroundColor);
  };
  await expect.poll(colour).toBe('rgb(11, 110, 79)');
});

test('a deleted workspace is gone at once, and its owner brings it back', async ({ page, person, stranger, problems }) => {
  problems.allow(/status of 404/);
  await open(page, '/links');
  await addLink(page, 'Journal', 'https://example.com/journal');
  await publish(page);
  await open(page, '/settings/danger');
  await page.getByRole('button', { name: 'Delete workspace' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete workspace' });
  await dialog.getByLabel('Name').fill('Something else');
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await expect(dialog.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByLabel('Name').fill(person.workspace);
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await expect(page).toHaveURL(/\/workspaces$/);
  expect((await stranger.goto(`/@${person.slug}`))?.status()).toBe(404);

  await expect.poll(() => mailTo(page, person.email)).toMatch(/was deleted/);
  await hydrated(page);
  const row = page.getByRole('listitem').filter({ hasText: person.workspace });
  await expect(row).toContainText(/restore until/);
  await row.getByRole('button', { name: 'Restore' }).click();
  await expect(page).toHaveURL(/\/home$/);
  expect((await stranger.goto(`/@${person.slug}`))?.status()).toBe(200);
});

async function moveTo(page: Page, slug: string): Promise<void> {
  await open(page, '/settings/address');
  await page.getByLabel('Address', { exact: true }).fill(slug);
  await page.getByRole('button', { name: 'Save address' }).click();
  await expect(page.getByRole('status').filter({ hasText: /saved/i })).toBeVisible();
}
