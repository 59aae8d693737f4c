// @ts-check
/** https://docs.stripe.com/api/payment_intents and https://docs.stripe.com/payments/paymentintents/lifecycle */
import { cardOf, declined } from '../cards.mjs';
import { cardError, invalid } from '../errors.mjs';
import { checked, currencyOf } from '../money.mjs';
import { flag, metadata, must, natural, oneOf, page, text } from '../parameters.mjs';
import { list, render } from '../render.mjs';
import { token } from '../store.mjs';
import { createCharge } from './charge.mjs';
import { living, merge } from './customer.mjs';
import { nextAction, wantsAuthentication } from './next_action.mjs';
import { attach, createMethod, methodFields, methodOf } from './payment_method.mjs';
import { paymentFailed, paymentNeedsAction, paymentSucceeded } from './invoice/collect.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

const confirming = {
  payment_method: text, payment_method_data: methodFields, off_session: flag, return_url: text, use_stripe_sdk: flag, client_secret: text,
  setup_future_usage: oneOf('off_session', 'on_session'), receipt_email: text,
};
const fields = { amount: must(natural), currency: must(text), customer: text, description: text, metadata, payment_method_types: [oneOf('card')], automatic_payment_methods: { enabled: flag, allow_redirects: oneOf('always', 'never') } };

/** @param {Double} double @param {StripeObject} params */
export function createPaymentIntent(double, { amount, currency, metadata: pairs, customer = null, description = null, setup_future_usage = null, payment_method_types = ['card'], automatic_payment_methods = null, ...own }) {
  const id = double.store.newId('payment_intent');
  const intent = double.store.add('payment_intent', {
    id, client_secret: `${id}_secret_${token()}`, amount, currency, customer, description, metadata: pairs ?? {}, created: double.now(), setup_future_usage,
    payment_method_types, automatic_payment_methods, canceled_at: null, last_payment_error: null, latest_charge: null, next_action: null,
    payment_method: null, payment_method_configuration_details: null, processing: null, shipping: null, transfer_data: null, managed_payments: null,
    amount_received: 0, status: 'requires_payment_method', receipt_email: null, ...own,
  });
  double.emit('payment_intent.created', intent);
  return intent;
}

/** @param {Double} double @param {StripeObject} intent @param {StripeObject} method @param {ReturnType<typeof declined>} why */
function fail(double, intent, method, why, charged = true) {
  const failed = render(double, method);
  const charge = charged ? createCharge(double, intent, method, why) : null;
  Object.assign(intent, {
    status: 'requires_payment_method', next_action: null, payment_method: null, latest_charge: charge?.id ?? intent.latest_charge,
    last_payment_error: { ...why, type: 'card_error', ...(charge && { charge: charge.id }), payment_method: failed },
  });
  double.emit('payment_intent.payment_failed', intent);
  paymentFailed(double, intent, why.decline_code ?? why.code);
  return cardError(why, { ...(charge && { charge: charge.id }), payment_intent: render(double, intent), payment_method: failed });
}

/**
 * Takes the money, or says why not: by a card error, or by `requires_action`.
 * @param {Double} double @param {StripeObject} intent @param {StripeObject} params @param {{ publishable?: boolean, billing?: boolean }} [by]
 */
export function confirmPayment(double, intent, { payment_method, payment_method_data, off_session = false, return_url, use_stripe_sdk, setup_future_usage, receipt_email }, { publishable = false, billing = false } = {}) {
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
    throw invalid(`You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`, { code: 'payment_intent_unexpected_state' });
  }
  const method = payment_method_data ? createMethod(double, payment_method_data, publishable)
    : payment_method ? methodOf(double, payment_method) : double.store.find('payment_method', intent.payment_method);
  if (!method) throw invalid("You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.", { code: 'payment_intent_unexpected_state' });
  if (method.customer && method.customer !== intent.customer) throw invalid('The provided PaymentMethod cannot be attached. To reuse a PaymentMethod, you must attach it to a Customer first.', { code: 'payment_method_unexpected_state', param: 'payment_method' });
  if (method._detached) throw invalid('This PaymentMethod was detached from a Customer, and may not be used again.', { code: 'payment_method_unexpected_state', param: 'payment_method' });
  if (off_session && !method.customer) throw invalid('You cannot charge off session a PaymentMethod that is not attached to the customer.', { param: 'off_session' });
  Object.assign(intent, { payment_method: method.id, last_payment_error: null, ...(setup_future_usage && { setup_future_usage }), ...(receipt_email && { receipt_email }) });
  if (wantsAuthentication(method, { setup: false })) {
    if (off_session && !billing) throw fail(double, intent, method, declined('authentication_required'));
    intent.status = 'requires_action';
    intent.next_action = nextAction(double, intent, { return_url, use_stripe_sdk });
    double.emit('payment_intent.requires_action', intent);
    paymentNeedsAction(double, intent);
    return intent;
  }
  return take(double, intent, method);
}

/** @param {Double} double @param {StripeObject} intent @param {StripeObject} method */
function take(double, intent, method) {
  const { decline } = cardOf(method._number);
  if (decline) throw fail(double, intent, method, declined(decline));
  const charge = createCharge(double, intent, method, null);
  Object.assign(intent, { status: 'succeeded', next_action: null, last_payment_error: null, amount_received: intent.amount, latest_charge: charge.id });
  if (intent.setup_future_usage && intent.customer) {
    method._authenticated = true;
    attach(double, method.id, intent.customer, 'payment_method');
  }
  double.emit('payment_intent.succeeded', intent);
  paymentSucceeded(double, intent);
  return intent;
}

/** What the customer did on the page of 3-D Secure. @param {Double} double @param {StripeObject} intent @param {boolean} complete */
export function authenticatePayment(double, intent, complete) {
  if (intent.status !== 'requires_action') return;
  const method = double.store.get('payment_method', intent.payment_method);
  if (!complete) {
    fail(double, intent, method, /** @type {any} */ ({
      code: 'payment_intent_authentication_failure',
      message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    }), false);
    return;
  }
  try {
    take(double, intent, method);
  } catch {
    // The decline stands in the intent's `last_payment_error`: the page has no caller to tell.
  }
}

/** @param {Double} double @param {StripeObject} intent @param {string | null} [reason] */
export function cancelPaymentIntent(double, intent, reason = null) {
  if (['succeeded', 'canceled'].includes(intent.status)) {
    throw invalid(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, { code: 'payment_intent_unexpected_state' });
  }
  Object.assign(intent, { status: 'canceled', canceled_at: double.now(), cancellation_reason: reason, next_action: null });
  double.emit('payment_intent.canceled', intent);
  return intent;
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/payment_intents', { ...fields, ...confirming, confirm: flag }, ({ double, params: { confirm, payment_method, payment_method_data, off_session, return_url, use_stripe_sdk, ...params } }) => {
    const currency = currencyOf(params.currency);
    if (params.amount < 1) throw invalid('Amount must be no less than 1.', { code: 'amount_too_small', param: 'amount' });
    checked(params.amount, currency);
    if (params.customer) living(double, params.customer, 'customer');
    if (off_session && !confirm) throw invalid('You may only specify `off_session` with `confirm=true`.', { param: 'off_session' });
    const method = payment_method ? methodOf(double, payment_method) : null;
    const intent = createPaymentIntent(double, { automatic_payment_methods: { enabled: true, allow_redirects: 'always' }, ...params, currency });
    if (method) Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' });
    return confirm ? confirmPayment(double, intent, { payment_method_data, off_session, return_url, use_stripe_sdk }) : intent;
  }],
  ['GET', '/v1/payment_intents', { ...page, customer: text }, ({ double, params, path }) =>
    list(double.store.all('payment_intent', (one) => !params.customer || one.customer === params.customer), path, params)],
  ['GET', '/v1/payment_intents/:id', { client_secret: text }, ({ double, id }) => double.store.get('payment_intent', id), 'publishable'],
  ['POST', '/v1/payment_intents/:id', { description: text, metadata, payment_method: text, receipt_email: text, setup_future_usage: oneOf('off_session', 'on_session') }, ({ double, id, params: { metadata: pairs, ...params } }) => {
    const intent = double.store.get('payment_intent', id);
    if (params.payment_method) Object.assign(params, { payment_method: methodOf(double, params.payment_method).id, status: 'requires_confirmation' });
    Object.assign(intent, params);
    merge(intent, pairs);
    return intent;
  }],
  ['POST', '/v1/payment_intents/:id/confirm', confirming, ({ double, id, params, publishable }) =>
    confirmPayment(double, double.store.get('payment_intent', id), params, { publishable }), 'publishable'],
  ['POST', '/v1/payment_intents/:id/cancel', { cancellation_reason: text }, ({ double, id, params }) => {
    const intent = double.store.get('payment_intent', id);
    if (intent._invoice) throw invalid('You cannot cancel a PaymentIntent that was created by an invoice; void the invoice instead.', { code: 'payment_intent_unexpected_state' });
    return cancelPaymentIntent(double, intent, params.cancellation_reason);
  }],
];
