// @ts-check
/** https://docs.stripe.com/api/invoices */
import { invalid } from '../errors.mjs';
import { flag, metadata, must, oneOf, page, text } from '../parameters.mjs';
import { embedded, found, include, list } from '../render.mjs';
import { sample } from '../store.mjs';
import { living, merge } from './customer.mjs';
import { attempt, close, finalize, paidElsewhere } from './invoice/collect.mjs';
import { draft, pending } from './invoice/draft.mjs';
import { preview, previewFields } from './invoice/preview.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

include('invoice.payments', (double, invoice) => embedded(double.store.of('invoice_payment', invoice.id), '/v1/invoice_payments'));
include('invoice.confirmation_secret', (double, invoice) => {
  const intent = double.store.find('payment_intent', invoice._intent);
  return intent && invoice.status === 'open' ? { client_secret: intent.client_secret, type: 'payment_intent' } : null;
});

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/invoices/create_preview', previewFields, ({ double, params }) => preview(double, params)],
  ['POST', '/v1/invoices', {
    customer: must(text), auto_advance: flag, automatic_tax: { enabled: must(flag) }, collection_method: oneOf('charge_automatically'), currency: text, default_payment_method: text,
    description: text, metadata, pending_invoice_items_behavior: oneOf('exclude', 'include'),
  }, ({ double, params: { auto_advance = false, automatic_tax, description = null, metadata: pairs = {}, default_payment_method = null, pending_invoice_items_behavior = 'exclude', ...params } }) => {
    const customer = living(double, params.customer, 'customer');
    const waiting = pending_invoice_items_behavior === 'include' ? pending(double, customer.id, null) : [];
    const currency = params.currency?.toLowerCase() ?? waiting[0]?.currency ?? customer.currency ?? 'usd';
    const { invoice } = draft(double, {
      customer, subscription: null, charges: waiting.filter((one) => one.currency === currency).map((one) => ({ ...one._charge, invoiceitem: one.id })), discounts: [], currency, reason: 'manual',
      automatic_tax: automatic_tax?.enabled ?? false, at: double.now(), period: { start: double.now(), end: double.now() },
    }, { auto_advance, description, metadata: pairs, default_payment_method });
    if (auto_advance) double.clock.at('finalize', invoice.id, double.now() + double.settings.finalize_after_seconds);
    return invoice;
  }],
  ['GET', '/v1/invoices', { ...page, collection_method: text, customer: text, status: text, subscription: text }, ({ double, params, path }) =>
    list(found(double, 'invoice', params.customer, (one) =>
      (!params.status || one.status === params.status)
      && (!params.subscription || one.parent?.subscription_details?.subscription === params.subscription)), path, params)],
  ['GET', '/v1/invoices/:id', {}, ({ double, id }) => double.store.get('invoice', id)],
  ['POST', '/v1/invoices/:id', { auto_advance: flag, default_payment_method: text, description: text, metadata }, ({ double, id, params: { metadata: pairs, ...params } }) => {
    const invoice = double.store.get('invoice', id);
    double.change(invoice, 'invoice.updated', () => {
      Object.assign(invoice, params);
      merge(invoice, pairs);
    });
    if (params.auto_advance && invoice.status === 'draft') double.clock.at('finalize', id, double.now() + double.settings.finalize_after_seconds);
    return invoice;
  }],
  ['DELETE', '/v1/invoices/:id', {}, ({ double, id }) => {
    const invoice = double.store.get('invoice', id);
    if (invoice.status !== 'draft' || invoice.parent) throw invalid('You can only delete draft invoices that are not of a subscription.', { code: 'invoice_not_editable' });
    double.emit('invoice.deleted', invoice);
    double.store.table('invoice').delete(id);
    return { ...sample('deleted_invoice'), id };
  }],
  ['GET', '/v1/invoices/:id/lines', page, ({ double, id, params, path }) => list([...double.store.get('invoice', id).lines.data].reverse(), path, params)],
  ['POST', '/v1/invoices/:id/finalize', { auto_advance: flag }, ({ double, id, params }) => {
    const invoice = double.store.get('invoice', id);
    if (params.auto_advance !== undefined) invoice.auto_advance = params.auto_advance;
    finalize(double, invoice);
    return invoice;
  }],
  ['POST', '/v1/invoices/:id/pay', { off_session: flag, paid_out_of_band: flag, payment_method: text, forgive: flag }, ({ double, id, params }) => {
    const invoice = double.store.get('invoice', id);
    if (invoice.status === 'paid') throw invalid('Invoice is already paid');
    if (!['draft', 'open', 'uncollectible'].includes(invoice.status)) throw invalid(`This invoice cannot be paid: it is ${invoice.status}.`, { code: 'invoice_not_editable' });
    if (params.payment_method && double.store.get('payment_method', params.payment_method, 'payment_method').customer !== invoice.customer) {
      throw invalid('The payment method does not belong to the customer of the invoice.', { param: 'payment_method' });
    }
    if (invoice.status === 'draft') finalize(double, invoice);
    if (params.paid_out_of_band) paidElsewhere(double, invoice);
    else if (invoice.status !== 'paid') attempt(double, invoice, { payment_method: params.payment_method, off_session: params.off_session ?? true });
    return invoice;
  }],
  ['POST', '/v1/invoices/:id/void', {}, ({ double, id }) => close(double, double.store.get('invoice', id), 'void')],
  ['POST', '/v1/invoices/:id/mark_uncollectible', {}, ({ double, id }) => close(double, double.store.get('invoice', id), 'uncollectible')],
  ['GET', '/v1/invoice_payments', { ...page, invoice: text, payment: { type: oneOf('payment_intent'), payment_intent: text }, status: text }, ({ double, params, path }) =>
    list(double.store.all('invoice_payment', (one) =>
      (!params.invoice || one.invoice === params.invoice) && (!params.payment?.payment_intent || one.payment.payment_intent === params.payment.payment_intent)
      && (!params.status || one.status === params.status)), path, params)],
  ['GET', '/v1/invoice_payments/:id', {}, ({ double, id }) => double.store.get('invoice_payment', id)],
];
