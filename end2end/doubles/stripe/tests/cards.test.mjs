// @ts-check
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { CARDS } from '../cards.mjs';
import { customerWith, priceOf, start } from './stand.mjs';

/** @type {import('./stand.mjs').Stand} */
let stand;
before(async () => (stand = await start()));
beforeEach(async () => {
  await stand.control('POST', '/reset');
  await stand.control('POST', '/clock/set', { to: '2027-03-01T00:00:00Z' });
});
after(() => stand.stop());

const publishable = { key: 'pk_test_double' };
/** @param {string} number @param {Record<string, any>} [more] */
const typed = (number, more = {}) => ({ type: 'card', card: { number, exp_month: 12, exp_year: 34, cvc: number.startsWith('37') ? '1234' : '123', ...more } });

/** Confirms in the browser's place. @param {any} intent @param {string} number */
async function confirm(intent, number) {
  const kind = intent.object === 'setup_intent' ? 'setup_intents' : 'payment_intents';
  return stand.call('POST', `/${kind}/${intent.id}/confirm`, { client_secret: intent.client_secret, payment_method_data: typed(number), return_url: 'https://shop.example/back', use_stripe_sdk: true }, publishable);
}

/** @param {any} intent @param {string} outcome */
const bank = (intent, outcome) =>
  fetch(`${stand.url}/3d_secure/${intent.id}`, { method: 'POST', body: new URLSearchParams({ client_secret: intent.client_secret, outcome }), redirect: 'manual' });

for (const [number, card] of Object.entries(CARDS)) {
  test(`${number} at set-up: ${card.authenticate ? '3-D Secure' : card.decline && !card.attaches ? card.decline : 'ok'}`, async () => {
    const customer = await stand.post('/customers');
    const intent = await stand.post('/setup_intents', { customer: customer.id });
    const { status, body } = await confirm(intent, number);
    if (card.decline && !card.attaches) {
      assert.equal(status, 402);
      assert.equal(body.error.decline_code, card.decline);
      assert.equal((await stand.get(`/setup_intents/${intent.id}`)).status, 'requires_payment_method');
      assert.equal((await stand.get('/payment_methods', { customer: customer.id })).data.length, 0);
      return;
    }
    assert.equal(body.status, card.authenticate ? 'requires_action' : 'succeeded');
    if (card.authenticate) await bank(intent, 'complete');
    assert.equal((await stand.get(`/setup_intents/${intent.id}`)).status, 'succeeded');
    const [method] = (await stand.get('/payment_methods', { customer: customer.id })).data;
    const payment = await stand.call('POST', '/payment_intents', { amount: 500, currency: 'usd', customer: customer.id, payment_method: method.id, off_session: true, confirm: true });
    const code = card.authenticate === 'always' ? 'authentication_required' : card.decline;
    assert.equal(payment.status === 200 ? undefined : payment.body.error.decline_code, code);
  });
}

test('numbers, dates and codes that cannot be are refused before the issuer is asked', async () => {
  const codes = [];
  for (const card of [typed('4242424242424241'), typed('4242424242424242', { exp_year: '2026' }), typed('4242424242424242', { exp_month: 13 }), typed('4242424242424242', { cvc: '12' })]) {
    codes.push((await stand.call('POST', '/payment_methods', card, publishable)).body.error.code);
  }
  assert.deepEqual(codes, ['incorrect_number', 'invalid_expiry_year', 'invalid_expiry_month', 'invalid_cvc']);
  assert.equal((await stand.refused('/payment_methods', typed('4242424242424242'))).status, 402);
});

test('a browser needs the secret of the intent, and cannot see the customer', async () => {
  const customer = await stand.post('/customers');
  const intent = await stand.post('/setup_intents', { customer: customer.id });
  assert.equal((await stand.call('GET', `/setup_intents/${intent.id}`, {}, publishable)).status, 404);
  const { status, body } = await stand.call('GET', `/setup_intents/${intent.id}`, { client_secret: intent.client_secret }, publishable);
  assert.equal(status, 200);
  assert.equal('customer' in body, false);
});

test('refused or abandoned 3-D Secure leaves nothing, and another card may follow', async () => {
  const price = await priceOf(stand);
  const customer = await stand.post('/customers');
  const subscription = await stand.post('/subscriptions', {
    customer: customer.id, items: [{ price: price.id }], payment_behavior: 'default_incomplete', payment_settings: { save_default_payment_method: 'on_subscription' }, expand: ['latest_invoice.payments', 'latest_invoice.confirmation_secret'],
  });
  const intent = await stand.get(`/payment_intents/${subscription.latest_invoice.payments.data[0].payment.payment_intent}`);
  assert.equal(subscription.latest_invoice.confirmation_secret.client_secret, intent.client_secret);
  assert.equal((await confirm(intent, '4000002760003184')).body.status, 'requires_action');
  assert.equal((await stand.get(`/subscriptions/${subscription.id}`)).status, 'incomplete');
  await bank(intent, 'fail');
  assert.equal((await stand.get(`/payment_intents/${intent.id}`)).last_payment_error.code, 'payment_intent_authentication_failure');
  assert.equal((await confirm(intent, '4000002760003184')).body.status, 'requires_action');
  // The bank's page is left open; another tab pays.
  assert.equal((await confirm(intent, '4242424242424242')).body.status, 'succeeded');
  await bank(intent, 'complete');
  const paid = await stand.get(`/subscriptions/${subscription.id}`, { expand: ['default_payment_method'] });
  assert.deepEqual([paid.status, paid.default_payment_method.card.last4, stand.double.effects.charges], ['active', '4242', 1]);
});

test('off session, a card that always authenticates asks for its customer', async () => {
  const price = await priceOf(stand);
  const customer = await customerWith(stand, 'pm_card_authenticationRequired');
  const subscription = await stand.post('/subscriptions', { customer: customer.id, items: [{ price: price.id }], trial_period_days: 1 });
  await stand.advance({ days: 1, hours: 1 });
  const due = await stand.get(`/subscriptions/${subscription.id}`, { expand: ['latest_invoice.payments'] });
  assert.equal(due.status, 'past_due');
  assert.equal((await stand.events('invoice.payment_action_required')).length, 1);
  const intent = await stand.get(`/payment_intents/${due.latest_invoice.payments.data[0].payment.payment_intent}`);
  assert.equal(intent.status, 'requires_action');
  await bank(intent, 'complete');
  assert.equal((await stand.get(`/subscriptions/${subscription.id}`)).status, 'active');
});

test('a hard decline is not tried again before there is another card', async () => {
  const price = await priceOf(stand);
  const customer = await customerWith(stand);
  const subscription = await stand.post('/subscriptions', { customer: customer.id, items: [{ price: price.id }] });
  const method = stand.double.store.get('payment_method', customer.invoice_settings.default_payment_method);
  method._number = '4000000000009979';
  await stand.advance({ months: 1, hours: 1 });
  assert.equal(stand.double.effects.charges_failed, 1);
  await stand.advance({ days: 3 });
  assert.equal(stand.double.effects.charges_failed, 1);
  const other = await stand.post('/payment_methods/pm_card_mastercard/attach', { customer: customer.id });
  await stand.post(`/customers/${customer.id}`, { invoice_settings: { default_payment_method: other.id } });
  await stand.advance({ days: 2 });
  assert.equal((await stand.get(`/subscriptions/${subscription.id}`)).status, 'active');
});

test('a payment method belongs to one customer, and a detached one is gone', async () => {
  const [first, second] = [await customerWith(stand), await stand.post('/customers')];
  const id = first.invoice_settings.default_payment_method;
  assert.equal((await stand.refused(`/payment_methods/${id}/attach`, { customer: second.id })).code, 'payment_method_unexpected_state');
  await stand.post(`/payment_methods/${id}/detach`);
  assert.equal((await stand.get(`/customers/${first.id}`)).invoice_settings.default_payment_method, null);
  assert.equal((await stand.refused(`/payment_methods/${id}/attach`, { customer: second.id })).code, 'payment_method_unexpected_state');
});
