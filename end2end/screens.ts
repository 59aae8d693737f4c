// The addresses people see, and how to get to them.
import { expect, type Page } from '@playwright/test';

export const visitorScreens = ['/', '/sign-in', '/register', '/register/confirm', '/forgot'];
export const consoleScreens = [
  '/home',
  '/links',
  '/settings',
  '/settings/general',
  '/settings/address',
  '/settings/branding',
  '/settings/security',
  '/settings/activity',
  '/settings/danger',
  '/team',
  '/team/roles',
  '/account',
  '/account/security',
  '/workspaces',
  '/workspaces/new',
];
export const workshopScreens = ['/ui', '/dev/mail'];

export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator('html[data-hydrated]')).toBeAttached({ timeout: 20_000 });
}

/** A console screen by its address, ready to be used. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** A console screen by the navigation: without a new document. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** How many pixels the document is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
