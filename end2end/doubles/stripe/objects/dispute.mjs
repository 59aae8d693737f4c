// @ts-check
/** https://docs.stripe.com/api/disputes. A bank opens one: here, the control API. */
import { invalid } from '../errors.mjs';
import { DAY } from '../calendar.mjs';
import { metadata, page, text } from '../parameters.mjs';
import { list } from '../render.mjs';
import { sample } from '../store.mjs';
import { merge } from './customer.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

/** @param {Double} double @param {{ charge: string, amount?: number, reason?: string }} given */
export function openDispute(double, { charge: id, amount, reason = 'fraudulent' }) {
  const charge = double.store.get('charge', id, 'charge');
  if (!charge.paid || charge.disputed) throw invalid('This charge cannot be disputed.', { param: 'charge' });
  const blank = sample('dispute');
  const dispute = double.store.add('dispute', {
    amount: amount ?? charge.amount, charge: id, created: double.now(), currency: charge.currency, payment_intent: charge.payment_intent, reason,
    status: 'needs_response', is_charge_refundable: false, metadata: {}, enhanced_eligibility_types: [],
    evidence_details: { ...blank.evidence_details, due_by: double.now() + 9 * DAY },
    payment_method_details: { ...blank.payment_method_details, card: { ...blank.payment_method_details.card, case_type: 'chargeback' } },
  });
  charge.disputed = true;
  double.count('disputes');
  double.emit('charge.dispute.created', dispute);
  return dispute;
}

/** @param {Double} double @param {string} id @param {'won' | 'lost'} status */
export function closeDispute(double, id, status) {
  const dispute = double.store.get('dispute', id);
  if (['won', 'lost'].includes(dispute.status)) throw invalid('This dispute is closed already.', { param: 'id' });
  const before = { status: dispute.status };
  dispute.status = status;
  double.emit('charge.dispute.closed', dispute, before);
  return dispute;
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['GET', '/v1/disputes', { ...page, charge: text, payment_intent: text }, ({ double, params, path }) =>
    list(double.store.all('dispute', (one) => (!params.charge || one.charge === params.charge) && (!params.payment_intent || one.payment_intent === params.payment_intent)), path, params)],
  ['GET', '/v1/disputes/:id', {}, ({ double, id }) => double.store.get('dispute', id)],
  ['POST', '/v1/disputes/:id', { metadata }, ({ double, id, params }) => {
    const dispute = double.store.get('dispute', id);
    double.change(dispute, 'charge.dispute.updated', () => merge(dispute, params.metadata));
    return dispute;
  }],
  ['POST', '/v1/disputes/:id/close', {}, ({ double, id }) => closeDispute(double, id, 'lost')],
];
