// @ts-check
/** Months from an anchor: 31 January, 28 February, 31 March. https://docs.stripe.com/billing/subscriptions/billing-cycle */

export const HOUR = 3600;
export const DAY = 86_400;

/**
 * The moment that lies `count` intervals after the anchor, on the anchor's day or the month's last.
 * @param {number} anchor @param {'day' | 'week' | 'month' | 'year'} interval @param {number} count
 */
export function after(anchor, interval, count) {
  if (interval === 'day') return anchor + count * DAY;
  if (interval === 'week') return anchor + count * 7 * DAY;
  const from = new Date(anchor * 1000);
  const months = from.getUTCFullYear() * 12 + from.getUTCMonth() + count * (interval === 'year' ? 12 : 1);
  const year = Math.floor(months / 12);
  const month = months - year * 12;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), last);
  return Date.UTC(year, month, day, from.getUTCHours(), from.getUTCMinutes(), from.getUTCSeconds()) / 1000;
}

/**
 * The first moment of the anchor's cycle that lies after `moment`.
 * @param {number} anchor @param {{ interval: 'day' | 'week' | 'month' | 'year', interval_count: number }} recurring @param {number} moment
 */
export function next(anchor, { interval, interval_count }, moment) {
  const length = { day: DAY, week: 7 * DAY, month: 28 * DAY, year: 365 * DAY }[interval] * interval_count;
  let count = Math.max(1, Math.floor((moment - anchor) / (length * 1.12)));
  while (after(anchor, interval, count * interval_count) <= moment) count += 1;
  return after(anchor, interval, count * interval_count);
}
