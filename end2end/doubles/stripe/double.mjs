// @ts-check
/** All of one Stripe: what it keeps, its time, its events, and what a test has told it to do. */
import { isDeepStrictEqual } from 'node:util';
import { Clock } from './clock.mjs';
import { Faults } from './faults.mjs';
import { Idempotency } from './idempotency.mjs';
import { render } from './render.mjs';
import { Store } from './store.mjs';
import { Webhooks } from './webhooks.mjs';
import { schedule } from './schedule.mjs';

/** @typedef {import('./store.mjs').StripeObject} StripeObject */

export const API_VERSION = '2026-09-30.endive';
export const SECRET_KEY = 'sk_test_double';
export const PUBLISHABLE_KEY = 'pk_test_double';

/** What the owner of a Stripe account chooses in its dashboard. */
export const defaults = () => ({
  /** Days after the first failure on which a payment is tried again. */
  retry_days: [3, 5, 7],
  /** @type {'cancel' | 'unpaid' | 'past_due'} */
  final_action: 'cancel',
  finalize_after_seconds: 3600,
  /** Whose time stands in the signature of a webhook: the machine's, or this double's. @type {'system' | 'clock'} */
  signature_time: 'system',
  /** Percent by country, e.g. { DE: '19' }. @type {Record<string, string>} */
  tax_rates: {},
});

export class Double {
  store = new Store();
  clock = new Clock();
  faults = new Faults();
  idempotency = new Idempotency(this.clock);
  settings = defaults();
  /** How often each effect happened: what a test of "exactly once" asks for. @type {Record<string, number>} */
  effects = {};
  /** @type {Record<string, number>} */
  calls = {};
  /** The request that is being answered. @type {{ id: string | null, idempotency_key: string | null }} */
  request = { id: null, idempotency_key: null };
  url = '';

  constructor() {
    this.webhooks = new Webhooks(this);
    schedule(this);
  }

  now() {
    return this.clock.now();
  }

  /** @param {string} effect */
  count(effect) {
    this.effects[effect] = (this.effects[effect] ?? 0) + 1;
  }

  /** @param {string} type @param {StripeObject} object @param {StripeObject} [previous] */
  emit(type, object, previous) {
    const event = this.store.add('event', {
      api_version: API_VERSION, created: this.now(), type, pending_webhooks: 0,
      data: { object: render(this, object), ...(previous && { previous_attributes: previous }) }, request: { ...this.request },
    });
    this.webhooks.send(event);
    return event;
  }

  /**
   * Changes an object and says what changed, if anything did.
   * @param {StripeObject} object @param {string} type @param {() => void} change
   */
  change(object, type, change) {
    const before = render(this, object);
    change();
    const after = render(this, object);
    /** @type {StripeObject} */
    const previous = {};
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (!isDeepStrictEqual(before[name], after[name])) previous[name] = before[name] ?? null;
    }
    if (Object.keys(previous).length > 0) this.emit(type, object, previous);
  }

  reset() {
    this.store.load({});
    this.clock.load({ ahead: 0, frozen: this.clock.frozen === null ? null : Math.floor(Date.now() / 1000), turn: 0, timers: [] });
    this.faults.clear();
    this.idempotency.clear();
    this.webhooks.reset();
    this.settings = defaults();
    this.effects = {};
    this.calls = {};
  }

  dump() {
    return {
      store: this.store.dump(), clock: this.clock.dump(), settings: this.settings, effects: this.effects,
      idempotency: this.idempotency.dump(), webhooks: this.webhooks.dump(),
    };
  }

  /** @param {ReturnType<Double['dump']>} dump */
  load(dump) {
    this.store.load(dump.store);
    this.clock.load(dump.clock);
    this.settings = { ...defaults(), ...dump.settings };
    this.effects = dump.effects;
    this.idempotency.load(dump.idempotency);
    this.webhooks.load(dump.webhooks);
  }
}
