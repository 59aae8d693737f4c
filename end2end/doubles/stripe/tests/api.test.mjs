// @ts-check
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { customerWith, priceOf, start } from './stand.mjs';

/** @type {import('./stand.mjs').Stand} */
let stand;
before(async () => (stand = await start()));
beforeEach(() => stand.control('POST', '/reset'));
after(() => stand.stop());

test('a wrong key is refused, a publishable one reaches nothing of the account', async () => {
  assert.equal((await stand.call('GET', '/customers', {}, { key: 'sk_test_other' })).status, 401);
  const { status, body } = await stand.call('GET', '/customers', {}, { key: 'pk_test_double' });
  assert.equal(status, 401);
  assert.equal(body.error.code, 'secret_key_required');
});

test('what is missing is 404 in a path and 400 in a parameter', async () => {
  assert.deepEqual(await pick(stand.refused('/customers/cus_none', {}, 'GET')), { status: 404, code: 'resource_missing', param: 'id' });
  assert.deepEqual(await pick(stand.refused('/prices', { currency: 'usd', unit_amount: 1, product: 'prod_none' })), { status: 400, code: 'resource_missing', param: 'product' });
});

test('parameters that are unknown, missing or of another type are refused', async () => {
  assert.deepEqual(await pick(stand.refused('/customers', { emial: 'x' })), { status: 400, code: 'parameter_unknown', param: 'emial' });
  assert.deepEqual(await pick(stand.refused('/subscriptions', { customer: 'cus_1' })), { status: 400, code: 'parameter_missing', param: 'items' });
  assert.equal((await stand.refused('/customers', { balance: '1.5' })).code, 'parameter_invalid_integer');
});

test('a list has pages and filters', async () => {
  const product = await stand.post('/products', { name: 'Creator' });
  for (const key of ['a', 'b', 'c']) await stand.post('/prices', { product: product.id, currency: 'usd', unit_amount: 100, lookup_key: key });
  const first = await stand.get('/prices', { limit: 2 });
  assert.equal(first.has_more, true);
  const rest = await stand.get('/prices', { limit: 2, starting_after: first.data[1].id });
  assert.deepEqual([...first.data, ...rest.data].map((/** @type {any} */ price) => price.lookup_key), ['c', 'b', 'a']);
  assert.equal(rest.has_more, false);
  assert.equal((await stand.get('/prices', { lookup_keys: ['b'] })).data.length, 1);
});

test('a lookup key moves only when told to', async () => {
  const product = await stand.post('/products', { name: 'Creator' });
  const old = await stand.post('/prices', { product: product.id, currency: 'usd', unit_amount: 100, lookup_key: 'creator' });
  assert.equal((await stand.refused('/prices', { product: product.id, currency: 'usd', unit_amount: 200, lookup_key: 'creator' })).param, 'lookup_key');
  await stand.post('/prices', { product: product.id, currency: 'usd', unit_amount: 200, lookup_key: 'creator', transfer_lookup_key: true });
  assert.equal((await stand.get(`/prices/${old.id}`)).lookup_key, null);
});

test('what is includable is there only when it is expanded', async () => {
  const price = await priceOf(stand);
  const customer = await stand.post('/customers');
  const subscription = await stand.post('/subscriptions', {
    customer: customer.id, items: [{ price: price.id }], payment_behavior: 'default_incomplete', expand: ['latest_invoice.confirmation_secret', 'items.data.price.product'],
  });
  assert.match(subscription.latest_invoice.confirmation_secret.client_secret, /^pi_\w+_secret_\w+$/);
  assert.equal('payments' in subscription.latest_invoice, false);
  assert.equal(subscription.items.data[0].price.product.name, 'Creator');
  const plain = await stand.get(`/invoices/${subscription.latest_invoice.id}`);
  assert.equal('confirmation_secret' in plain, false);
  assert.match((await stand.refused(`/invoices/${plain.id}`, { expand: ['nonsense'] }, 'GET')).message, /cannot be expanded/);
});

test('amounts in three-decimal currencies end in 0', async () => {
  const product = await stand.post('/products', { name: 'Creator' });
  assert.equal((await stand.refused('/prices', { product: product.id, currency: 'kwd', unit_amount: 5995 })).param, 'unit_amount');
  assert.equal((await stand.post('/prices', { product: product.id, currency: 'kwd', unit_amount: 5990 })).unit_amount, 5990);
});

test('refunds are never more than was paid', async () => {
  const price = await priceOf(stand);
  await stand.post('/subscriptions', { customer: (await customerWith(stand)).id, items: [{ price: price.id }] });
  const [charge] = (await stand.get('/charges')).data;
  await stand.post('/refunds', { charge: charge.id, amount: 900 });
  assert.match((await stand.refused('/refunds', { charge: charge.id, amount: 1001 })).message, /greater than unrefunded/);
  await stand.post('/refunds', { payment_intent: charge.payment_intent });
  assert.equal((await stand.get(`/charges/${charge.id}`)).refunded, true);
  assert.equal((await stand.refused('/refunds', { charge: charge.id })).code, 'charge_already_refunded');
  assert.equal((await stand.events('charge.refunded')).length, 2);
});

test('a dispute is created and closed', async () => {
  const price = await priceOf(stand);
  await stand.post('/subscriptions', { customer: (await customerWith(stand)).id, items: [{ price: price.id }] });
  const [charge] = (await stand.get('/charges')).data;
  const dispute = await stand.control('POST', '/disputes', { charge: charge.id });
  assert.equal((await stand.refused('/refunds', { charge: charge.id })).code, 'charge_disputed');
  await stand.control('POST', '/disputes/close', { id: dispute.id, status: 'won' });
  assert.deepEqual((await stand.events()).map((/** @type {any} */ event) => event.type).slice(0, 2), ['charge.dispute.closed', 'charge.dispute.created']);
});

/** @param {Promise<any>} refusal */
async function pick(refusal) {
  const { status, code, param } = await refusal;
  return { status, code, param };
}
