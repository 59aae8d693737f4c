// @ts-check
/** https://docs.stripe.com/api/tax_ids. What they look like: https://docs.stripe.com/billing/customer/tax-ids. */
import { invalid, missing } from '../errors.mjs';
import { must, page, text } from '../parameters.mjs';
import { list } from '../render.mjs';
import { sample } from '../store.mjs';
import { living } from './customer.mjs';

/** @typedef {import('../double.mjs').Double} Double */
/** @typedef {import('../store.mjs').StripeObject} StripeObject */

const SHAPES = /** @type {Record<string, RegExp>} */ ({
  eu_vat: /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[0-9A-Z+*]{8,12}$/,
  gb_vat: /^(GB)?(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/, us_ein: /^\d{2}-?\d{7}$/, br_cnpj: /^\d{2}\.?\d{3}\.?\d{3}\/?\d{4}-?\d{2}$/,
  br_cpf: /^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$/, jp_cn: /^\d{13}$/, jp_rn: /^\d{5}$/, jp_trn: /^T\d{13}$/, ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(MWST|TVA|IVA)$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z]\d[A-Z0-9]{2}$/, au_abn: /^\d{11}$/, ca_bn: /^\d{9}$/, no_vat: /^\d{9}MVA$/,
});

export const taxIdFields = { type: must(text), value: must(text) };

/** @param {Double} double @param {StripeObject} customer @param {StripeObject} data */
export function addTaxId(double, customer, { type, value }) {
  const shape = SHAPES[type];
  if (!shape) throw invalid(`Invalid type: ${type}`, { param: 'type' });
  if (!shape.test(value)) throw invalid(`Invalid value for ${type}.`, { code: 'tax_id_invalid', param: 'value' });
  const taxId = double.store.add('tax_id', {
    country: type === 'eu_vat' ? value.slice(0, 2) : type.slice(0, 2).toUpperCase(), created: double.now(), customer: customer.id, type, value,
    owner: { ...sample('tax_id').owner, customer: customer.id }, verification: { status: 'verified', verified_address: null, verified_name: null },
  });
  double.emit('customer.tax_id.created', taxId);
  return taxId;
}

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/customers/:id/tax_ids', taxIdFields, ({ double, id, params }) => addTaxId(double, living(double, id), params)],
  ['GET', '/v1/customers/:id/tax_ids', page, ({ double, id, params, path }) => {
    living(double, id);
    return list(double.store.of('tax_id', id), path, params);
  }],
  ['GET', '/v1/customers/:id/tax_ids/:other', {}, ({ double, id, other }) => owned(double, id, other)],
  ['DELETE', '/v1/customers/:id/tax_ids/:other', {}, ({ double, id, other }) => {
    double.emit('customer.tax_id.deleted', owned(double, id, other));
    double.store.table('tax_id').delete(other);
    return { ...sample('deleted_tax_id'), id: other };
  }],
];

/** @param {Double} double @param {string} customer @param {string} id */
function owned(double, customer, id) {
  living(double, customer);
  const taxId = double.store.get('tax_id', id);
  if (taxId.customer !== customer) throw missing('tax_id', id);
  return taxId;
}
