// @ts-check
/** What happens by itself as time passes. */
import { close, retry } from './objects/invoice/collect.mjs';
import { expireSession } from './objects/checkout_session.mjs';
import { turn } from './objects/subscription/cycle.mjs';
import { cancel, LIVE } from './objects/subscription/end.mjs';
import { finalizeAndCollect } from './objects/subscription/standing.mjs';

/** @param {import('./double.mjs').Double} double */
export function schedule(double) {
  const { clock, store } = double;
  clock.on('period', (id) => turn(double, id));
  clock.on('finalize', (id) => {
    const invoice = store.find('invoice', id);
    if (invoice?.status === 'draft') finalizeAndCollect(double, invoice);
  });
  clock.on('retry', (id) => retry(double, id));
  clock.on('trial_will_end', (id) => {
    const subscription = store.find('subscription', id);
    if (subscription?.status === 'trialing') double.emit('customer.subscription.trial_will_end', subscription);
  });
  clock.on('incomplete', (id) => {
    const subscription = store.find('subscription', id);
    if (subscription?.status !== 'incomplete') return;
    const invoice = store.find('invoice', subscription.latest_invoice);
    cancel(double, subscription, { reason: null });
    if (invoice?.status === 'open') close(double, invoice, 'void');
  });
  clock.on('cancel', (id) => {
    const subscription = store.find('subscription', id);
    if (subscription && LIVE.has(subscription.status)) cancel(double, subscription, { prorate: true });
  });
  clock.on('resume_collection', (id) => {
    const subscription = store.find('subscription', id);
    if (subscription?.pause_collection) double.change(subscription, 'customer.subscription.updated', () => (subscription.pause_collection = null));
  });
  clock.on('checkout', (id) => {
    const session = store.find('checkout.session', id);
    if (session?.status === 'open') expireSession(double, session);
  });
}
