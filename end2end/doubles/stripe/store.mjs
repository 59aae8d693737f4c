// @ts-check
/**
 * Every object that Stripe keeps, by kind and id. Fields whose names begin with `_` are the double's own
 * (a card's number, say): they never leave it.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { missing } from './errors.mjs';

/** @typedef {Record<string, any>} StripeObject */

const SAMPLES = JSON.parse(readFileSync(new URL('./samples.json', import.meta.url), 'utf8'));

const PREFIXES = /** @type {Record<string, string>} */ ({
  customer: 'cus_', product: 'prod_', price: 'price_', coupon: '', promotion_code: 'promo_', subscription: 'sub_',
  subscription_item: 'si_', invoice: 'in_', line_item: 'il_', invoiceitem: 'ii_', invoice_payment: 'inpay_', payment_intent: 'pi_',
  setup_intent: 'seti_', payment_method: 'pm_', charge: 'ch_', refund: 're_', dispute: 'du_', 'checkout.session': 'cs_test_',
  item: 'li_', 'billing_portal.session': 'bps_', event: 'evt_', discount: 'di_', tax_id: 'txi_', customer_balance_transaction: 'cbtxn_',
});

/** What an error calls a kind. */
const NOUNS = /** @type {Record<string, string>} */ ({
  payment_intent: 'payment_intent', setup_intent: 'setupintent', payment_method: 'PaymentMethod', 'checkout.session': 'checkout.session',
  subscription_item: 'subscription item', promotion_code: 'promotion code',
});

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** @param {number} length */
export const letters = (length) => Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('');

export const token = () => randomBytes(24).toString('base64url').replace(/[-_]/g, 'x');

/** Many times faster than structuredClone for what JSON can say. @param {any} value @returns {any} */
function copy(value) {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  /** @type {StripeObject} */
  const copied = {};
  for (const name of Object.keys(value)) copied[name] = copy(value[name]);
  return copied;
}

/** Stripe's own sample of a kind. @param {string} kind @returns {StripeObject} */
export function sample(kind) {
  if (!SAMPLES[kind]) throw new Error(`samples.json has no ${kind}`);
  return copy(SAMPLES[kind]);
}

/** The field by which objects of a kind are asked for; it never changes once it is set. */
const OWNERS = /** @type {Record<string, string>} */ ({
  subscription: 'customer', subscription_item: 'subscription', invoice: 'customer', invoiceitem: 'customer', invoice_payment: 'invoice', refund: 'charge', tax_id: 'customer',
});

/** @extends {Map<string, StripeObject>} */
class Table extends Map {
  /** @type {Map<string, Set<string>>} */
  owned = new Map();

  /** @param {string | undefined} owner */
  constructor(owner) {
    super();
    this.owner = owner;
  }

  /** @param {string} id @param {StripeObject} object */
  set(id, object) {
    if (this.owner) {
      const ids = this.owned.get(object[this.owner]);
      if (ids) ids.add(id);
      else this.owned.set(object[this.owner], new Set([id]));
    }
    return super.set(id, object);
  }

  /** @param {string} id */
  delete(id) {
    const object = this.get(id);
    if (this.owner && object) this.owned.get(object[this.owner])?.delete(id);
    return super.delete(id);
  }
}

export class Store {
  /** @type {Map<string, Table>} */
  tables = new Map();

  /** @param {string} kind @returns {Table} */
  table(kind) {
    let table = this.tables.get(kind);
    if (!table) this.tables.set(kind, (table = new Table(OWNERS[kind])));
    return table;
  }

  /** What belongs to an owner, oldest first. @param {string} kind @param {string} owner @param {(object: StripeObject) => unknown} [wanted] @returns {StripeObject[]} */
  of(kind, owner, wanted = () => true) {
    const table = this.tables.get(kind);
    return [...(table?.owned.get(owner) ?? [])].map((id) => /** @type {StripeObject} */ (table?.get(id))).filter(wanted);
  }

  /** @param {string} kind */
  newId(kind) {
    const long = kind === 'checkout.session' ? 58 : kind === 'coupon' ? 8 : ['customer', 'product', 'subscription_item'].includes(kind) ? 14 : 24;
    return `${PREFIXES[kind]}${letters(long)}`;
  }

  /** A new object out of its sample. @param {string} kind @param {StripeObject} fields @returns {StripeObject} */
  make(kind, fields) {
    const made = { ...sample(kind), id: this.newId(kind), ...fields, object: kind };
    if ('livemode' in made) made.livemode = false;
    return made;
  }

  /** @param {string} kind @param {StripeObject} fields */
  add(kind, fields) {
    const added = this.make(kind, fields);
    this.table(kind).set(added.id, added);
    return added;
  }

  /** @param {string} kind @param {string | null | undefined} id @returns {StripeObject | undefined} */
  find(kind, id) {
    return id ? this.tables.get(kind)?.get(id) : undefined;
  }

  /** @param {string} kind @param {string} id @param {string} [param] `id` where the path names it @returns {StripeObject} */
  get(kind, id, param = 'id') {
    const found = this.find(kind, id);
    if (!found) throw missing(NOUNS[kind] ?? kind, id, param);
    return found;
  }

  /** Oldest first. @param {string} kind @param {(object: StripeObject) => unknown} [wanted] */
  all(kind, wanted = () => true) {
    return [...(this.tables.get(kind)?.values() ?? [])].filter(wanted);
  }

  /** @returns {Record<string, StripeObject[]>} */
  dump() {
    return Object.fromEntries([...this.tables].map(([kind, table]) => [kind, [...table.values()]]));
  }

  /** @param {Record<string, StripeObject[]>} dump */
  load(dump) {
    this.tables = new Map();
    for (const [kind, objects] of Object.entries(dump)) for (const object of objects) this.table(kind).set(object.id, object);
  }
}
