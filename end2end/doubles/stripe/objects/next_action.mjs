// @ts-check
/** Where 3-D Secure happens: https://docs.stripe.com/payments/3d-secure/authentication-flow. */
import { cardOf } from '../cards.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

/**
 * A page to go to, or, where Stripe.js handles it, a page to frame.
 * @param {Double} double @param {StripeObject} intent @param {{ return_url?: string | null, use_stripe_sdk?: boolean }} how
 */
export function nextAction(double, intent, { return_url, use_stripe_sdk }) {
  const url = `${double.url}/3d_secure/${intent.id}?client_secret=${intent.client_secret}`;
  if (return_url && !use_stripe_sdk) return { type: 'redirect_to_url', redirect_to_url: { return_url, url } };
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: intent.id } };
}

/**
 * Whether the issuer wants its customer to authenticate.
 * @param {StripeObject} method @param {{ setup: boolean }} what
 */
export function wantsAuthentication(method, { setup }) {
  const when = cardOf(method._number).authenticate;
  return when === 'always' || (when === 'once' && (setup || !method._authenticated));
}
