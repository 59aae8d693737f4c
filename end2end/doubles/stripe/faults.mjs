// @ts-check
/** What goes wrong with the next calls of a method and a path, as a test has ordered it. */
import { invalid } from './errors.mjs';

/**
 * - `error`: an error of the 500 kind in place of the work; it is kept under the idempotency key, as Stripe keeps it
 * - `error_after`: the work is done, the answer is lost in an error of the 500 kind that no key keeps
 * - `rate_limit`: 429
 * - `hang_before`, `hang_after`: no answer, before or after the work
 * - `drop_before`, `drop_after`: the connection is reset, before or after the work
 * - `delay`: the answer comes late
 * @typedef {'error' | 'error_after' | 'rate_limit' | 'hang_before' | 'hang_after' | 'drop_before' | 'drop_after' | 'delay'} Kind
 * @typedef {{ method: string, path: string, kind: Kind, times: number, skip: number, ms: number }} Fault
 */

const KINDS = ['error', 'error_after', 'rate_limit', 'hang_before', 'hang_after', 'drop_before', 'drop_after', 'delay'];

export class Faults {
  /** @type {Fault[]} */
  ordered = [];

  /** @param {Partial<Fault>} fault a path may have `*` for one part and end in `**` */
  order({ method = '*', path = '/v1/**', kind = 'error', times = 1, skip = 0, ms = 0 }) {
    if (!KINDS.includes(kind)) throw invalid(`No such fault: ${kind}; there are ${KINDS.join(', ')}`, { param: 'kind' });
    this.ordered.push({ method: method.toUpperCase(), path, kind, times, skip, ms });
  }

  /** @param {string} method @param {string} path @returns {Fault | undefined} */
  take(method, path) {
    const fault = this.ordered.find((one) => one.times > 0 && (one.method === '*' || one.method === method) && matches(one.path, path));
    if (!fault) return undefined;
    if (fault.skip > 0) {
      fault.skip -= 1;
      return undefined;
    }
    fault.times -= 1;
    if (fault.times === 0) this.ordered.splice(this.ordered.indexOf(fault), 1);
    return { ...fault };
  }

  clear() {
    this.ordered = [];
  }
}

/** @param {string} pattern @param {string} path */
const matches = (pattern, path) =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('**', '\0').replaceAll('*', '[^/]+').replaceAll('\0', '.*')}$`).test(path);
