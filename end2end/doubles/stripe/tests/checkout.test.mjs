// @ts-check
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { priceOf, start } from './stand.mjs';

/** @type {import('./stand.mjs').Stand} */
let stand;
before(async () => (stand = await start()));
beforeEach(async () => {
  await stand.control('POST', '/reset');
  await stand.control('POST', '/clock/set', { to: '2027-03-01T00:00:00Z' });
});
after(() => stand.stop());

/** A browser without scripts: it reads a form and posts it. */
const browser = {
  /** @param {string} url */
  open: async (url) => (await fetch(new URL(url, stand.url), { redirect: 'manual' })),
  /** @param {string} html @param {Record<string, string>} fill @param {string} [button] */
  submit: async (html, fill, button = '') => {
    const form = /<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/.exec(html);
    if (!form) throw new Error('no form');
    const hidden = [...(form[2] ?? '').matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);
    return fetch(new URL(form[1] ?? '', stand.url), { method: 'POST', body: new URLSearchParams([...hidden, ...Object.entries(fill), ...(button ? [['outcome', button]] : [])]), redirect: 'manual' });
  },
};

const card = (number = '4242 4242 4242 4242') => ({ number, expiry: '12/34', cvc: '123', country: 'DE', postal_code: '10115', email: 'ada@example.com', name: 'Ada' });

/** @param {Record<string, any>} [more] */
async function session(more = {}) {
  const price = await priceOf(stand);
  return stand.post('/checkout/sessions', {
    mode: 'subscription', line_items: [{ price: price.id, quantity: 1 }], success_url: 'https://shop.example/done?session={CHECKOUT_SESSION_ID}', cancel_url: 'https://shop.example/cancel', ...more,
  });
}

test('a person without scripting pays, and comes back to the shop', async () => {
  const made = await session();
  const html = await (await browser.open(made.url)).text();
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /Total due today<\/th><td>\$19\.00/);
  assert.match(html, /href="https:\/\/shop\.example\/cancel"/);
  const paid = await browser.submit(html, card());
  assert.equal(paid.status, 303);
  assert.equal(paid.headers.get('location'), `https://shop.example/done?session=${made.id}`);
  const done = await stand.get(`/checkout/sessions/${made.id}`, { expand: ['subscription', 'customer'] });
  assert.deepEqual([done.status, done.payment_status, done.subscription.status, done.customer.email, done.url], ['complete', 'paid', 'active', 'ada@example.com', null]);
  assert.equal((await stand.events('checkout.session.completed')).length, 1);
});

test('a trial takes a card and no money', async () => {
  const made = await session({ subscription_data: { trial_period_days: 14 } });
  await browser.submit(await (await browser.open(made.url)).text(), card());
  const done = await stand.get(`/checkout/sessions/${made.id}`, { expand: ['subscription'] });
  assert.deepEqual([done.payment_status, done.subscription.status, stand.double.effects.charges ?? 0], ['no_payment_required', 'trialing', 0]);
  assert.equal(typeof done.subscription.default_payment_method, 'string');
  await stand.advance({ days: 14, hours: 1 });
  assert.equal(stand.double.effects.charges, 1);
});

test('a decline is said on the page, and the next card makes one subscription', async () => {
  const made = await session();
  const html = await (await browser.open(made.url)).text();
  const declined = await browser.submit(html, card('4000000000009995'));
  assert.equal(declined.status, 402);
  assert.match(await declined.text(), /role="alert">Your card has insufficient funds\./);
  assert.equal((await stand.get('/subscriptions', { status: 'all' })).data[0].status, 'incomplete');
  await browser.submit(html, card());
  await browser.submit(html, card());
  assert.deepEqual([stand.double.effects.subscriptions, stand.double.effects.charges, stand.double.effects.customers], [1, 1, 1]);
});

for (const trial of [0, 14]) {
  test(`3-D Secure is a further page (${trial} days of trial): failed, then completed`, async () => {
    const made = await session(trial ? { subscription_data: { trial_period_days: trial } } : {});
    const html = await (await browser.open(made.url)).text();
    for (const outcome of ['fail', 'complete']) {
      const bank = await browser.submit(html, card('4000002760003184'));
      const page = await (await browser.open(bank.headers.get('location') ?? '')).text();
      const back = await browser.submit(page, {}, outcome);
      const returned = await browser.open(back.headers.get('location') ?? '');
      assert.equal(returned.status, outcome === 'fail' ? 200 : 303);
      if (outcome === 'fail') assert.match(await returned.text(), /unable to authenticate/);
    }
    assert.equal((await stand.get(`/checkout/sessions/${made.id}`)).status, 'complete');
    assert.equal(stand.double.effects.subscriptions, 1);
  });
}

test('a browser that never comes back from its bank has paid all the same', async () => {
  const made = await session();
  const bank = await browser.submit(await (await browser.open(made.url)).text(), card('4000002500003155'));
  await browser.submit(await (await browser.open(bank.headers.get('location') ?? '')).text(), {}, 'complete');
  assert.equal((await stand.get(`/checkout/sessions/${made.id}`)).status, 'complete');
});

test('a session expires after a day, or when told to, and then takes no card', async () => {
  const [first, second] = [await session(), await session({ expires_at: Date.parse('2027-03-01T02:00:00Z') / 1000 })];
  const html = await (await browser.open(first.url)).text();
  await stand.advance({ hours: 2 });
  assert.equal((await stand.get(`/checkout/sessions/${second.id}`)).status, 'expired');
  await stand.post(`/checkout/sessions/${first.id}/expire`);
  await browser.submit(html, card());
  assert.equal(stand.double.effects.subscriptions ?? 0, 0);
  assert.equal((await stand.events('checkout.session.expired')).length, 2);
  assert.equal((await stand.refused(`/checkout/sessions/${first.id}/expire`)).status, 400);
});

test('set-up mode saves a card for a customer', async () => {
  const customer = await stand.post('/customers');
  const made = await stand.post('/checkout/sessions', { mode: 'setup', currency: 'usd', customer: customer.id, success_url: 'https://shop.example/done' });
  await browser.submit(await (await browser.open(made.url)).text(), card());
  const done = await stand.get(`/checkout/sessions/${made.id}`, { expand: ['setup_intent.payment_method'] });
  assert.deepEqual([done.status, done.setup_intent.status, done.setup_intent.payment_method.customer], ['complete', 'succeeded', customer.id]);
});

test('the portal cancels at the period\'s end and changes the card', async () => {
  const made = await session();
  await browser.submit(await (await browser.open(made.url)).text(), card());
  const { customer, subscription } = await stand.get(`/checkout/sessions/${made.id}`);
  const portal = await stand.post('/billing_portal/sessions', { customer, return_url: 'https://shop.example/billing' });
  const html = await (await browser.open(portal.url)).text();
  assert.match(html, /href="https:\/\/shop\.example\/billing"/);
  await browser.submit(html, {});
  assert.equal((await stand.get(`/subscriptions/${subscription}`)).cancel_at_period_end, true);
  const changed = await fetch(`${portal.url}/card`, { method: 'POST', body: new URLSearchParams(card('5555555555554444')), redirect: 'manual' });
  assert.equal(changed.status, 303);
  const { invoice_settings } = await stand.get(`/customers/${customer}`, { expand: ['invoice_settings.default_payment_method'] });
  assert.equal(invoice_settings.default_payment_method.card.brand, 'mastercard');
});

test('invoices are there as a page and as a PDF', async () => {
  const made = await session();
  await browser.submit(await (await browser.open(made.url)).text(), card());
  const [invoice] = (await stand.get('/invoices')).data;
  assert.match(await (await fetch(invoice.hosted_invoice_url)).text(), /\$19\.00/);
  assert.match(await (await fetch(invoice.invoice_pdf)).text(), /^%PDF-1\.4/);
});
