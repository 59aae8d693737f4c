// @ts-check
/** The turn of a period: https://docs.stripe.com/billing/subscriptions/billing-cycle. */
import { DAY, next } from '../../calendar.mjs';
import { periodCharge } from '../../proration.mjs';
import { sample } from '../../store.mjs';
import { draft, pending } from '../invoice/draft.mjs';
import { cardFor, close, finalize } from '../invoice/collect.mjs';
import { cancel, LIVE } from './end.mjs';
import { advance } from './standing.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */
/** @typedef {import('../../totals.mjs').Charge} Charge */

/** @param {Double} double @param {StripeObject} subscription */
export const itemsOf = (double, subscription) => double.store.of('subscription_item', subscription.id);

/** Charges that wait for this subscription's next invoice. @param {Double} double @param {StripeObject} subscription @returns {Charge[]} */
export const waiting = (double, subscription) =>
  pending(double, subscription.customer, subscription.id).map((one) => ({ ...one._charge, invoiceitem: one.id }));

/** @param {Double} double @param {StripeObject} subscription @param {Charge[]} charges */
export function keepForLater(double, subscription, charges) {
  for (const charge of charges) {
    const price = double.store.find('price', charge.price);
    const item = double.store.add('invoiceitem', {
      amount: charge.amount, currency: subscription.currency, customer: subscription.customer, date: double.now(), description: charge.description, discountable: !charge.proration,
      discounts: (charge.discounts ?? []).map((one) => one.discount), invoice: null, metadata: {}, period: charge.period, proration: charge.proration, quantity: charge.quantity,
      quantity_decimal: String(charge.quantity), net_amount: charge.amount - (charge.discounts ?? []).reduce((total, one) => total + one.amount, 0),
      parent: { type: 'subscription_details', subscription_details: { subscription: subscription.id, subscription_item: charge.item } },
      pricing: price ? { type: 'price_details', price_details: { price: price.id, product: price.product }, unit_amount_decimal: String(price.unit_amount) } : null,
      _subscription: subscription.id, _charge: charge,
    });
    double.emit('invoiceitem.created', item);
  }
}

/** What a new period costs. @param {Double} double @param {StripeObject} subscription @param {any[]} items @param {number} start */
export function recurringCharges(double, subscription, items, start) {
  const [first] = items;
  const { recurring } = double.store.get('price', first.price);
  const period = { start, end: next(subscription.billing_cycle_anchor, recurring, start) };
  return { charges: items.map((item) => periodCharge(double, item, period)), period };
}

/** @param {Double} double @param {StripeObject} subscription @param {number} end */
export function schedulePeriod(double, subscription, end) {
  double.clock.at('period', subscription.id, end);
  if (subscription.status !== 'trialing' || subscription.trial_end === null) {
    double.clock.cancel('trial_will_end', subscription.id);
    return;
  }
  double.clock.at('trial_will_end', subscription.id, Math.max(subscription.trial_end - 3 * DAY, double.now()));
}

/** The period is over. @param {Double} double @param {string} id */
export function turn(double, id) {
  const subscription = double.store.find('subscription', id);
  if (!subscription || !LIVE.has(subscription.status) || subscription.status === 'paused') return;
  const now = double.now();
  if (subscription.cancel_at_period_end || (subscription.cancel_at !== null && subscription.cancel_at <= now)) {
    settleRest(double, subscription);
    cancel(double, subscription, { reason: 'cancellation_requested' });
    return;
  }
  if (subscription.status === 'trialing' && endOfTrial(double, subscription)) return;
  const items = itemsOf(double, subscription);
  const discounts = subscription.discounts.map((/** @type {string} */ one) => double.store.get('discount', one));
  const customer = double.store.get('customer', subscription.customer);
  const old = { start: items[0]?.current_period_start ?? now, end: now };
  const { charges, period } = recurringCharges(double, subscription, items, now);
  const drafted = draft(double, {
    customer, subscription, charges: [...waiting(double, subscription), ...charges], discounts, currency: subscription.currency, reason: 'subscription_cycle',
    automatic_tax: subscription.automatic_tax.enabled, at: now, period: old,
  });
  double.change(subscription, 'customer.subscription.updated', () => {
    for (const item of items) Object.assign(item, { current_period_start: period.start, current_period_end: period.end });
    subscription.latest_invoice = drafted.invoice.id;
    if (subscription.status === 'trialing') subscription.status = 'active';
    dropEnded(double, subscription, now);
  });
  schedulePeriod(double, subscription, period.end);
  advance(double, subscription, drafted, { now: false });
  const behavior = subscription.pause_collection?.behavior;
  if (behavior === 'void' || behavior === 'mark_uncollectible') {
    finalize(double, drafted.invoice);
    if (drafted.invoice.status === 'open') close(double, drafted.invoice, behavior === 'void' ? 'void' : 'uncollectible');
  }
}

/** What is still owed when a subscription ends with its period. @param {Double} double @param {StripeObject} subscription */
function settleRest(double, subscription) {
  const charges = waiting(double, subscription);
  if (charges.length === 0) return;
  const now = double.now();
  const drafted = draft(double, {
    customer: double.store.get('customer', subscription.customer), subscription: null, charges, discounts: [], currency: subscription.currency, reason: 'subscription_cycle',
    automatic_tax: subscription.automatic_tax.enabled, at: now, period: { start: now, end: now },
  });
  double.clock.at('finalize', drafted.invoice.id, now + double.settings.finalize_after_seconds);
}

/** Without a card the trial ends as its settings say; true where it ends so. @param {Double} double @param {StripeObject} subscription */
function endOfTrial(double, subscription) {
  if (cardFor(double, { ...sample('invoice'), customer: subscription.customer, default_payment_method: null, parent: { subscription_details: { subscription: subscription.id } } })) return false;
  const behavior = subscription.trial_settings.end_behavior.missing_payment_method;
  if (behavior === 'cancel') cancel(double, subscription, { reason: null });
  else if (behavior === 'pause') {
    const before = { status: 'trialing' };
    subscription.status = 'paused';
    double.emit('customer.subscription.updated', subscription, before);
    double.emit('customer.subscription.paused', subscription);
  }
  return behavior !== 'create_invoice';
}

/** @param {Double} double @param {StripeObject} subscription @param {number} now */
function dropEnded(double, subscription, now) {
  subscription.discounts = subscription.discounts.filter((/** @type {string} */ id) => {
    const end = double.store.get('discount', id).end;
    return end === null || end > now;
  });
}
