// @ts-check
/** One call of the API: the key, the route, the idempotency key, the parameters, the fault, the work, the answer. */
import { API_VERSION, PUBLISHABLE_KEY, SECRET_KEY } from './double.mjs';
import { apiError, invalid, missing, StripeError, unauthorized } from './errors.mjs';
import { canonical, decode } from './form.mjs';
import { cast, page, text } from './parameters.mjs';
import { list, render } from './render.mjs';
import { letters } from './store.mjs';
import { routes as portal } from './objects/portal.mjs';
import { routes as charges } from './objects/charge.mjs';
import { routes as checkout } from './objects/checkout_session.mjs';
import { routes as coupons } from './objects/coupon.mjs';
import { routes as customers } from './objects/customer.mjs';
import { routes as disputes } from './objects/dispute.mjs';
import { routes as invoiceItems } from './objects/invoiceitem.mjs';
import { routes as invoices } from './objects/invoice.mjs';
import { routes as paymentIntents } from './objects/payment_intent.mjs';
import { routes as paymentMethods } from './objects/payment_method.mjs';
import { routes as prices } from './objects/price.mjs';
import { routes as products } from './objects/product.mjs';
import { routes as refunds } from './objects/refund.mjs';
import { routes as setupIntents } from './objects/setup_intent.mjs';
import { routes as subscriptionItems } from './objects/subscription_item.mjs';
import { routes as subscriptions } from './objects/subscription.mjs';
import { routes as taxIds } from './objects/tax_id.mjs';

/** @typedef {import('./double.mjs').Double} Double */
/** @typedef {import('./store.mjs').StripeObject} StripeObject */
/** @typedef {{ double: Double, params: any, id: string, other: string, path: string, publishable: boolean }} Context */
/** @typedef {[method: string, pattern: string, parameters: any, act: (context: Context) => StripeObject, access?: 'publishable']} Route */
/** @typedef {{ method: string, path: string, query: string, body: string, headers: import('node:http').IncomingHttpHeaders }} Request */
/** @typedef {{ status: number, body: string, headers: Record<string, string>, fault?: import('./faults.mjs').Fault }} Answer */

/** @type {Route[]} */
const events = [
  ['GET', '/v1/events', { ...page, type: text, types: [text], delivery_success: text }, ({ double, params, path }) =>
    list(double.store.all('event', (one) => (!params.type || one.type === params.type || (params.type.endsWith('.*') && one.type.startsWith(params.type.slice(0, -1)))) && (!params.types || params.types.includes(one.type))), path, params)],
  ['GET', '/v1/events/:id', {}, ({ double, id }) => double.store.get('event', id)],
];

const ROUTES = [
  ...customers, ...taxIds, ...products, ...prices, ...coupons, ...subscriptions, ...subscriptionItems, ...invoices, ...invoiceItems, ...paymentIntents,
  ...setupIntents, ...paymentMethods, ...charges, ...refunds, ...disputes, ...checkout, ...portal, ...events,
].map(([method, pattern, parameters, act, access]) => ({
  method, parameters: { ...parameters, expand: [text], key: text }, act, access, pattern,
  expression: new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}$`),
  // A named path goes before a path with an id.
  order: pattern.split(':').length,
})).sort((a, b) => a.order - b.order);

/** @param {Request} request */
function keyOf({ headers, query, body }) {
  const header = headers.authorization ?? '';
  if (header.startsWith('Bearer ')) return header.slice(7);
  if (header.startsWith('Basic ')) return Buffer.from(header.slice(6), 'base64').toString().split(':')[0] ?? '';
  return new URLSearchParams(query).get('key') ?? new URLSearchParams(body).get('key') ?? '';
}

/** @param {Request} request */
function authenticate(request) {
  const key = keyOf(request);
  if (key === SECRET_KEY) return false;
  if (key === PUBLISHABLE_KEY) return true;
  if (key === '') throw unauthorized("You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`);
}

/** @param {Request} request */
function routeOf({ method, path }) {
  for (const route of ROUTES) {
    const match = route.method === method && route.expression.exec(path);
    if (match) return { route, id: decodeURIComponent(match[1] ?? ''), other: decodeURIComponent(match[2] ?? '') };
  }
  throw invalid(`Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code.`, { status: 404 });
}

/**
 * Whether the browser may see this intent. @param {Double} double @param {string} id @param {StripeObject} params
 */
function guardSecret(double, id, params) {
  const kind = id.startsWith('seti_') ? 'setup_intent' : id.startsWith('pi_') ? 'payment_intent' : null;
  if (!kind) return;
  const intent = double.store.get(kind, id);
  if (params.client_secret !== intent.client_secret) throw missing(kind === 'setup_intent' ? 'setupintent' : 'payment_intent', id);
}

/** What a browser gets to see of an intent. @param {StripeObject} object */
function withoutSecrets({ customer: _customer, metadata: _metadata, latest_charge: _charge, ...object }) {
  return object;
}

/** @param {Double} double @param {Request} request @returns {Promise<Answer>} */
export async function answer(double, request) {
  const id = `req_${letters(14)}`;
  const headers = { 'request-id': id, 'stripe-version': API_VERSION };
  const key = request.method === 'POST' ? String(request.headers['idempotency-key'] ?? '') : '';
  /** @type {(status: number, body: StripeObject) => Answer} */
  const say = (status, body) => ({ status, body: JSON.stringify(body, null, 2), headers });
  let begun = false;
  try {
    const publishable = authenticate(request);
    const version = request.headers['stripe-version'];
    if (version !== undefined && version !== API_VERSION) throw invalid(`Invalid Stripe API version: ${version}. This double speaks ${API_VERSION} only.`);
    const { route, id: first, other } = routeOf(request);
    if (publishable && route.access !== 'publishable') {
      throw unauthorized('This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.', 'secret_key_required');
    }
    const call = `${request.method} ${route.pattern}`;
    double.calls[call] = (double.calls[call] ?? 0) + 1;
    const form = decode([request.query, request.body].filter(Boolean).join('&'));
    const print = `${request.method} ${request.path} ${canonical(form)}`;
    const kept = key ? double.idempotency.begin(key, print) : undefined;
    if (kept) return { status: kept.status, body: kept.body, headers: { ...headers, 'request-id': kept.request_id, 'idempotent-replayed': 'true', 'idempotency-key': key, 'original-request': kept.request_id } };
    begun = key !== '';
    const { expand = [], key: _key, ...params } = cast(route.parameters, form);
    if (publishable && first) guardSecret(double, first, params);
    const fault = double.faults.take(request.method, request.path);
    if (fault && fault.ms > 0) await new Promise((done) => setTimeout(done, fault.ms));
    if (fault?.kind === 'rate_limit') throw new StripeError(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests hit the API too quickly. We recommend an exponential backoff of your requests.' });
    if (fault && (fault.kind === 'hang_before' || fault.kind === 'drop_before')) return { ...say(0, {}), fault };
    const done = fault?.kind === 'error' ? say(500, { error: apiError('An unknown error occurred.').error })
      : work(double, { request, id, key, route, params, first, other, expand, publishable, say });
    if (key) {
      double.idempotency.keep(key, print, { status: done.status, body: done.body, request_id: id });
      done.headers = { ...headers, 'idempotency-key': key, 'original-request': id };
    }
    if (fault?.kind === 'error_after') return say(500, { error: apiError('An unknown error occurred.').error });
    return fault ? { ...done, fault } : done;
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    return say(error.status, { error: { ...error.error, request_log_url: `https://dashboard.stripe.com/test/logs/${id}` } });
  } finally {
    if (begun) double.idempotency.end(key);
  }
}

/**
 * @param {Double} double
 * @param {{ request: Request, id: string, key: string, route: typeof ROUTES[number], params: any, first: string, other: string, expand: string[], publishable: boolean, say: (status: number, body: StripeObject) => Answer }} call
 * @returns {Answer}
 */
function work(double, { request, id, key, route, params, first, other, expand, publishable, say }) {
  double.clock.tick();
  double.request = { id, idempotency_key: key || null };
  try {
    const result = render(double, route.act({ double, params, id: first, other, path: request.path, publishable }), expand);
    return say(200, publishable ? withoutSecrets(result) : result);
  } catch (error) {
    if (error instanceof StripeError) return say(error.status, { error: { ...error.error, request_log_url: `https://dashboard.stripe.com/test/logs/${id}` } });
    console.error(error);
    return say(500, { error: apiError(`The double failed: ${error}`).error });
  } finally {
    double.request = { id: null, idempotency_key: null };
  }
}
