// @ts-check
/** What paying on the hosted page does: https://docs.stripe.com/payments/checkout/how-checkout-works. */
import { invalid } from '../../errors.mjs';
import { sample } from '../../store.mjs';
import { createCustomer } from '../customer.mjs';
import { detailsOf, trialOf } from '../checkout_session.mjs';
import { confirmPayment } from '../payment_intent.mjs';
import { createMethod } from '../payment_method.mjs';
import { confirmSetup, createSetupIntent } from '../setup_intent.mjs';
import { createSubscription } from '../subscription/create.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */

/**
 * Pays with what was typed. The answer is an intent that has succeeded or needs 3-D Secure; a decline is thrown.
 * @param {Double} double @param {StripeObject} session @param {StripeObject} method `payment_method_data`
 * @returns {StripeObject} the intent
 */
export function pay(double, session, method) {
  if (session.status !== 'open') throw invalid('This Checkout Session is not open any more.');
  const card = createMethod(double, method, true);
  const customer = customerOf(double, session, card);
  const how = { payment_method: card.id, return_url: `${double.url}/c/pay/${session.id}/return` };
  if (session.mode === 'setup' || trialOf(double, session)) {
    const known = double.store.find('setup_intent', session._setup);
    const intent = known && known.status !== 'canceled' ? known : createSetupIntent(double, { customer, usage: 'off_session', ...session._setup_intent_data });
    session._setup = intent.id;
    return confirmSetup(double, intent, how);
  }
  // The subscription is there before it is paid, and says so by `incomplete`.
  let subscription = double.store.find('subscription', session._subscription);
  if (subscription?.status !== 'incomplete') subscription = subscribe(double, session, customer, null);
  const invoice = double.store.get('invoice', subscription.latest_invoice);
  const intent = double.store.find('payment_intent', invoice._intent);
  return intent ? confirmPayment(double, intent, how) : { status: 'succeeded', id: null };
}

/** @param {Double} double @param {StripeObject} session @param {StripeObject} card */
function customerOf(double, session, card) {
  if (!session.customer && !session._customer && session.mode === 'subscription') {
    session._customer = createCustomer(double, { email: session.customer_email ?? card.billing_details.email, name: card.billing_details.name }).id;
  }
  const id = session.customer ?? session._customer ?? null;
  const customer = double.store.find('customer', id);
  const updates = session._customer_update ?? (session.customer ? {} : { address: 'auto' });
  if (customer && updates.address === 'auto' && card.billing_details.address.country) {
    double.change(customer, 'customer.updated', () => (customer.address = { ...sample('customer').address, ...card.billing_details.address }));
  }
  return id;
}

/** @param {Double} double @param {StripeObject} session @param {string} customer @param {string | null} card */
function subscribe(double, session, customer, card) {
  const { description, metadata, trial_end, trial_period_days, trial_settings } = session._subscription_data ?? {};
  const given = {
    customer, items: session._line_items, description, metadata, trial_end, trial_period_days, trial_settings, discounts: session._discounts ?? undefined,
    automatic_tax: { enabled: session.automatic_tax.enabled }, default_payment_method: card, payment_behavior: 'default_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
  };
  const subscription = createSubscription(double, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  session._subscription = subscription.id;
  return subscription;
}

/** Closes the session once its intent has succeeded. @param {Double} double @param {StripeObject} session */
export function complete(double, session) {
  if (session.status !== 'open') return session.status === 'complete';
  const setup = double.store.find('setup_intent', session._setup);
  const customer = session.customer ?? session._customer ?? null;
  if (setup?.status === 'succeeded') {
    if (session.mode === 'setup') session.setup_intent = setup.id;
    else subscribe(double, session, customer, setup.payment_method);
  }
  const subscription = double.store.find('subscription', session._subscription);
  if (session.mode === 'subscription' && (!subscription || !['active', 'trialing'].includes(subscription.status))) return false;
  if (session.mode === 'setup' && setup?.status !== 'succeeded') return false;
  const invoice = double.store.find('invoice', subscription?.latest_invoice);
  const owner = double.store.find('customer', customer);
  double.clock.cancel('checkout', session.id);
  Object.assign(session, {
    status: 'complete', customer, subscription: subscription?.id ?? null, invoice: invoice?.id ?? null,
    payment_status: invoice && invoice.amount_paid > 0 ? 'paid' : 'no_payment_required',
    ...(invoice && { amount_subtotal: invoice.subtotal, amount_total: invoice.total, total_details: detailsOf(invoice) }),
    automatic_tax: { ...session.automatic_tax, status: session.automatic_tax.enabled ? 'complete' : null },
    customer_details: owner ? { ...sample('checkout.session').customer_details, address: owner.address, email: owner.email, name: owner.name, phone: owner.phone } : session.customer_details,
  });
  double.count('checkout_sessions_completed');
  double.emit('checkout.session.completed', session);
  return true;
}

/** The session that an intent pays is complete even if its browser never comes back. @param {Double} double @param {StripeObject} intent */
export function completeFor(double, intent) {
  const subscription = double.store.find('invoice', intent._invoice)?.parent?.subscription_details?.subscription;
  const session = double.store.all('checkout.session', (one) => one._setup === intent.id || (subscription && one._subscription === subscription))[0];
  if (session) complete(double, session);
}
