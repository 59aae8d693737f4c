// @ts-check
/** The bank's page: complete, fail, or leave it. In a frame it tells Stripe.js; else it goes back to where the payment began. */
import { missing } from '../errors.mjs';
import { completeFor } from '../objects/checkout_session/complete.mjs';
import { authenticatePayment } from '../objects/payment_intent.mjs';
import { authenticateSetup } from '../objects/setup_intent.mjs';
import { escaped, layout } from './layout.mjs';

/** @param {import('../double.mjs').Double} double @param {string} id @param {string | null | undefined} secret */
function intentOf(double, id, secret) {
  const kind = id.startsWith('seti_') ? 'setup_intent' : 'payment_intent';
  const intent = double.store.get(kind, id);
  if (intent.client_secret !== secret) throw missing(kind, id);
  return { kind, intent };
}

const TELL = "<script>if (parent !== window) parent.postMessage({ stripeDouble: '3d_secure_done' }, '*')</script>";

/** @type {import('./pages.mjs').PageRoute[]} */
export const routes = [
  ['GET', /^\/3d_secure\/([^/]+)$/, ({ double, id, query }) => {
    const { intent } = intentOf(double, id, query.get('client_secret'));
    if (intent.status !== 'requires_action') return { html: layout('Nothing to authenticate', `<p>This payment needs no authentication any more.</p>${TELL}`) };
    return { html: layout('3D Secure 2 test page', `<p>Your bank asks whether this is you.</p>
<form method="post" action="/3d_secure/${escaped(id)}"><input type="hidden" name="client_secret" value="${escaped(intent.client_secret)}">
<button name="outcome" value="complete">Complete</button> <button name="outcome" value="fail">Fail</button></form>`) };
  }],
  ['POST', /^\/3d_secure\/([^/]+)$/, ({ double, id, form }) => {
    const { kind, intent } = intentOf(double, id, form.client_secret);
    const back = intent.next_action?.redirect_to_url?.return_url;
    const act = kind === 'setup_intent' ? authenticateSetup : authenticatePayment;
    act(double, intent, form.outcome === 'complete');
    completeFor(double, intent);
    if (!back) return { html: layout('Done', `<p>You can go back to the shop.</p>${TELL}`) };
    const url = new URL(back);
    url.searchParams.set(kind, id);
    url.searchParams.set(`${kind}_client_secret`, intent.client_secret);
    url.searchParams.set('redirect_status', intent.status === 'succeeded' ? 'succeeded' : 'failed');
    return { to: url.href };
  }],
];
