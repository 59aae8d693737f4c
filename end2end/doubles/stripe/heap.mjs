// @ts-check
/** The least of many, soon found. @template T */
export class Heap {
  /** @type {T[]} */
  #all = [];

  /** @param {(a: T, b: T) => number} order */
  constructor(order) {
    this.order = order;
  }

  first() {
    return this.#all[0];
  }

  /** @param {T} one */
  push(one) {
    const all = this.#all;
    let at = all.push(one) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.#before(above, at)) break;
      this.#swap(at, above);
      at = above;
    }
  }

  shift() {
    const all = this.#all;
    const last = all.pop();
    if (last === undefined || all.length === 0) return;
    all[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < all.length && !this.#before(least, below)) least = below;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  /** @param {number} a @param {number} b */
  #before(a, b) {
    return this.order(/** @type {T} */ (this.#all[a]), /** @type {T} */ (this.#all[b])) <= 0;
  }

  /** @param {number} a @param {number} b */
  #swap(a, b) {
    const all = this.#all;
    [all[a], all[b]] = [/** @type {T} */ (all[b]), /** @type {T} */ (all[a])];
  }
}
