// @ts-check
/** https://docs.stripe.com/api/prices. Flat prices per unit only: no tiers, no meters. */
import { invalid } from '../errors.mjs';
import { checked, currencyOf } from '../money.mjs';
import { flag, metadata, must, natural, oneOf, page, text } from '../parameters.mjs';
import { include, list } from '../render.mjs';
import { sample } from '../store.mjs';
import { merge } from './customer.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

/** The plan that old integrations see in a price. @param {StripeObject} price */
export const planOf = (price) => ({
  ...sample('plan'), active: price.active, amount: price.unit_amount, amount_decimal: price.unit_amount_decimal, created: price.created,
  currency: price.currency, id: price.id, interval: price.recurring?.interval ?? 'month', interval_count: price.recurring?.interval_count ?? 1,
  livemode: false, metadata: price.metadata, nickname: price.nickname, product: price.product, transform_usage: null, billing_scheme: 'per_unit',
});

const recurring = { interval: must(oneOf('day', 'week', 'month', 'year')), interval_count: natural, usage_type: oneOf('licensed') };
const fields = { active: flag, lookup_key: text, metadata, nickname: text, tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'), transfer_lookup_key: flag };

include('price.currency_options', (_double, price) => ({
  [price.currency]: { custom_unit_amount: null, tax_behavior: price.tax_behavior, unit_amount: price.unit_amount, unit_amount_decimal: price.unit_amount_decimal },
  ...price._currency_options,
}));

/** A lookup key names one price. @param {Double} double @param {string} key @param {boolean | undefined} transfer @param {string} [own] */
function claim(double, key, transfer, own) {
  const other = double.store.all('price', (price) => price.lookup_key === key && price.id !== own)[0];
  if (!other) return;
  if (!transfer) throw invalid(`A price (\`${other.id}\`) already uses that lookup key.`, { param: 'lookup_key' });
  double.change(other, 'price.updated', () => (other.lookup_key = null));
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/prices', {
    ...fields, billing_scheme: oneOf('per_unit'), currency: must(text), product: text, recurring, unit_amount: natural, unit_amount_decimal: text,
    product_data: { active: flag, id: text, metadata, name: must(text), statement_descriptor: text, tax_code: text, unit_label: text },
  }, ({ double, params: { transfer_lookup_key, product_data, metadata: pairs, ...params } }) => {
    const currency = currencyOf(params.currency);
    if (product_data) throw invalid('This double creates products by /v1/products only.', { param: 'product_data' });
    if (!params.product) throw invalid('Missing required param: product.', { code: 'parameter_missing', param: 'product' });
    double.store.get('product', params.product, 'product');
    if (params.unit_amount_decimal !== undefined) {
      if (params.unit_amount !== undefined) throw invalid('You may only specify one of these parameters: unit_amount, unit_amount_decimal.', { param: 'unit_amount_decimal' });
      if (!/^\d+$/.test(params.unit_amount_decimal)) throw invalid('This double does not do fractions of a minor unit.', { param: 'unit_amount_decimal' });
      params.unit_amount = Number(params.unit_amount_decimal);
    }
    if (params.unit_amount === undefined) throw invalid('Missing required param: unit_amount.', { code: 'parameter_missing', param: 'unit_amount' });
    checked(params.unit_amount, currency, 'unit_amount');
    if (params.lookup_key) claim(double, params.lookup_key, transfer_lookup_key);
    const price = double.store.add('price', {
      lookup_key: null, nickname: null, tax_behavior: 'unspecified', ...params, currency, created: double.now(), metadata: pairs ?? {},
      custom_unit_amount: null, transform_quantity: null, type: params.recurring ? 'recurring' : 'one_time',
      unit_amount_decimal: String(params.unit_amount),
      recurring: params.recurring ? { interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed', ...params.recurring } : null,
    });
    double.count('prices');
    double.emit('price.created', price);
    return price;
  }],
  ['GET', '/v1/prices', { ...page, active: flag, currency: text, lookup_keys: [text], product: text, recurring: { interval: text, usage_type: text }, type: text }, ({ double, params, path }) =>
    list(double.store.all('price', (price) =>
      (params.active === undefined || price.active === params.active) && (!params.currency || price.currency === params.currency)
      && (!params.lookup_keys || params.lookup_keys.includes(price.lookup_key)) && (!params.product || price.product === params.product)
      && (!params.recurring?.interval || price.recurring?.interval === params.recurring.interval) && (!params.type || price.type === params.type)), path, params)],
  ['GET', '/v1/prices/:id', {}, ({ double, id }) => double.store.get('price', id)],
  ['POST', '/v1/prices/:id', fields, ({ double, id, params: { transfer_lookup_key, metadata: pairs, ...params } }) => {
    const price = double.store.get('price', id);
    if (params.tax_behavior && price.tax_behavior !== 'unspecified' && params.tax_behavior !== price.tax_behavior) {
      throw invalid('You cannot change the tax behavior of a price once it is set.', { param: 'tax_behavior' });
    }
    if (params.lookup_key) claim(double, params.lookup_key, transfer_lookup_key, id);
    double.change(price, 'price.updated', () => {
      Object.assign(price, params);
      merge(price, pairs);
    });
    return price;
  }],
];
