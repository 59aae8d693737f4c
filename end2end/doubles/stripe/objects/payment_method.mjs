// @ts-check
/** https://docs.stripe.com/api/payment_methods. Cards only. */
import { createHash } from 'node:crypto';
import { cardOf, checkTyped, declined, numberOf, rawNumberRefused } from '../cards.mjs';
import { cardError, invalid, missing } from '../errors.mjs';
import { address, metadata, must, oneOf, page, text, unsettable } from '../parameters.mjs';
import { list } from '../render.mjs';
import { sample } from '../store.mjs';
import { living, merge } from './customer.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

const billing_details = { address: unsettable(address), email: text, name: text, phone: text, tax_id: text };
const card = { number: text, exp_month: text, exp_year: text, cvc: text, token: text };

/** What `payment_method_data` and the creation of a payment method take. */
export const methodFields = {
  type: must(oneOf('card')), card, billing_details, metadata, allow_redisplay: oneOf('always', 'limited', 'unspecified'),
};

/**
 * @param {Double} double @param {StripeObject} typed @param {boolean} publishable only browsers may send numbers
 */
export function createMethod(double, { card: given, billing_details: details = {}, allow_redisplay = 'unspecified', metadata: pairs }, publishable) {
  if (!given) throw invalid('Missing required param: card.', { code: 'parameter_missing', param: 'card' });
  let { number, exp_month = '12', exp_year = String(new Date(double.now() * 1000).getUTCFullYear() + 5), cvc } = given;
  if (given.token) {
    number = numberOf(given.token);
    if (!number) throw missing('token', given.token, 'card[token]');
  } else if (!publishable) throw rawNumberRefused();
  if (!number) throw invalid('Missing required param: card[number].', { code: 'parameter_missing', param: 'card[number]' });
  const checked = checkTyped({ number, exp_month, exp_year, cvc }, double.now());
  const kind = cardOf(checked.number);
  const blank = sample('payment_method');
  const method = double.store.add('payment_method', {
    allow_redisplay, created: double.now(), customer: null, metadata: pairs ?? {},
    billing_details: { email: null, name: null, phone: null, tax_id: null, ...details, address: { ...sample('customer').address, ...details.address } },
    card: {
      ...blank.card, brand: kind.brand, display_brand: kind.brand, country: kind.country ?? 'US', funding: kind.funding ?? 'credit',
      exp_month: checked.exp_month, exp_year: checked.exp_year, last4: checked.number.slice(-4), generated_from: null, wallet: null,
      fingerprint: createHash('sha256').update(checked.number).digest('hex').slice(0, 16), networks: { available: [kind.brand], preferred: null },
      checks: { address_line1_check: null, address_postal_code_check: details.address?.postal_code ? 'pass' : null, cvc_check: cvc == null ? null : 'pass' },
      three_d_secure_usage: { supported: true },
    },
    _number: checked.number, _authenticated: false,
  });
  return method;
}

/** A payment method by id, or a new one for a test token. @param {Double} double @param {string} id @param {string} [param] */
export function methodOf(double, id, param = 'payment_method') {
  const known = double.store.find('payment_method', id);
  if (known) return known;
  const number = id.startsWith('pm_card_') ? numberOf(id) : undefined;
  if (!number) throw missing('PaymentMethod', id, param);
  return createMethod(double, { card: { token: id.replace('pm_card_', 'tok_') } }, false);
}

/** Whether the issuer lets a card be kept at all. @param {StripeObject} method */
export const declineOnSetup = (method) => {
  const kind = cardOf(method._number);
  return kind.decline && !kind.attaches ? kind.decline : null;
};

/** @param {Double} double @param {string} id @param {string} customer @param {string} [param] */
export function attach(double, id, customer, param = 'id') {
  living(double, customer, 'customer');
  const method = methodOf(double, id, param);
  if (method.customer === customer) return method;
  if (method.customer) throw invalid('The payment method you provided has already been attached to a customer.', { code: 'payment_method_unexpected_state', param: 'payment_method' });
  if (method._detached) {
    throw invalid('This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.', { code: 'payment_method_unexpected_state', param: 'payment_method' });
  }
  const decline = declineOnSetup(method);
  if (decline) throw cardError(declined(decline));
  method.customer = customer;
  double.count('payment_methods');
  double.emit('payment_method.attached', method);
  return method;
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/payment_methods', methodFields, ({ double, params, publishable }) => createMethod(double, params, publishable), 'publishable'],
  ['GET', '/v1/payment_methods', { ...page, customer: text, type: text }, ({ double, params, path }) => {
    if (!params.customer) throw invalid('Missing required param: customer.', { code: 'parameter_missing', param: 'customer' });
    living(double, params.customer, 'customer');
    return list(double.store.all('payment_method', (one) => one.customer === params.customer), path, params);
  }],
  ['GET', '/v1/payment_methods/:id', {}, ({ double, id }) => double.store.get('payment_method', id)],
  ['POST', '/v1/payment_methods/:id', { allow_redisplay: oneOf('always', 'limited', 'unspecified'), billing_details, card: { exp_month: text, exp_year: text }, metadata }, ({ double, id, params }) => {
    const method = double.store.get('payment_method', id);
    if (!method.customer) throw invalid('You must save this PaymentMethod to a customer before you can update it.', { param: 'payment_method' });
    const { exp_month = method.card.exp_month, exp_year = method.card.exp_year } = params.card ?? {};
    const typed = checkTyped({ number: method._number, exp_month, exp_year }, double.now());
    double.change(method, 'payment_method.updated', () => {
      Object.assign(method.card, { exp_month: typed.exp_month, exp_year: typed.exp_year });
      if (params.allow_redisplay) method.allow_redisplay = params.allow_redisplay;
      const { address: where, ...details } = params.billing_details ?? {};
      Object.assign(method.billing_details, details);
      if (where) Object.assign(method.billing_details.address, where);
      merge(method, params.metadata);
    });
    return method;
  }],
  ['POST', '/v1/payment_methods/:id/attach', { customer: must(text) }, ({ double, id, params }) => attach(double, id, params.customer)],
  ['POST', '/v1/payment_methods/:id/detach', {}, ({ double, id }) => {
    const method = double.store.get('payment_method', id);
    if (!method.customer) throw invalid('The payment method you provided is not attached to a customer so detachment is impossible.', { code: 'payment_method_unexpected_state', param: 'payment_method' });
    detach(double, method);
    return method;
  }],
];

/** What pointed to it points nowhere. @param {Double} double @param {StripeObject} method */
function detach(double, method) {
  const customer = double.store.find('customer', method.customer);
  if (customer && customer.invoice_settings?.default_payment_method === method.id) {
    double.change(customer, 'customer.updated', () => {
      customer.invoice_settings = { ...customer.invoice_settings, default_payment_method: null };
    });
  }
  for (const subscription of double.store.of('subscription', method.customer, (one) => one.default_payment_method === method.id)) {
    double.change(subscription, 'customer.subscription.updated', () => (subscription.default_payment_method = null));
  }
  const was = method.customer;
  method.customer = null;
  method._detached = true;
  double.emit('payment_method.detached', method, { customer: was });
}
