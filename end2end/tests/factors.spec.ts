import type { Page } from '@playwright/test';
import { AuthenticatorApp, PasskeyDevice } from '../authenticator';
import { signIn, signOut } from '../people';
import { hydrated, open } from '../screens';
import { expect, test } from '../test';

async function addApp(page: Page): Promise<{ app: AuthenticatorApp; codes: string[] }> {
  await open(page, '/account/security');
  await page.getByRole('button', { name: 'Add authenticator app' }).click();
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
  const app = new AuthenticatorApp(await page.locator('.secret-key').innerText());
  await page.getByLabel('Code', { exact: true }).fill(app.code());
  await page.getByRole('button', { name: 'Turn on' }).click();
  const codes = await recoveryCodes(page);
  return { app, codes };
}

async function recoveryCodes(page: Page): Promise<string[]> {
  const list = page.locator('.codes li');
  await expect(list).toHaveCount(10);
  const codes = await list.allInnerTexts();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(list).toHaveCount(0);
  return codes;
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await open(page, '/account/security');
  await page.getByLabel('Name of the new passkey').fill(name);
  await page.getByRole('button', { name: 'Add passkey' }).click();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
}

test('with an authenticator app a code is asked for after the password', async ({ page, person, problems }) => {
  problems.allow(/status of 4\d\d/);
  const { app } = await addApp(page);
  await expect(page.getByText('10 left')).toBeVisible();
  await signOut(page);
  await page.goto('/settings');
  await signIn(page, person);
  await expect(page).toHaveURL(/\/sign-in\/verify/);
  await page.goto('/home');
  await expect(page, 'the password alone opens nothing').toHaveURL(/\/sign-in/);
  await page.goto('/sign-in/verify?return_to=%2Fsettings');
  await page.getByLabel('Code from your authenticator app').fill('000000');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByLabel('Code from your authenticator app')).toHaveAccessibleDescription(/not right/);
  await page.getByLabel('Code from your authenticator app').fill(app.code());
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/settings$/);
});

test('a recovery code signs in once, with scripting off', async ({ page, person, stranger, problems }) => {
  problems.allow(/status of 4\d\d/);
  const { codes } = await addApp(page);
  const code = codes[0] ?? '';
  const byPaper = async () => {
    await stranger.goto('/sign-in');
    await expect(stranger.getByRole('button', { name: 'Sign in with a passkey' })).toBeHidden();
    await signIn(stranger, person);
    await stranger.getByRole('link', { name: 'Use a recovery code' }).click();
    await stranger.getByLabel('Recovery code').fill(code);
    await stranger.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await byPaper();
  await expect(stranger).toHaveURL(/\/home/);
  await stranger.context().clearCookies();
  await byPaper();
  await expect(stranger.getByRole('main')).toContainText(/not right/);
  await page.reload();
  await expect(page.getByText('9 left')).toBeVisible();
});

test('a remembered device skips the code until it is forgotten', async ({ page, person, elsewhere }) => {
  const { app } = await addApp(page);
  const other = await elsewhere.newPage();
  await other.goto('/sign-in');
  await signIn(other, person);
  await other.getByLabel('Code from your authenticator app').fill(app.code());
  await other.getByLabel('Remember this device for 30 days').check();
  await other.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(other).toHaveURL(/\/home/);
  await hydrated(other);
  await signOut(other);
  await signIn(other, person);
  await expect(other).toHaveURL(/\/home/);
  await page.reload();
  await hydrated(page);
  await page.getByRole('button', { name: /^Forget/ }).click();
  await expect(page.getByText('No device skips the second step.')).toBeVisible();
  await hydrated(other);
  await signOut(other);
  await signIn(other, person);
  await expect(other).toHaveURL(/\/sign-in\/verify/);
});

test('a passkey is added, signs in alone, is the second step, and is removed', async ({ page, person, problems }) => {
  problems.allow(/status of 4\d\d/);
  const device = await PasskeyDevice.of(page);
  await addPasskey(page, 'Test phone');
  await recoveryCodes(page);
  expect(await device.count()).toBe(1);

  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page).toHaveURL(/\/home/);
  await hydrated(page);

  await signOut(page);
  await signIn(page, person);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page).toHaveURL(/\/home/);

  await open(page, '/account/security');
  await page.getByRole('button', { name: 'More for Test phone' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Old phone');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText('Old phone', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'More for Old phone' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(page.getByText('Old phone', { exact: true })).toHaveCount(0);
  await signOut(page);
  await signIn(page, person);
  await expect(page, 'the password is enough again').toHaveURL(/\/home/);
});

test('a passkey is taken from the list below the email field', async ({ page, person }) => {
  expect(person.email).toBeTruthy();
  const device = await PasskeyDevice.of(page, { listed: true });
  await addPasskey(page, 'Test phone');
  await recoveryCodes(page);
  expect(await device.count()).toBe(1);
  await page.context().clearCookies();
  await page.goto('/sign-in?return_to=%2Fsettings', { waitUntil: 'commit' });
  await expect(page).toHaveURL(/\/settings$/);
});

test('a passkey as the second step is remembered where that is asked for', async ({ page, person }) => {
  await PasskeyDevice.of(page);
  await addPasskey(page, 'Test phone');
  await recoveryCodes(page);
  await signOut(page);
  await signIn(page, person);
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Use your passkey' }) });
  await form.getByLabel('Remember this device for 30 days').check();
  await form.getByRole('button', { name: 'Use your passkey' }).click();
  await expect(page).toHaveURL(/\/home/);
  await hydrated(page);
  await signOut(page);
  await signIn(page, person);
  await expect(page).toHaveURL(/\/home/);
});

test('the wrong finger opens nothing, and says what to do', async ({ page, person, problems }) => {
  expect(person.email).toBeTruthy();
  problems.allow(/status of 4\d\d/);
  const device = await PasskeyDevice.of(page);
  await addPasskey(page, 'Test phone');
  await signOut(page);
  await device.recognises(false);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('alert')).toContainText(/another way/);
  await expect(page).toHaveURL(/\/sign-in/);
});
