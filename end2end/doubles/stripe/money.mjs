// @ts-check
/**
 * Whole minor units, never a fraction: https://docs.stripe.com/currencies.
 * Half a unit is rounded away from zero, and the parts of a sum always add up to it.
 */
import { invalid } from './errors.mjs';

const ZERO_DECIMAL = new Set(['bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'vnd', 'vuv', 'xaf', 'xof', 'xpf']);
const THREE_DECIMAL = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
const TWO_DECIMAL = new Set(['usd', 'eur', 'gbp', 'brl', 'aud', 'cad', 'chf', 'dkk', 'nok', 'sek', 'pln', 'czk', 'inr', 'mxn', 'nzd', 'sgd', 'hkd', 'aed', 'ils', 'zar']);

/** @param {string} currency */
export function currencyOf(currency, param = 'currency') {
  const code = currency.toLowerCase();
  if (!ZERO_DECIMAL.has(code) && !THREE_DECIMAL.has(code) && !TWO_DECIMAL.has(code)) throw invalid(`Invalid currency: ${currency}.`, { param });
  return code;
}

/** @param {string} currency */
export const decimals = (currency) => (ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2);

/** The smallest step of an amount: in three-decimal currencies the last digit is 0. @param {string} currency */
export const step = (currency) => (THREE_DECIMAL.has(currency) ? 10 : 1);

/** @param {number} amount @param {string} currency */
export function checked(amount, currency, param = 'amount') {
  if (amount % step(currency) !== 0) {
    throw invalid(`Invalid integer: ${amount}. In a three-decimal currency the last digit must be 0.`, { code: 'parameter_invalid_integer', param });
  }
  return amount;
}

/**
 * amount × part ÷ whole, to the currency's step.
 * @param {number} amount @param {number} part @param {number} whole @param {string} currency
 */
export function share(amount, part, whole, currency) {
  const unit = BigInt(step(currency));
  const sign = amount < 0 ? -1n : 1n;
  const over = sign * BigInt(amount) * BigInt(part);
  const under = BigInt(whole) * unit;
  return Number(sign * unit * ((2n * over + under) / (2n * under)));
}

/** @param {number} amount @param {number | string} percent up to four decimals @param {string} currency */
export const percentage = (amount, percent, currency) =>
  share(amount, Math.round(Number(percent) * 10_000), 1_000_000, currency);

/**
 * Divides a total over weights, to the step, the largest remainders first.
 * @param {number} total @param {number[]} weights @param {string} currency
 */
export function allot(total, weights, currency) {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map(() => 0);
  const unit = step(currency);
  const steps = BigInt(total / unit);
  const parts = weights.map((weight, index) => {
    const exact = steps * BigInt(weight);
    return { index, floor: exact / BigInt(whole), rest: exact % BigInt(whole) };
  });
  let left = Number(steps - parts.reduce((sum, part) => sum + part.floor, 0n));
  const shares = parts.map((part) => Number(part.floor));
  for (const part of [...parts].sort((a, b) => (b.rest > a.rest ? 1 : b.rest < a.rest ? -1 : a.index - b.index))) {
    if (left === 0) break;
    shares[part.index] = (shares[part.index] ?? 0) + 1;
    left -= 1;
  }
  return shares.map((part) => part * unit);
}

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** What a person reads. @param {number} amount @param {string} currency */
export function shown(amount, currency) {
  let format = formats.get(currency);
  if (!format) formats.set(currency, (format = new Intl.NumberFormat('en', { style: 'currency', currency, minimumFractionDigits: decimals(currency) })));
  return format.format(amount / 10 ** decimals(currency));
}
