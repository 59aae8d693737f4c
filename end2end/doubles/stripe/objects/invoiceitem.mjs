// @ts-check
/** https://docs.stripe.com/api/invoiceitems */
import { invalid } from '../errors.mjs';
import { checked, currencyOf } from '../money.mjs';
import { metadata, must, natural, page, text, whole } from '../parameters.mjs';
import { list } from '../render.mjs';
import { sample } from '../store.mjs';
import { living } from './customer.mjs';

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/invoiceitems', { customer: must(text), amount: whole, currency: text, description: text, metadata, pricing: { price: text }, quantity: natural, subscription: text }, ({ double, params }) => {
    living(double, params.customer, 'customer');
    if (params.subscription && double.store.get('subscription', params.subscription, 'subscription').customer !== params.customer) throw invalid('The subscription is of another customer.', { param: 'subscription' });
    const price = params.pricing?.price ? double.store.get('price', params.pricing.price, 'pricing[price]') : null;
    if (!price && (params.amount === undefined || !params.currency)) throw invalid('Pass an amount with its currency, or a price.', { code: 'parameter_missing', param: 'amount' });
    const currency = price?.currency ?? currencyOf(params.currency);
    const quantity = params.quantity ?? 1;
    const amount = price ? price.unit_amount * quantity : checked(params.amount, currency);
    const now = double.now();
    const description = params.description ?? null;
    const item = double.store.add('invoiceitem', {
      amount, currency, customer: params.customer, date: now, description, discountable: amount > 0, discounts: [], invoice: null, metadata: params.metadata ?? {}, period: { start: now, end: now },
      quantity, quantity_decimal: String(quantity), net_amount: amount, proration: false, _subscription: params.subscription ?? null,
      parent: params.subscription ? { type: 'subscription_details', subscription_details: { subscription: params.subscription } } : null,
      pricing: price ? { type: 'price_details', price_details: { price: price.id, product: price.product }, unit_amount_decimal: String(price.unit_amount) } : null,
      _charge: { amount, description, discountable: amount > 0, item: null, period: { start: now, end: now }, price: price?.id ?? null, proration: false, quantity },
    });
    double.emit('invoiceitem.created', item);
    return item;
  }],
  ['GET', '/v1/invoiceitems', { ...page, customer: text, invoice: text }, ({ double, params, path }) =>
    list(double.store.all('invoiceitem', (one) => (!params.customer || one.customer === params.customer) && (!params.invoice || one.invoice === params.invoice)), path, params)],
  ['GET', '/v1/invoiceitems/:id', {}, ({ double, id }) => double.store.get('invoiceitem', id)],
  ['DELETE', '/v1/invoiceitems/:id', {}, ({ double, id }) => {
    const item = double.store.get('invoiceitem', id);
    if (item.invoice && double.store.get('invoice', item.invoice).status !== 'draft') throw invalid('This invoice item stands on a finalized invoice.', { param: 'id' });
    double.emit('invoiceitem.deleted', item);
    double.store.table('invoiceitem').delete(id);
    return { ...sample('deleted_invoiceitem'), id };
  }],
];
