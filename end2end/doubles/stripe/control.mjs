// @ts-check
/** What a test may tell this Stripe, under /_/: JSON in, JSON out. README.md lists it. */
import { after, DAY, HOUR } from './calendar.mjs';
import { invalid } from './errors.mjs';
import { render } from './render.mjs';
import { closeDispute, openDispute } from './objects/dispute.mjs';

/** @typedef {import('./double.mjs').Double} Double */

/** @param {Double} double */
const time = (double) => ({ now: double.now(), iso: new Date(double.now() * 1000).toISOString(), frozen: double.clock.frozen !== null });

/** @param {unknown} value seconds, or a date in words */
function moment(value) {
  const then = typeof value === 'number' ? value : Date.parse(String(value)) / 1000;
  if (!Number.isInteger(then)) throw invalid(`Not a moment: ${value}`, { param: 'to' });
  return then;
}

/**
 * Ahead by seconds, minutes, hours, days and months together, or `to` a moment; `step` stops in between for webhooks.
 * @param {Double} double @param {Record<string, any>} how
 */
async function advance(double, { to, seconds = 0, minutes = 0, hours = 0, days = 0, months = 0, step, settle = false }) {
  const from = double.now();
  const then = to === undefined ? after(from, 'month', months) + seconds + minutes * 60 + hours * HOUR + days * DAY : moment(to);
  if (then < from) throw invalid(`The clock runs forward only: it is ${from} already.`, { param: 'to' });
  const events = double.store.table('event').size;
  for (let at = Math.min(then, from + (step ?? then - from)); ; at = Math.min(then, at + step)) {
    double.clock.moveTo(at);
    if (settle) await double.webhooks.settled();
    if (at >= then) break;
  }
  return { ...time(double), events: double.store.table('event').size - events };
}

/** @type {Record<string, (double: Double, input: any) => any>} */
const ACTS = {
  'GET /health': (double) => ({ status: 'ok', ...time(double) }),
  'GET /clock': time,
  'POST /clock/advance': advance,
  'POST /clock/freeze': (double) => (double.clock.freeze(), time(double)),
  'POST /clock/run': (double) => (double.clock.run(), time(double)),
  /** Sets and freezes it, backwards too: before anything is scheduled. */
  'POST /clock/set': (double, { to }) => {
    if (moment(to) < double.now() && double.clock.timers.size > 0) throw invalid('The clock runs forward only while something is scheduled.', { param: 'to' });
    double.clock.freeze();
    double.clock.moveTo(moment(to));
    return time(double);
  },
  'GET /clock/timers': (double) => [...double.clock.timers.values()].sort((a, b) => a.at - b.at || a.turn - b.turn),
  'GET /settings': (double) => double.settings,
  'POST /settings': (double, input) => {
    for (const name of Object.keys(input)) if (!(name in double.settings)) throw invalid(`No such setting: ${name}`, { param: name });
    return Object.assign(double.settings, input);
  },
  'POST /tax_rates': (double, input) => (double.settings.tax_rates = Object.fromEntries(Object.entries(input).map(([country, percent]) => [country, String(percent)]))),
  'POST /faults': (double, input) => ([input].flat().forEach((fault) => double.faults.order(fault)), double.faults.ordered),
  'GET /faults': (double) => double.faults.ordered,
  'DELETE /faults': (double) => (double.faults.clear(), []),
  'GET /counters': (double) => ({ effects: double.effects, calls: double.calls }),
  'DELETE /counters': (double) => {
    double.effects = {};
    double.calls = {};
    return {};
  },
  'GET /webhooks': (double) => ({ ...double.webhooks.dump(), deliveries: double.webhooks.deliveries }),
  'POST /webhooks/endpoints': (double, input) => double.webhooks.register(input),
  'DELETE /webhooks/endpoints': (double) => (double.webhooks.endpoints = []),
  'POST /webhooks/mode': (double, input) => (double.webhooks.setMode(input), double.webhooks.modes),
  'POST /webhooks/seed': (double, { seed }) => (double.webhooks.seed(seed), {}),
  'POST /webhooks/deliver': async (double, input) => {
    const delivered = double.webhooks.release(input);
    await double.webhooks.settled();
    return { delivered };
  },
  'POST /webhooks/resend': async (double, { ids }) => {
    for (const id of ids) double.webhooks.tell(double.store.get('event', id));
    await double.webhooks.settled();
    return {};
  },
  'POST /webhooks/settle': async (double) => (await double.webhooks.settled(), { deliveries: double.webhooks.deliveries.length }),
  'POST /disputes': (double, input) => render(double, openDispute(double, input)),
  'POST /disputes/close': (double, { id, status = 'lost' }) => render(double, closeDispute(double, id, status)),
  'POST /reset': (double) => (double.reset(), {}),
  'GET /state': (double) => double.dump(),
};

/** @param {Double} double @param {string} method @param {string} path @param {string} body @param {URLSearchParams} query */
export async function control(double, method, path, body, query) {
  const act = ACTS[`${method} ${path}`];
  if (!act) return { status: 404, json: { error: { message: `No such control: ${method} ${path}`, known: Object.keys(ACTS) } } };
  double.clock.tick();
  const input = body ? JSON.parse(body) : Object.fromEntries(query);
  return { status: 200, json: (await act(double, input)) ?? {} };
}
