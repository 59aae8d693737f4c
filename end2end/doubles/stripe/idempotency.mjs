// @ts-check
/**
 * Answers by Idempotency-Key: https://docs.stripe.com/api/idempotent_requests.
 * An answer is kept once the work has begun, errors of the 402 and 500 kind included; what was refused before
 * (parameters, keys, a conflict) is not.
 */
import { idempotencyError, invalid } from './errors.mjs';
import { DAY } from './calendar.mjs';

/** @typedef {{ request: string, status: number, body: string, at: number, request_id: string }} Kept */

export class Idempotency {
  /** @type {Map<string, Kept>} */
  kept = new Map();
  /** @type {Map<string, string>} */
  inFlight = new Map();

  /** @param {import('./clock.mjs').Clock} clock */
  constructor(clock) {
    this.clock = clock;
  }

  /**
   * The answer that was given before, or undefined where this request is the first; it is then in flight until `end`.
   * @param {string} key @param {string} request method, path and parameters
   */
  begin(key, request) {
    if (key.length > 255) throw invalid('Idempotency keys may have at most 255 characters.');
    const kept = this.kept.get(key);
    if (kept && this.clock.now() - kept.at >= DAY) this.kept.delete(key);
    else if (kept) {
      if (kept.request !== request) throw idempotencyError(400, changed(key));
      return kept;
    }
    const running = this.inFlight.get(key);
    if (running !== undefined) {
      if (running !== request) throw idempotencyError(400, changed(key));
      throw idempotencyError(409, `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}`, 'idempotency_key_in_use');
    }
    this.inFlight.set(key, request);
    return undefined;
  }

  /** @param {string} key */
  end(key) {
    this.inFlight.delete(key);
  }

  /** @param {string} key @param {string} request @param {{ status: number, body: string, request_id: string }} answer */
  keep(key, request, answer) {
    if (answer.status === 400 || answer.status === 401 || answer.status === 404 || answer.status === 409 || answer.status === 429) return;
    this.kept.set(key, { request, ...answer, at: this.clock.now() });
  }

  clear() {
    this.kept.clear();
    this.inFlight.clear();
  }

  dump() {
    return [...this.kept];
  }

  /** @param {[string, Kept][]} dump */
  load(dump) {
    this.kept = new Map(dump);
  }
}

/** @param {string} key */
const changed = (key) =>
  `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
