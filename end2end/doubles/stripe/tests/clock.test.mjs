// @ts-check
import assert from 'node:assert/strict';
import { after as afterAll, before, beforeEach, test } from 'node:test';
import { after, DAY, next } from '../calendar.mjs';
import { customerWith, priceOf, start } from './stand.mjs';

/** @type {import('./stand.mjs').Stand} */
let stand;
before(async () => (stand = await start()));
beforeEach(async () => {
  await stand.control('POST', '/reset');
  await stand.control('POST', '/clock/set', { to: '2027-01-31T12:00:00Z' });
});
afterAll(() => stand.stop());

/** @param {string} day */
const at = (day) => Date.parse(`${day}T12:00:00Z`) / 1000;
/** @param {string} id */
const subscriptionOf = (id) => stand.get(`/subscriptions/${id}`, { expand: ['latest_invoice'] });
/** @param {any} subscription */
const endOf = (subscription) => subscription.items.data[0].current_period_end;
/** @param {string} [card] @param {Record<string, any>} [more] */
async function subscribe(card = 'pm_card_visa', more = {}) {
  const price = await priceOf(stand);
  return stand.post('/subscriptions', { customer: (await customerWith(stand, card)).id, items: [{ price: price.id }], ...more });
}

test('months keep the day of their anchor', () => {
  assert.deepEqual([1, 2, 3, 13].map((count) => after(at('2027-01-31'), 'month', count)), ['2027-02-28', '2027-03-31', '2027-04-30', '2028-02-29'].map(at));
  assert.equal(after(at('2028-02-29'), 'year', 1), at('2029-02-28'));
  assert.equal(after(at('2028-02-29'), 'year', 4), at('2032-02-29'));
});

test('the next turn is the first one after the moment, for every day of five years', () => {
  for (const interval of /** @type {const} */ (['month', 'year'])) {
    for (let moment = at('2027-01-31'); moment < at('2032-01-31'); moment += DAY) {
      const turn = next(at('2027-01-31'), { interval, interval_count: 1 }, moment);
      let count = 1;
      while (after(at('2027-01-31'), interval, count) <= moment) count += 1;
      assert.equal(turn, after(at('2027-01-31'), interval, count));
    }
  }
});

test('a subscription of the last of January turns at the last of each month', async () => {
  const subscription = await subscribe();
  const ends = [endOf(subscription)];
  for (let month = 0; month < 3; month += 1) {
    await stand.control('POST', '/clock/advance', { to: ends.at(-1) });
    ends.push(endOf(await subscriptionOf(subscription.id)));
  }
  assert.deepEqual(ends, ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'].map(at));
});

test('a renewal is a draft for an hour, then paid', async () => {
  const subscription = await subscribe();
  await stand.control('POST', '/clock/advance', { to: endOf(subscription) });
  assert.equal((await subscriptionOf(subscription.id)).latest_invoice.status, 'draft');
  await stand.advance({ minutes: 59, seconds: 59 });
  assert.equal((await subscriptionOf(subscription.id)).latest_invoice.status, 'draft');
  await stand.advance({ seconds: 1 });
  const { latest_invoice: invoice } = await subscriptionOf(subscription.id);
  assert.deepEqual([invoice.status, invoice.billing_reason, invoice.amount_paid], ['paid', 'subscription_cycle', 1900]);
});

test('a trial announces its end three days before, then charges', async () => {
  const subscription = await subscribe('pm_card_visa', { trial_period_days: 14 });
  assert.deepEqual([subscription.status, endOf(subscription)], ['trialing', at('2027-02-14')]);
  await stand.advance({ days: 11, seconds: -1 });
  assert.equal((await stand.events('customer.subscription.trial_will_end')).length, 0);
  await stand.advance({ seconds: 1 });
  assert.equal((await stand.events('customer.subscription.trial_will_end')).length, 1);
  assert.equal(stand.double.effects.charges ?? 0, 0);
  await stand.advance({ days: 3, hours: 1 });
  assert.equal((await subscriptionOf(subscription.id)).status, 'active');
  assert.equal(stand.double.effects.charges, 1);
});

for (const [behavior, status] of [['cancel', 'canceled'], ['pause', 'paused'], ['create_invoice', 'past_due']]) {
  test(`a trial without a card ends ${status} when told to ${behavior}`, async () => {
    const price = await priceOf(stand);
    const customer = await stand.post('/customers');
    const subscription = await stand.post('/subscriptions', { customer: customer.id, items: [{ price: price.id }], trial_period_days: 14, trial_settings: { end_behavior: { missing_payment_method: behavior } } });
    assert.equal(typeof subscription.pending_setup_intent, 'string');
    await stand.advance({ days: 14, hours: 1 });
    assert.equal((await subscriptionOf(subscription.id)).status, status);
    if (status !== 'paused') return;
    assert.equal((await stand.events('customer.subscription.paused')).length, 1);
    const method = await stand.post('/payment_methods/pm_card_visa/attach', { customer: customer.id });
    await stand.post(`/subscriptions/${subscription.id}`, { default_payment_method: method.id });
    assert.equal((await stand.post(`/subscriptions/${subscription.id}/resume`)).status, 'active');
    assert.equal((await stand.events('customer.subscription.resumed')).length, 1);
  });
}

test('a failed renewal is retried on days 3, 5 and 7, then ends as the account says', async () => {
  for (const [action, last] of [['cancel', 'canceled'], ['unpaid', 'unpaid'], ['past_due', 'past_due']]) {
    await stand.control('POST', '/settings', { final_action: action });
    const subscription = await subscribe('pm_card_chargeCustomerFail', { trial_period_days: 1 });
    await stand.advance({ days: 1, hours: 1 });
    const seen = [];
    for (let day = 0; day <= 8; day += 1) {
      const { status, latest_invoice: invoice } = await subscriptionOf(subscription.id);
      seen.push([day, status, invoice.attempt_count]);
      await stand.advance({ days: 1 });
    }
    assert.deepEqual(seen.map(([, status]) => status), [...Array(7).fill('past_due'), last, last]);
    assert.deepEqual(seen.map(([, , attempts]) => attempts), [1, 1, 1, 2, 2, 3, 3, 4, 4]);
  }
});

test('paying at any stage brings the subscription back and ends the retries', async () => {
  const subscription = await subscribe('pm_card_chargeCustomerFail', { trial_period_days: 1 });
  await stand.advance({ days: 5 });
  const before = await subscriptionOf(subscription.id);
  assert.equal(before.status, 'past_due');
  const method = await stand.post('/payment_methods/pm_card_visa/attach', { customer: subscription.customer });
  await stand.post(`/invoices/${before.latest_invoice.id}/pay`, { payment_method: method.id });
  assert.equal((await subscriptionOf(subscription.id)).status, 'active');
  assert.equal((await stand.control('GET', '/clock/timers')).some((/** @type {any} */ timer) => timer.kind === 'retry'), false);
});

test('a first payment that stays open expires after 23 hours', async () => {
  const price = await priceOf(stand);
  const customer = await stand.post('/customers');
  const subscription = await stand.post('/subscriptions', { customer: customer.id, items: [{ price: price.id }], payment_behavior: 'default_incomplete' });
  await stand.advance({ hours: 23, seconds: -1 });
  assert.equal((await subscriptionOf(subscription.id)).status, 'incomplete');
  await stand.advance({ seconds: 1 });
  const expired = await subscriptionOf(subscription.id);
  assert.deepEqual([expired.status, expired.latest_invoice.status], ['incomplete_expired', 'void']);
});

test('a cancellation at the end of the period can be taken back until then', async () => {
  const subscription = await subscribe();
  await stand.post(`/subscriptions/${subscription.id}`, { cancel_at_period_end: true });
  const back = await stand.post(`/subscriptions/${subscription.id}`, { cancel_at_period_end: false });
  assert.equal(back.canceled_at, null);
  await stand.post(`/subscriptions/${subscription.id}`, { cancel_at_period_end: true });
  await stand.advance({ days: 28 });
  assert.equal((await subscriptionOf(subscription.id)).status, 'canceled');
  assert.equal((await stand.events('customer.subscription.deleted')).length, 1);
  assert.equal(stand.double.effects.charges, 1);
});

test('while collection is paused nothing is charged', async () => {
  const subscription = await subscribe();
  await stand.post(`/subscriptions/${subscription.id}`, { pause_collection: { behavior: 'void', resumes_at: at('2027-03-15') } });
  await stand.advance({ days: 30 });
  const paused = await subscriptionOf(subscription.id);
  assert.deepEqual([paused.status, paused.latest_invoice.status, stand.double.effects.charges], ['active', 'void', 1]);
  await stand.advance({ days: 31 });
  assert.deepEqual([(await subscriptionOf(subscription.id)).pause_collection, stand.double.effects.charges], [null, 2]);
});
