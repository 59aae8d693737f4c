import type { Page } from '@playwright/test';
import { mailTo, signUp, somebody, type Person } from '../people';
import { hydrated, open } from '../screens';
import { expect, test } from '../test';

test('an invited person registers without scripts and lands in the workspace', async ({ page, person, stranger }) => {
  const guest = somebody();
  await invite(page, guest.email, 'Viewer');
  await stranger.goto(await invitationFor(page, guest.email));
  await expect(stranger.getByRole('heading', { name: `Join ${person.workspace}` })).toBeVisible();
  await expect(stranger.getByText(guest.email)).toBeVisible();
  await stranger.getByRole('link', { name: 'Create an account' }).click();
  await expect(stranger.getByLabel('Email')).toHaveValue(guest.email);
  await stranger.getByLabel('Your name').fill(guest.name);
  await stranger.getByLabel('Password', { exact: true }).fill(guest.password);
  await stranger.getByRole('button', { name: 'Create account' }).click();
  await stranger.getByLabel('Code').fill(await codeFor(page, guest.email));
  await stranger.getByRole('button', { name: 'Confirm' }).click();
  await stranger.getByRole('button', { name: 'Accept' }).click();
  await expect(stranger).toHaveURL(/\/home$/);
  await stranger.goto('/team');
  await expect(stranger.getByText(person.email)).toBeVisible();
});

test('with another account the page names both addresses and leads back after signing out', async ({ page, person, elsewhere }) => {
  const [guest, other] = [somebody(), somebody()];
  expect(person.slug).toBeTruthy();
  await invite(page, guest.email, 'Editor');
  const link = await invitationFor(page, guest.email);
  const theirs = await elsewhere.newPage();
  await signUp(theirs, other);
  await theirs.goto(link);
  await expect(theirs.getByText(other.email)).toBeVisible();
  await expect(theirs.getByText(guest.email).first()).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Accept' })).toHaveCount(0);
  await theirs.getByRole('button', { name: /Sign out/ }).click();
  await expect(theirs).toHaveURL(/\/sign-in\?return_to=%2Finvitations%2F/);
});

test('a link that was used shows the same page as one that never was', async ({ page, person, stranger, problems }) => {
  problems.allow(/status of 410/);
  const guest = somebody();
  expect(person.slug).toBeTruthy();
  await invite(page, guest.email, 'Editor');
  const link = await invitationFor(page, guest.email);
  await stranger.goto(link);
  await stranger.getByRole('button', { name: 'Decline' }).click();
  await expect(stranger.getByRole('heading', { name: 'You declined the invitation' })).toBeVisible();
  await stranger.goto(link);
  const used = await stranger.locator('main').innerText();
  await stranger.goto(`/invitations/${'0'.repeat(64)}`);
  expect(await stranger.locator('main').innerText()).toBe(used);
});

test('a new role takes effect with the next thing its member does', async ({ page, person, elsewhere }) => {
  const guest = somebody();
  const theirs = await elsewhere.newPage();
  await join(page, theirs, person, guest, 'Editor');
  await open(theirs, '/links');
  await expect(theirs.getByRole('button', { name: 'Add link' }).first()).toBeVisible();
  await open(page, '/team');
  await page.getByRole('button', { name: new RegExp(guest.email) }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(/Viewer/).check();
  await sheet.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'role is changed' })).toBeVisible();
  await open(theirs, '/links');
  await expect(theirs.getByRole('button', { name: 'Add link' })).toHaveCount(0);
});

test('whoever is removed finds themselves outside', async ({ page, person, elsewhere }) => {
  const guest = somebody();
  const theirs = await elsewhere.newPage();
  await join(page, theirs, person, guest, 'Editor');
  await open(page, '/team');
  await page.getByRole('button', { name: new RegExp(guest.email) }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Suspend or remove').click();
  await sheet.getByLabel(/to remove them/).fill(guest.name);
  await sheet.getByRole('button', { name: 'Remove from workspace' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'was removed' })).toBeVisible();
  await theirs.goto('/links');
  await expect(theirs).toHaveURL(/\/workspaces\/new$/);
});

test('the last owner can not leave', async ({ page, person, problems }) => {
  problems.allow(/status of 409/);
  await open(page, '/team');
  await page.getByRole('button', { name: 'Leave workspace' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(/^Type/).fill(person.workspace);
  await sheet.getByRole('button', { name: 'Leave workspace' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'at least one owner' })).toBeVisible();
});

test('a list is invited at once, and rows that are no address say so', async ({ page, person }) => {
  const [one, two] = [somebody(), somebody()];
  expect(person.slug).toBeTruthy();
  await open(page, '/team');
  await page.getByRole('button', { name: 'Invite people' }).first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Email addresses').fill(`Name;Email\nAda <${one.email}>;x\n${two.email}, ${one.email}\nnobody`);
  await sheet.getByRole('button', { name: 'Send 4 invitations' }).click();
  await expect(sheet.getByText('in the list twice')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '2 invitations' })).toBeVisible();
});

test('the matrix is read and edited on a phone as on a desktop', async ({ page, person, isMobile }) => {
  expect(person.slug).toBeTruthy();
  await open(page, '/team/roles');
  await page.getByRole('button', { name: 'New role' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name').fill('Shop assistant');
  await sheet.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The role is there' })).toBeVisible();
  await allowOwnLinks(page, isMobile);
  await page.getByRole('button', { name: 'Save role' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is saved' })).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(page.getByText('Changed: ')).toHaveCount(0);
});

async function allowOwnLinks(page: Page, isMobile: boolean): Promise<void> {
  if (!isMobile) {
    await page.getByLabel('Shop assistant: Edit the link page').selectOption('Own');
    return;
  }
  await page.locator('.roles-phone').getByLabel('Role').selectOption({ label: 'Shop assistant' });
  await page.locator('.roles-phone summary').filter({ hasText: 'Links' }).click();
  await page.getByRole('group', { name: 'Edit the link page' }).getByRole('radio', { name: 'Own' }).check();
}

async function invite(page: Page, email: string, role: string): Promise<void> {
  await open(page, '/team');
  await page.getByRole('button', { name: 'Invite people' }).first().click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Email addresses').fill(email);
  await sheet.getByLabel('Role').selectOption({ label: role });
  await sheet.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'on its way' })).toBeVisible();
}

/** The path in the newest mail to the address. */
async function invitationFor(page: Page, email: string): Promise<string> {
  const path = /\/invitations\/[0-9a-f]{64}/.exec(await mailTo(page, email))?.[0];
  expect(path, 'a link in the mail').toBeDefined();
  return path ?? '';
}

/** The code in the mails to the address, which has an invitation already. */
async function codeFor(page: Page, email: string): Promise<string> {
  let code: string | undefined;
  const look = async (): Promise<string | undefined> => (code = /\b\d{6}\b/.exec(await mailTo(page, email))?.[0]);
  await expect.poll(look, { message: `a code for ${email}` }).toBeDefined();
  return code ?? '';
}

/** Has an account of its own first, then comes in by the mail's link. */
async function join(page: Page, theirs: Page, person: Person, guest: Person, role: string): Promise<void> {
  await invite(page, guest.email, role);
  const link = await invitationFor(page, guest.email);
  await theirs.goto(link);
  await theirs.getByRole('link', { name: 'Create an account' }).click();
  await theirs.getByLabel('Your name').fill(guest.name);
  await theirs.getByLabel('Password', { exact: true }).fill(guest.password);
  await theirs.getByRole('button', { name: 'Create account' }).click();
  await theirs.getByLabel('Code').fill(await codeFor(page, guest.email));
  await theirs.getByRole('button', { name: 'Confirm' }).click();
  await theirs.getByRole('button', { name: 'Accept' }).click();
  await expect(theirs).toHaveURL(/\/home$/);
  expect(person.workspace).toBeTruthy();
}
