// @ts-check
/** How an invoice is paid, retried, or given up: https://docs.stripe.com/billing/revenue-recovery/smart-retries. */
import { HARD_DECLINES } from '../../cards.mjs';
import { DAY } from '../../calendar.mjs';
import { cardError, invalid, StripeError } from '../../errors.mjs';
import { balance } from '../customer.mjs';
import { cancelPaymentIntent, confirmPayment, createPaymentIntent } from '../payment_intent.mjs';
import { giveUp, paidFor, unpaidFor } from '../subscription/standing.mjs';
import { dueOf } from './draft.mjs';

/** @typedef {import('../../double.mjs').Double} Double */
/** @typedef {import('../../store.mjs').StripeObject} StripeObject */

/** @param {Double} double @param {StripeObject} invoice */
export const subscriptionOf = (double, invoice) => double.store.find('subscription', invoice.parent?.subscription_details?.subscription);

/** @param {Double} double @param {StripeObject} invoice */
export function finalize(double, invoice) {
  if (invoice.status !== 'draft') throw invalid('This invoice is already finalized, you can\'t re-finalize a non-draft invoice.', { code: 'invoice_not_editable' });
  const customer = double.store.get('customer', invoice.customer);
  double.clock.cancel('finalize', invoice.id);
  const due = dueOf(invoice.total, customer.balance);
  Object.assign(invoice, {
    status: 'open', number: `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`, automatically_finalizes_at: null,
    starting_balance: customer.balance, ending_balance: due.ending, amount_due: due.amount, amount_remaining: due.amount, effective_at: double.now(),
    hosted_invoice_url: `${double.url}/invoices/${invoice.id}`, invoice_pdf: `${double.url}/invoices/${invoice.id}/pdf`,
  });
  invoice.status_transitions = { ...invoice.status_transitions, finalized_at: double.now() };
  customer.next_invoice_sequence += 1;
  customer.currency ??= invoice.currency;
  if (due.ending !== customer.balance) balance(double, customer, due.ending - customer.balance, { currency: invoice.currency, description: null, invoice: invoice.id, type: 'applied_to_invoice' });
  double.emit('invoice.finalized', invoice);
  if (due.amount === 0) {
    settlePaid(double, invoice, 0);
    return;
  }
  const subscription = subscriptionOf(double, invoice);
  const keeps = subscription?.payment_settings?.save_default_payment_method === 'on_subscription';
  const intent = createPaymentIntent(double, {
    amount: due.amount, currency: invoice.currency, customer: invoice.customer, description: invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
    setup_future_usage: keeps ? 'off_session' : null, _invoice: invoice.id,
  });
  const payment = double.store.add('invoice_payment', {
    amount_paid: null, amount_requested: due.amount, created: double.now(), currency: invoice.currency, invoice: invoice.id, is_default: true,
    payment: { type: 'payment_intent', payment_intent: intent.id }, status: 'open', status_transitions: { canceled_at: null, paid_at: null },
  });
  Object.assign(invoice, { _intent: intent.id, _payment: payment.id });
}

/** The card that an invoice is charged to by itself. @param {Double} double @param {StripeObject} invoice */
export function cardFor(double, invoice) {
  const subscription = subscriptionOf(double, invoice);
  const customer = double.store.get('customer', invoice.customer);
  return double.store.find('payment_method', invoice.default_payment_method ?? subscription?.default_payment_method ?? customer.invoice_settings?.default_payment_method);
}

/**
 * One attempt. Throws the card's error; the consequences have happened then.
 * @param {Double} double @param {StripeObject} invoice @param {{ payment_method?: string, off_session?: boolean }} [how]
 */
export function attempt(double, invoice, { payment_method, off_session = true } = {}) {
  const intent = double.store.get('payment_intent', invoice._intent);
  const card = payment_method ?? cardFor(double, invoice)?.id;
  if (!card) {
    const why = { code: 'missing', message: 'This customer has no attached payment source or default payment method. Please consider adding a default payment method.' };
    paymentFailed(double, intent, why.code);
    throw invalid(why.message, { code: 'resource_missing' });
  }
  confirmPayment(double, intent, { payment_method: card, off_session }, { billing: true });
  if (intent.status === 'requires_action' && off_session) {
    throw cardError({ code: 'invoice_payment_intent_requires_action', message: 'Invoice payment requires additional user action before it can be completed successfully.' });
  }
}

/** An attempt of Stripe's own, whose failure nobody waits for. @param {Double} double @param {StripeObject} invoice */
export function attemptByItself(double, invoice) {
  try {
    attempt(double, invoice);
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
  }
}

/** @param {Double} double @param {StripeObject} invoice @param {number} amount */
function settlePaid(double, invoice, amount) {
  for (const kind of ['retry', 'finalize']) double.clock.cancel(kind, invoice.id);
  Object.assign(invoice, { status: 'paid', amount_paid: amount, amount_remaining: 0, next_payment_attempt: null, attempted: true, auto_advance: false });
  invoice.status_transitions = { ...invoice.status_transitions, paid_at: double.now() };
  const payment = double.store.find('invoice_payment', invoice._payment);
  if (payment) {
    Object.assign(payment, { amount_paid: amount, status: 'paid', status_transitions: { canceled_at: null, paid_at: double.now() } });
    double.emit('invoice_payment.paid', payment);
  }
  double.emit('invoice.paid', invoice);
  double.emit('invoice.payment_succeeded', invoice);
  const subscription = subscriptionOf(double, invoice);
  if (subscription) paidFor(double, subscription, invoice);
}

/** @param {Double} double @param {StripeObject} intent */
export function paymentSucceeded(double, intent) {
  const invoice = double.store.find('invoice', intent._invoice);
  if (!invoice || invoice.status === 'paid') return;
  invoice.attempt_count += 1;
  const subscription = subscriptionOf(double, invoice);
  if (subscription?.payment_settings?.save_default_payment_method === 'on_subscription') subscription._paid_with = intent.payment_method;
  settlePaid(double, invoice, intent.amount);
}

/** Outside of Stripe. @param {Double} double @param {StripeObject} invoice */
export function paidElsewhere(double, invoice) {
  const intent = double.store.find('payment_intent', invoice._intent);
  if (intent && !['succeeded', 'canceled'].includes(intent.status)) cancelPaymentIntent(double, intent, 'automatic');
  settlePaid(double, invoice, invoice.amount_remaining);
}

/** @param {Double} double @param {StripeObject} intent @param {string} why */
export function paymentFailed(double, intent, why) {
  const invoice = double.store.find('invoice', intent._invoice);
  if (!invoice || invoice.status !== 'open') return;
  Object.assign(invoice, { attempted: true, attempt_count: invoice.attempt_count + 1, _declined: why, _declined_card: intent.last_payment_error?.payment_method?.id ?? null });
  invoice._failed_at ??= double.now();
  const subscription = subscriptionOf(double, invoice);
  const plans = subscription && subscription.status !== 'incomplete' && invoice.auto_advance;
  if (plans) planRetry(double, invoice);
  double.emit('invoice.payment_failed', invoice);
  if (!subscription || !plans) return;
  if (invoice.next_payment_attempt === null) giveUp(double, subscription);
  else unpaidFor(double, subscription);
}

/** @param {Double} double @param {StripeObject} intent */
export function paymentNeedsAction(double, intent) {
  const invoice = double.store.find('invoice', intent._invoice);
  if (!invoice || invoice.status !== 'open') return;
  double.emit('invoice.payment_action_required', invoice);
  paymentFailed(double, intent, 'authentication_required');
}

/** On the days that the account has set, counted from the first failure. @param {Double} double @param {StripeObject} invoice */
function planRetry(double, invoice) {
  const next = double.settings.retry_days.map((days) => invoice._failed_at + days * DAY).find((time) => time > double.now());
  invoice.next_payment_attempt = next ?? null;
  if (next) double.clock.at('retry', invoice.id, next);
}

/** A scheduled attempt: after a hard decline it is made only with another card. @param {Double} double @param {string} id */
export function retry(double, id) {
  const invoice = double.store.find('invoice', id);
  if (invoice?.status !== 'open' || !invoice.auto_advance) return;
  const intent = double.store.get('payment_intent', invoice._intent);
  const card = cardFor(double, invoice);
  if (HARD_DECLINES.has(invoice._declined) && (!card || card.id === invoice._declined_card || card.id === intent.payment_method)) {
    paymentFailed(double, intent, invoice._declined);
    return;
  }
  attemptByItself(double, invoice);
}

/** @param {Double} double @param {StripeObject} invoice @param {'void' | 'uncollectible'} status */
export function close(double, invoice, status) {
  if (!['open', ...(status === 'void' ? ['uncollectible'] : [])].includes(invoice.status)) {
    throw invalid(`You can only pass in open invoices. This invoice isn't open.`, { code: 'invoice_not_editable' });
  }
  double.clock.cancel('retry', invoice.id);
  const at = status === 'void' ? 'voided_at' : 'marked_uncollectible_at';
  Object.assign(invoice, { status, next_payment_attempt: null, auto_advance: false });
  invoice.status_transitions = { ...invoice.status_transitions, [at]: double.now() };
  const intent = double.store.find('payment_intent', invoice._intent);
  if (status === 'void' && intent && !['succeeded', 'canceled'].includes(intent.status)) cancelPaymentIntent(double, intent, 'void_invoice');
  double.emit(status === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', invoice);
  const subscription = subscriptionOf(double, invoice);
  if (subscription) paidFor(double, subscription, invoice);
  return invoice;
}
