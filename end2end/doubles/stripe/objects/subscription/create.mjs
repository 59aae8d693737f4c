// @ts-check
/** https://docs.stripe.com/api/subscriptions/create and https://docs.stripe.com/billing/subscriptions/trials */
import { DAY, HOUR, next } from '../../calendar.mjs';
import { cardOf, declined } from '../../cards.mjs';
import { cardError, invalid, missing } from '../../errors.mjs';
import { periodCharge, trialCharge } from '../../proration.mjs';
import { sample } from '../../store.mjs';
import { discountOf } from '../coupon.mjs';
import { living } from '../customer.mjs';
import { attempt, attemptByItself } from '../invoice/collect.mjs';
import { draft } from '../invoice/draft.mjs';
import { wantsAuthentication } from '../next_action.mjs';
import { createSetupIntent } from '../setup_intent.mjs';
import { schedulePeriod } from './cycle.mjs';
import { advance } from './standing.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */

/** Prices of one currency and one interval. @param {Double} double @param {StripeObject[]} given @param {string} param */
export function itemsFor(double, given, param = 'items') {
  if (given.length === 0) throw invalid('You must pass at least one item.', { param });
  if (given.length > 20) throw invalid('A subscription has at most 20 items.', { param });
  const prices = given.map((item, index) => {
    if (!item.price) throw invalid(`Missing required param: ${param}[${index}][price].`, { code: 'parameter_missing', param: `${param}[${index}][price]` });
    const price = double.store.get('price', item.price, `${param}[${index}][price]`);
    if (!price.active) throw invalid(`The price specified is inactive. This field only accepts active prices.`, { param: `${param}[${index}][price]` });
    if (price.type !== 'recurring') throw invalid('The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.', { param: `${param}[${index}][price]` });
    return price;
  });
  const [firstPrice] = prices;
  if (!firstPrice) throw invalid('You must pass at least one item.', { param });
  if (prices.some((price) => price.currency !== firstPrice.currency)) throw invalid('All prices on a subscription must have the same currency.', { param });
  const same = (/** @type {StripeObject} */ price) => price.recurring.interval === firstPrice.recurring.interval && price.recurring.interval_count === firstPrice.recurring.interval_count;
  if (!prices.every(same)) throw invalid('This double does not do prices of different intervals on one subscription.', { param });
  if (new Set(prices.map((price) => price.id)).size < prices.length) throw invalid('Cannot add multiple subscription items with the same price.', { param });
  return {
    currency: /** @type {string} */ (firstPrice.currency), recurring: firstPrice.recurring,
    items: given.map((item) => ({ price: item.price, quantity: item.quantity ?? 1, metadata: item.metadata ?? {} })),
  };
}

/** @param {{ price: string, quantity: number }} item @param {number} index */
export const previewItem = (item, index) => ({ ...item, id: `si_preview${index}` });

/** What the first invoice charges. @param {Double} double @param {import('../../proration.mjs').Item[]} items @param {StripeObject} recurring @param {number} at @param {number | null} trial */
export function firstInvoice(double, items, recurring, at, trial) {
  const period = { start: at, end: trial ?? next(at, /** @type {any} */ (recurring), at) };
  return { charges: items.map((item) => (trial ? trialCharge(double, item, period) : periodCharge(double, item, period))), period };
}

/** Where automatic tax needs to know. @param {StripeObject} customer */
function located(customer) {
  if (customer.address?.country) return;
  throw invalid("The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.", { code: 'customer_tax_location_invalid', param: 'automatic_tax[enabled]' });
}

/** @param {Double} double @param {StripeObject} customer @param {string} currency */
function oneCurrency(double, customer, currency) {
  const other = double.store.of('subscription', customer.id, (one) => one.currency !== currency && !['canceled', 'incomplete_expired'].includes(one.status))[0];
  if (other) throw invalid(`You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency ${other.currency}.`);
}

/** @param {Double} double @param {StripeObject} given */
function trialEnd(double, { trial_period_days, trial_end }) {
  if (trial_period_days !== undefined && trial_end !== undefined) throw invalid('You may only specify one of these parameters: trial_end, trial_period_days.', { param: 'trial_end' });
  if (trial_period_days !== undefined && trial_period_days > 730) throw invalid('The maximum trial period is 730 days.', { param: 'trial_period_days' });
  if (trial_period_days) return double.now() + trial_period_days * DAY;
  if (trial_end === undefined || trial_end === 'now') return null;
  if (trial_end <= double.now()) throw invalid('Invalid timestamp: must be an integer Unix timestamp in the future.', { param: 'trial_end' });
  return trial_end;
}

/** @param {Double} double @param {StripeObject} params @returns {StripeObject} */
export function createSubscription(double, params) {
  const { payment_behavior = 'allow_incomplete', off_session = false, discounts = [], payment_settings = {}, trial_settings } = params;
  const customer = living(double, params.customer, 'customer');
  const { currency, recurring, items } = itemsFor(double, params.items);
  if (params.currency && params.currency.toLowerCase() !== currency) throw invalid(`The price specified only supports \`${currency}\`.`, { param: 'currency' });
  oneCurrency(double, customer, currency);
  if (params.automatic_tax?.enabled) located(customer);
  const card = cardOfCustomer(double, customer, params.default_payment_method);
  const trial = trialEnd(double, params);
  if (!trial && !card && payment_behavior !== 'default_incomplete') {
    throw invalid('This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.', { code: 'resource_missing' });
  }
  if (!trial && card && payment_behavior === 'error_if_incomplete') foresee(card, off_session);
  const at = double.now();
  const id = double.store.newId('subscription');
  const given = (discounts ?? []).map((/** @type {StripeObject} */ one, /** @type {number} */ index) => discountOf(double, one, { customer: customer.id, subscription: id, param: `discounts[${index}]` }));
  const subscription = double.store.add('subscription', {
    id, customer: customer.id, currency, created: at, start_date: at, billing_cycle_anchor: trial ?? at, billing_cycle_anchor_config: null, status: trial ? 'trialing' : 'incomplete',
    automatic_tax: { enabled: params.automatic_tax?.enabled ?? false, liability: params.automatic_tax?.enabled ? { type: 'self' } : null, disabled_reason: null },
    billing_mode: { type: 'flexible', flexible: { proration_discounts: 'itemized' } }, billing_schedules: [], billing_thresholds: null, cancel_at: params.cancel_at ?? null, canceled_at: null,
    cancel_at_period_end: params.cancel_at_period_end ?? false, cancellation_details: { comment: null, feedback: null, reason: null }, default_payment_method: params.default_payment_method ?? null,
    description: params.description ?? null, discounts: given.map((/** @type {StripeObject} */ one) => one.id), ended_at: null, latest_invoice: null, managed_payments: null, metadata: params.metadata ?? {},
    next_pending_invoice_item_invoice: null, pause_collection: null, pending_invoice_item_interval: null, pending_setup_intent: null, pending_update: null, transfer_data: null,
    payment_settings: { payment_method_options: null, payment_method_types: payment_settings.payment_method_types ?? null, save_default_payment_method: payment_settings.save_default_payment_method ?? 'off' },
    trial_start: trial ? at : null, trial_end: trial, trial_settings: { end_behavior: { missing_payment_method: 'create_invoice', ...trial_settings?.end_behavior } }, items: undefined, plan: undefined,
  });
  customer.currency ??= currency;
  const first = firstInvoice(double, addItems(double, subscription, items, { start: at, end: at }), recurring, at, trial);
  for (const item of double.store.of('subscription_item', id)) Object.assign(item, { current_period_start: at, current_period_end: first.period.end });
  double.count('subscriptions');
  if (trial && !card) {
    subscription.pending_setup_intent = createSetupIntent(double, { customer: customer.id, usage: 'off_session', payment_method_types: payment_settings.payment_method_types ?? ['card'], automatic_payment_methods: { enabled: true, allow_redirects: 'always' } }).id;
  }
  const drafted = draft(double, { customer, subscription, ...first, discounts: given, currency, reason: 'subscription_create', automatic_tax: subscription.automatic_tax.enabled, at });
  subscription.latest_invoice = drafted.invoice.id;
  double.emit('customer.subscription.created', subscription);
  advance(double, subscription, drafted, { now: true });
  schedulePeriod(double, subscription, first.period.end);
  if (subscription.cancel_at) double.clock.at('cancel', id, subscription.cancel_at);
  if (!trial && subscription.status === 'incomplete') double.clock.at('incomplete', id, at + 23 * HOUR);
  if (drafted.invoice.status === 'open') collectFirst(double, drafted.invoice, card, payment_behavior, off_session);
  return subscription;
}

/** @param {Double} double @param {StripeObject} invoice @param {StripeObject | undefined} card @param {string} behavior @param {boolean} off_session */
function collectFirst(double, invoice, card, behavior, off_session) {
  if (behavior === 'default_incomplete') {
    const intent = double.store.get('payment_intent', invoice._intent);
    if (card) Object.assign(intent, { payment_method: card.id, status: 'requires_confirmation' });
    return;
  }
  if (off_session) attemptByItself(double, invoice);
  else {
    try {
      attempt(double, invoice, { off_session: false });
    } catch {
      // Declined: the subscription stays incomplete.
    }
  }
}

/** An error in place of what would not be paid. @param {StripeObject} card @param {boolean} offSession */
export function foresee(card, offSession) {
  void offSession;
  if (wantsAuthentication(card, { setup: false })) {
    throw cardError({ code: 'subscription_payment_intent_requires_action', message: 'Payment for this subscription requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with subscription.latest_invoice.' });
  }
  const { decline } = cardOf(card._number);
  if (decline) throw cardError(declined(decline));
}

/** @param {Double} double @param {StripeObject} customer @param {string | null | undefined} id */
export function cardOfCustomer(double, customer, id) {
  if (id) {
    const method = double.store.get('payment_method', id, 'default_payment_method');
    if (method.customer !== customer.id) throw missing('PaymentMethod', `${id}'; the customer does not have a payment method with the ID '${id}`, 'default_payment_method');
    return method;
  }
  return double.store.find('payment_method', customer.invoice_settings?.default_payment_method);
}

/**
 * @param {Double} double @param {StripeObject} subscription @param {{ price: string, quantity: number, metadata?: StripeObject }[]} items
 * @param {{ start: number, end: number }} period
 * @returns {any[]}
 */
export function addItems(double, subscription, items, period) {
  return items.map(({ price, quantity, metadata = {} }) =>
    double.store.add('subscription_item', {
      created: double.now(), price, quantity, metadata, subscription: subscription.id, billing_thresholds: null, discounts: [], tax_rates: [], plan: sample('plan'),
      current_period_start: period.start, current_period_end: period.end, _billed: null,
    }));
}
