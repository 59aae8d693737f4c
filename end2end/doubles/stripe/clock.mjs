// @ts-check
/**
 * The time of this Stripe. It runs with the machine's until a test freezes it; what is due happens in its order,
 * each thing at its own second, however far the clock is moved at once.
 */

import { Heap } from './heap.mjs';

/** @typedef {{ key: string, kind: string, id: string, at: number, turn: number }} Timer */

/** @param {Timer} a @param {Timer} b */
const earlier = (a, b) => a.at - b.at || a.turn - b.turn;

export class Clock {
  /** Seconds that it is ahead of the machine; of no meaning while frozen. */
  ahead = 0;
  /** @type {number | null} */
  frozen = null;
  /** @type {Map<string, Timer>} */
  timers = new Map();
  /** The same timers by their time, and those that were replaced or cancelled since. */
  #order = new Heap(earlier);
  turn = 0;
  /** @type {Map<string, (id: string) => void>} */
  handlers = new Map();

  now() {
    return this.frozen ?? Math.floor(Date.now() / 1000) + this.ahead;
  }

  /** @param {string} kind @param {(id: string) => void} handler */
  on(kind, handler) {
    this.handlers.set(kind, handler);
  }

  /** One timer of a kind for an id: the later word replaces the earlier. @param {string} kind @param {string} id @param {number} at */
  at(kind, id, at) {
    const key = `${kind} ${id}`;
    const timer = { key, kind, id, at, turn: this.turn++ };
    this.timers.set(key, timer);
    this.#order.push(timer);
  }

  /** @param {string} kind @param {string} id */
  cancel(kind, id) {
    this.timers.delete(`${kind} ${id}`);
  }

  /** @param {string} kind @param {string} id */
  due(kind, id) {
    return this.timers.get(`${kind} ${id}`)?.at ?? null;
  }

  /** The earliest that is due by then. @param {number} by @returns {Timer | undefined} */
  next(by) {
    let first = this.#order.first();
    while (first && this.timers.get(first.key) !== first) {
      this.#order.shift();
      first = this.#order.first();
    }
    return first && first.at <= by ? first : undefined;
  }

  /** Does what has become due by itself. */
  tick() {
    this.moveTo(this.now());
  }

  freeze() {
    this.frozen = this.now();
  }

  run() {
    if (this.frozen === null) return;
    this.ahead = this.frozen - Math.floor(Date.now() / 1000);
    this.frozen = null;
  }

  /** @param {number} then */
  moveTo(then) {
    const running = this.frozen === null;
    for (let timer = this.next(then); timer; timer = this.next(then)) {
      this.timers.delete(timer.key);
      this.frozen = running ? timer.at : Math.max(timer.at, this.frozen ?? timer.at);
      this.handlers.get(timer.kind)?.(timer.id);
    }
    this.frozen = then;
    if (running) this.run();
  }

  dump() {
    return { ahead: this.ahead, frozen: this.frozen, turn: this.turn, timers: [...this.timers.values()] };
  }

  /** @param {ReturnType<Clock['dump']>} dump */
  load(dump) {
    this.ahead = dump.ahead;
    this.frozen = dump.frozen;
    this.turn = dump.turn;
    this.timers = new Map(dump.timers.map((timer) => [timer.key, timer]));
    this.#order = new Heap(earlier);
    for (const timer of this.timers.values()) this.#order.push(timer);
  }
}
