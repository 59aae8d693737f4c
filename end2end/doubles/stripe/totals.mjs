// @ts-check
/**
 * From lines to a total. Discounts come first, each on what the one before it left, and are allotted to the lines;
 * then tax, exclusive, on each line's rest and rounded for each line.
 * https://docs.stripe.com/billing/taxes/tax-rates and https://docs.stripe.com/billing/subscriptions/coupons
 */
import { allot, percentage } from './money.mjs';
import { termsOf } from './objects/coupon.mjs';

/** @typedef {import('./double.mjs').Double} Double */
/** @typedef {import('./store.mjs').StripeObject} StripeObject */
/** @typedef {{ discount: string, amount: number }} Share */

/**
 * What is billed, before it is a line of an invoice.
 * @typedef {object} Charge
 * @property {number} amount
 * @property {string} description
 * @property {{ start: number, end: number }} period
 * @property {string | null} price
 * @property {number} quantity
 * @property {string | null} item a subscription item
 * @property {boolean} proration
 * @property {boolean} [discountable]
 * @property {Share[]} [discounts] settled already, as a proration's are
 * @property {string} [tax_percent] of the debit that a credit gives back
 * @property {string} [invoiceitem]
 */

/** @typedef {Charge & { discounts: Share[], tax: number, tax_percent: string, taxability: string }} Settled */
/** @typedef {{ address: StripeObject | null, tax_exempt: string } | null} Place where the customer is; null without automatic tax */

/**
 * @param {Double} double @param {Charge[]} charges
 * @param {{ currency: string, discounts: StripeObject[], place: Place, at: number }} terms
 */
export function settle(double, charges, { currency, discounts, place, at }) {
  const shares = discountShares(double, charges, { currency, discounts, at });
  return charges.map((charge, index) => {
    const own = charge.discounts ?? shares[index] ?? [];
    const net = charge.amount - sum(own.map((share) => share.amount));
    const { percent, reason } = taxOf(double, place);
    const applied = charge.tax_percent !== undefined && place ? charge.tax_percent : percent;
    return { ...charge, discounts: own, tax: percentage(net, applied, currency), tax_percent: applied, taxability: reason };
  });
}

/** @param {Double} double @param {Charge[]} charges @param {{ currency: string, discounts: StripeObject[], at: number }} terms @returns {Share[][]} */
export function discountShares(double, charges, { currency, discounts, at }) {
  const left = charges.map((charge) => (charge.discounts || charge.discountable === false || charge.amount < 0 ? 0 : charge.amount));
  /** @type {Share[][]} */
  const shares = charges.map(() => []);
  for (const discount of discounts) {
    if (discount.end !== null && discount.end <= at) continue;
    const coupon = termsOf(double, discount);
    const weights = left.map((amount, index) => (applies(double, coupon, charges[index]) ? amount : 0));
    const base = sum(weights);
    const total = coupon.percent_off === null ? (coupon.currency === currency ? Math.min(coupon.amount_off, base) : 0) : percentage(base, coupon.percent_off, currency);
    allot(total, weights, currency).forEach((amount, index) => {
      if ((weights[index] ?? 0) === 0) return;
      shares[index]?.push({ discount: discount.id, amount });
      left[index] = (left[index] ?? 0) - amount;
    });
  }
  return shares;
}

/** @param {Double} double @param {StripeObject} coupon @param {Charge | undefined} charge */
function applies(double, coupon, charge) {
  if (!coupon._products) return true;
  const price = double.store.find('price', charge?.price);
  return price !== undefined && coupon._products.includes(price.product);
}

/** @param {Double} double @param {Place} place */
function taxOf(double, place) {
  if (!place) return { percent: '0', reason: 'not_collecting' };
  if (place.tax_exempt === 'exempt') return { percent: '0', reason: 'customer_exempt' };
  if (place.tax_exempt === 'reverse') return { percent: '0', reason: 'reverse_charge' };
  const percent = double.settings.tax_rates[place.address?.country ?? ''];
  return percent === undefined ? { percent: '0', reason: 'not_collecting' } : { percent, reason: 'standard_rated' };
}

/** @param {number[]} amounts */
export const sum = (amounts) => amounts.reduce((total, amount) => total + amount, 0);

/** @param {Settled[]} lines */
export function totals(lines) {
  const subtotal = sum(lines.map((line) => line.amount));
  const discount = sum(lines.flatMap((line) => line.discounts.map((share) => share.amount)));
  const tax = sum(lines.map((line) => line.tax));
  return { subtotal, discount, tax, total: subtotal - discount + tax };
}
