// @ts-check
/** The hosted page of Checkout: plain forms, so that a browser without scripting can pay. */
import { StripeError } from '../errors.mjs';
import { shown } from '../money.mjs';
import { quote } from '../objects/checkout_session.mjs';
import { complete, pay } from '../objects/checkout_session/complete.mjs';
import { alert, cardFields, escaped, layout, methodData } from './layout.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

/** @param {Double} double @param {StripeObject} session */
function summary(double, session) {
  if (session.mode === 'setup') return '<p>Save a card for later payments.</p>';
  const { now, later, trial, recurring } = quote(double, session);
  const rows = later.lines.data.map((/** @type {StripeObject} */ line) => `<tr><td>${escaped(line.description)}</td><td>${shown(line.amount, later.currency)}</td></tr>`).join('');
  const discount = later.subtotal - later.total_excluding_tax;
  return `<table><caption>Your order</caption><tbody>${rows}
${discount ? `<tr><td>Discount</td><td>−${shown(discount, later.currency)}</td></tr>` : ''}
${later.automatic_tax.enabled ? `<tr><td>Tax</td><td>${later.automatic_tax.status === 'complete' ? shown(later.total - later.total_excluding_tax, later.currency) : 'by your address'}</td></tr>` : ''}
${trial ? `<tr><td>From ${new Date(trial * 1000).toISOString().slice(0, 10)}, each ${recurring.interval}</td><td>${shown(later.total, later.currency)}</td></tr>` : ''}
<tr><th scope="row">Total due today</th><td>${shown(now.amount_due, now.currency)}</td></tr></tbody></table>`;
}

/** @param {Double} double @param {StripeObject} session @param {string | null} [problem] @param {Record<string, string>} [typed] */
function form(double, session, problem, typed = {}) {
  if (session.status === 'expired') return layout('This page has expired', `<p>The payment page is no longer open.</p>${back(session)}`);
  if (session.status === 'complete') return layout("You're all done here", `<p>This payment was already completed.</p><p><a href="${escaped(successUrl(session))}">Continue</a></p>`);
  const asksEmail = !session.customer && session.mode === 'subscription';
  return layout('Checkout (test payments)', `${summary(double, session)}${alert(problem)}
<form method="post" action="/c/pay/${escaped(session.id)}">
${asksEmail ? `<label for="email">Email</label><input id="email" name="email" type="email" autocomplete="email" required value="${escaped(typed.email ?? session.customer_email)}">` : ''}
${cardFields(typed)}
<label for="name">Name on card</label><input id="name" name="name" autocomplete="cc-name" value="${escaped(typed.name)}">
<button type="submit">${session.mode === 'setup' ? 'Save card' : quote(double, session).trial ? 'Start trial' : 'Subscribe'}</button></form>${back(session)}`);
}

/** @param {StripeObject} session */
const back = (session) => (session.cancel_url ? `<p><a href="${escaped(session.cancel_url)}">Cancel and go back</a></p>` : '');

/** @param {StripeObject} session */
const successUrl = (session) => session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);

/** @type {import('./pages.mjs').PageRoute[]} */
export const routes = [
  ['GET', /^\/c\/pay\/([^/]+)$/, ({ double, id }) => ({ html: form(double, double.store.get('checkout.session', id)) })],
  ['POST', /^\/c\/pay\/([^/]+)$/, ({ double, id, form: typed }) => {
    const session = double.store.get('checkout.session', id);
    if (session.status !== 'open') return { html: form(double, session) };
    try {
      const intent = pay(double, session, methodData(typed));
      if (intent.status === 'requires_action') return { to: intent.next_action.redirect_to_url.url };
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return { status: 402, html: form(double, session, error.message, typed) };
    }
    complete(double, session);
    return { to: successUrl(session) };
  }],
  ['GET', /^\/c\/pay\/([^/]+)\/return$/, ({ double, id }) => {
    const session = double.store.get('checkout.session', id);
    if (complete(double, session)) return { to: successUrl(session) };
    return { html: form(double, session, 'We are unable to authenticate your payment method. Please choose a different payment method and try again.') };
  }],
];
