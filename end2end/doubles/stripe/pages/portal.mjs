// @ts-check
/** The customer portal: cancel, take the cancellation back, change the card, see invoices, return. */
import { missing, StripeError } from '../errors.mjs';
import { shown } from '../money.mjs';
import { createMethod } from '../objects/payment_method.mjs';
import { confirmSetup, createSetupIntent } from '../objects/setup_intent.mjs';
import { changeSubscription } from '../objects/subscription/change.mjs';
import { LIVE } from '../objects/subscription/end.mjs';
import { alert, cardFields, escaped, layout, methodData } from './layout.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

/** @param {Double} double @param {string} token */
function sessionOf(double, token) {
  const session = double.store.all('billing_portal.session', (one) => one.url.endsWith(`/p/session/${token}`))[0];
  if (!session) throw missing('billing_portal.session', token);
  return { session, customer: double.store.get('customer', session.customer) };
}

/** @param {Double} double @param {string} token @param {string | null} [problem] */
function show(double, token, problem) {
  const { session, customer } = sessionOf(double, token);
  const subscriptions = double.store.of('subscription', customer.id, (one) => LIVE.has(one.status));
  const card = double.store.find('payment_method', customer.invoice_settings.default_payment_method);
  const invoices = double.store.of('invoice', customer.id, (one) => one.number).reverse();
  return layout('Billing portal (test payments)', `${alert(problem)}
${subscriptions.map((one) => `<section><h2>Subscription</h2><p>${escaped(one.status)}${one.cancel_at_period_end ? ', ends with its period' : ''}</p>
<form method="post" action="/p/session/${escaped(token)}/${one.cancel_at_period_end ? 'renew' : 'cancel'}"><input type="hidden" name="subscription" value="${escaped(one.id)}">
<button>${one.cancel_at_period_end ? 'Renew subscription' : 'Cancel subscription'}</button></form></section>`).join('')}
<section><h2>Payment method</h2><p>${card ? `${escaped(card.card.brand)} •••• ${escaped(card.card.last4)}` : 'None'}</p>
<form method="post" action="/p/session/${escaped(token)}/card">${cardFields()}<button>Update card</button></form></section>
<section><h2>Invoices</h2><ul>${invoices.map((one) => `<li><a href="${escaped(one.hosted_invoice_url)}">${escaped(one.number)}</a> ${shown(one.total, one.currency)} ${escaped(one.status)}</li>`).join('')}</ul></section>
${session.return_url ? `<p><a href="${escaped(session.return_url)}">Return</a></p>` : ''}`);
}

/** @param {Double} double @param {string} token @param {Record<string, string>} form @param {boolean} ends */
function cancelAtEnd(double, token, form, ends) {
  const { customer } = sessionOf(double, token);
  const subscription = double.store.get('subscription', form.subscription ?? '');
  if (subscription.customer !== customer.id) throw missing('subscription', subscription.id);
  changeSubscription(double, subscription, { cancel_at_period_end: ends });
  return { to: `/p/session/${token}` };
}

/** @param {Double} double @param {StripeObject} customer @param {string} card */
const makeDefault = (double, customer, card) =>
  double.change(customer, 'customer.updated', () => (customer.invoice_settings = { ...customer.invoice_settings, default_payment_method: card }));

/** @type {import('./pages.mjs').PageRoute[]} */
export const routes = [
  ['GET', /^\/p\/session\/([^/]+)$/, ({ double, id }) => ({ html: show(double, id) })],
  ['POST', /^\/p\/session\/([^/]+)\/cancel$/, ({ double, id, form }) => cancelAtEnd(double, id, form, true)],
  ['POST', /^\/p\/session\/([^/]+)\/renew$/, ({ double, id, form }) => cancelAtEnd(double, id, form, false)],
  ['POST', /^\/p\/session\/([^/]+)\/card$/, ({ double, id, form }) => {
    const { customer } = sessionOf(double, id);
    try {
      const card = createMethod(double, methodData(form), true);
      const intent = confirmSetup(double, createSetupIntent(double, { customer: customer.id }), { payment_method: card.id, return_url: `${double.url}/p/session/${id}/authenticated` });
      if (intent.status === 'requires_action') return { to: intent.next_action.redirect_to_url.url };
      makeDefault(double, customer, card.id);
      return { to: `/p/session/${id}` };
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return { status: 402, html: show(double, id, error.message) };
    }
  }],
  ['GET', /^\/p\/session\/([^/]+)\/authenticated$/, ({ double, id, query }) => {
    const { customer } = sessionOf(double, id);
    const intent = double.store.get('setup_intent', query.get('setup_intent') ?? '');
    if (intent.customer === customer.id && intent.status === 'succeeded') makeDefault(double, customer, intent.payment_method);
    return { to: `/p/session/${id}` };
  }],
];
