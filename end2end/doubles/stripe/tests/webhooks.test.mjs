// @ts-check
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { endpoint, start } from './stand.mjs';

const SECRET = 'whsec_test';
/** @type {import('./stand.mjs').Stand} */
let stand;
/** @type {{ event: any, body: string, signature: string }[]} */
let heard;
/** @type {Awaited<ReturnType<typeof endpoint>>} */
let hook;
/** @type {() => number} */
let status;

before(async () => (stand = await start()));
beforeEach(async () => {
  heard = [];
  status = () => 200;
  hook = await endpoint((body, headers) => {
    heard.push({ event: JSON.parse(body), body, signature: String(headers['stripe-signature']) });
    return status();
  });
  await stand.control('POST', '/reset');
  await stand.control('POST', '/clock/set', { to: '2027-03-01T00:00:00Z' });
  await stand.control('DELETE', '/webhooks/endpoints');
  await stand.control('POST', '/webhooks/endpoints', { url: hook.url, secret: SECRET });
});
afterEach(() => hook.stop());
after(() => stand.stop());

const settle = () => stand.control('POST', '/webhooks/settle');
const names = () => heard.map(({ event }) => event.data.object.name);
/** @param {string[]} people */
async function create(...people) {
  for (const name of people) await stand.post('/customers', { name });
  await settle();
}

test('a webhook is signed over its time and its body', async () => {
  await stand.control('POST', '/settings', { signature_time: 'clock' });
  await create('Ada');
  const [{ body, signature, event }] = /** @type {[typeof heard[0]]} */ (heard);
  const [, time, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  assert.equal(Number(time), Date.parse('2027-03-01T00:00:00Z') / 1000);
  assert.equal(v1, createHmac('sha256', SECRET).update(`${time}.${body}`).digest('hex'));
  assert.deepEqual([event.object, event.type, event.api_version, event.livemode], ['event', 'customer.created', '2026-09-30.endive', false]);
});

test('an event shows the object as it was, and what changed', async () => {
  await create('Ada');
  const { id } = heard[0]?.event.data.object;
  await stand.post(`/customers/${id}`, { name: 'Grace' });
  await stand.post(`/customers/${id}`, { name: 'Grace' });
  await settle();
  assert.deepEqual(names(), ['Ada', 'Grace']);
  assert.deepEqual(heard[1]?.event.data.previous_attributes, { name: 'Ada' });
});

test('twice means the same event, twice', async () => {
  await stand.control('POST', '/webhooks/mode', { way: 'twice', copies: 3 });
  await create('Ada');
  assert.equal(heard.length, 3);
  assert.equal(new Set(heard.map(({ event }) => event.id)).size, 1);
});

test('dropped events are listed, and told when asked for', async () => {
  await stand.control('POST', '/webhooks/mode', { way: 'dropped', types: ['customer.created'] });
  await create('Ada');
  assert.equal(heard.length, 0);
  const [event] = await stand.events('customer.created');
  await stand.control('POST', '/webhooks/resend', { ids: [event.id] });
  assert.equal(heard.length, 1);
});

test('held events are told in the order that is asked for', async () => {
  await stand.control('POST', '/webhooks/mode', { way: 'held' });
  await create('Ada', 'Bob', 'Cy');
  assert.equal(heard.length, 0);
  const ids = (await stand.events('customer.created')).map((/** @type {any} */ event) => event.id);
  await stand.control('POST', '/webhooks/deliver', { ids });
  assert.deepEqual(names(), ['Cy', 'Bob', 'Ada']);
  assert.deepEqual((await stand.control('GET', '/webhooks')).held, []);
});

test('shuffled events come in another order, the same for the same seed', async () => {
  const orders = [];
  for (const round of [1, 2]) {
    heard = [];
    await stand.control('POST', '/webhooks/seed', { seed: 5 });
    await stand.control('POST', '/webhooks/mode', { way: 'shuffled' });
    await create('A', 'B', 'C', 'D', 'E');
    await stand.control('POST', '/webhooks/deliver', {});
    orders.push(names().join(''));
    assert.equal(heard.length, 5, `round ${round}`);
  }
  assert.equal(orders[0], orders[1]);
  assert.notEqual(orders[0], 'ABCDE');
});

test('a late event comes when the clock says', async () => {
  await stand.control('POST', '/webhooks/mode', { way: 'late', delay_seconds: 3600 });
  await create('Ada');
  await stand.advance({ seconds: 3599, settle: true });
  assert.equal(heard.length, 0);
  await stand.advance({ seconds: 1, settle: true });
  assert.equal(heard.length, 1);
});

test('what is not answered with 2xx is repeated, for three days at most', async () => {
  status = () => (heard.length < 3 ? 500 : 200);
  await create('Ada');
  await stand.advance({ hours: 1, step: 10, settle: true });
  assert.equal(heard.length, 3);
  heard = [];
  status = () => 503;
  await create('Bob');
  await stand.advance({ days: 10, step: 3600, settle: true });
  const tries = heard.length;
  assert.ok(tries > 8 && tries < 20, String(tries));
  await stand.advance({ days: 10, step: 3600, settle: true });
  assert.equal(heard.length, tries);
});

test('an endpoint hears only what it asked for', async () => {
  await stand.control('DELETE', '/webhooks/endpoints');
  await stand.control('POST', '/webhooks/endpoints', { url: hook.url, secret: SECRET, enabled_events: ['customer.updated', 'invoice.*'] });
  await create('Ada');
  assert.equal(heard.length, 0);
});
