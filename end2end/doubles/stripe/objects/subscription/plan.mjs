// @ts-check
/** What a change would do, without doing it: the update and its preview both ask here. */
import { next } from '../../calendar.mjs';
import { invalid } from '../../errors.mjs';
import { credit, debit, periodCharge, withDiscounts } from '../../proration.mjs';
import { itemsFor } from './create.mjs';
import { itemsOf } from './cycle.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */
/** @typedef {import('../../totals.mjs').Charge} Charge */

/**
 * @typedef {object} Plan
 * @property {any[]} items as they are afterwards; a new one has an id that begins with `new`
 * @property {StripeObject[]} removed
 * @property {Charge[]} charges
 * @property {boolean} restart a new period begins now
 * @property {boolean} immediate the charges are invoiced now
 * @property {{ start: number, end: number }} period
 * @property {number} anchor
 * @property {number | null} trial_end
 */

/**
 * @param {Double} double @param {StripeObject} subscription @param {StripeObject} change @param {number} at
 * @returns {Plan}
 */
export function planChange(double, subscription, { items: given = [], proration_behavior = 'create_prorations', trial_end, billing_cycle_anchor, discounts = null }, at) {
  const before = itemsOf(double, subscription);
  const [first] = before;
  const period = { start: first?.current_period_start ?? at, end: first?.current_period_end ?? at };
  if (at < period.start || at > period.end) throw invalid('Invalid proration date: it must lie within the current period of the subscription.', { param: 'proration_date' });
  const { items, removed, touched } = changed(double, before, given);
  const { recurring, currency } = itemsFor(double, items, 'items');
  if (currency !== subscription.currency) throw invalid(`The price specified only supports \`${currency}\`. This doesn't match the expected currency: \`${subscription.currency}\`.`, { param: 'items' });
  const trialing = subscription.status === 'trialing';
  const endsTrial = trialing && trial_end === 'now';
  const newTrial = typeof trial_end === 'number' ? trial_end : null;
  if (newTrial !== null && newTrial <= double.now()) throw invalid('Invalid timestamp: must be an integer Unix timestamp in the future.', { param: 'trial_end' });
  const old = double.store.find('price', first?.price)?.recurring;
  const otherInterval = old && (old.interval !== recurring.interval || old.interval_count !== recurring.interval_count);
  const restart = newTrial === null && (endsTrial || (!trialing && (Boolean(otherInterval) || billing_cycle_anchor === 'now')));
  const terms = { currency, discounts: discounts ?? subscription.discounts.map((/** @type {string} */ one) => double.store.get('discount', one)), at };
  const prorates = proration_behavior !== 'none' && !['incomplete', 'paused'].includes(subscription.status);
  const base = { items, removed, trial_end: endsTrial ? at : (newTrial ?? subscription.trial_end) };
  if (restart || newTrial !== null) {
    const start = at;
    const end = newTrial ?? next(at, recurring, at);
    const credits = prorates ? before.flatMap((item) => credit(double, item, at, currency)) : [];
    const full = newTrial === null ? items.map((item) => periodCharge(double, item, { start, end })) : [];
    return { ...base, charges: [...credits, ...full], restart: true, immediate: newTrial === null || proration_behavior === 'always_invoice', period: { start, end }, anchor: newTrial ?? at };
  }
  const credits = prorates ? [...touched, ...removed].flatMap((item) => credit(double, item, at, currency)) : [];
  const fresh = items.filter((item) => item.id.startsWith('new') || touched.some((one) => one.id === item.id));
  const debits = prorates && !trialing ? fresh.map((item) => debit(double, item, period, at)).filter((charge) => charge.amount !== 0) : [];
  const charges = withDiscounts(double, [...credits, ...debits], terms);
  return { ...base, charges, restart: false, immediate: proration_behavior === 'always_invoice' && charges.length > 0, period, anchor: subscription.billing_cycle_anchor };
}

/** @param {Double} double @param {StripeObject[]} before @param {StripeObject[]} given */
function changed(double, before, given) {
  const items = before.map((item) => ({ id: item.id, price: item.price, quantity: item.quantity, metadata: item.metadata, _billed: item._billed }));
  /** @type {StripeObject[]} */
  const touched = [];
  /** @type {StripeObject[]} */
  const removed = [];
  given.forEach((one, index) => {
    const param = `items[${index}]`;
    if (!one.id) {
      if (one.deleted) throw invalid('You must pass the id of the subscription item to delete.', { param: `${param}[id]` });
      items.push({ id: `new${index}`, price: one.price, quantity: one.quantity ?? 1, metadata: one.metadata ?? {}, _billed: null });
      return;
    }
    const place = items.findIndex((item) => item.id === one.id);
    const old = before.find((item) => item.id === one.id);
    if (place < 0 || !old) throw invalid(`No such subscription item: '${one.id}'`, { code: 'resource_missing', param: `${param}[id]` });
    if (one.deleted) {
      removed.push(old);
      items.splice(place, 1);
      return;
    }
    const item = /** @type {any} */ (items[place]);
    if (one.metadata !== undefined) item.metadata = { ...item.metadata, ...one.metadata };
    const price = one.price ?? old.price;
    const quantity = one.quantity ?? old.quantity;
    if (price === old.price && quantity === old.quantity) return;
    Object.assign(item, { price, quantity });
    touched.push(old);
  });
  if (items.length === 0) throw invalid('A subscription must have at least one active plan. To cancel the subscription, use the cancel endpoint.', { param: 'items' });
  for (const item of items) double.store.get('price', item.price, 'items[price]');
  return { items, touched, removed };
}
