// @ts-check
/** Test cards by number: https://docs.stripe.com/testing. */
import { cardError, invalid } from './errors.mjs';

/**
 * - `authenticate`: 3-D Secure `once` (at set-up, fine afterwards) or `always` (off session too)
 * - `decline`: what the issuer answers; `attaches` where only a charge fails
 * @typedef {{ token: string, brand: string, country?: string, funding?: string, decline?: string, attaches?: boolean, authenticate?: 'once' | 'always' }} Card
 */

/** @type {Record<string, Card>} */
export const CARDS = {
  4242424242424242: { token: 'visa', brand: 'visa' },
  4000056655665556: { token: 'visa_debit', brand: 'visa', funding: 'debit' },
  5555555555554444: { token: 'mastercard', brand: 'mastercard' },
  378282246310005: { token: 'amex', brand: 'amex' },
  4000002760000016: { token: 'de', brand: 'visa', country: 'DE' },
  4000008260000000: { token: 'gb', brand: 'visa', country: 'GB' },
  4000003920000003: { token: 'jp', brand: 'visa', country: 'JP' },
  4000000760000002: { token: 'br', brand: 'visa', country: 'BR' },
  4000000000000002: { token: 'visa_chargeDeclined', brand: 'visa', decline: 'generic_decline' },
  4000000000009995: { token: 'visa_chargeDeclinedInsufficientFunds', brand: 'visa', decline: 'insufficient_funds' },
  4000000000009987: { token: 'visa_chargeDeclinedLostCard', brand: 'visa', decline: 'lost_card' },
  4000000000009979: { token: 'visa_chargeDeclinedStolenCard', brand: 'visa', decline: 'stolen_card' },
  4000000000000069: { token: 'chargeDeclinedExpiredCard', brand: 'visa', decline: 'expired_card' },
  4000000000000127: { token: 'chargeDeclinedIncorrectCvc', brand: 'visa', decline: 'incorrect_cvc' },
  4000000000000119: { token: 'chargeDeclinedProcessingError', brand: 'visa', decline: 'processing_error' },
  4000000000000341: { token: 'chargeCustomerFail', brand: 'visa', decline: 'generic_decline', attaches: true },
  4000002500003155: { token: 'authenticationRequiredOnSetup', brand: 'visa', authenticate: 'once' },
  4000002760003184: { token: 'authenticationRequired', brand: 'visa', authenticate: 'always' },
  4000008260003178: { token: 'authenticationRequiredChargeDeclinedInsufficientFunds', brand: 'visa', authenticate: 'once', decline: 'insufficient_funds', attaches: true },
};

const MESSAGES = /** @type {Record<string, string>} */ ({
  generic_decline: 'Your card was declined.',
  insufficient_funds: 'Your card has insufficient funds.',
  lost_card: 'Your card was declined.',
  stolen_card: 'Your card was declined.',
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
  authentication_required: 'Your card was declined. This transaction requires authentication.',
});

/** What no retry can mend without another card: https://docs.stripe.com/billing/revenue-recovery/smart-retries. */
export const HARD_DECLINES = new Set(['lost_card', 'stolen_card', 'authentication_required', 'incorrect_number', 'pickup_card', 'revocation_of_authorization']);

/** The error of a decline. @param {string} decline */
export function declined(decline) {
  const message = MESSAGES[decline] ?? 'Your card was declined.';
  if (decline === 'expired_card') return { code: 'expired_card', decline_code: 'expired_card', message, param: 'exp_month' };
  if (decline === 'incorrect_cvc') return { code: 'incorrect_cvc', decline_code: 'incorrect_cvc', message, param: 'cvc' };
  if (decline === 'processing_error') return { code: 'processing_error', decline_code: 'processing_error', message };
  if (decline === 'authentication_required') return { code: 'authentication_required', decline_code: 'authentication_required', message };
  return { code: 'card_declined', decline_code: decline, message };
}

/** @param {string} name `pm_card_visa` or `tok_visa` @returns {string | undefined} its number */
export function numberOf(name) {
  const token = name.replace(/^(pm_card_|tok_)/, '');
  return Object.keys(CARDS).find((number) => CARDS[number]?.token === token);
}

/** @param {string} number @returns {Card} */
export const cardOf = (number) => CARDS[number] ?? { token: '', brand: brandOf(number) };

/** @param {string} number */
function brandOf(number) {
  if (/^4/.test(number)) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  if (/^3[47]/.test(number)) return 'amex';
  return /^6/.test(number) ? 'discover' : 'unknown';
}

/** @param {string} number */
function passesLuhn(number) {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^\d{13,19}$/.test(number) && sum % 10 === 0;
}

/**
 * What Stripe checks before it asks the issuer.
 * @param {{ number: string, exp_month: string | number, exp_year: string | number, cvc?: string | null }} typed @param {number} now
 */
export function checkTyped({ number, exp_month, exp_year, cvc }, now) {
  const digits = String(number).replace(/[\s-]/g, '');
  if (!passesLuhn(digits)) throw cardError({ code: 'incorrect_number', message: 'Your card number is incorrect.', param: 'number' });
  const month = Number(exp_month);
  const short = Number(exp_year);
  const year = short < 100 ? 2000 + short : short;
  if (!Number.isInteger(month) || month < 1 || month > 12) throw cardError({ code: 'invalid_expiry_month', message: "Your card's expiration month is invalid.", param: 'exp_month' });
  const today = new Date(now * 1000);
  if (!Number.isInteger(year) || year < today.getUTCFullYear() || year > today.getUTCFullYear() + 50) {
    throw cardError({ code: 'invalid_expiry_year', message: "Your card's expiration year is invalid.", param: 'exp_year' });
  }
  if (year === today.getUTCFullYear() && month < today.getUTCMonth() + 1) {
    throw cardError({ code: 'invalid_expiry_month', message: "Your card's expiration month is invalid.", param: 'exp_month' });
  }
  const length = brandOf(digits) === 'amex' ? 4 : 3;
  if (cvc != null && !new RegExp(`^\\d{${length}}$`).test(cvc)) {
    throw cardError({ code: 'invalid_cvc', message: "Your card's security code is invalid.", param: 'cvc' });
  }
  return { number: digits, exp_month: month, exp_year: year };
}

/** Secret keys may not send numbers, unless an account is allowed to: https://docs.stripe.com/api/payment_methods/create. */
export const rawNumberRefused = () =>
  invalid('Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing.', { status: 402 });
