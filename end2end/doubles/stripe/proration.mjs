// @ts-check
/**
 * What a change within a period costs, to the second: https://docs.stripe.com/billing/subscriptions/prorations.
 * As flexible billing does it: a credit gives back a share of what was billed, discount included.
 */
import { share, shown } from './money.mjs';
import { discountShares } from './totals.mjs';

/** @typedef {import('./double.mjs').Double} Double */
/** @typedef {import('./store.mjs').StripeObject} StripeObject */
/** @typedef {import('./totals.mjs').Charge} Charge */
/** @typedef {{ id: string, price: string, quantity: number }} Item */

/** @param {Double} double @param {string} price */
export function titleOf(double, price) {
  const found = double.store.get('price', price);
  return `${double.store.find('product', found.product)?.name ?? found.product}`;
}

/** @param {number} time */
const day = (time) => new Date(time * 1000).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A whole period of an item. @param {Double} double @param {Item} item @param {{ start: number, end: number }} period @returns {Charge} */
export function periodCharge(double, item, period) {
  const price = double.store.get('price', item.price);
  const each = shown(price.unit_amount, price.currency);
  return {
    amount: price.unit_amount * item.quantity, quantity: item.quantity, price: item.price, item: item.id, proration: false, period,
    description: `${item.quantity} × ${titleOf(double, item.price)} (at ${each} / ${price.recurring.interval})`,
  };
}

/** A period that costs nothing. @param {Double} double @param {Item} item @param {{ start: number, end: number }} period @returns {Charge} */
export const trialCharge = (double, item, period) => ({
  amount: 0, quantity: item.quantity, price: item.price, item: item.id, proration: false, period, description: `Trial period for ${titleOf(double, item.price)}`,
});

/** The unused rest of what was billed for an item. @param {Double} double @param {StripeObject} item @param {number} at @param {string} currency @returns {Charge[]} */
export function credit(double, item, at, currency) {
  const billed = item._billed;
  if (!billed || billed.amount === 0 || at >= billed.end) return [];
  const rest = billed.end - Math.max(at, billed.start);
  const whole = billed.end - billed.start;
  const amount = share(billed.amount, rest, whole, currency);
  if (amount === 0) return [];
  return [{
    amount: -amount, quantity: billed.quantity, price: billed.price, item: item.id, proration: true, period: { start: at, end: billed.end },
    description: `Unused time on ${titleOf(double, billed.price)} after ${day(at)}`, tax_percent: billed.tax_percent,
    discounts: billed.discounts.map((/** @type {any} */ one) => ({ discount: one.discount, amount: -share(one.amount, rest, whole, currency) })),
  }];
}

/** The rest of the period of an item as it is now. @param {Double} double @param {Item} item @param {{ start: number, end: number }} period @param {number} at @returns {Charge} */
export function debit(double, item, period, at) {
  const price = double.store.get('price', item.price);
  return {
    amount: share(price.unit_amount * item.quantity, period.end - at, period.end - period.start, price.currency),
    quantity: item.quantity, price: item.price, item: item.id, proration: true, period: { start: at, end: period.end },
    description: `Remaining time on ${titleOf(double, item.price)} after ${day(at)}`,
  };
}

/** Settles the discounts of new debits, so that waiting for an invoice changes nothing. @param {Double} double @param {Charge[]} charges @param {{ currency: string, discounts: StripeObject[], at: number }} terms */
export function withDiscounts(double, charges, terms) {
  const shares = discountShares(double, charges, terms);
  return charges.map((charge, index) => ({ ...charge, discounts: charge.discounts ?? shares[index] ?? [] }));
}
