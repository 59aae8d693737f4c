// @ts-check
/** Stripe's form encoding: `items[0][price]=price_1&expand[]=latest_invoice`. */

/** @typedef {{ [name: string]: string | Form }} Form */

/**
 * @param {string} text
 * @returns {Form}
 */
export function decode(text) {
  /** @type {Form} */
  const form = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) put(form, path(name), value);
  return form;
}

/** @param {string} name `a[b][]` */
function path(name) {
  const open = name.indexOf('[');
  if (open <= 0) return [name];
  return [name.slice(0, open), ...[...name.slice(open).matchAll(/\[([^\]]*)\]/g)].map((part) => part[1] ?? '')];
}

/** @param {Form} form @param {string[]} keys @param {string} value */
function put(form, keys, value) {
  let at = form;
  keys.forEach((key, depth) => {
    const name = key === '' ? String(Object.keys(at).length) : key;
    if (depth === keys.length - 1) {
      at[name] = value;
      return;
    }
    const next = at[name];
    if (typeof next !== 'object') at[name] = Object.create(null);
    at = /** @type {Form} */ (at[name]);
  });
}

/** One text for equal parameters, whatever their order. @param {unknown} form @returns {string} */
export function canonical(form) {
  if (typeof form !== 'object' || form === null) return JSON.stringify(form) ?? 'null';
  const entries = Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(',')}}`;
}
