// @ts-check
/**
 * Inside the frame: what is typed stays here, as with Stripe's own Elements; the page outside hears only whether it is
 * complete, and asks this frame to confirm.
 */
(() => {
  const fields = /** @type {HTMLFormElement} */ (document.querySelector('#fields'));
  const problem = /** @type {HTMLElement} */ (document.querySelector('#problem'));
  const kind = location.pathname.split('/').pop();

  /** @param {string} name */
  const typed = (name) => /** @type {HTMLInputElement | null} */ (fields.elements.namedItem(name))?.value.trim() ?? '';

  /** @param {Record<string, unknown>} message */
  const tell = (message) => parent.postMessage({ stripeDouble: 'element', kind, ...message }, '*');

  function missing() {
    if (kind === 'address') return typed('name') && typed('line1') ? null : { code: 'incomplete_address', message: 'Your address is incomplete.' };
    if (!/^[\d\s]{15,23}$/.test(typed('number'))) return { code: 'incomplete_number', message: 'Your card number is incomplete.' };
    if (!/^\d{1,2}\s*\/\s*\d{2}(\d{2})?$/.test(typed('expiry'))) return { code: 'incomplete_expiry', message: "Your card's expiration date is incomplete." };
    return /^\d{3,4}$/.test(typed('cvc')) ? null : { code: 'incomplete_cvc', message: "Your card's security code is incomplete." };
  }

  /** @param {{ message?: string } | null} error */
  const show = (error) => (problem.textContent = error?.message ?? '');

  const address = () => ({ city: typed('city'), country: typed('country'), line1: typed('line1'), postal_code: typed('postal_code'), state: typed('state') });

  /** @param {Record<string, any>} params @param {string} prefix @returns {[string, string][]} */
  const encode = (params, prefix = '') =>
    Object.entries(params).flatMap(([key, value]) => {
      const full = prefix ? `${prefix}[${key}]` : key;
      if (value === undefined || value === null || value === '') return [];
      return typeof value === 'object' ? encode(value, full) : /** @type {[string, string][]} */ ([[full, String(value)]]);
    });

  /** @param {{ key: string, intent: 'setup_intents' | 'payment_intents', id: string, client_secret: string, return_url?: string, billing_details?: Record<string, any> }} order */
  async function confirm({ key, intent, id, client_secret, return_url, billing_details = {} }) {
    const [exp_month = '', exp_year = ''] = typed('expiry').split('/').map((part) => part.trim());
    const payment_method_data = {
      type: 'card', card: { number: typed('number').replace(/\s/g, ''), exp_month, exp_year, cvc: typed('cvc') },
      billing_details: { ...billing_details, address: { country: typed('country'), postal_code: typed('postal_code'), ...billing_details.address } },
    };
    const answer = await fetch(`/v1/${intent}/${id}/confirm`, {
      method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(encode({ client_secret, return_url, use_stripe_sdk: true, payment_method_data })),
    });
    return answer.json();
  }

  addEventListener('message', async ({ data, source }) => {
    if (source !== parent || data?.stripeDouble !== 'order') return;
    const { turn, act } = data;
    if (act === 'submit') {
      const error = missing();
      show(error);
      tell({ turn, error: error && { type: 'validation_error', ...error }, value: kind === 'address' ? { name: typed('name'), address: address() } : { type: 'card' } });
    } else if (act === 'focus') {
      /** @type {HTMLElement | null} */ (fields.querySelector('input'))?.focus();
    } else if (act === 'confirm') {
      const result = await confirm(data.order).catch(() => ({ error: { type: 'api_connection_error', message: 'We are experiencing issues connecting to our payments provider. You have not been charged. Please check your internet connection and try again.' } }));
      show(result.error ?? null);
      tell({ turn, result });
    }
  });

  const changed = () => tell({ event: 'change', complete: missing() === null, empty: ![...new FormData(fields).entries()].some(([key, value]) => value && key !== 'country') });
  fields.addEventListener('input', changed);
  fields.addEventListener('submit', (event) => event.preventDefault());
  const resized = () => tell({ event: 'height', height: document.documentElement.scrollHeight });
  new ResizeObserver(resized).observe(fields);
  tell({ event: 'ready', height: document.documentElement.scrollHeight });
})();
