// @ts-check
/** A page without scripts. */

const ENTITIES = /** @type {Record<string, string>} */ ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });

/** @param {unknown} value */
export const escaped = (value) => String(value ?? '').replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:2rem auto;padding:0 1rem}
label{display:block;margin:.75rem 0 0}input,select{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.6rem;min-height:44px}
button,.button{display:inline-block;font:inherit;padding:.6rem 1rem;min-height:44px;margin:1rem .5rem 0 0;cursor:pointer}
[role=alert]{border:2px solid;padding:.5rem .75rem}table{width:100%}td:last-child{text-align:right}`;

/** @param {string} title @param {string} body @param {string} [head] @param {string} [part] `div` inside a frame: its page has a main part already */
export const layout = (title, body, head = '', part = 'main') => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title>
<style>${STYLE}</style>${head}</head><body><${part}><h1>${escaped(title)}</h1>${body}</${part}></body></html>`;

/** @param {string | null | undefined} message */
export const alert = (message) => (message ? `<p role="alert">${escaped(message)}</p>` : '');

/** @param {Record<string, string>} [typed] */
export const cardFields = (typed = {}) => `
<label for="number">Card number</label><input id="number" name="number" inputmode="numeric" autocomplete="cc-number" required value="${escaped(typed.number)}">
<label for="expiry">Expiry date (MM/YY)</label><input id="expiry" name="expiry" inputmode="numeric" autocomplete="cc-exp" placeholder="MM/YY" required value="${escaped(typed.expiry)}">
<label for="cvc">Security code</label><input id="cvc" name="cvc" inputmode="numeric" autocomplete="cc-csc" required>
<label for="country">Country</label><select id="country" name="country" autocomplete="country">${['US', 'DE', 'GB', 'FR', 'JP', 'BR', 'KW'].map((code) => `<option${typed.country === code ? ' selected' : ''}>${code}</option>`).join('')}</select>
<label for="postal_code">Postal code</label><input id="postal_code" name="postal_code" autocomplete="postal-code" value="${escaped(typed.postal_code)}">`;

/** What was typed, as `payment_method_data`. @param {Record<string, string>} typed */
export function methodData({ number = '', expiry = '', cvc = '', country = '', postal_code = '', name = '', email = '' }) {
  const [month = '', year = ''] = expiry.split('/').map((part) => part.trim());
  return {
    type: 'card', card: { number, exp_month: month, exp_year: year, cvc },
    billing_details: { address: { country: country || null, postal_code: postal_code || null }, name: name || null, email: email || null },
  };
}
