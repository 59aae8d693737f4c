import { confirm, mailTo, mailedCode, register, signIn, signOut, signUp, somebody } from '../people';
import { hydrated, open } from '../screens';
import { expect, test } from '../test';

test('a person signs up with a mailed code, and is in', async ({ page }) => {
  const person = somebody();
  await signUp(page, person);
  await open(page, '/account');
  await expect(page.getByText(person.email).first()).toBeVisible();
});

test('a person stays signed in after a reload and in a second tab', async ({ page, person, context }) => {
  await page.reload();
  await hydrated(page);
  const second = await context.newPage();
  await open(second, '/account');
  await expect(second.getByText(person.email).first()).toBeVisible();
});

test('signing in returns to the page that was asked for', async ({ page, person }) => {
  await signOut(page);
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in\?/);
  await signIn(page, person);
  await expect(page).toHaveURL(/\/settings$/);
});

test('signing in never leads to another site', async ({ page, person, context, baseURL, problems }) => {
  problems.allow(/status of 404/);
  for (const target of ['//evil.example', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)', '/%09/evil.example']) {
    await context.clearCookies();
    await page.goto(`/sign-in?return_to=${encodeURIComponent(target)}`);
    await signIn(page, person);
    await expect(page).toHaveURL((url) => url.origin === baseURL && !url.pathname.startsWith('/sign-in'));
  }
});

test('a wrong password and an unknown address get the same answer', async ({ page, person, stranger, problems }) => {
  problems.allow(/status of 4\d\d/);
  const answers: string[] = [];
  for (const who of [{ ...person, password: 'not the password' }, somebody()]) {
    await stranger.goto('/sign-in');
    await signIn(stranger, who);
    await expect(stranger).toHaveURL(/\/sign-in/);
    await expect(stranger.getByLabel('Email')).toHaveValue(who.email);
    answers.push(await stranger.getByRole('main').innerText());
  }
  expect(answers[0]).toBe(answers[1]);
  await expect(page).not.toHaveURL(/sign-in/);
});

test('registering an address that is known says the same, and only the mail tells', async ({ page, person, stranger }) => {
  await register(stranger, { ...somebody(), email: person.email });
  const known = await stranger.getByRole('main').innerText();
  const other = somebody();
  await register(stranger, other);
  const unknown = await stranger.getByRole('main').innerText();
  expect(known.replace(person.email, 'somebody')).toBe(unknown.replace(other.email, 'somebody'));
  await expect.poll(() => mailTo(page, person.email)).toMatch(/already/i);
});

test('signing up and signing in work with scripting off', async ({ page, stranger }) => {
  const person = somebody();
  await register(stranger, person);
  await confirm(stranger, await mailedCode(page, person.email));
  await stranger.context().clearCookies();
  await stranger.goto('/sign-in');
  await signIn(stranger, person);
  await expect(stranger).not.toHaveURL(/sign-in/);
});

test('a wrong code is refused with the reason', async ({ stranger }) => {
  await register(stranger, somebody());
  await stranger.getByLabel('Code').fill('000000');
  await stranger.getByRole('button', { name: 'Confirm' }).click();
  await expect(stranger.getByLabel('Code')).toHaveAttribute('aria-invalid', 'true');
  await expect(stranger.getByLabel('Code')).toHaveAccessibleDescription(/code/i);
});

test('a short password is refused beside the field, and what was typed stays', async ({ stranger }) => {
  const person = somebody();
  await stranger.goto('/register');
  await stranger.getByLabel('Your name').fill(person.name);
  await stranger.getByLabel('Email').fill(person.email);
  await stranger.getByLabel('Password', { exact: true }).fill('short');
  await stranger.getByRole('button', { name: 'Create account' }).click();
  await expect(stranger.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/characters/i);
  await expect(stranger.getByLabel('Email')).toHaveValue(person.email);
  await expect(stranger.getByLabel('Your name')).toHaveValue(person.name);
  await expect(stranger.getByLabel('Password', { exact: true })).toHaveValue('');
});

test('signing out ends the session for every tab', async ({ page, person, context }) => {
  expect(person.email).toBeTruthy();
  const second = await context.newPage();
  await open(second, '/links');
  await signOut(page);
  // It follows by itself too, perhaps right now.
  await expect(() => second.goto('/links')).toPass();
  await expect(second).toHaveURL(/\/sign-in/);
});

test('signing out everywhere ends the sessions of other browsers', async ({ page, person, elsewhere }) => {
  const other = await elsewhere.newPage();
  await signIn(other, person);
  await expect(other).toHaveURL(/\/home/);
  await open(page, '/account');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  // It leaves by itself too, perhaps right now.
  await expect(() => other.goto('/home')).toPass();
  await expect(other).toHaveURL(/\/sign-in/);
});

test('an open screen leaves by itself when its device is signed out elsewhere', async ({ page, person, elsewhere }) => {
  const other = await elsewhere.newPage();
  await signIn(other, person);
  await expect(other).toHaveURL(/\/home/);
  const listening = other.waitForRequest('**/live');
  await hydrated(other);
  await listening;
  await open(page, '/account');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(other).toHaveURL(/\/sign-in/);
});
