// @ts-check
/** How an invoice comes to be: https://docs.stripe.com/invoicing/overview. */
import { sample } from '../../store.mjs';
import { settle, sum, totals } from '../../totals.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */
/** @typedef {import('../../totals.mjs').Charge} Charge */
/** @typedef {import('../../totals.mjs').Settled} Settled */

/** @param {Double} double @param {Settled} line @param {string} invoice @param {StripeObject | null} subscription @param {string} currency @param {boolean} taxed */
function lineOf(double, line, invoice, subscription, currency, taxed) {
  const price = double.store.find('price', line.price);
  const details = { proration: line.proration, proration_details: { credited_items: null }, subscription: subscription?.id ?? null };
  return double.store.make('line_item', {
    id: double.store.newId('line_item'), amount: line.amount, subtotal: line.amount, currency, description: line.description, discountable: line.discountable ?? !line.proration,
    discount_amounts: line.discounts, discounts: line.discounts.map((share) => share.discount), invoice, metadata: {}, period: line.period,
    quantity: line.quantity, quantity_decimal: String(line.quantity), subscription: subscription?.id ?? null, pretax_credit_amounts: [],
    parent: line.item
      ? { type: 'subscription_item_details', invoice_item_details: null, subscription_item_details: { ...details, invoice_item: line.invoiceitem ?? null, subscription_item: line.item } }
      : { type: 'invoice_item_details', subscription_item_details: null, invoice_item_details: { ...details, invoice_item: line.invoiceitem ?? '' } },
    pricing: price ? { type: 'price_details', price_details: { price: price.id, product: price.product }, unit_amount_decimal: String(price.unit_amount) } : null,
    taxes: taxed ? [{
      amount: line.tax, tax_behavior: 'exclusive', tax_rate_details: { tax_rate: `txr_${line.tax_percent.replace('.', '_')}` }, taxability_reason: line.taxability,
      taxable_amount: line.amount - sum(line.discounts.map((share) => share.amount)), type: 'tax_rate_details',
    }] : [],
  });
}

/** @param {StripeObject[]} lines @param {'discount_amounts' | 'taxes'} field @param {(entry: any) => string} key */
function gathered(lines, field, key) {
  /** @type {Map<string, StripeObject>} */
  const sums = new Map();
  for (const entry of lines.flatMap((line) => line[field])) {
    const known = sums.get(key(entry));
    if (!known) sums.set(key(entry), { ...entry });
    else {
      known.amount += entry.amount;
      if ('taxable_amount' in known) known.taxable_amount += entry.taxable_amount;
    }
  }
  return [...sums.values()];
}

/**
 * An invoice that is not kept yet: the preview, and the draft alike.
 * @param {Double} double
 * @param {{ customer: StripeObject, subscription: StripeObject | null, charges: Charge[], discounts: StripeObject[], currency: string, reason: string,
 *   automatic_tax: boolean, at: number, period: { start: number, end: number }, collection_method?: string }} given
 */
export function compute(double, { customer, subscription, charges, discounts, currency, reason, automatic_tax, at, period, collection_method = 'charge_automatically' }) {
  const placeless = automatic_tax && !customer.address?.country;
  const place = automatic_tax && !placeless ? { address: customer.address, tax_exempt: customer.tax_exempt ?? 'none' } : null;
  const settled = settle(double, charges, { currency, discounts, place, at });
  const id = double.store.newId('invoice');
  const lines = settled.map((line) => lineOf(double, line, id, subscription, currency, place !== null));
  const { subtotal, discount, total } = totals(settled);
  const due = dueOf(total, customer.balance ?? 0);
  const invoice = double.store.make('invoice', {
    id, amount_due: due.amount, amount_paid: 0, amount_remaining: due.amount, amount_overpaid: 0, attempt_count: 0, attempted: false, auto_advance: true,
    automatic_tax: { enabled: automatic_tax, liability: automatic_tax ? { type: 'self' } : null, status: automatic_tax ? (placeless ? 'requires_location_inputs' : 'complete') : null, disabled_reason: null, provider: automatic_tax ? 'stripe' : null },
    billing_reason: reason, collection_method, created: at, currency, customer: customer.id, customer_address: customer.address ?? null, customer_email: customer.email ?? null,
    customer_name: customer.name ?? null, customer_phone: customer.phone ?? null, customer_shipping: null, customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: customer.deleted || !customer.id ? [] : double.store.of('tax_id', customer.id).map(({ type, value }) => ({ type, value })),
    description: null, discounts: discounts.map((one) => one.id), due_date: null, effective_at: null, ending_balance: null, from_invoice: null,
    last_finalization_error: null, lines: { data: lines, has_more: false, object: 'list', url: `/v1/invoices/${id}/lines` }, metadata: {},
    next_payment_attempt: null, number: null, payment_settings: { ...sample('invoice').payment_settings, payment_method_options: null },
    period_start: period.start, period_end: period.end, shipping_cost: null, shipping_details: null, rendering: null, webhooks_delivered_at: null,
    starting_balance: due.starting, status: 'draft', subtotal, subtotal_excluding_tax: subtotal, total, total_excluding_tax: subtotal - discount,
    total_discount_amounts: gathered(lines, 'discount_amounts', (entry) => entry.discount), total_pretax_credit_amounts: [],
    total_taxes: gathered(lines, 'taxes', (entry) => entry.tax_rate_details.tax_rate + entry.taxability_reason),
    parent: subscription ? { type: 'subscription_details', quote_details: null, subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id } } : null,
    confirmation_secret: undefined, payments: undefined, subscription: undefined,
  });
  return { invoice, settled };
}

/** A credit balance pays first; a negative total becomes one. @param {number} total @param {number} balance */
export function dueOf(total, balance) {
  const owed = total + balance;
  return { starting: balance, amount: Math.max(0, owed), ending: Math.min(0, owed) };
}

/**
 * @param {Double} double @param {Parameters<typeof compute>[1]} given
 * @param {StripeObject} [about] fields of the invoice
 */
export function draft(double, given, about = {}) {
  const { invoice, settled } = compute(double, given);
  Object.assign(invoice, about);
  double.store.table('invoice').set(invoice.id, invoice);
  for (const line of settled) {
    const waiting = double.store.find('invoiceitem', line.invoiceitem);
    if (waiting) waiting.invoice = invoice.id;
  }
  double.count('invoices');
  double.emit('invoice.created', invoice);
  return { invoice, settled };
}

/** What was billed for each item, for the credit of a later change. @param {Double} double @param {Settled[]} lines */
export function remember(double, lines) {
  for (const line of lines) {
    const item = double.store.find('subscription_item', line.item);
    if (!item || line.amount < 0) continue;
    item._billed = { amount: line.amount, quantity: line.quantity, price: line.price, discounts: line.discounts, tax_percent: line.tax_percent, ...line.period };
  }
}

/** Charges that wait for the next invoice. @param {Double} double @param {string} customer @param {string | null} subscription */
export const pending = (double, customer, subscription) =>
  double.store.of('invoiceitem', customer, (one) => one.invoice === null && (one._subscription ?? subscription) === subscription);
