import { type Page } from '@playwright/test';
import { Issuer, type Claims } from '../doubles/issuer';
import { nameWorkspace, signIn, signOut, somebody, type Person } from '../people';
import { open } from '../screens';
import { Server, dropDatabase, freshDatabase } from '../server';
import { expect, test as base } from '../test';

/** A server with an issuer beside it, for all tests of one worker. */
const test = base.extend<object, { issuer: Issuer; house: Server }>({
  issuer: [
    async ({}, use) => {
      const issuer = await Issuer.start();
      await use(issuer);
      await issuer.stop();
    },
    { scope: 'worker' },
  ],
  house: [
    async ({ issuer }, use) => {
      const database = freshDatabase();
      const server = await Server.start({ database, env: issuer.env() });
      await use(server);
      await server.stop();
      await dropDatabase(database);
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house.url),
});

function there({ email, name }: Person): Claims {
  return { sub: `sub-${email}`, email, email_verified: true, name };
}

async function continueWithGoogle(page: Page, from = '/sign-in'): Promise<void> {
  await page.goto(from);
  await page.getByRole('button', { name: 'Continue with Google' }).click();
}

test('somebody new gets an account with one press, with scripting off', async ({ issuer, stranger }) => {
  issuer.person = there(somebody());
  await continueWithGoogle(stranger, '/register');
  await expect(stranger).toHaveURL(/\/workspaces\/new$/);
});

test('somebody who comes again is the same person, and goes where they wanted to', async ({ issuer, page }) => {
  const person = somebody();
  issuer.person = there(person);
  await continueWithGoogle(page);
  await nameWorkspace(page, person.workspace, person.slug);
  await signOut(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await open(page, '/account');
  await expect(page.getByText(person.email).first()).toBeVisible();
});

test('an address that has an account is linked after its password', async ({ issuer, page, person }) => {
  issuer.person = there(person);
  await signOut(page);
  await continueWithGoogle(page);
  await expect(page.getByRole('heading', { name: 'You have an account already' })).toBeVisible();
  await page.getByRole('link', { name: 'Sign in and link' }).click();
  await signIn(page, person);
  await expect(page.getByRole('heading', { name: 'Link Google' })).toBeVisible();
  await page.getByRole('button', { name: 'Link Google' }).click();
  await expect(page).toHaveURL(/\/account$/);
  await signOut(page);
  await continueWithGoogle(page);
  await expect(page).toHaveURL(/\/home$/);
});

test('a person links Google in their account, and unlinks it', async ({ issuer, page, person }) => {
  issuer.person = { ...there(somebody()), email: 'private@example.com' };
  await open(page, '/account');
  await page.getByRole('button', { name: 'Link Google' }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByText('private@example.com')).toBeVisible();
  await page.getByRole('button', { name: 'Unlink Google' }).click();
  await expect(page.getByRole('button', { name: 'Link Google' })).toBeVisible();
  expect(person.email).not.toBe('private@example.com');
});

test('who says no at Google is where they were', async ({ issuer, stranger }) => {
  issuer.person = there(somebody());
  issuer.agrees = false;
  await continueWithGoogle(stranger);
  await expect(stranger.getByRole('heading', { name: 'Not signed in' })).toBeVisible();
  issuer.agrees = true;
  await stranger.getByRole('link', { name: 'Back to sign-in' }).click();
  await expect(stranger).toHaveURL(/\/sign-in$/);
});

test('the way back is good in the browser that began, and once', async ({ issuer, page, elsewhere, problems }) => {
  problems.allow(/status of 403/);
  issuer.person = there(somebody());
  const other = await elsewhere.newPage();
  const back = page.waitForRequest(/\/auth\/callback/);
  await continueWithGoogle(page);
  const address = (await back).url();
  await expect(page).toHaveURL(/\/workspaces\/new$/);
  for (const stranger of [other, page]) {
    await stranger.goto(address);
    await expect(stranger.getByRole('heading', { name: 'This did not get through' })).toBeVisible();
  }
  await other.goto('/home');
  await expect(other).toHaveURL(/\/sign-in/);
});
