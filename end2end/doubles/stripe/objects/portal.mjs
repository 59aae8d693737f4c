// @ts-check
/** https://docs.stripe.com/api/customer_portal/sessions */
import { must, oneOf, text } from '../parameters.mjs';
import { letters } from '../store.mjs';
import { living } from './customer.mjs';

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/billing_portal/sessions', {
    customer: must(text), return_url: text, locale: text, configuration: text,
    flow_data: { type: must(oneOf('payment_method_update', 'subscription_cancel')), subscription_cancel: { subscription: must(text) } },
  }, ({ double, params }) => {
    const customer = living(double, params.customer, 'customer');
    const cancels = params.flow_data?.subscription_cancel?.subscription;
    if (cancels) double.store.get('subscription', cancels, 'flow_data[subscription_cancel][subscription]');
    return double.store.add('billing_portal.session', {
      created: double.now(), configuration: 'bpc_double', customer: customer.id, return_url: params.return_url ?? null, locale: params.locale ?? null, url: `${double.url}/p/session/test_${letters(32)}`,
      flow: params.flow_data ? {
        type: params.flow_data.type, after_completion: { hosted_confirmation: null, redirect: null, type: 'portal_homepage' }, subscription_cancel: cancels ? { retention: null, subscription: cancels } : null,
        subscription_update: null, subscription_update_confirm: null,
      } : null,
    });
  }],
];
