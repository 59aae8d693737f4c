// @ts-check
/** https://docs.stripe.com/api/customers */
import { missing } from '../errors.mjs';
import { address, flag, metadata, must, oneOf, page, text, unsettable, whole } from '../parameters.mjs';
import { compose, embedded, include, list } from '../render.mjs';
import { letters, sample } from '../store.mjs';
import { attach } from './payment_method.mjs';
import { cancel, LIVE } from './subscription/end.mjs';
import { addTaxId, taxIdFields } from './tax_id.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

include('customer.subscriptions', (double, customer) =>
  embedded(double.store.of('subscription', customer.id, (one) => LIVE.has(one.status)).reverse(), `/v1/customers/${customer.id}/subscriptions`));
include('customer.tax_ids', (double, customer) =>
  embedded(double.store.of('tax_id', customer.id), `/v1/customers/${customer.id}/tax_ids`));
include('customer.tax', (_double, customer) => ({
  automatic_tax: customer.address?.country ? 'supported' : 'unrecognized_location', ip_address: null, provider: 'stripe',
  location: customer.address?.country ? { country: customer.address.country, source: 'billing_address', state: customer.address.state } : null,
}));
compose('customer', () => ({ discount: null }));

const fields = {
  address: unsettable(address), balance: whole, business_name: text, description: text, email: text, individual_name: text,
  invoice_prefix: text, invoice_settings: { default_payment_method: text }, metadata, name: text, phone: text,
  preferred_locales: [text], shipping: unsettable({ address, name: text, phone: text }), tax_exempt: oneOf('none', 'exempt', 'reverse'),
  tax: { validate_location: oneOf('deferred', 'immediately', 'auto') }, validate: flag,
};

/** A customer that has not been deleted. @param {Double} double @param {string} id @param {string} [param] */
export function living(double, id, param = 'id') {
  const customer = double.store.get('customer', id, param);
  if (customer.deleted) throw missing('customer', id, param);
  return customer;
}

/** @param {StripeObject} customer @param {StripeObject} given */
function fill(customer, { metadata: pairs, invoice_settings, tax: _tax, validate: _validate, ...given }) {
  if ('address' in given && given.address) given.address = { ...sample('customer').address, ...given.address };
  Object.assign(customer, given);
  if (invoice_settings) customer.invoice_settings = { ...customer.invoice_settings, ...invoice_settings };
  merge(customer, pairs);
}

/** Pairs are added one by one, an empty value takes one away. @param {StripeObject} object @param {StripeObject | null | undefined} pairs */
export function merge(object, pairs) {
  if (pairs === undefined) return;
  const merged = pairs === null ? {} : { ...object.metadata, ...pairs };
  object.metadata = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

/** @param {Double} double @param {StripeObject} params */
export function createCustomer(double, { payment_method, tax_id_data = [], ...given }) {
  const blank = sample('customer');
  const customer = double.store.make('customer', {
    ...blank, id: double.store.newId('customer'), address: null, created: double.now(), currency: null, shipping: null,
    invoice_prefix: letters(8).toUpperCase(),
  });
  fill(customer, given);
  double.store.table('customer').set(customer.id, customer);
  try {
    if (payment_method) attach(double, payment_method, customer.id, 'payment_method');
    if (customer.invoice_settings.default_payment_method) owned(double, customer, customer.invoice_settings.default_payment_method);
  } catch (error) {
    double.store.table('customer').delete(customer.id);
    throw error;
  }
  for (const data of tax_id_data) addTaxId(double, customer, data);
  double.count('customers');
  double.emit('customer.created', customer);
  return customer;
}

/** @param {Double} double @param {StripeObject} customer @param {string} id */
function owned(double, customer, id) {
  const method = double.store.find('payment_method', id);
  if (method?.customer !== customer.id) {
    throw missing('PaymentMethod', `${id}'; the customer does not have a payment method with the ID '${id}`, 'invoice_settings[default_payment_method]');
  }
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/customers', { ...fields, payment_method: text, tax_id_data: [taxIdFields] }, ({ double, params }) => createCustomer(double, params)],
  ['GET', '/v1/customers', { ...page, email: text }, ({ double, params, path }) =>
    list(double.store.all('customer', (one) => !one.deleted && (!params.email || one.email === params.email)), path, params)],
  ['GET', '/v1/customers/:id', {}, ({ double, id }) => double.store.get('customer', id)],
  ['POST', '/v1/customers/:id', fields, ({ double, id, params }) => {
    const customer = living(double, id);
    if (params.invoice_settings?.default_payment_method) owned(double, customer, params.invoice_settings.default_payment_method);
    double.change(customer, 'customer.updated', () => fill(customer, params));
    return customer;
  }],
  ['DELETE', '/v1/customers/:id', {}, ({ double, id }) => {
    const customer = living(double, id);
    for (const subscription of double.store.of('subscription', id, (one) => LIVE.has(one.status))) cancel(double, subscription);
    double.emit('customer.deleted', customer);
    const deleted = { ...sample('deleted_customer'), id };
    double.store.table('customer').set(id, deleted);
    return deleted;
  }],
  ['GET', '/v1/customers/:id/payment_methods', { ...page, type: text }, ({ double, id, params, path }) => {
    living(double, id);
    return list(double.store.all('payment_method', (one) => one.customer === id), path, params);
  }],
  ['GET', '/v1/customers/:id/payment_methods/:other', {}, ({ double, id, other }) => {
    living(double, id);
    const method = double.store.get('payment_method', other);
    if (method.customer !== id) throw missing('PaymentMethod', other);
    return method;
  }],
  ['GET', '/v1/customers/:id/balance_transactions', page, ({ double, id, params, path }) =>
    list(double.store.all('customer_balance_transaction', (one) => one.customer === id), path, params)],
  ['POST', '/v1/customers/:id/balance_transactions', { amount: must(whole), currency: must(text), description: text, metadata }, ({ double, id, params }) =>
    balance(double, living(double, id), params.amount, { currency: params.currency, description: params.description ?? null, type: 'adjustment' })],
];

/**
 * A negative balance is credit for the next invoice: https://docs.stripe.com/billing/customer/balance.
 * @param {Double} double @param {StripeObject} customer @param {number} amount @param {StripeObject} about
 */
export function balance(double, customer, amount, about) {
  double.change(customer, 'customer.updated', () => {
    customer.balance += amount;
    customer.currency ??= about.currency;
  });
  return double.store.add('customer_balance_transaction', {
    ...about, amount, customer: customer.id, created: double.now(), ending_balance: customer.balance, metadata: {},
  });
}
