// @ts-check
/** What payments make of a subscription's status: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses. */
import { HOUR } from '../../calendar.mjs';
import { finalize, attemptByItself } from '../invoice/collect.mjs';
import { remember } from '../invoice/draft.mjs';
import { cancel } from './end.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */

/** The latest invoice decides; it is paid, voided or given up. @param {Double} double @param {StripeObject} subscription @param {StripeObject} invoice */
export function paidFor(double, subscription, invoice) {
  if (invoice.status !== 'paid' && subscription.status === 'incomplete') {
    if (invoice.id === subscription.latest_invoice && invoice.status === 'void') cancel(double, subscription, { reason: null });
    return;
  }
  const consumed = invoice.status === 'paid' && invoice.total_discount_amounts.length > 0 ? invoice.total_discount_amounts.map((/** @type {StripeObject} */ one) => one.discount) : [];
  double.change(subscription, 'customer.subscription.updated', () => {
    const card = subscription._paid_with;
    if (card) subscription.default_payment_method = card;
    delete subscription._paid_with;
    dropOnce(double, subscription, consumed);
    if (invoice.id !== subscription.latest_invoice) return;
    if (['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) subscription.status = 'active';
    if (subscription._resuming) subscription.status = 'active';
    if (subscription.status === 'active') double.clock.cancel('incomplete', subscription.id);
    delete subscription._resuming;
  });
}

/** A coupon that is good once has been. @param {Double} double @param {StripeObject} subscription @param {string[]} consumed */
function dropOnce(double, subscription, consumed) {
  subscription.discounts = subscription.discounts.filter((/** @type {string} */ id) => {
    const coupon = double.store.find('coupon', double.store.find('discount', id)?.source.coupon);
    return coupon?.duration !== 'once' || !consumed.includes(id);
  });
}

/** @param {Double} double @param {StripeObject} subscription */
export function unpaidFor(double, subscription) {
  if (subscription.status !== 'active') return;
  double.change(subscription, 'customer.subscription.updated', () => (subscription.status = 'past_due'));
}

/** No retry is left. @param {Double} double @param {StripeObject} subscription */
export function giveUp(double, subscription) {
  if (!['active', 'past_due'].includes(subscription.status)) return;
  const { final_action } = double.settings;
  if (final_action === 'cancel') cancel(double, subscription, { reason: 'payment_failed' });
  else double.change(subscription, 'customer.subscription.updated', () => (subscription.status = final_action));
}

/**
 * Sends a draft on its way, at once or an hour later; while collection is paused or the subscription unpaid, not.
 * @param {Double} double @param {StripeObject} subscription @param {{ invoice: StripeObject, settled: import('../../totals.mjs').Settled[] }} drafted
 * @param {{ now: boolean }} when
 */
export function advance(double, subscription, { invoice, settled }, { now }) {
  remember(double, settled);
  if (subscription.status === 'unpaid' || subscription.pause_collection?.behavior === 'keep_as_draft') {
    invoice.auto_advance = false;
    return;
  }
  if (now) {
    finalize(double, invoice);
    return;
  }
  const wait = double.settings.finalize_after_seconds ?? HOUR;
  invoice.automatically_finalizes_at = double.now() + wait;
  double.clock.at('finalize', invoice.id, double.now() + wait);
}

/** @param {Double} double @param {StripeObject} invoice */
export function finalizeAndCollect(double, invoice) {
  finalize(double, invoice);
  if (invoice.status === 'open') attemptByItself(double, invoice);
}
