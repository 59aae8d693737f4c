// What the public sees, with scripting off.
import { addLink, editPage, publish } from '../links';
import { open, overflow, visitorScreens } from '../screens';
import { expect, test } from '../test';

test('a stranger reads a link page and follows a link', async ({ page, person, stranger }) => {
  await open(page, '/links');
  await addLink(page, 'Shop', 'https://example.com/shop');
  await publish(page);
  await stranger.context().route('https://example.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>The shop itself</h1>' }));
  const requests: string[] = [];
  stranger.on('request', (request) => requests.push(request.url()));
  await stranger.goto(`/@${person.slug}`);
  await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
  expect(requests.length).toBeLessThanOrEqual(2);
  await stranger.getByRole('link', { name: 'Shop' }).click();
  await expect(stranger.getByRole('heading', { name: 'The shop itself' })).toBeVisible();
});

test('a link page is small, without scripts of ours, and its first link is in sight', async ({ page, person, stranger }) => {
  await open(page, '/links');
  await addLink(page, 'Shop', 'https://example.com/shop');
  await publish(page);
  await stranger.setViewportSize({ width: 360, height: 640 });
  const html = (await (await stranger.goto(`/@${person.slug}`))?.text()) ?? '';
  expect(html).not.toContain('.wasm');
  expect(html).not.toContain('/pkg/');
  await expect(stranger.getByRole('link', { name: 'Shop' })).toBeInViewport();
});

test('a link page shows what its owner typed, and nothing of it runs', async ({ page, person, elsewhere, baseURL }) => {
  await open(page, '/links');
  const trap = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;
  await editPage(page);
  await page.getByLabel('Bio').fill(trap);
  await page.getByRole('button', { name: 'Save page' }).click();
  await addLink(page, trap, 'https://example.com/shop');
  await publish(page);
  const visitor = await elsewhere.newPage();
  visitor.on('dialog', () => expect(false, 'a script of an owner ran').toBe(true));
  await visitor.goto(`${baseURL}/@${person.slug}`);
  await expect(visitor.getByText(trap).first()).toBeVisible();
  await expect(visitor.locator('img[src="x"]')).toHaveCount(0);
});

test('every visitor screen is readable', async ({ stranger }) => {
  for (const path of visitorScreens) {
    const answer = await stranger.goto(path);
    expect(answer?.ok(), path).toBe(true);
    await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(stranger.getByRole('main')).toBeVisible();
    expect(await overflow(stranger), path).toBeLessThanOrEqual(0);
  }
});

test('an address that nobody has is a designed 404', async ({ stranger, problems }) => {
  problems.allow(/status of 404/);
  for (const path of ['/@nobody-has-this', '/no/such/page']) {
    const answer = await stranger.goto(path);
    expect(answer?.status()).toBe(404);
    await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(stranger.getByRole('main').getByRole('link').first()).toBeVisible();
  }
});

test('what somebody else typed into an address is never shown as ours', async ({ stranger, problems }) => {
  problems.allow(/status of 404/);
  const answer = await stranger.goto('/@<script>alert(1)</script>');
  expect(answer?.status()).toBe(404);
  expect(await answer?.text()).not.toContain('<script>alert');
});
