// @ts-check
/** https://docs.stripe.com/api/coupons and https://docs.stripe.com/api/promotion_codes */
import { invalid } from '../errors.mjs';
import { checked, currencyOf } from '../money.mjs';
import { after } from '../calendar.mjs';
import { decimal, flag, metadata, must, natural, oneOf, page, text, time } from '../parameters.mjs';
import { compose, include, list } from '../render.mjs';
import { letters, sample } from '../store.mjs';
import { merge } from './customer.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

/** @param {Double} double @param {StripeObject} coupon */
const valid = (double, coupon) =>
  (coupon.redeem_by === null || double.now() <= coupon.redeem_by) && (coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions);

compose('coupon', (double, coupon) => ({ valid: valid(double, coupon) }));
include('coupon.applies_to', (_double, coupon) => (coupon._products ? { products: coupon._products } : undefined));

/** @param {Double} double @param {StripeObject} code */
const usable = (double, code) =>
  code._active && (code.expires_at === null || double.now() < code.expires_at) && (code.max_redemptions === null || code.times_redeemed < code.max_redemptions);
compose('promotion_code', (double, code) => ({ active: usable(double, code) }));

/**
 * A coupon put to use. `start` false makes one for a preview, which redeems nothing.
 * @param {Double} double @param {{ coupon?: string, promotion_code?: string, discount?: string }} given
 * @param {{ customer?: string, subscription?: string, param: string, preview?: boolean }} about
 */
export function discountOf(double, given, { customer, subscription, param, preview = false }) {
  if (given.discount) return double.store.get('discount', given.discount, `${param}[discount]`);
  const code = given.promotion_code ? double.store.get('promotion_code', given.promotion_code, `${param}[promotion_code]`) : null;
  if (code && !usable(double, code)) throw invalid('This promotion code cannot be redeemed because it is not active.', { param });
  const coupon = double.store.get('coupon', code?.promotion.coupon ?? given.coupon ?? '', `${param}[coupon]`);
  if (!valid(double, coupon)) throw invalid(`Coupon expired: ${coupon.id}`, { code: 'coupon_expired', param });
  const start = double.now();
  const discount = double.store.make('discount', {
    customer: customer ?? null, subscription: subscription ?? null, promotion_code: code?.id ?? null, start, source: { type: 'coupon', coupon: coupon.id },
    end: coupon.duration === 'repeating' ? after(start, 'month', coupon.duration_in_months) : null,
  });
  if (preview) return discount;
  double.store.table('discount').set(discount.id, discount);
  coupon.times_redeemed += 1;
  if (code) code.times_redeemed += 1;
  return discount;
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/coupons', {
    amount_off: natural, applies_to: { products: [text] }, currency: text, duration: oneOf('forever', 'once', 'repeating'), duration_in_months: natural,
    id: text, max_redemptions: natural, metadata, name: text, percent_off: decimal, redeem_by: time,
  }, ({ double, params: { applies_to, metadata: pairs, id, duration = 'once', ...params } }) => {
    if ((params.amount_off === undefined) === (params.percent_off === undefined)) throw invalid('You must specify either amount_off or percent_off, not both.', { param: 'percent_off' });
    if (params.percent_off !== undefined && !(params.percent_off > 0 && params.percent_off <= 100)) throw invalid('Invalid percent_off: must be greater than 0 and at most 100.', { param: 'percent_off' });
    if (params.amount_off !== undefined) {
      if (!params.currency) throw invalid('You must pass currency when passing amount_off.', { code: 'parameter_missing', param: 'currency' });
      checked(params.amount_off, currencyOf(params.currency), 'amount_off');
    }
    if ((duration === 'repeating') !== (params.duration_in_months !== undefined)) throw invalid('duration_in_months goes with a duration of repeating, and only with it.', { param: 'duration_in_months' });
    if (id && double.store.find('coupon', id)) throw invalid(`Coupon already exists: ${id}.`, { code: 'resource_already_exists', param: 'id' });
    for (const product of applies_to?.products ?? []) double.store.get('product', product, 'applies_to[products]');
    const coupon = double.store.add('coupon', {
      ...(id && { id }), amount_off: null, percent_off: null, duration_in_months: null, name: null, redeem_by: null, max_redemptions: null, ...params,
      currency: params.amount_off === undefined ? null : params.currency.toLowerCase(), duration, created: double.now(), metadata: pairs ?? {},
      _products: applies_to?.products ?? null,
    });
    double.emit('coupon.created', coupon);
    return coupon;
  }],
  ['GET', '/v1/coupons', page, ({ double, params, path }) => list(double.store.all('coupon'), path, params)],
  ['GET', '/v1/coupons/:id', {}, ({ double, id }) => double.store.get('coupon', id)],
  ['POST', '/v1/coupons/:id', { metadata, name: text }, ({ double, id, params: { metadata: pairs, ...params } }) => {
    const coupon = double.store.get('coupon', id);
    double.change(coupon, 'coupon.updated', () => {
      Object.assign(coupon, params);
      merge(coupon, pairs);
    });
    return coupon;
  }],
  ['DELETE', '/v1/coupons/:id', {}, ({ double, id }) => {
    const coupon = double.store.get('coupon', id);
    double.emit('coupon.deleted', coupon);
    // Discounts that were given keep their terms: https://docs.stripe.com/api/coupons/delete.
    double.store.table('coupon').delete(id);
    double.store.table('withdrawn_coupon').set(id, coupon);
    return { ...sample('deleted_coupon'), id };
  }],
  ['POST', '/v1/promotion_codes', {
    active: flag, code: text, customer: text, expires_at: time, max_redemptions: natural, metadata, promotion: must({ coupon: must(text), type: must(oneOf('coupon')) }),
  }, ({ double, params: { metadata: pairs, active = true, ...params } }) => {
    double.store.get('coupon', params.promotion.coupon, 'promotion[coupon]');
    const code = params.code ?? letters(8).toUpperCase();
    if (double.store.all('promotion_code', (one) => one.code.toLowerCase() === code.toLowerCase() && usable(double, one)).length > 0) {
      throw invalid('An active promotion code with `code: ' + code + '` already exists.', { param: 'code' });
    }
    const made = double.store.add('promotion_code', {
      expires_at: null, max_redemptions: null, customer: null, ...params, code, created: double.now(), metadata: pairs ?? {}, _active: active,
    });
    double.emit('promotion_code.created', made);
    return made;
  }],
  ['GET', '/v1/promotion_codes', { ...page, active: flag, code: text, coupon: text, customer: text }, ({ double, params, path }) =>
    list(double.store.all('promotion_code', (one) =>
      (params.active === undefined || usable(double, one) === params.active) && (!params.code || one.code.toLowerCase() === params.code.toLowerCase())
      && (!params.coupon || one.promotion.coupon === params.coupon) && (!params.customer || one.customer === params.customer)), path, params)],
  ['GET', '/v1/promotion_codes/:id', {}, ({ double, id }) => double.store.get('promotion_code', id)],
  ['POST', '/v1/promotion_codes/:id', { active: flag, metadata }, ({ double, id, params }) => {
    const code = double.store.get('promotion_code', id);
    double.change(code, 'promotion_code.updated', () => {
      if (params.active !== undefined) code._active = params.active;
      merge(code, params.metadata);
    });
    return code;
  }],
];

/** The terms of a discount, even after its coupon was withdrawn. @param {Double} double @param {StripeObject} discount */
export const termsOf = (double, discount) =>
  double.store.find('coupon', discount.source.coupon) ?? double.store.get('withdrawn_coupon', discount.source.coupon);
