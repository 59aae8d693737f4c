// @ts-check
/** https://docs.stripe.com/api/products */
import { invalid } from '../errors.mjs';
import { flag, metadata, must, page, text } from '../parameters.mjs';
import { list } from '../render.mjs';
import { sample } from '../store.mjs';
import { merge } from './customer.mjs';

const fields = { active: flag, description: text, images: [text], metadata, statement_descriptor: text, tax_code: text, unit_label: text, url: text };

/** @type {import('../api.mjs').Route[]} */
export const routes = [
  ['POST', '/v1/products', { ...fields, id: text, name: must(text) }, ({ double, params: { metadata: pairs, id, ...params } }) => {
    if (id && double.store.find('product', id)) throw invalid(`Product already exists: ${id}.`, { code: 'resource_already_exists', param: 'id' });
    const product = double.store.add('product', {
      created: double.now(), updated: double.now(), default_price: null, description: null, package_dimensions: null, type: 'service',
      images: [], ...(id && { id }), ...params, metadata: pairs ?? {},
    });
    double.count('products');
    double.emit('product.created', product);
    return product;
  }],
  ['GET', '/v1/products', { ...page, active: flag, ids: [text] }, ({ double, params, path }) =>
    list(double.store.all('product', (one) => !one.deleted && (params.active === undefined || one.active === params.active) && (!params.ids || params.ids.includes(one.id))), path, params)],
  ['GET', '/v1/products/:id', {}, ({ double, id }) => double.store.get('product', id)],
  ['POST', '/v1/products/:id', { ...fields, name: text, default_price: text }, ({ double, id, params: { metadata: pairs, ...params } }) => {
    const product = double.store.get('product', id);
    if (params.default_price) double.store.get('price', params.default_price, 'default_price');
    double.change(product, 'product.updated', () => {
      Object.assign(product, params, { updated: double.now() });
      merge(product, pairs);
    });
    return product;
  }],
  ['DELETE', '/v1/products/:id', {}, ({ double, id }) => {
    const product = double.store.get('product', id);
    if (double.store.all('price', (price) => price.product === id).length > 0) {
      throw invalid('This product cannot be deleted because it has one or more user-created prices.', { param: 'id' });
    }
    double.emit('product.deleted', product);
    double.store.table('product').delete(id);
    return { ...sample('deleted_product'), id };
  }],
];
