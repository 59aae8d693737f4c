// @ts-check
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { start } from './stand.mjs';

/** @type {import('./stand.mjs').Stand} */
let stand;
before(async () => (stand = await start()));
beforeEach(() => stand.control('POST', '/reset'));
after(() => stand.stop());

const create = (key = 'k1', params = /** @type {Record<string, string>} */ ({ email: 'ada@example.com' })) => stand.call('POST', '/customers', params, { idempotency: key });
const customers = () => stand.double.effects.customers ?? 0;

test('one key gives one customer and one answer', async () => {
  const first = await create();
  const second = await create();
  assert.deepEqual(second.body, first.body);
  assert.equal(second.headers.get('idempotent-replayed'), 'true');
  assert.equal(first.headers.get('idempotent-replayed'), null);
  assert.equal(customers(), 1);
});

test('other parameters under the same key are refused', async () => {
  await create();
  const { status, body } = await create('k1', { email: 'bob@example.com' });
  assert.equal(status, 400);
  assert.equal(body.error.type, 'idempotency_error');
  assert.equal(customers(), 1);
});

test('the order of the parameters does not matter', async () => {
  await create('k1', { email: 'a@example.com', name: 'Ada' });
  assert.equal((await create('k1', { name: 'Ada', email: 'a@example.com' })).status, 200);
});

test('a second call while the first is in flight is a conflict', async () => {
  await stand.control('POST', '/faults', { path: '/v1/customers', kind: 'delay', ms: 300 });
  const [first, second] = await Promise.all([create(), create()]);
  const [early, late] = first.status === 409 ? [first, second] : [second, first];
  assert.equal(late?.status, 200);
  assert.equal(early?.status, 409);
  assert.equal(early?.body.error.code, 'idempotency_key_in_use');
  assert.equal(customers(), 1);
});

test('an error of the 500 kind is kept, a refused parameter is not', async () => {
  await stand.control('POST', '/faults', { path: '/v1/customers', kind: 'error' });
  assert.equal((await create()).status, 500);
  const again = await create();
  assert.equal(again.status, 500);
  assert.equal(again.headers.get('idempotent-replayed'), 'true');
  assert.equal((await create('k2', { nonsense: '1' })).status, 400);
  assert.equal((await create('k2')).status, 200);
});

test('an answer that was lost after the work is found again by its key', async () => {
  await stand.control('POST', '/faults', [{ path: '/v1/customers', kind: 'drop_after' }, { path: '/v1/customers', kind: 'error_after' }]);
  await assert.rejects(create());
  const replayed = await create();
  assert.equal(replayed.status, 200);
  assert.equal(customers(), 1);
  assert.equal((await create('k2', { email: 'b@example.com' })).status, 500);
  assert.equal((await create('k2', { email: 'b@example.com' })).status, 200);
  assert.equal(customers(), 2);
});

test('a connection that broke before the work left nothing', async () => {
  await stand.control('POST', '/faults', { path: '/v1/customers', kind: 'drop_before' });
  await assert.rejects(create());
  assert.equal(customers(), 0);
  assert.equal((await create()).headers.get('idempotent-replayed'), null);
});

test('keys are forgotten after a day', async () => {
  await create();
  await stand.advance({ hours: 24 });
  assert.equal((await create('k1', { email: 'new@example.com' })).status, 200);
  assert.equal(customers(), 2);
});
