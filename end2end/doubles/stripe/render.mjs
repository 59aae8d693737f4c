// @ts-check
/** What leaves: no field of our own, computed fields filled in, and `expand` followed up to four levels. */
import { invalid } from './errors.mjs';

/** @typedef {import('./store.mjs').StripeObject} StripeObject */
/** @typedef {import('./double.mjs').Double} Double */

/** Which kind of object an id in this field names. */
const LINKS = /** @type {Record<string, string>} */ ({
  customer: 'customer', default_payment_method: 'payment_method', payment_method: 'payment_method', latest_invoice: 'invoice',
  invoice: 'invoice', payment_intent: 'payment_intent', setup_intent: 'setup_intent', pending_setup_intent: 'setup_intent',
  latest_charge: 'charge', charge: 'charge', subscription: 'subscription', product: 'product', price: 'price',
  default_price: 'price', coupon: 'coupon', discounts: 'discount', discount: 'discount', promotion_code: 'promotion_code',
});

/** @type {Map<string, (double: Double, object: StripeObject) => StripeObject>} */
const composed = new Map();
/** @type {Map<string, (double: Double, object: StripeObject) => any>} */
const includable = new Map();

/** Fields that follow from other objects. @param {string} kind @param {(double: Double, object: StripeObject) => StripeObject} fill */
export const compose = (kind, fill) => composed.set(kind, fill);

/** A field that is there only when it is expanded. @param {string} path `invoice.payments` @param {(double: Double, object: StripeObject) => any} fill */
export const include = (path, fill) => includable.set(path, fill);

/** @param {Double} double @param {any} value @returns {any} */
function plain(double, value) {
  if (Array.isArray(value)) return value.map((entry) => plain(double, entry));
  if (typeof value !== 'object' || value === null) return value;
  // An event says what was, and was rendered when it happened.
  if (value.object === 'event') return value;
  const fill = typeof value.object === 'string' && !value.deleted ? composed.get(value.object) : undefined;
  const whole = fill ? { ...value, ...fill(double, value) } : value;
  /** @type {StripeObject} */
  const shown = {};
  for (const name of Object.keys(whole)) if (!name.startsWith('_')) shown[name] = plain(double, whole[name]);
  return shown;
}

/** @param {Double} double @param {StripeObject} object @param {string[]} [expand] */
export function render(double, object, expand = []) {
  const rendered = plain(double, object);
  for (const path of expand) {
    const steps = path.split('.');
    if (steps.filter((step) => step !== 'data').length > 4) throw invalid(`You cannot expand more than 4 levels of a property (${path}).`, { param: 'expand' });
    follow(double, rendered, steps, path);
  }
  return rendered;
}

/** @param {Double} double @param {any} object @param {string[]} steps @param {string} path */
function follow(double, object, steps, path) {
  if (Array.isArray(object)) {
    for (const entry of object) follow(double, entry, steps, path);
    return;
  }
  if (typeof object !== 'object' || object === null) return;
  const [name = '', ...rest] = steps;
  const fill = includable.get(`${object.object}.${name}`);
  if (fill && object[name] === undefined) {
    const original = double.store.find(object.object, object.id) ?? object;
    object[name] = plain(double, fill(double, original));
  } else if (fill === undefined && !(name in object)) {
    throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  object[name] = linked(double, name, object[name], rest.length === 0 && !fill ? path : null);
  if (rest.length > 0) follow(double, object[name], rest, path);
}

/** @param {Double} double @param {string} name @param {any} value @param {string | null} path where it must be a link @returns {any} */
function linked(double, name, value, path) {
  if (Array.isArray(value)) return value.map((entry) => linked(double, name, entry, path));
  if (typeof value === 'object') return value;
  const kind = LINKS[name];
  if (!kind) {
    if (path) throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' });
    return value;
  }
  const found = double.store.find(kind, value);
  return found ? plain(double, found) : value;
}

/**
 * One page of a list, newest first.
 * @param {StripeObject[]} objects oldest first @param {string} url
 * @param {{ limit?: number, starting_after?: string, ending_before?: string }} params
 */
export function list(objects, url, { limit = 10, starting_after, ending_before } = {}) {
  if (limit < 1 || limit > 100) throw invalid(`Invalid integer: ${limit}. The limit lies between 1 and 100.`, { param: 'limit' });
  const newest = [...objects].reverse();
  const place = (/** @type {string} */ id, /** @type {string} */ param) => {
    const index = newest.findIndex((object) => object.id === id);
    if (index < 0) throw invalid(`No such object: '${id}'`, { code: 'resource_missing', param });
    return index;
  };
  let from = 0;
  let to = newest.length;
  if (starting_after) from = place(starting_after, 'starting_after') + 1;
  if (ending_before) to = place(ending_before, 'ending_before');
  if (ending_before) from = Math.max(0, to - limit);
  const data = newest.slice(from, Math.min(to, from + limit));
  const more = ending_before ? from > 0 : from + limit < to;
  return { object: 'list', data, has_more: more, url };
}

/** Of one customer, or of all. @param {Double} double @param {string} kind @param {string | undefined} customer @param {(object: StripeObject) => unknown} wanted */
export const found = (double, kind, customer, wanted) => (customer ? double.store.of(kind, customer, wanted) : double.store.all(kind, wanted));

/** A list inside an object. @param {StripeObject[]} data @param {string} url */
export const embedded = (data, url) => ({ object: 'list', data, has_more: false, url });
