// @ts-check
/** The doors: /v1 for the API, /_ for tests, the rest for browsers. */
import { createServer } from 'node:http';
import { answer } from './api.mjs';
import { control } from './control.mjs';
import { StripeError } from './errors.mjs';
import { browse } from './pages/pages.mjs';

const LARGEST = 1_000_000;

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  let size = 0;
  /** @type {Buffer[]} */
  const chunks = [];
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What a page of ours may call from the browser. @param {import('node:http').ServerResponse} response */
function allowBrowsers(response) {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-methods', 'GET, POST');
  response.setHeader('access-control-allow-headers', 'authorization, content-type, stripe-version');
}

/** Ends when the caller has gone. @param {import('node:http').IncomingMessage} request */
const abandoned = (request) => new Promise((done) => request.socket.once('close', () => done(undefined)));

/**
 * @param {import('./double.mjs').Double} double @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 * @param {() => void} changed
 */
async function handle(double, request, response, changed) {
  const url = new URL(request.url ?? '/', 'http://double');
  const body = await bodyOf(request);
  const method = request.method ?? 'GET';
  if (url.pathname.startsWith('/_/')) {
    const { status, json } = await control(double, method, url.pathname.slice(2), body, url.searchParams);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json, null, 2));
    changed();
    return;
  }
  if (url.pathname.startsWith('/v1/')) {
    allowBrowsers(response);
    if (method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const { status, body: text, headers, fault } = await answer(double, { method, path: url.pathname, query: url.search.slice(1), body, headers: request.headers });
    changed();
    if (fault?.kind.startsWith('drop')) request.socket.destroy();
    else if (fault?.kind.startsWith('hang')) await abandoned(request);
    else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
    return;
  }
  await browse(double, { method, url, body }, response);
  changed();
}

/** @param {import('./double.mjs').Double} double @param {() => void} [changed] called after what may have changed it */
export const serve = (double, changed = () => {}) =>
  createServer((request, response) => {
    handle(double, request, response, changed).catch((error) => {
      if (!(error instanceof StripeError)) console.error(error);
      if (response.headersSent) return;
      response.writeHead(error instanceof StripeError ? error.status : 500, { 'content-type': 'application/json' }).end(JSON.stringify({ error: error.error ?? { message: String(error) } }));
    });
  });
