// @ts-check
/** A confirmed set-up becomes the card of the subscription that waited for it. */

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */

/** @param {Double} double @param {StripeObject} intent @param {StripeObject} method */
export function setUp(double, intent, method) {
  for (const subscription of double.store.of('subscription', intent.customer, (one) => one.pending_setup_intent === intent.id)) {
    double.change(subscription, 'customer.subscription.updated', () => {
      subscription.pending_setup_intent = null;
      if (subscription.payment_settings.save_default_payment_method === 'on_subscription') subscription.default_payment_method = method.id;
    });
  }
}
