// People, and how they come in and leave: through the screens, like anybody.
import { randomBytes } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { hydrated } from './screens';

export interface Person {
  name: string;
  email: string;
  password: string;
  workspace: string;
  slug: string;
}

export function somebody(): Person {
  const key = randomBytes(5).toString('hex');
  return {
    name: 'Nadia Ferreira',
    email: `nadia.${key}@example.com`,
    password: `tangerine harbour ${key}`,
    workspace: `Studio ${key}`,
    slug: `studio-${key}`,
  };
}

export async function signUp(page: Page, person: Person): Promise<void> {
  await register(page, person);
  await confirm(page, await mailedCode(page, person.email));
  await nameWorkspace(page, person.workspace, person.slug);
}

export async function register(page: Page, person: Person): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
}

export async function confirm(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page).toHaveURL(/\/workspaces\/new/);
}

export async function nameWorkspace(page: Page, name: string, slug: string): Promise<void> {
  await hydrated(page);
  await page.getByLabel('Workspace name').fill(name);
  await page.getByLabel('Address').fill(slug);
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await expect(page).toHaveURL(/\/(home|links)$/);
  await hydrated(page);
}

export async function signIn(page: Page, { email, password }: Person): Promise<void> {
  if (!new URL(page.url(), 'http://nowhere').pathname.startsWith('/sign-in')) await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function signOut(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: 'Account menu' });
  await ((await menu.isVisible()) ? menu : page.getByRole('button', { name: 'More', exact: true })).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
}

/** The newest mail to the address, as text; the worker may still be carrying it. */
export async function mailTo(page: Page, email: string): Promise<string> {
  let mail: string | undefined;
  await expect
    .poll(
      async () => {
        const html = await (await page.request.get('/dev/mail')).text();
        const found = html.split('<article').find((part) => part.includes(`class="mail-to">${email}<`));
        mail = found?.slice(found.indexOf('>') + 1).replace(/<[^>]*>/g, ' ');
        return mail;
      },
      { message: `a mail to ${email}` },
    )
    .toBeDefined();
  return mail ?? '';
}

export async function mailedCode(page: Page, email: string): Promise<string> {
  const code = /\b\d{6}\b/.exec(await mailTo(page, email))?.[0];
  expect(code, 'a code of six digits in the mail').toBeDefined();
  return code ?? '';
}
