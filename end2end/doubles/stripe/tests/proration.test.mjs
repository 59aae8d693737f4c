// @ts-check
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Double } from '../double.mjs';
import { allot, percentage, share, step } from '../money.mjs';
import { settle, sum, totals } from '../totals.mjs';
import { customerWith, priceOf, start } from './stand.mjs';

/** @type {import('./stand.mjs').Stand} */
let stand;
before(async () => (stand = await start()));
beforeEach(async () => {
  await stand.control('POST', '/reset');
  await stand.control('POST', '/clock/set', { to: '2027-03-01T00:00:00Z' });
});
after(() => stand.stop());

/** The same numbers each time. */
function chance(seed = 7) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

test('the parts of a sum add up to it, in 1,000 random cases', () => {
  const random = chance();
  for (let round = 0; round < 1000; round += 1) {
    const currency = ['usd', 'jpy', 'kwd'][random(3)] ?? 'usd';
    const unit = step(currency);
    const weights = Array.from({ length: 1 + random(6) }, () => random(5) * unit * random(100_000));
    const total = Math.min(sum(weights), random(1_000_000) * unit);
    const parts = allot(total, weights, currency);
    assert.equal(sum(parts), sum(weights) === 0 ? 0 : total);
    assert.ok(parts.every((part, index) => part >= 0 && part % unit === 0 && part <= (weights[index] ?? 0) + unit));
  }
});

test('lines, discounts and taxes add up to the total, in 1,000 random cases', () => {
  const random = chance(11);
  const double = new Double();
  double.settings.tax_rates = { DE: '19', US: '8.875', JP: '10' };
  for (let round = 0; round < 1000; round += 1) {
    const currency = ['usd', 'eur', 'gbp', 'jpy', 'brl', 'kwd'][random(6)] ?? 'usd';
    const coupon = double.store.add('coupon', { percent_off: (1 + random(10_000)) / 100, amount_off: null, duration: 'forever', redeem_by: null });
    const discount = double.store.add('discount', { source: { type: 'coupon', coupon: coupon.id }, end: null });
    const charges = Array.from({ length: 1 + random(6) }, () => ({
      amount: random(50_000) * step(currency), description: '', period: { start: 0, end: 1 }, price: null, quantity: 1, item: null, proration: false,
    }));
    const lines = settle(double, charges, { currency, discounts: [discount], at: 0, place: { address: { country: ['DE', 'US', 'JP', 'FR'][random(4)] }, tax_exempt: 'none' } });
    const { subtotal, discount: off, tax, total } = totals(lines);
    assert.equal(total, subtotal - off + tax);
    assert.equal(off, percentage(subtotal, coupon.percent_off ?? 0, currency));
    assert.ok([subtotal, off, tax, total].every((amount) => Number.isInteger(amount) && amount >= 0 && amount % step(currency) === 0));
  }
});

test('half a unit is rounded away from zero', () => {
  assert.deepEqual([share(1, 1, 2, 'usd'), share(-1, 1, 2, 'usd'), share(3, 1, 2, 'jpy'), share(50, 1, 2, 'kwd'), share(49, 1, 2, 'kwd')], [1, -1, 2, 30, 20]);
  assert.equal(percentage(1999, '19', 'eur'), 380);
});

/** @param {{ currency?: string, first?: number, second?: number, coupon?: boolean, automatic_tax?: boolean }} [given] */
async function scene({ currency = 'usd', first = 1900, second = 3900, coupon = false, automatic_tax = false } = {}) {
  const a = await priceOf(stand, { name: 'Creator', amount: first, currency });
  const b = await priceOf(stand, { name: 'Business', amount: second, currency });
  const yearly = await priceOf(stand, { name: 'Creator', amount: first * 10, currency, interval: 'year' });
  const customer = await customerWith(stand, 'pm_card_visa', { address: { country: 'DE' } });
  if (coupon) await stand.post('/coupons', { id: 'multi', percent_off: '20', duration: 'forever' });
  const subscription = await stand.post('/subscriptions', {
    customer: customer.id, items: [{ price: a.id }], ...(coupon && { discounts: [{ coupon: 'multi' }] }), ...(automatic_tax && { automatic_tax: { enabled: true } }),
  });
  return { a, b, yearly, customer, subscription, item: subscription.items.data[0].id };
}

test('adding an item half-way costs half of it', async () => {
  const { b, subscription } = await scene();
  await stand.control('POST', '/clock/advance', { to: '2027-03-16T12:00:00Z' });
  const changed = await stand.post(`/subscriptions/${subscription.id}`, { items: [{ price: b.id }], proration_behavior: 'always_invoice', expand: ['latest_invoice'] });
  assert.deepEqual([changed.latest_invoice.total, changed.latest_invoice.status, changed.latest_invoice.billing_reason], [1950, 'paid', 'subscription_update']);
  const [line] = changed.latest_invoice.lines.data;
  assert.equal(line.parent.subscription_item_details.proration, true);
});

test('adding and removing within one second costs nothing', async () => {
  const { b, subscription, item } = await scene({ first: 1999, coupon: true });
  await stand.advance({ days: 7, seconds: 4321 });
  await stand.post(`/subscriptions/${subscription.id}`, { items: [{ id: item, price: b.id }] });
  await stand.post(`/subscriptions/${subscription.id}`, { items: [{ id: item, price: subscription.items.data[0].price.id }] });
  const waiting = (await stand.get('/invoiceitems')).data;
  assert.equal(waiting.length, 4);
  assert.equal(sum(waiting.map((/** @type {any} */ one) => one.net_amount)), 0);
});

test('a removal waits for the next invoice unless told otherwise, and none costs nothing', async () => {
  const { b, subscription } = await scene();
  const two = await stand.post(`/subscriptions/${subscription.id}`, { items: [{ price: b.id }], proration_behavior: 'always_invoice' });
  await stand.advance({ days: 10 });
  const charges = stand.double.effects.charges;
  await stand.post(`/subscriptions/${subscription.id}`, { items: [{ id: two.items.data[1].id, deleted: true }], proration_behavior: 'none' });
  assert.equal((await stand.get('/invoiceitems')).data.length, 0);
  assert.equal(stand.double.effects.charges, charges);
  assert.match((await stand.refused(`/subscriptions/${subscription.id}`, { items: [{ id: two.items.data[0].id, deleted: true }] })).message, /at least one active plan/);
});

test('from monthly to yearly a new period begins now, and the unused rest is given back', async () => {
  const { yearly, subscription, item } = await scene();
  await stand.control('POST', '/clock/advance', { to: '2027-03-16T12:00:00Z' });
  const changed = await stand.post(`/subscriptions/${subscription.id}`, { items: [{ id: item, price: yearly.id }], expand: ['latest_invoice'] });
  assert.equal(changed.latest_invoice.total, 19_000 - 950);
  assert.equal(changed.items.data[0].current_period_end, Date.parse('2028-03-16T12:00:00Z') / 1000);
  assert.equal(changed.billing_cycle_anchor, Date.parse('2027-03-16T12:00:00Z') / 1000);
});

test('a downgrade that is invoiced at once becomes credit, which the next invoice uses', async () => {
  const { a, yearly, subscription, item, customer } = await scene();
  await stand.post(`/subscriptions/${subscription.id}`, { items: [{ id: item, price: yearly.id }] });
  await stand.post(`/subscriptions/${subscription.id}`, { items: [{ id: item, price: a.id }] });
  assert.equal((await stand.get(`/customers/${customer.id}`)).balance, -17_100);
  await stand.advance({ months: 1, hours: 1 });
  const { latest_invoice: invoice } = await stand.get(`/subscriptions/${subscription.id}`, { expand: ['latest_invoice'] });
  assert.deepEqual([invoice.total, invoice.amount_due, invoice.starting_balance, invoice.ending_balance, invoice.status], [1900, 0, -17_100, -15_200, 'paid']);
});

for (const [currency, first, second] of /** @type {const} */ ([['usd', 1999, 3333], ['eur', 1999, 3333], ['gbp', 1701, 2999], ['jpy', 2980, 4777], ['brl', 9990, 19_999], ['kwd', 5990, 11_770]])) {
  test(`a preview in ${currency.toUpperCase()} is the invoice that follows`, async () => {
    await stand.control('POST', '/tax_rates', { DE: '19' });
    const { a, b, customer, subscription, item } = await scene({ currency, first, second, coupon: true, automatic_tax: true });
    const planned = await stand.post('/invoices/create_preview', {
      customer: customer.id, automatic_tax: { enabled: true }, discounts: [{ coupon: 'multi' }], subscription_details: { items: [{ price: a.id }, { price: b.id }] },
    });
    const other = await stand.post('/subscriptions', { customer: customer.id, automatic_tax: { enabled: true }, discounts: [{ coupon: 'multi' }], items: [{ price: a.id }, { price: b.id }], expand: ['latest_invoice'] });
    assert.equal(planned.total, other.latest_invoice.total);
    for (const behavior of ['always_invoice', 'create_prorations']) {
      await stand.advance({ days: 4, seconds: 12_345 });
      const change = { items: behavior === 'always_invoice' ? [{ price: b.id }] : [{ id: item, quantity: 3 }], proration_behavior: behavior };
      const preview = await stand.post('/invoices/create_preview', { subscription: subscription.id, subscription_details: change });
      const changed = await stand.post(`/subscriptions/${subscription.id}`, change);
      if (behavior === 'create_prorations') await stand.control('POST', '/clock/advance', { to: changed.items.data[0].current_period_end + 3600 });
      const { latest_invoice: invoice } = await stand.get(`/subscriptions/${subscription.id}`, { expand: ['latest_invoice'] });
      for (const field of ['subtotal', 'total', 'amount_due', 'total_excluding_tax']) assert.equal(preview[field], invoice[field], field);
      assert.equal(sum(invoice.lines.data.flatMap((/** @type {any} */ line) => [line.amount, ...line.taxes.map((/** @type {any} */ tax) => tax.amount), ...line.discount_amounts.map((/** @type {any} */ one) => -one.amount)])), invoice.total);
      assert.equal(invoice.status, 'paid');
    }
  });
}

test('a preview changes nothing', async () => {
  const { b, subscription } = await scene();
  const before = JSON.stringify((await stand.control('GET', '/state')).store);
  await stand.post('/invoices/create_preview', { subscription: subscription.id, subscription_details: { items: [{ price: b.id }], proration_behavior: 'always_invoice' } });
  assert.ok(JSON.stringify((await stand.control('GET', '/state')).store) === before);
});

test('an upgrade that cannot be paid is refused whole when told so', async () => {
  const { b, subscription, customer } = await scene();
  const bad = await stand.post('/payment_methods/pm_card_chargeCustomerFail/attach', { customer: customer.id });
  await stand.post(`/customers/${customer.id}`, { invoice_settings: { default_payment_method: bad.id } });
  const refusal = await stand.refused(`/subscriptions/${subscription.id}`, { items: [{ price: b.id }], proration_behavior: 'always_invoice', payment_behavior: 'error_if_incomplete' });
  assert.deepEqual([refusal.status, refusal.type, refusal.code], [402, 'card_error', 'card_declined']);
  assert.equal((await stand.get(`/subscriptions/${subscription.id}`)).items.data.length, 1);
});

test('automatic tax needs to know where the customer is', async () => {
  const price = await priceOf(stand);
  const customer = await customerWith(stand);
  assert.equal((await stand.refused('/subscriptions', { customer: customer.id, items: [{ price: price.id }], automatic_tax: { enabled: true } })).code, 'customer_tax_location_invalid');
  const preview = await stand.post('/invoices/create_preview', { customer_details: {}, automatic_tax: { enabled: true }, subscription_details: { items: [{ price: price.id }] } });
  assert.equal(preview.automatic_tax.status, 'requires_location_inputs');
});

test('a coupon that is good once is gone after the first paid invoice', async () => {
  const price = await priceOf(stand);
  await stand.post('/coupons', { id: 'first', percent_off: '50', duration: 'once' });
  const subscription = await stand.post('/subscriptions', { customer: (await customerWith(stand)).id, items: [{ price: price.id }], discounts: [{ coupon: 'first' }], trial_period_days: 7 });
  const totals = [];
  for (const days of [7, 31]) {
    await stand.advance({ days, hours: 1 });
    totals.push((await stand.get(`/subscriptions/${subscription.id}`, { expand: ['latest_invoice'] })).latest_invoice.total);
  }
  assert.deepEqual(totals, [950, 1900]);
});
