import { mailTo, signIn, somebody } from '../people';
import { open } from '../screens';
import { expect, test } from '../test';

const NEXT = 'eleven quiet lanterns';

/** The path of the link in the newest mail to the address that begins with `path`. */
async function linkIn(page: Parameters<typeof mailTo>[0], email: string, path: string): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(async () => (found = new RegExp(`${path}[0-9a-f]{64}`).exec(await mailTo(page, email))?.[0]), { message: `a link to ${path}` })
    .toBeDefined();
  return found ?? '';
}

test('a forgotten password is replaced with scripting off, and the link works once', async ({ page, person, stranger }) => {
  await stranger.goto('/sign-in');
  await stranger.getByRole('link', { name: 'Forgot your password?' }).click();
  await stranger.getByLabel('Email').fill(person.email);
  await stranger.getByRole('button', { name: 'Send the link' }).click();
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Look into your mail');
  const link = await linkIn(page, person.email, '/reset/');
  await stranger.goto(link);
  await stranger.getByLabel('New password').fill('password1');
  await stranger.getByRole('button', { name: 'Save the password' }).click();
  await expect(stranger).toHaveURL(new RegExp(link));
  await expect(stranger.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true');
  await stranger.getByLabel('New password').fill(NEXT);
  await stranger.getByRole('button', { name: 'Save the password' }).click();
  await expect(stranger.getByRole('status')).toHaveText('Your password is changed. Sign in.');
  await signIn(stranger, { ...person, password: NEXT });
  await expect(stranger).not.toHaveURL(/sign-in/);
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link is no longer valid');
  await page.goto('/home');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('asking for a new password says the same for every address', async ({ person, stranger }) => {
  const answers: string[] = [];
  for (const email of [person.email, somebody().email]) {
    await stranger.goto('/forgot');
    await stranger.getByLabel('Email').fill(email);
    await stranger.getByRole('button', { name: 'Send the link' }).click();
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Look into your mail');
    answers.push(await stranger.getByRole('main').innerText());
  }
  expect(answers[0]).toBe(answers[1]);
});

test('a new password is judged while it is typed', async ({ elsewhere }) => {
  const page = await elsewhere.newPage();
  await page.goto('/register');
  await page.getByLabel('Password', { exact: true }).fill('password1');
  await expect(page.locator('.strength-words')).toHaveText(/Very weak\. .*\./);
  await page.getByLabel('Password', { exact: true }).fill(NEXT);
  await expect(page.locator('.strength-words')).toHaveText(/(Good|Strong)\. /);
  await page.getByLabel('Password', { exact: true }).fill('');
  await expect(page.locator('.strength')).toBeHidden();
});

test('a password is changed in the account, and the other devices are signed out', async ({ page, person, elsewhere }) => {
  const other = await elsewhere.newPage();
  await signIn(other, person);
  await expect(other).toHaveURL(/\/home/);
  await open(page, '/account');
  await page.getByRole('button', { name: 'Change password' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change password' });
  await dialog.getByLabel('New password').fill(NEXT);
  await expect(dialog.locator('.strength-words')).toHaveText(/(Good|Strong)\. /);
  await dialog.getByRole('button', { name: 'Save the password' }).click();
  await expect(dialog).toBeHidden();
  await other.goto('/home');
  await expect(other).toHaveURL(/\/sign-in/);
  await page.goto('/home');
  await expect(page).toHaveURL(/\/home/);
});

test('an address is changed by its mailbox', async ({ page, person }) => {
  const { email } = somebody();
  await open(page, '/account');
  await page.getByRole('button', { name: 'Change email' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change email' });
  await dialog.getByLabel('New email').fill(email);
  await dialog.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText('Not confirmed')).toBeVisible();
  expect(await mailTo(page, person.email)).toContain('This was not me');
  await page.goto(await linkIn(page, email, '/email/confirm/'));
  await page.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByText(email).first()).toBeVisible();
  await expect(page.getByText('Not confirmed')).toBeHidden();
});

test('a profile is saved and shown around the screen', async ({ page, person }) => {
  expect(person.name).toBeTruthy();
  await open(page, '/account');
  await page.getByLabel('Name', { exact: true }).fill('Nadia F.');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('Profile saved')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Nadia F.');
});

test('ones data comes as a file by mail', async ({ page, person }) => {
  await open(page, '/account');
  await page.getByRole('button', { name: 'Ask for the file' }).click();
  const link = await linkIn(page, person.email, '/account/export/');
  const file = await page.request.get(link);
  expect(file.headers()['content-disposition']).toContain('attachment');
  expect(await file.text()).toContain(person.email);
});

test('an account that is to end is kept by signing in', async ({ page, person, problems }) => {
  problems.allow(/status of 422/);
  await open(page, '/account');
  await page.getByRole('button', { name: 'Delete account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete account' });
  await dialog.getByRole('button', { name: 'Delete my account' }).click();
  await expect(dialog.getByRole('alert')).toContainText(person.workspace);
  await dialog.getByRole('switch', { name: `Delete ${person.workspace} too` }).check();
  await dialog.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, person);
  await expect(page).toHaveURL(/\/leaving$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('will be deleted on');
  await page.getByRole('button', { name: 'Keep my account' }).click();
  await expect(page).toHaveURL(/\/home$/);
});
