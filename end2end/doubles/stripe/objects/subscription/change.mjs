// @ts-check
/** https://docs.stripe.com/api/subscriptions/update */
import { invalid } from '../../errors.mjs';

import { discountOf } from '../coupon.mjs';
import { living, merge } from '../customer.mjs';
import { attempt, attemptByItself, cardFor } from '../invoice/collect.mjs';
import { compute, draft } from '../invoice/draft.mjs';
import { addItems, cardOfCustomer, foresee } from './create.mjs';
import { itemsOf, keepForLater, schedulePeriod, waiting } from './cycle.mjs';
import { LIVE } from './end.mjs';
import { planChange } from './plan.mjs';
import { advance } from './standing.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */

/** Fields that are set as they are given. */
const PLAIN = ['cancel_at_period_end', 'description', 'default_payment_method', 'pause_collection', 'cancel_at'];

/** @param {Double} double @param {StripeObject} subscription @param {StripeObject} params */
export function changeSubscription(double, subscription, params) {
  if (!LIVE.has(subscription.status)) throw invalid('A canceled subscription can only update its cancellation_details and metadata.', { param: 'id' });
  const customer = living(double, subscription.customer);
  if (params.default_payment_method) cardOfCustomer(double, customer, params.default_payment_method);
  if (params.cancel_at_period_end && params.cancel_at) throw invalid('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', { param: 'cancel_at' });
  if (subscription.status === 'incomplete' && (params.items || params.trial_end)) throw invalid('You cannot change an incomplete subscription before its first payment.', { code: 'subscription_payment_intent_requires_action' });
  if (params.automatic_tax?.enabled && !customer.address?.country) throw invalid("The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.", { code: 'customer_tax_location_invalid', param: 'automatic_tax[enabled]' });
  const discounts = params.discounts === undefined ? null : (params.discounts ?? []).map((/** @type {StripeObject} */ one, /** @type {number} */ index) =>
    discountOf(double, one, { customer: customer.id, subscription: subscription.id, param: `discounts[${index}]` }));
  const moves = params.items || params.trial_end !== undefined || params.billing_cycle_anchor === 'now';
  const at = params.proration_date ?? double.now();
  const plan = moves ? planChange(double, subscription, { ...params, discounts }, at) : null;
  if (plan?.immediate && params.payment_behavior === 'error_if_incomplete') refuseUnpaid(double, subscription, plan, discounts, customer);
  double.change(subscription, 'customer.subscription.updated', () => {
    for (const field of PLAIN) if (field in params) subscription[field] = params[field];
    if (params.cancel_at_period_end !== undefined) subscription.canceled_at = params.cancel_at_period_end ? double.now() : null;
    if (params.cancel_at !== undefined) subscription.canceled_at = params.cancel_at === null ? null : double.now();
    if (params.cancel_at_period_end || params.cancel_at) subscription.cancellation_details = { ...subscription.cancellation_details, reason: 'cancellation_requested' };
    if (params.cancel_at_period_end === false && !params.cancel_at) subscription.cancellation_details = { ...subscription.cancellation_details, reason: null };
    if (params.cancellation_details) subscription.cancellation_details = { ...subscription.cancellation_details, ...params.cancellation_details };
    if (params.automatic_tax) subscription.automatic_tax = { enabled: params.automatic_tax.enabled, liability: params.automatic_tax.enabled ? { type: 'self' } : null, disabled_reason: null };
    if (params.payment_settings) subscription.payment_settings = { ...subscription.payment_settings, ...params.payment_settings };
    if (params.trial_settings) subscription.trial_settings = params.trial_settings;
    if (discounts) subscription.discounts = discounts.map((/** @type {StripeObject} */ one) => one.id);
    merge(subscription, params.metadata);
    if (plan) apply(double, subscription, plan);
  });
  timers(double, subscription, params);
  if (plan && plan.charges.length > 0) bill(double, subscription, customer, plan, params);
  return subscription;
}

/** @param {Double} double @param {StripeObject} subscription @param {StripeObject} params */
function timers(double, subscription, params) {
  if (params.cancel_at) double.clock.at('cancel', subscription.id, params.cancel_at);
  if (params.cancel_at === null || params.cancel_at_period_end === false) double.clock.cancel('cancel', subscription.id);
  if (params.pause_collection?.resumes_at) double.clock.at('resume_collection', subscription.id, params.pause_collection.resumes_at);
  else if ('pause_collection' in params) double.clock.cancel('resume_collection', subscription.id);
}

/** @param {Double} double @param {StripeObject} subscription @param {import('./plan.mjs').Plan} plan @param {StripeObject[] | null} discounts @param {StripeObject} customer */
function refuseUnpaid(double, subscription, plan, discounts, customer) {
  const { invoice } = compute(double, {
    customer, subscription, charges: [...waiting(double, subscription), ...plan.charges], currency: subscription.currency, reason: 'subscription_update', at: double.now(), period: plan.period,
    automatic_tax: subscription.automatic_tax.enabled, discounts: discounts ?? subscription.discounts.map((/** @type {string} */ one) => double.store.get('discount', one)),
  });
  if (invoice.amount_due === 0) return;
  const card = cardFor(double, { customer: customer.id, parent: { subscription_details: { subscription: subscription.id } } });
  if (!card) throw invalid('This customer has no attached payment source or default payment method.', { code: 'resource_missing' });
  foresee(card, true);
}

/** @param {Double} double @param {StripeObject} subscription @param {import('./plan.mjs').Plan} plan */
function apply(double, subscription, plan) {
  const table = double.store.table('subscription_item');
  for (const item of plan.removed) table.delete(item.id);
  for (const item of plan.items) {
    if (item.id.startsWith('new')) {
      const key = item.id;
      const [added] = addItems(double, subscription, [item], plan.period);
      item.id = added.id;
      for (const charge of plan.charges) if (charge.item === key) charge.item = added.id;
    } else {
      const { _billed, ...fields } = item;
      Object.assign(double.store.get('subscription_item', item.id), fields);
    }
  }
  for (const item of itemsOf(double, subscription)) Object.assign(item, { current_period_start: plan.period.start, current_period_end: plan.period.end });
  const trialing = plan.trial_end !== null && plan.trial_end > double.now();
  if (plan.restart || trialing) {
    if (trialing) Object.assign(subscription, { trial_start: subscription.trial_start ?? double.now(), status: 'trialing' });
    else if (subscription.status === 'trialing') subscription.status = 'active';
    Object.assign(subscription, { trial_end: plan.trial_end, billing_cycle_anchor: plan.anchor });
    schedulePeriod(double, subscription, plan.period.end);
    if (trialing) for (const item of itemsOf(double, subscription)) item._billed = null;
  }
}

/**
 * Invoices what the change costs, or keeps it for the period's end.
 * @param {Double} double @param {StripeObject} subscription @param {StripeObject} customer @param {import('./plan.mjs').Plan} plan @param {StripeObject} params
 */
function bill(double, subscription, customer, plan, { payment_behavior = 'allow_incomplete', off_session = false }) {
  for (const charge of plan.charges.filter((one) => one.amount >= 0)) {
    const item = double.store.get('subscription_item', charge.item ?? '');
    item._billed = { amount: charge.amount, quantity: charge.quantity, price: charge.price, discounts: charge.discounts ?? [], ...charge.period };
  }
  if (!plan.immediate) {
    keepForLater(double, subscription, plan.charges);
    return;
  }
  const drafted = draft(double, {
    customer, subscription, charges: [...waiting(double, subscription), ...plan.charges], currency: subscription.currency, reason: 'subscription_update', at: double.now(),
    period: plan.restart ? plan.period : { start: double.now(), end: double.now() }, automatic_tax: subscription.automatic_tax.enabled,
    discounts: subscription.discounts.map((/** @type {string} */ one) => double.store.get('discount', one)),
  });
  subscription.latest_invoice = drafted.invoice.id;
  advance(double, subscription, drafted, { now: true });
  if (drafted.invoice.status !== 'open') return;
  if (payment_behavior === 'default_incomplete') {
    const card = cardFor(double, drafted.invoice);
    const intent = double.store.get('payment_intent', drafted.invoice._intent);
    if (card) Object.assign(intent, { payment_method: card.id, status: 'requires_confirmation' });
    double.change(subscription, 'customer.subscription.updated', () => (subscription.status = 'past_due'));
    return;
  }
  if (off_session) attemptByItself(double, drafted.invoice);
  else {
    try {
      attempt(double, drafted.invoice, { off_session: false });
    } catch {
      // Declined: the subscription is past due, and its retries are planned.
    }
  }
}
