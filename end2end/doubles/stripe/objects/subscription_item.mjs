// @ts-check
/** https://docs.stripe.com/api/subscription_items: another door to the change of a subscription. */
import { flag, metadata, must, natural, oneOf, page, text, time } from '../parameters.mjs';
import { list } from '../render.mjs';
import { sample } from '../store.mjs';
import { changeSubscription } from './subscription/change.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

const how = {
  payment_behavior: oneOf('allow_incomplete', 'default_incomplete', 'error_if_incomplete'), proration_behavior: oneOf('create_prorations', 'always_invoice', 'none'), proration_date: time,
};

/** @param {Double} double @param {StripeObject} item @param {StripeObject} params @param {StripeObject} change */
function change(double, item, { payment_behavior, proration_behavior, proration_date }, change) {
  const given = { payment_behavior, proration_behavior, proration_date, items: [change] };
  changeSubscription(double, double.store.get('subscription', item.subscription, 'subscription'), Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/subscription_items', { ...how, subscription: must(text), price: must(text), quantity: natural, metadata }, ({ double, params: { price, quantity = 1, metadata: pairs = {}, ...params } }) => {
    change(double, { subscription: params.subscription }, params, { price, quantity, metadata: pairs });
    return /** @type {StripeObject} */ (double.store.of('subscription_item', params.subscription).at(-1));
  }],
  ['GET', '/v1/subscription_items', { ...page, subscription: must(text) }, ({ double, params, path }) =>
    list(double.store.of('subscription_item', params.subscription), path, params)],
  ['GET', '/v1/subscription_items/:id', {}, ({ double, id }) => double.store.get('subscription_item', id)],
  ['POST', '/v1/subscription_items/:id', { ...how, price: text, quantity: natural, metadata, off_session: flag }, ({ double, id, params: { price, quantity, metadata: pairs, ...params } }) => {
    const item = double.store.get('subscription_item', id);
    change(double, item, params, Object.fromEntries(Object.entries({ id, price, quantity, metadata: pairs }).filter(([, value]) => value !== undefined)));
    return double.store.get('subscription_item', id);
  }],
  ['DELETE', '/v1/subscription_items/:id', how, ({ double, id, params }) => {
    change(double, double.store.get('subscription_item', id), params, { id, deleted: true });
    return { ...sample('deleted_subscription_item'), id };
  }],
];
