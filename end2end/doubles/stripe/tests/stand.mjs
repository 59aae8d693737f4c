// @ts-check
/** One double for a test: its API, its control, and an endpoint that hears its webhooks. */
import { createServer } from 'node:http';
import { Double, SECRET_KEY } from '../double.mjs';
import { serve } from '../server.mjs';

/** @typedef {Record<string, any>} Json */
/** @typedef {{ status: number, body: any, headers: Headers }} Heard */

/** `{ items: [{ price: 'p' }] }` as Stripe's clients send it. @param {Json} params @param {string} [prefix] @returns {[string, string][]} */
export const encode = (params, prefix = '') =>
  Object.entries(params).flatMap(([name, value]) => {
    const key = prefix ? `${prefix}[${name}]` : name;
    return typeof value === 'object' && value !== null ? encode(value, key) : /** @type {[string, string][]} */ ([[key, String(value ?? '')]]);
  });

export async function start() {
  const double = new Double();
  const server = serve(double);
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const bound = /** @type {import('node:net').AddressInfo} */ (server.address());
  double.url = `http://127.0.0.1:${bound.port}`;
  const control = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ json = undefined) => {
    const answer = await fetch(`${double.url}/_${path}`, { method, ...(json !== undefined && { body: JSON.stringify(json) }) });
    const body = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(body));
    return body;
  };
  await control('POST', '/clock/set', { to: '2027-01-31T12:00:00Z' });

  /** @returns {Promise<Heard>} */
  const call = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {Json} */ params = {}, { key = SECRET_KEY, idempotency = '' } = {}) => {
    const form = new URLSearchParams(encode(params)).toString();
    const answer = await fetch(`${double.url}/v1${path}${method === 'GET' && form ? `?${form}` : ''}`, {
      method, ...(method !== 'GET' && { body: form }),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded', ...(idempotency && { 'idempotency-key': idempotency }) },
    });
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  };
  const ok = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {Json} */ params = {}) => {
    const { status, body } = await call(method, path, params);
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const post = (/** @type {string} */ path, /** @type {Json} */ params = {}) => ok('POST', path, params);
  const get = (/** @type {string} */ path, /** @type {Json} */ params = {}) => ok('GET', path, params);
  const refused = async (/** @type {string} */ path, /** @type {Json} */ params = {}, method = 'POST') => {
    const { status, body } = await call(method, path, params);
    if (status === 200) throw new Error(`${path} was not refused`);
    return { status, ...body.error };
  };
  const events = async (/** @type {string} */ type = '') => (await get('/events', { limit: 100, ...(type && { type }) })).data;

  return {
    double, url: double.url, call, post, get, refused, control, events,
    advance: (/** @type {Json} */ by) => control('POST', '/clock/advance', by),
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof start>>} Stand */

/** @param {Stand} stand @param {Json} [given] */
export async function priceOf(stand, { name = 'Creator', amount = 1900, currency = 'usd', interval = 'month' } = {}) {
  const product = await stand.post('/products', { name });
  return stand.post('/prices', { product: product.id, unit_amount: amount, currency, recurring: { interval } });
}

/** @param {Stand} stand @param {string} [card] @param {Json} [more] */
export async function customerWith(stand, card = 'pm_card_visa', more = {}) {
  const customer = await stand.post('/customers', { email: 'ada@example.com', ...more });
  const method = await stand.post(`/payment_methods/${card}/attach`, { customer: customer.id });
  return stand.post(`/customers/${customer.id}`, { invoice_settings: { default_payment_method: method.id } });
}

/** Hears webhooks. @param {(body: string, headers: import('node:http').IncomingHttpHeaders) => number} hear its answer's status */
export async function endpoint(hear) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.writeHead(hear(body, request.headers)).end();
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const bound = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${bound.port}/hook`, stop: () => new Promise((done) => server.close(done)) };
}
