import type { Page } from '@playwright/test';
import { nameWorkspace, somebody } from '../people';
import { goTo, hydrated, open } from '../screens';
import { expect, test } from '../test';

test('an address is checked as one types, and refused with the reason', async ({ page, person }) => {
  await open(page, '/workspaces/new');
  const address = page.getByLabel('Address');
  for (const refused of [person.slug, 'admin', 'аcme', 'a', '-acme']) {
    await address.fill(refused);
    await address.blur();
    await expect(address).toHaveAttribute('aria-invalid', 'true');
  }
  await address.fill(somebody().slug);
  await expect(address).not.toHaveAttribute('aria-invalid', 'true');
});

test('a person with two workspaces switches between them', async ({ page, person }) => {
  const second = somebody();
  await open(page, '/workspaces/new');
  await nameWorkspace(page, second.workspace, second.slug);
  await switchTo(page, second.workspace, person.workspace);
  await open(page, '/settings/general');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(person.workspace);
});

test('a tab left open hears that another tab switched the workspace', async ({ page, person, context }) => {
  const second = somebody();
  await open(page, '/workspaces/new');
  await nameWorkspace(page, second.workspace, second.slug);
  const other = await context.newPage();
  await open(other, '/links');
  await switchTo(page, second.workspace, person.workspace);
  await expect(other.getByText('You switched workspace in another tab')).toBeVisible();
});

test('a workspace takes a new name, everywhere', async ({ page, person }) => {
  await open(page, '/settings/general');
  await page.getByLabel('Name', { exact: true }).fill(`${person.workspace} & Söhne`);
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByRole('status').filter({ hasText: /saved/i })).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(`${person.workspace} & Söhne`);
});

test('the navigation leads to every screen without a new document', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  await page.evaluate(() => document.body.classList.add('same-document'));
  for (const name of ['Links', 'Settings', 'Home']) await goTo(page, name);
  await expect(page.locator('body.same-document')).toBeAttached();
});

test('a form that is left half filled leaves the app alive', async ({ page, person }) => {
  expect(person.slug).toBeTruthy();
  await goTo(page, 'Links');
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox').fill('New workspace');
  await page.keyboard.press('Enter');
  await page.getByLabel('Address').focus();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Add link' }).first()).toBeVisible();
});

async function switchTo(page: Page, from: string, to: string): Promise<void> {
  const switcher = page.getByRole('button', { name: from }).and(page.locator('[aria-haspopup=menu]')).filter({ visible: true });
  if (!(await switcher.isVisible())) await page.getByRole('button', { name: 'More', exact: true }).click();
  await switcher.click();
  const loaded = page.waitForEvent('load');
  await page.getByRole('menuitem', { name: to }).click();
  await loaded;
  await hydrated(page);
}
