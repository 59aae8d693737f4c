// @ts-check
/** What a browser sees. */
import { StripeError } from '../errors.mjs';
import { alert, layout } from './layout.mjs';
import { routes as checkout } from './checkout.mjs';
import { routes as element } from './payment_element.mjs';
import { routes as portal } from './portal.mjs';
import { routes as receipt } from './receipt.mjs';
import { routes as threeDSecure } from './three_d_secure.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {{ html?: string, text?: string, type?: string, body?: Buffer, to?: string, status?: number }} Page */
/** @typedef {{ double: Double, id: string, query: URLSearchParams, form: Record<string, string> }} Visit */
/** @typedef {[method: string, pattern: RegExp, show: (visit: Visit) => Page]} PageRoute */

/** @type {PageRoute[]} */
const ROUTES = [...checkout, ...threeDSecure, ...portal, ...receipt, ...element];

/**
 * @param {Double} double @param {{ method: string, url: URL, body: string }} request @param {import('node:http').ServerResponse} response
 */
export async function browse(double, { method, url, body }, response) {
  const page = visit(double, method, url, body);
  if (page.to) {
    response.writeHead(303, { location: page.to }).end();
    return;
  }
  const type = page.type ?? 'text/html; charset=utf-8';
  response.writeHead(page.status ?? 200, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  response.end(page.body ?? page.text ?? page.html);
}

/** @param {Double} double @param {string} method @param {URL} url @param {string} body @returns {Page} */
function visit(double, method, url, body) {
  double.clock.tick();
  for (const [verb, pattern, show] of ROUTES) {
    const match = verb === method ? pattern.exec(url.pathname) : null;
    if (!match) continue;
    try {
      return show({ double, id: match[1] ?? '', query: url.searchParams, form: Object.fromEntries(new URLSearchParams(body)) });
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return { status: error.status, html: layout('Something went wrong', alert(error.message)) };
    }
  }
  return { status: 404, html: layout('Not found', '<p>There is nothing here.</p>') };
}
