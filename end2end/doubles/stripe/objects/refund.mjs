// @ts-check
/** https://docs.stripe.com/api/refunds */
import { invalid } from '../errors.mjs';
import { checked } from '../money.mjs';
import { metadata, natural, oneOf, page, text } from '../parameters.mjs';
import { list } from '../render.mjs';
import { merge } from './customer.mjs';

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/refunds', { amount: natural, charge: text, payment_intent: text, reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'), metadata }, ({ double, params }) => {
    if (!params.charge === !params.payment_intent) throw invalid('One of the following params should be provided for this request: payment_intent or charge.', { code: 'parameter_missing' });
    const intent = params.payment_intent ? double.store.get('payment_intent', params.payment_intent, 'payment_intent') : null;
    const id = params.charge ?? intent?.latest_charge;
    if (!id) throw invalid('This PaymentIntent does not have a successful charge to refund.', { param: 'payment_intent' });
    const charge = double.store.get('charge', id, 'charge');
    if (!charge.paid) throw invalid(`Charge ${id} has not succeeded and cannot be refunded.`, { param: 'charge' });
    if (charge.refunded) throw invalid(`Charge ${id} has already been refunded.`, { code: 'charge_already_refunded' });
    if (charge.disputed) throw invalid(`Charge ${id} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' });
    const left = charge.amount - charge.amount_refunded;
    const amount = checked(params.amount ?? left, charge.currency);
    if (amount < 1) throw invalid('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
    if (amount > left) throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, { param: 'amount' });
    const refund = double.store.add('refund', {
      amount, charge: id, currency: charge.currency, created: double.now(), payment_intent: charge.payment_intent, reason: params.reason ?? null,
      metadata: params.metadata ?? {}, status: 'succeeded', destination_details: { card: { reference: '123456', reference_status: 'available', reference_type: 'acquirer_reference_number', type: 'refund' }, type: 'card' },
    });
    const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    double.count('refunds');
    double.emit('refund.created', refund);
    double.emit('charge.refunded', charge, before);
    return refund;
  }],
  ['GET', '/v1/refunds', { ...page, charge: text, payment_intent: text }, ({ double, params, path }) =>
    list(double.store.all('refund', (one) => (!params.charge || one.charge === params.charge) && (!params.payment_intent || one.payment_intent === params.payment_intent)), path, params)],
  ['GET', '/v1/refunds/:id', {}, ({ double, id }) => double.store.get('refund', id)],
  ['POST', '/v1/refunds/:id', { metadata }, ({ double, id, params }) => {
    const refund = double.store.get('refund', id);
    double.change(refund, 'refund.updated', () => merge(refund, params.metadata));
    return refund;
  }],
];
