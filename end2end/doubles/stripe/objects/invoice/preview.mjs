// @ts-check
/** https://docs.stripe.com/api/invoices/create_preview: what the next invoice would say, without making it. */
import { invalid } from '../../errors.mjs';
import { address, flag, must, natural, oneOf, text, time, timeOr, unsettable } from '../../parameters.mjs';
import { sample } from '../../store.mjs';
import { discountOf } from '../coupon.mjs';
import { living } from '../customer.mjs';
import { firstInvoice, itemsFor, previewItem } from '../subscription/create.mjs';
import { planChange } from '../subscription/plan.mjs';
import { itemsOf, recurringCharges, waiting } from '../subscription/cycle.mjs';
import { compute } from './draft.mjs';
import { credit } from '../../proration.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */

const discounts = unsettable([{ coupon: text, discount: text, promotion_code: text }]);

export const previewFields = {
  customer: text, currency: text, subscription: text, automatic_tax: { enabled: must(flag) }, discounts, preview_mode: oneOf('next'),
  customer_details: { address: unsettable(address), tax_exempt: oneOf('none', 'exempt', 'reverse'), tax_ids: [{ type: text, value: text }] },
  subscription_details: {
    items: [{ id: text, price: text, quantity: natural, deleted: flag, clear_usage: flag, metadata: unsettable({}) }],
    proration_behavior: oneOf('always_invoice', 'create_prorations', 'none'), proration_date: time, trial_end: timeOr('now'), start_date: time,
    cancel_at_period_end: flag, cancel_now: flag, cancel_at: unsettable(time), billing_cycle_anchor: oneOf('now', 'unchanged'),
    billing_mode: { type: oneOf('flexible') },
  },
};

/** @param {Double} double @param {StripeObject} params @returns {StripeObject} */
export function preview(double, { customer: id, currency, subscription: subscriptionId, automatic_tax, discounts: given, customer_details, subscription_details: details = {} }) {
  const subscription = subscriptionId ? double.store.get('subscription', subscriptionId, 'subscription') : null;
  if (subscription && !double.store.find('customer', subscription.customer)) throw none();
  if (id && customer_details) throw invalid('You may only specify one of these parameters: customer, customer_details.', { param: 'customer_details' });
  if (subscription && id && subscription.customer !== id) throw invalid(`Customer ${id} does not have a subscription with ID ${subscriptionId}`, { code: 'resource_missing', param: 'subscription' });
  const customer = id || subscription ? living(double, id ?? subscription?.customer, 'customer') : stranger(customer_details);
  const taxed = automatic_tax?.enabled ?? subscription?.automatic_tax.enabled ?? false;
  const own = given === undefined ? null : (given ?? []).map((/** @type {StripeObject} */ one, /** @type {number} */ index) =>
    discountOf(double, one, { customer: customer.id ?? undefined, param: `discounts[${index}]`, preview: true }));
  const { invoice } = subscription
    ? compute(double, { ...next(double, subscription, details, own), customer, subscription, automatic_tax: taxed, currency: subscription.currency })
    : compute(double, { ...first(double, details, currency, own ?? []), customer, subscription: null, automatic_tax: taxed });
  Object.assign(invoice, { id: `upcoming_in_${invoice.id.slice(3)}`, customer: customer.id ?? null, auto_advance: false, lines: { ...invoice.lines, url: '/v1/invoices/upcoming/lines' } });
  return invoice;
}

const none = () => invalid('No upcoming invoices for customer', { code: 'invoice_upcoming_none', status: 404 });

/** @param {StripeObject | undefined} details */
const stranger = (details = {}) => ({
  id: null, balance: 0, email: null, name: null, phone: null, tax_exempt: details.tax_exempt ?? 'none',
  address: details.address ? { ...sample('customer').address, ...details.address } : null,
});

/** @param {Double} double @param {StripeObject} details @param {string | undefined} currency @param {StripeObject[]} discounts */
function first(double, details, currency, discounts) {
  if (!details.items?.length) throw none();
  const chosen = itemsFor(double, details.items, 'subscription_details[items]');
  if (currency && currency.toLowerCase() !== chosen.currency) throw invalid(`The price specified only supports \`${chosen.currency}\`. This doesn't match the expected currency: \`${currency}\`.`, { param: 'currency' });
  const at = details.start_date ?? double.now();
  const trial = details.trial_end === undefined || details.trial_end === 'now' ? null : details.trial_end;
  return { ...firstInvoice(double, chosen.items.map(previewItem), chosen.recurring, at, trial), discounts, currency: chosen.currency, reason: 'upcoming', at };
}

/** @param {Double} double @param {StripeObject} subscription @param {StripeObject} details @param {StripeObject[] | null} own */
function next(double, subscription, details, own) {
  if (['canceled', 'incomplete_expired'].includes(subscription.status)) throw none();
  const discounts = own ?? subscription.discounts.map((/** @type {string} */ one) => double.store.get('discount', one));
  const at = details.proration_date ?? double.now();
  const held = waiting(double, subscription);
  if (details.cancel_now) {
    const items = itemsOf(double, subscription);
    const charges = items.flatMap((item) => credit(double, item, at, subscription.currency));
    return { charges: [...held, ...charges], discounts, reason: 'upcoming', at, period: { start: at, end: at } };
  }
  const plan = planChange(double, subscription, { ...details, discounts: own }, at);
  if (plan.immediate) return { charges: [...held, ...plan.charges], discounts, reason: 'upcoming', at, period: plan.restart ? plan.period : { start: at, end: at } };
  const ends = details.cancel_at_period_end ?? subscription.cancel_at_period_end;
  const charges = [...held, ...plan.charges];
  const date = plan.period.end;
  if (ends || (details.cancel_at ?? subscription.cancel_at ?? Infinity) <= date) {
    if (charges.length === 0) throw none();
    return { charges, discounts, reason: 'upcoming', at: date, period: plan.period };
  }
  const { charges: recurring } = recurringCharges(double, { ...subscription, billing_cycle_anchor: plan.anchor }, plan.items, date);
  return { charges: [...charges, ...recurring], discounts, reason: 'upcoming', at: date, period: plan.period };
}
