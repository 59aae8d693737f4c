// @ts-check
/**
 * Signed events to the endpoints: https://docs.stripe.com/webhooks.
 * Stripe promises neither order nor uniqueness; here a test chooses how badly it goes.
 */
import { createHmac } from 'node:crypto';
import { render } from './render.mjs';
import { letters } from './store.mjs';

/** @typedef {import('./store.mjs').StripeObject} StripeObject */
/** @typedef {{ id: string, url: string, secret: string, enabled_events: string[] }} Endpoint */
/** @typedef {'on_time' | 'late' | 'twice' | 'shuffled' | 'dropped' | 'held'} Way */
/** @typedef {{ way: Way, types: string[], copies: number, delay_seconds: number, percent: number }} Mode */
/** @typedef {{ endpoint: string, event: string, type: string, attempt: number, status: number | null, at: number }} Delivery */

/** Seconds after which a refused delivery is repeated; then every twelve hours, for three days. */
const RETRIES = [10, 60, 300, 1800, 7200, 18_000, 36_000];
const TIMEOUT = 10_000;

/** @param {string} payload @param {string} secret @param {number} time */
export const signature = (payload, secret, time) =>
  `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${payload}`).digest('hex')}`;

export class Webhooks {
  /** @type {Endpoint[]} */
  endpoints = [];
  /** The first that fits a type counts. @type {Mode[]} */
  modes = [];
  /** Ids of events that wait to be told. @type {string[]} */
  held = [];
  /** @type {Delivery[]} */
  deliveries = [];
  /** @type {Promise<void>} */
  #queue = Promise.resolve();
  #seed = 1;

  /** @param {import('./double.mjs').Double} double */
  constructor(double) {
    this.double = double;
    double.clock.on('webhook', (key) => {
      const [event = '', endpoint = '', attempt = '1'] = key.split('|');
      this.#deliver(event, endpoint, Number(attempt));
    });
  }

  /** @param {{ url: string, secret?: string, enabled_events?: string[] }} endpoint */
  register({ url, secret = `whsec_${letters(32)}`, enabled_events = ['*'] }) {
    const endpoint = { id: `we_${letters(24)}`, url, secret, enabled_events };
    this.endpoints = [...this.endpoints.filter((one) => one.url !== url), endpoint];
    return endpoint;
  }

  /** @param {Partial<Mode>} mode */
  setMode({ way = 'on_time', types = ['*'], copies = 2, delay_seconds = 60, percent = 100 }) {
    const mode = { way, types, copies, delay_seconds, percent };
    if (types.includes('*')) this.modes = [mode];
    else this.modes = [mode, ...this.modes];
  }

  /** Repeatable chance. @param {number} seed */
  seed(seed) {
    this.#seed = seed >>> 0 || 1;
  }

  #chance() {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }

  /** @param {StripeObject} event */
  send(event) {
    const mode = this.modes.find((one) => fits(one.types, event.type));
    const struck = mode && this.#chance() * 100 < mode.percent;
    switch (struck ? mode.way : 'on_time') {
      case 'dropped':
        return;
      case 'held':
      case 'shuffled':
        this.held.push(event.id);
        return;
      case 'late':
        for (const endpoint of this.#wanting(event)) {
          this.double.clock.at('webhook', `${event.id}|${endpoint.id}|1`, this.double.now() + (mode?.delay_seconds ?? 60));
        }
        return;
      case 'twice':
        for (let copy = 0; copy < (mode?.copies ?? 2); copy += 1) this.tell(event);
        return;
      default:
        this.tell(event);
    }
  }

  /** @param {StripeObject} event */
  #wanting(event) {
    return this.endpoints.filter((endpoint) => fits(endpoint.enabled_events, event.type));
  }

  /** @param {StripeObject} event */
  tell(event) {
    for (const endpoint of this.#wanting(event)) this.#deliver(event.id, endpoint.id, 1);
  }

  /**
   * Tells held events, in the order of `ids`, or shuffled, or as they happened.
   * @param {{ ids?: string[], shuffle?: boolean, copies?: number, keep?: boolean }} how
   */
  release({ ids, shuffle = false, copies = 1, keep = false }) {
    const order = ids ?? [...this.held];
    if (shuffle || (!ids && this.modes[0]?.way === 'shuffled')) {
      for (let at = order.length - 1; at > 0; at -= 1) {
        const other = Math.floor(this.#chance() * (at + 1));
        [order[at], order[other]] = [/** @type {string} */ (order[other]), /** @type {string} */ (order[at])];
      }
    }
    for (let copy = 0; copy < copies; copy += 1) {
      for (const id of order) this.tell(this.double.store.get('event', id));
    }
    if (!keep) this.held = this.held.filter((id) => !order.includes(id));
    return order;
  }

  /** After what is under way. @param {string} eventId @param {string} endpointId @param {number} attempt */
  #deliver(eventId, endpointId, attempt) {
    this.#queue = this.#queue.then(async () => {
      const event = this.double.store.find('event', eventId);
      const endpoint = this.endpoints.find((one) => one.id === endpointId);
      if (!event || !endpoint) return;
      const status = await this.#post(endpoint, event);
      this.deliveries.push({ endpoint: endpoint.url, event: event.id, type: event.type, attempt, status, at: this.double.now() });
      if (status !== null && status >= 200 && status < 300) return;
      const wait = RETRIES[attempt - 1] ?? 43_200;
      if (this.double.now() + wait - event.created > 3 * 86_400) return;
      this.double.clock.at('webhook', `${event.id}|${endpoint.id}|${attempt + 1}`, this.double.now() + wait);
    });
  }

  /** @param {Endpoint} endpoint @param {StripeObject} event @returns {Promise<number | null>} */
  async #post(endpoint, event) {
    const payload = JSON.stringify(render(this.double, { ...event, pending_webhooks: 1 }));
    const time = this.double.settings.signature_time === 'clock' ? this.double.now() : Math.floor(Date.now() / 1000);
    try {
      const answer = await fetch(endpoint.url, {
        method: 'POST', body: payload, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT),
        headers: {
          'content-type': 'application/json; charset=utf-8', 'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signature(payload, endpoint.secret, time),
        },
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return null;
    }
  }

  /** When nothing is under way any more. */
  async settled() {
    let queue;
    do {
      queue = this.#queue;
      await queue;
    } while (queue !== this.#queue);
  }

  reset() {
    this.modes = [];
    this.held = [];
    this.deliveries = [];
    this.#seed = 1;
  }

  dump() {
    return { endpoints: this.endpoints, modes: this.modes, held: this.held };
  }

  /** @param {ReturnType<Webhooks['dump']>} dump */
  load(dump) {
    this.endpoints = dump.endpoints;
    this.modes = dump.modes;
    this.held = dump.held;
  }
}

/** @param {string[]} types @param {string} type */
const fits = (types, type) =>
  types.some((one) => one === '*' || one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1))));
