// @ts-check
/** The frame of the Payment Element and of the Address Element, and the script that mounts them. */
import { readFileSync } from 'node:fs';
import { cardFields, layout } from './layout.mjs';

const script = readFileSync(new URL('../stripe.js', import.meta.url), 'utf8');
const frame = readFileSync(new URL('../element.js', import.meta.url), 'utf8');

/** Its own address is the double's, which the script learns from where it was loaded. */
const stripe = () => ({ type: 'text/javascript; charset=utf-8', text: script });

const style = '<style>body{margin:0 auto;padding:0 4px 8px;max-width:none}h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}#problem:empty{display:none}</style>';

const address = `<label for="name">Full name</label><input id="name" name="name" autocomplete="name">
<label for="country">Country</label><select id="country" name="country" autocomplete="country"><option>US</option><option>DE</option><option>GB</option><option>FR</option><option>JP</option><option>BR</option><option>KW</option></select>
<label for="line1">Address</label><input id="line1" name="line1" autocomplete="address-line1"><label for="city">City</label><input id="city" name="city" autocomplete="address-level2">
<label for="state">State</label><input id="state" name="state" autocomplete="address-level1"><label for="postal_code">Postal code</label><input id="postal_code" name="postal_code" autocomplete="postal-code">`;

/** @type {import('./pages.mjs').PageRoute[]} */
export const routes = [
  ['GET', /^\/(?:v3\/?|stripe\.js|[a-z]+\/stripe\.js)$/, stripe],
  ['GET', /^\/element\.js$/, () => ({ type: 'text/javascript; charset=utf-8', text: frame })],
  ['GET', /^\/element\/(payment|address)$/, ({ id }) => ({
    html: layout(id === 'payment' ? 'Card' : 'Address', `<form id="fields">${id === 'payment' ? cardFields() : address}<p id="problem" role="alert"></p></form>`, `${style}<script src="/element.js" defer></script>`, 'div'),
  })],
];
