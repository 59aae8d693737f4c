// @ts-check
/** https://docs.stripe.com/api/subscriptions */
import { next } from '../calendar.mjs';
import { invalid } from '../errors.mjs';
import { flag, metadata, must, natural, oneOf, page, text, time, timeOr, unsettable } from '../parameters.mjs';
import { compose, embedded, found, list } from '../render.mjs';
import { sample } from '../store.mjs';
import { merge } from './customer.mjs';
import { planOf } from './price.mjs';
import { draft } from './invoice/draft.mjs';
import { attemptByItself } from './invoice/collect.mjs';
import { changeSubscription } from './subscription/change.mjs';
import { createSubscription } from './subscription/create.mjs';
import { itemsOf, recurringCharges, schedulePeriod, waiting } from './subscription/cycle.mjs';
import { cancel, LIVE } from './subscription/end.mjs';
import { advance } from './subscription/standing.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

compose('subscription_item', (double, item) => {
  const price = double.store.get('price', item.price);
  return { price, plan: planOf(price) };
});
compose('subscription', (double, subscription) => ({
  items: embedded(itemsOf(double, subscription), `/v1/subscription_items?subscription=${subscription.id}`),
}));

const behavior = oneOf('create_prorations', 'always_invoice', 'none');
const discounts = unsettable([{ coupon: text, discount: text, promotion_code: text }]);
const cancellation_details = { comment: text, feedback: unsettable(oneOf('customer_service', 'low_quality', 'missing_features', 'other', 'switched_service', 'too_complex', 'too_expensive', 'unused')) };
const common = {
  automatic_tax: { enabled: must(flag) }, cancel_at: unsettable(time), cancel_at_period_end: flag, collection_method: oneOf('charge_automatically'), default_payment_method: text,
  description: text, discounts, metadata, off_session: flag, trial_settings: { end_behavior: must({ missing_payment_method: must(oneOf('cancel', 'create_invoice', 'pause')) }) },
  payment_settings: { payment_method_types: [oneOf('card', 'link')], save_default_payment_method: oneOf('off', 'on_subscription') },
  payment_behavior: oneOf('allow_incomplete', 'default_incomplete', 'error_if_incomplete'), proration_behavior: behavior,
};

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/subscriptions', {
    ...common, customer: must(text), currency: text, items: must([{ price: must(text), quantity: natural, metadata }]), trial_end: timeOr('now'), trial_period_days: natural,
    trial_from_plan: oneOf('false'), billing_mode: { type: must(oneOf('flexible')), flexible: { proration_discounts: oneOf('itemized') } },
  }, ({ double, params }) => createSubscription(double, params)],
  ['GET', '/v1/subscriptions', { ...page, collection_method: text, customer: text, price: text, status: oneOf('active', 'all', 'canceled', 'ended', 'incomplete', 'incomplete_expired', 'past_due', 'paused', 'trialing', 'unpaid') }, ({ double, params, path }) =>
    list(found(double, 'subscription', params.customer, (one) =>
      wanted(one.status, params.status)
      && (!params.price || itemsOf(double, one).some((item) => item.price === params.price))), path, params)],
  ['GET', '/v1/subscriptions/:id', {}, ({ double, id }) => double.store.get('subscription', id)],
  ['POST', '/v1/subscriptions/:id', {
    ...common, billing_cycle_anchor: oneOf('now', 'unchanged'), cancellation_details, proration_date: time, trial_end: timeOr('now'),
    items: [{ id: text, price: text, quantity: natural, deleted: flag, clear_usage: flag, metadata }],
    pause_collection: unsettable({ behavior: must(oneOf('keep_as_draft', 'mark_uncollectible', 'void')), resumes_at: time }),
  }, ({ double, id, params }) => {
    const subscription = double.store.get('subscription', id);
    if (params.pause_collection) params.pause_collection = { resumes_at: null, ...params.pause_collection };
    if (!LIVE.has(subscription.status) && Object.keys(params).every((name) => ['metadata', 'cancellation_details'].includes(name))) {
      double.change(subscription, 'customer.subscription.updated', () => {
        merge(subscription, params.metadata);
        Object.assign(subscription.cancellation_details, params.cancellation_details);
      });
      return subscription;
    }
    return changeSubscription(double, subscription, params);
  }],
  ['DELETE', '/v1/subscriptions/:id', { cancellation_details, invoice_now: flag, prorate: flag }, ({ double, id, params }) =>
    cancel(double, double.store.get('subscription', id), params)],
  ['DELETE', '/v1/subscriptions/:id/discount', {}, ({ double, id }) => {
    const subscription = double.store.get('subscription', id);
    const discount = double.store.find('discount', subscription.discounts[0]);
    if (!discount) throw invalid('No active discount for subscription: ' + id, { code: 'resource_missing', status: 404 });
    double.change(subscription, 'customer.subscription.updated', () => (subscription.discounts = []));
    return { ...sample('deleted_discount'), ...discount, deleted: true };
  }],
  ['POST', '/v1/subscriptions/:id/resume', { billing_cycle_anchor: oneOf('now', 'unchanged'), proration_behavior: behavior }, ({ double, id, params }) =>
    resume(double, double.store.get('subscription', id), params.billing_cycle_anchor ?? 'now')],
];

/** @param {string} status @param {string | undefined} filter */
function wanted(status, filter) {
  if (filter === undefined) return status !== 'canceled' && status !== 'incomplete_expired';
  if (filter === 'all') return true;
  return filter === 'ended' ? !LIVE.has(status) : status === filter;
}

/** After a trial that ended without a card: https://docs.stripe.com/api/subscriptions/resume. @param {Double} double @param {StripeObject} subscription @param {string} anchor */
function resume(double, subscription, anchor) {
  if (subscription.status !== 'paused') throw invalid('You can only resume subscriptions that are paused.');
  const now = double.now();
  const items = itemsOf(double, subscription);
  const recurring = double.store.get('price', items[0]?.price).recurring;
  if (anchor === 'now') subscription.billing_cycle_anchor = now;
  const { charges } = recurringCharges(double, subscription, items, now);
  const end = next(subscription.billing_cycle_anchor, recurring, now);
  for (const item of items) Object.assign(item, { current_period_start: now, current_period_end: end });
  const drafted = draft(double, {
    customer: double.store.get('customer', subscription.customer), subscription, charges: [...waiting(double, subscription), ...charges], currency: subscription.currency, reason: 'subscription_update',
    automatic_tax: subscription.automatic_tax.enabled, at: now, period: { start: now, end },
    discounts: subscription.discounts.map((/** @type {string} */ one) => double.store.get('discount', one)),
  });
  Object.assign(subscription, { latest_invoice: drafted.invoice.id, _resuming: true });
  advance(double, subscription, drafted, { now: true });
  schedulePeriod(double, subscription, end);
  if (drafted.invoice.status === 'open') attemptByItself(double, drafted.invoice);
  if (subscription.status === 'active') double.emit('customer.subscription.resumed', subscription);
  return subscription;
}
