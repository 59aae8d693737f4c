// @ts-check
/** https://docs.stripe.com/billing/subscriptions/cancel */
import { invalid } from '../../errors.mjs';
import { credit } from '../../proration.mjs';
import { draft } from '../invoice/draft.mjs';
import { attemptByItself, finalize } from '../invoice/collect.mjs';
import { cancelSetupIntent } from '../setup_intent.mjs';
import { itemsOf, keepForLater, waiting } from './cycle.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */

/** Every state but the two last. */
export const LIVE = new Set(['trialing', 'active', 'past_due', 'unpaid', 'paused', 'incomplete']);

export const TIMERS = ['period', 'trial_will_end', 'incomplete', 'cancel', 'resume_collection'];

/**
 * @param {Double} double @param {StripeObject} subscription
 * @param {{ reason?: string | null, prorate?: boolean, invoice_now?: boolean, cancellation_details?: StripeObject }} [how]
 */
export function cancel(double, subscription, { reason = 'cancellation_requested', prorate = false, invoice_now = false, cancellation_details = {} } = {}) {
  if (!LIVE.has(subscription.status)) throw invalid(`No such subscription: '${subscription.id}'`, { code: 'resource_missing', param: 'id', status: 404 });
  const now = double.now();
  for (const timer of TIMERS) double.clock.cancel(timer, subscription.id);
  const expired = subscription.status === 'incomplete';
  if (prorate) keepForLater(double, subscription, itemsOf(double, subscription).flatMap((item) => credit(double, item, now, subscription.currency)));
  Object.assign(subscription, {
    status: expired ? 'incomplete_expired' : 'canceled', ended_at: now, canceled_at: subscription.canceled_at ?? now, cancel_at_period_end: false,
    cancellation_details: { comment: null, feedback: null, ...subscription.cancellation_details, ...cancellation_details, reason },
  });
  const setup = double.store.find('setup_intent', subscription.pending_setup_intent);
  if (setup && !['succeeded', 'canceled'].includes(setup.status)) cancelSetupIntent(double, setup);
  subscription.pending_setup_intent = null;
  for (const invoice of double.store.of('invoice', subscription.customer, (one) => one.parent?.subscription_details?.subscription === subscription.id && ['draft', 'open'].includes(one.status))) {
    for (const timer of ['retry', 'finalize']) double.clock.cancel(timer, invoice.id);
    Object.assign(invoice, { auto_advance: false, next_payment_attempt: null });
  }
  double.count('subscriptions_ended');
  double.emit(expired ? 'customer.subscription.updated' : 'customer.subscription.deleted', subscription, expired ? { status: 'incomplete' } : undefined);
  const charges = invoice_now ? waiting(double, subscription) : [];
  if (charges.length > 0) {
    const { invoice } = draft(double, {
      customer: double.store.get('customer', subscription.customer), subscription, charges, discounts: [], currency: subscription.currency, reason: 'subscription_update',
      automatic_tax: subscription.automatic_tax.enabled, at: now, period: { start: now, end: now },
    });
    subscription.latest_invoice = invoice.id;
    finalize(double, invoice);
    if (invoice.status === 'open') attemptByItself(double, invoice);
  }
  return subscription;
}
