// @ts-check
/** https://docs.stripe.com/api/checkout/sessions and https://docs.stripe.com/payments/checkout/how-checkout-works */
import { DAY } from '../calendar.mjs';
import { invalid } from '../errors.mjs';
import { flag, metadata, must, natural, oneOf, page, text, time, unsettable } from '../parameters.mjs';
import { compose, embedded, include, list } from '../render.mjs';
import { sample } from '../store.mjs';
import { living } from './customer.mjs';
import { discountOf } from './coupon.mjs';
import { compute } from './invoice/draft.mjs';
import { firstInvoice, itemsFor, previewItem } from './subscription/create.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

compose('checkout.session', (double, session) => ({ url: session.status === 'open' ? `${double.url}/c/pay/${session.id}` : null }));
include('checkout.session.line_items', (double, session) => embedded(lineItems(double, session), `/v1/checkout/sessions/${session.id}/line_items`));

/** The first invoice, as it would be now. @param {Double} double @param {StripeObject} session @param {StripeObject} [place] an address that was typed */
export function quote(double, session, place) {
  const { items, recurring, currency } = itemsFor(double, session._line_items, 'line_items');
  const customer = { ...(double.store.find('customer', session.customer) ?? { id: null, balance: 0, address: null, tax_exempt: 'none' }) };
  if (place?.country) customer.address = place;
  const trial = trialOf(double, session);
  const discounts = (session._discounts ?? []).map((/** @type {StripeObject} */ one) => discountOf(double, one, { param: 'discounts', preview: true }));
  const terms = { customer, subscription: null, discounts, currency, reason: 'subscription_create', automatic_tax: session.automatic_tax.enabled, at: double.now() };
  return {
    now: compute(double, { ...terms, ...firstInvoice(double, items.map(previewItem), recurring, double.now(), trial) }).invoice,
    later: compute(double, { ...terms, ...firstInvoice(double, items.map(previewItem), recurring, double.now(), null) }).invoice, trial, recurring,
  };
}

/** @param {Double} double @param {StripeObject} session */
export function trialOf(double, session) {
  const { trial_period_days, trial_end } = session._subscription_data ?? {};
  return trial_period_days ? double.now() + trial_period_days * DAY : (trial_end ?? null);
}

/** @param {Double} double @param {StripeObject} session */
function lineItems(double, session) {
  if (session.mode === 'setup') return [];
  const { later } = quote(double, session);
  return later.lines.data.map((/** @type {StripeObject} */ line, /** @type {number} */ index) => {
    const discount = line.discount_amounts.reduce((/** @type {number} */ total, /** @type {StripeObject} */ one) => total + one.amount, 0);
    const tax = line.taxes.reduce((/** @type {number} */ total, /** @type {StripeObject} */ one) => total + one.amount, 0);
    return {
      ...sample('item'), id: `li_${session.id.slice(8, 20)}${index}`, currency: later.currency, description: line.description, quantity: line.quantity, adjustable_quantity: null, metadata: {},
      amount_subtotal: line.amount, amount_discount: discount, amount_tax: tax, amount_total: line.amount - discount + tax, price: double.store.get('price', line.pricing.price_details.price),
    };
  });
}

/** @param {Double} double @param {StripeObject} params */
function create(double, params) {
  const { mode, line_items = [], subscription_data, setup_intent_data, automatic_tax, discounts, customer = null, metadata: pairs = {} } = params;
  const now = double.now();
  const expires = params.expires_at ?? now + DAY;
  if (expires < now + 1800 || expires > now + DAY) throw invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.', { param: 'expires_at' });
  if (customer) living(double, customer, 'customer');
  if (customer && params.customer_email) throw invalid('You may only specify one of these parameters: customer, customer_email.', { param: 'customer' });
  if (mode === 'setup' && line_items.length > 0) throw invalid('You cannot pass line_items in setup mode.', { param: 'line_items' });
  if (mode !== 'subscription' && subscription_data) throw invalid('You can not pass `subscription_data` unless mode is `subscription`.', { param: 'subscription_data' });
  if (params.customer_update && !customer) throw invalid('`customer_update` can only be used with `customer`.', { param: 'customer_update' });
  if (automatic_tax?.enabled && customer && !params.customer_update?.address && !double.store.get('customer', customer).address?.country) {
    throw invalid('Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to \'auto\' or `customer_update[shipping]` to \'auto\' to save the address entered in Checkout to the Customer.', { code: 'customer_tax_location_invalid' });
  }
  if (discounts && params.allow_promotion_codes) throw invalid('You may only specify one of these parameters: allow_promotion_codes, discounts.', { param: 'discounts' });
  const currency = mode === 'subscription' ? itemsFor(double, line_items, 'line_items').currency : (params.currency?.toLowerCase() ?? null);
  for (const [index, one] of (discounts ?? []).entries()) discountOf(double, one, { param: `discounts[${index}]`, preview: true });
  const blank = sample('checkout.session');
  const session = double.store.make('checkout.session', {
    mode, customer, currency, created: now, expires_at: expires, metadata: pairs, client_reference_id: params.client_reference_id ?? null, customer_email: params.customer_email ?? null,
    success_url: params.success_url, cancel_url: params.cancel_url ?? null, status: 'open', payment_status: mode === 'setup' ? 'no_payment_required' : 'unpaid', locale: params.locale ?? null,
    automatic_tax: { enabled: automatic_tax?.enabled ?? false, liability: automatic_tax?.enabled ? { type: 'self' } : null, status: automatic_tax?.enabled ? 'requires_location_inputs' : null, provider: null },
    after_expiration: null, allow_promotion_codes: params.allow_promotion_codes ?? null, billing_address_collection: params.billing_address_collection ?? null, collected_information: null, consent: null,
    consent_collection: null, currency_conversion: null, custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null }, discounts: [],
    customer_creation: customer || mode === 'setup' ? null : 'always', customer_details: params.customer_email ? { ...blank.customer_details, address: null, email: params.customer_email } : null,
    invoice_creation: null, managed_payments: null, payment_intent: null, payment_method_collection: 'always', payment_method_configuration_details: null, saved_payment_method_options: null,
    setup_intent: null, shipping_address_collection: null, shipping_cost: null, ui_mode: 'hosted_page', wallet_options: null, permissions: null, invoice: null, subscription: null,
    adaptive_pricing: null, submit_type: null, total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    _line_items: line_items, _subscription_data: subscription_data ?? null, _setup_intent_data: setup_intent_data ?? null, _discounts: discounts ?? null, _customer_update: params.customer_update ?? null,
  });
  if (mode === 'subscription') {
    const { now: due } = quote(double, session);
    Object.assign(session, { amount_subtotal: due.subtotal, amount_total: due.total, total_details: detailsOf(due) });
  }
  double.store.table('checkout.session').set(session.id, session);
  double.clock.at('checkout', session.id, expires);
  double.count('checkout_sessions');
  return session;
}

/** @param {StripeObject} invoice */
export const detailsOf = (invoice) => ({
  amount_discount: invoice.subtotal - invoice.total_excluding_tax, amount_shipping: 0, amount_tax: invoice.total - invoice.total_excluding_tax,
});

/** @param {Double} double @param {StripeObject} session */
export function expireSession(double, session) {
  if (session.status !== 'open') throw invalid('Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ' + session.status + '.', { param: 'session' });
  session.status = 'expired';
  double.clock.cancel('checkout', session.id);
  double.emit('checkout.session.expired', session);
  return session;
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/checkout/sessions', {
    mode: must(oneOf('setup', 'subscription')), line_items: [{ price: must(text), quantity: natural }], success_url: must(text), cancel_url: text, customer: text, customer_email: text,
    client_reference_id: text, metadata, currency: text, allow_promotion_codes: flag, automatic_tax: { enabled: must(flag) }, billing_address_collection: oneOf('auto', 'required'),
    customer_update: { address: oneOf('auto', 'never'), name: oneOf('auto', 'never') }, discounts: unsettable([{ coupon: text, promotion_code: text }]), expires_at: time, locale: text,
    payment_method_types: [oneOf('card')], payment_method_collection: oneOf('always'), setup_intent_data: { description: text, metadata }, tax_id_collection: { enabled: flag },
    subscription_data: { description: text, metadata, trial_end: time, trial_period_days: natural, trial_settings: { end_behavior: { missing_payment_method: oneOf('cancel', 'create_invoice', 'pause') } }, billing_mode: { type: oneOf('flexible') } },
    ui_mode: oneOf('hosted_page'),
  }, ({ double, params }) => create(double, params)],
  ['GET', '/v1/checkout/sessions', { ...page, customer: text, payment_intent: text, status: text, subscription: text }, ({ double, params, path }) =>
    list(double.store.all('checkout.session', (one) =>
      (!params.customer || one.customer === params.customer) && (!params.status || one.status === params.status) && (!params.subscription || one.subscription === params.subscription)), path, params)],
  ['GET', '/v1/checkout/sessions/:id', {}, ({ double, id }) => double.store.get('checkout.session', id)],
  ['GET', '/v1/checkout/sessions/:id/line_items', page, ({ double, id, params, path }) => list(lineItems(double, double.store.get('checkout.session', id)).reverse(), path, params)],
  ['POST', '/v1/checkout/sessions/:id/expire', {}, ({ double, id }) => expireSession(double, double.store.get('checkout.session', id))],
];
