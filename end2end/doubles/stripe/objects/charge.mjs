// @ts-check
/** https://docs.stripe.com/api/charges */
import { page, text } from '../parameters.mjs';
import { embedded, include, list } from '../render.mjs';
import { sample } from '../store.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

include('charge.refunds', (double, charge) =>
  embedded(double.store.of('refund', charge.id).reverse(), `/v1/charges/${charge.id}/refunds`));

/**
 * @param {Double} double @param {StripeObject} intent @param {StripeObject} method
 * @param {{ code: string, message: string, decline_code?: string } | null} why it failed, if it did
 */
export function createCharge(double, intent, method, why) {
  const blank = sample('charge');
  const id = double.store.newId('charge');
  const { refunds: _, source: __, ...rest } = blank;
  const charge = {
    ...rest, id, amount: intent.amount, amount_captured: why ? 0 : intent.amount, captured: !why, paid: !why, status: why ? 'failed' : 'succeeded',
    balance_transaction: null, billing_details: method.billing_details, created: double.now(), currency: intent.currency, customer: intent.customer,
    description: intent.description, failure_code: why?.code ?? null, failure_message: why?.message ?? null, fraud_details: {}, metadata: { ...intent.metadata },
    outcome: {
      ...blank.outcome, type: why ? 'issuer_declined' : 'authorized', network_status: why ? 'declined_by_network' : 'approved_by_network',
      reason: why?.decline_code ?? null, risk_level: 'normal', seller_message: why ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    },
    payment_intent: intent.id, payment_method: method.id, receipt_email: intent.receipt_email, receipt_url: why ? null : `${double.url}/receipts/${id}`,
    payment_method_details: {
      ...blank.payment_method_details,
      card: {
        ...blank.payment_method_details.card, brand: method.card.brand, country: method.card.country, exp_month: method.card.exp_month, exp_year: method.card.exp_year,
        fingerprint: method.card.fingerprint, funding: method.card.funding, last4: method.card.last4, network: method.card.brand, checks: method.card.checks,
        three_d_secure: null, wallet: null, installments: null, network_token: null, amount_authorized: intent.amount,
      },
    },
    shipping: null, transfer_data: null,
  };
  double.store.table('charge').set(id, charge);
  double.count(why ? 'charges_failed' : 'charges');
  double.emit(why ? 'charge.failed' : 'charge.succeeded', charge);
  return charge;
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['GET', '/v1/charges', { ...page, customer: text, payment_intent: text }, ({ double, params, path }) =>
    list(double.store.all('charge', (one) => (!params.customer || one.customer === params.customer) && (!params.payment_intent || one.payment_intent === params.payment_intent)), path, params)],
  ['GET', '/v1/charges/:id', {}, ({ double, id }) => double.store.get('charge', id)],
];
