// @ts-check
/** https://docs.stripe.com/api/setup_intents and https://docs.stripe.com/payments/paymentintents/lifecycle */
import { declined } from '../cards.mjs';
import { cardError, invalid } from '../errors.mjs';
import { flag, metadata, oneOf, page, text } from '../parameters.mjs';
import { list, render } from '../render.mjs';
import { token } from '../store.mjs';
import { living, merge } from './customer.mjs';
import { nextAction, wantsAuthentication } from './next_action.mjs';
import { attach, createMethod, declineOnSetup, methodFields, methodOf } from './payment_method.mjs';
import { setUp } from './subscription/set_up.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

const confirming = {
  payment_method: text, payment_method_data: methodFields, return_url: text, use_stripe_sdk: flag, client_secret: text,
  mandate_data: { customer_acceptance: { type: text, online: { infer_from_client: flag, ip_address: text, user_agent: text } } },
};
const fields = {
  automatic_payment_methods: { enabled: flag, allow_redirects: oneOf('always', 'never') }, customer: text, description: text, metadata,
  payment_method_types: [oneOf('card', 'link')], usage: oneOf('off_session', 'on_session'),
};

/** @param {Double} double @param {StripeObject} params */
export function createSetupIntent(double, { customer = null, description = null, metadata: pairs, usage = 'off_session', payment_method_types = ['card'], automatic_payment_methods, ...own }) {
  const id = double.store.newId('setup_intent');
  const intent = double.store.add('setup_intent', {
    id, client_secret: `${id}_secret_${token()}`, created: double.now(), customer, description, usage, payment_method_types, metadata: pairs ?? {},
    automatic_payment_methods: automatic_payment_methods ?? { enabled: true, allow_redirects: 'always' }, last_setup_error: null, next_action: null,
    payment_method: null, payment_method_configuration_details: null, status: 'requires_payment_method', ...own,
  });
  double.emit('setup_intent.created', intent);
  return intent;
}

/** @param {StripeObject} intent */
function fail(/** @type {Double} */ double, intent, /** @type {StripeObject} */ method, /** @type {ReturnType<typeof declined>} */ why) {
  const failed = render(double, method);
  Object.assign(intent, { status: 'requires_payment_method', next_action: null, payment_method: null, last_setup_error: { ...why, type: 'card_error', payment_method: failed } });
  double.emit('setup_intent.setup_failed', intent);
  return cardError(why, { setup_intent: render(double, intent), payment_method: failed });
}

/** @param {Double} double @param {StripeObject} intent @param {StripeObject} params @param {boolean} [publishable] */
export function confirmSetup(double, intent, { payment_method, payment_method_data, return_url, use_stripe_sdk }, publishable = false) {
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
    throw invalid(`You cannot confirm this SetupIntent because it has a status of ${intent.status}.`, { code: 'setup_intent_unexpected_state' });
  }
  const method = payment_method_data ? createMethod(double, payment_method_data, publishable)
    : payment_method ? methodOf(double, payment_method) : double.store.find('payment_method', intent.payment_method);
  if (!method) throw invalid('You cannot confirm this SetupIntent because it’s missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.', { code: 'setup_intent_unexpected_state' });
  if (intent.customer && method.customer && method.customer !== intent.customer) throw invalid('The payment method belongs to another customer.', { code: 'payment_method_unexpected_state', param: 'payment_method' });
  if (method._detached) throw invalid('This PaymentMethod was detached from a Customer, and may not be used again.', { code: 'payment_method_unexpected_state', param: 'payment_method' });
  const automatic = intent.automatic_payment_methods;
  if (!return_url && !use_stripe_sdk && automatic?.enabled && automatic.allow_redirects !== 'never') {
    throw invalid('This SetupIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`.', { param: 'return_url' });
  }
  intent.payment_method = method.id;
  intent.last_setup_error = null;
  const decline = declineOnSetup(method);
  if (decline) throw fail(double, intent, method, declined(decline));
  if (wantsAuthentication(method, { setup: true })) {
    intent.status = 'requires_action';
    intent.next_action = nextAction(double, intent, { return_url, use_stripe_sdk });
    double.emit('setup_intent.requires_action', intent);
    return intent;
  }
  return succeed(double, intent);
}

/** @param {Double} double @param {StripeObject} intent */
function succeed(double, intent) {
  const method = double.store.get('payment_method', intent.payment_method);
  Object.assign(intent, { status: 'succeeded', next_action: null, last_setup_error: null });
  method._authenticated = true;
  double.count('setup_intents');
  if (intent.customer) attach(double, method.id, intent.customer, 'payment_method');
  double.emit('setup_intent.succeeded', intent);
  setUp(double, intent, method);
  return intent;
}

/** What the customer did on the page of 3-D Secure. @param {Double} double @param {StripeObject} intent @param {boolean} complete */
export function authenticateSetup(double, intent, complete) {
  if (intent.status !== 'requires_action') return;
  if (complete) {
    succeed(double, intent);
    return;
  }
  const method = double.store.get('payment_method', intent.payment_method);
  fail(double, intent, method, /** @type {any} */ ({
    code: 'setup_intent_authentication_failure',
    message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  }));
}

/** @param {Double} double @param {StripeObject} intent */
export function cancelSetupIntent(double, intent, reason = null) {
  if (['succeeded', 'canceled'].includes(intent.status)) {
    throw invalid(`You cannot cancel this SetupIntent because it has a status of ${intent.status}.`, { code: 'setup_intent_unexpected_state' });
  }
  Object.assign(intent, { status: 'canceled', cancellation_reason: reason, next_action: null });
  double.emit('setup_intent.canceled', intent);
  return intent;
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/setup_intents', { ...fields, ...confirming, confirm: flag }, ({ double, params: { confirm, payment_method, payment_method_data, return_url, use_stripe_sdk, mandate_data: _, ...params } }) => {
    if (params.customer) living(double, params.customer, 'customer');
    const method = payment_method ? methodOf(double, payment_method) : null;
    const intent = createSetupIntent(double, params);
    if (method) Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' });
    return confirm ? confirmSetup(double, intent, { payment_method_data, return_url, use_stripe_sdk }) : intent;
  }],
  ['GET', '/v1/setup_intents', { ...page, customer: text, payment_method: text }, ({ double, params, path }) =>
    list(double.store.all('setup_intent', (one) => (!params.customer || one.customer === params.customer) && (!params.payment_method || one.payment_method === params.payment_method)), path, params)],
  ['GET', '/v1/setup_intents/:id', { client_secret: text }, ({ double, id }) => double.store.get('setup_intent', id), 'publishable'],
  ['POST', '/v1/setup_intents/:id', { customer: text, description: text, metadata, payment_method: text }, ({ double, id, params: { metadata: pairs, ...params } }) => {
    const intent = double.store.get('setup_intent', id);
    if (['succeeded', 'canceled'].includes(intent.status) && Object.keys(params).length > 0) throw invalid(`You cannot update this SetupIntent because it has a status of ${intent.status}.`, { code: 'setup_intent_unexpected_state' });
    if (params.customer) living(double, params.customer, 'customer');
    if (params.payment_method) Object.assign(params, { payment_method: methodOf(double, params.payment_method).id, status: 'requires_confirmation' });
    Object.assign(intent, params);
    merge(intent, pairs);
    return intent;
  }],
  ['POST', '/v1/setup_intents/:id/confirm', confirming, ({ double, id, params, publishable }) =>
    confirmSetup(double, double.store.get('setup_intent', id), params, publishable), 'publishable'],
  ['POST', '/v1/setup_intents/:id/cancel', { cancellation_reason: oneOf('abandoned', 'requested_by_customer', 'duplicate') }, ({ double, id, params }) =>
    cancelSetupIntent(double, double.store.get('setup_intent', id), params.cancellation_reason)],
];
