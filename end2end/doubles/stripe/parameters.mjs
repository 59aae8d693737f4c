// @ts-check
/**
 * What an endpoint takes. What is not named in its specification is refused, as Stripe refuses what it does not know;
 * that includes what Stripe knows and this double does not do, so that nothing is ignored in silence.
 */
import { invalid, missingParameter, unknownParameter } from './errors.mjs';

/** @typedef {(value: any, name: string) => any} Cast */
/** A cast, an object of specifications, or a list of one: JSDoc has no recursive types. @typedef {any} Specification */

const REQUIRED = Symbol('required');

/** An empty text unsets. @type {Cast} */
export const text = (value, name) => {
  if (typeof value !== 'string') throw invalid(`Invalid string: ${JSON.stringify(value)}`, { param: name });
  return value === '' ? null : value;
};

/** @type {Cast} */
export const whole = (value, name) => {
  if (!/^-?\d{1,15}$/.test(value)) throw invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: name });
  return Number(value);
};

/** @type {Cast} */
export const natural = (value, name) => {
  const number = whole(value, name);
  if (number < 0) throw invalid('This value must be greater than or equal to 0.', { code: 'parameter_invalid_integer', param: name });
  return number;
};

/** @type {Cast} */
export const decimal = (value, name) => {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw invalid(`Invalid decimal: ${value}`, { param: name });
  return Number(value);
};

/** @type {Cast} */
export const flag = (value, name) => {
  if (value !== 'true' && value !== 'false') throw invalid(`Invalid boolean: ${value}`, { param: name });
  return value === 'true';
};

/** @type {Cast} */
export const time = (value, name) => {
  if (!/^\d{1,11}$/.test(value)) throw invalid(`Invalid timestamp: ${value}`, { param: name });
  return Number(value);
};

/** @param {...string} choices @returns {Cast} */
export const oneOf = (...choices) => (value, name) => {
  if (choices.includes(value)) return value;
  throw invalid(`Invalid ${name}: must be one of ${choices.join(', ')}`, { param: name });
};

/** A moment or the word for it. @param {...string} words @returns {Cast} */
export const timeOr = (...words) => (value, name) => (words.includes(value) ? value : time(value, name));

/** Unset by an empty text. @param {Specification} specification @returns {Cast} */
export const unsettable = (specification) => (value, name) => (value === '' ? null : cast(specification, value, name));

/** @param {Specification} specification @returns {Cast} */
export const must = (specification) => {
  /** @type {any} */
  const required = (/** @type {any} */ value, /** @type {string} */ name) => {
    if (value === '') {
      throw invalid(`You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset.`, {
        code: 'parameter_invalid_empty', param: name });
    }
    return cast(specification, value, name);
  };
  required[REQUIRED] = true;
  return required;
};

/** Up to 50 pairs; an empty value removes its key. @type {Cast} */
export const metadata = (value, name) => {
  if (value === '') return null;
  if (typeof value !== 'object') throw invalid('Invalid object', { param: name });
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'string') throw invalid('Metadata values must be strings.', { param: `${name}[${key}]` });
    if (key.length > 40) throw invalid('Metadata keys may have at most 40 characters.', { param: `${name}[${key}]` });
    if (entry.length > 500) throw invalid('Metadata values may have at most 500 characters.', { param: `${name}[${key}]` });
  }
  if (Object.keys(value).length > 50) throw invalid('Metadata may have at most 50 keys.', { param: name });
  return { ...value };
};

export const address = { city: text, country: text, line1: text, line2: text, postal_code: text, state: text };

/** What every list takes. */
export const page = { limit: natural, starting_after: text, ending_before: text };

/**
 * @param {Specification} specification @param {any} value @param {string} name
 * @returns {any}
 */
export function cast(specification, value, name = '') {
  if (typeof specification === 'function') return specification(value, name);
  if (Array.isArray(specification)) {
    if (typeof value !== 'object') throw invalid('Invalid array', { param: name });
    const keys = Object.keys(value).sort((a, b) => Number(a) - Number(b));
    if (keys.some((key) => !/^\d+$/.test(key))) throw invalid('Invalid array', { param: name });
    return keys.map((key) => cast(specification[0], value[key], `${name}[${key}]`));
  }
  if (typeof value !== 'object') throw invalid('Invalid object', { param: name });
  /** @type {Record<string, any>} */
  const taken = {};
  for (const key of Object.keys(value)) {
    const inner = Object.hasOwn(specification, key) ? specification[key] : undefined;
    const full = name ? `${name}[${key}]` : key;
    if (!inner) throw unknownParameter(full);
    taken[key] = cast(inner, value[key], full);
  }
  for (const [key, inner] of Object.entries(specification)) {
    if (inner[REQUIRED] && !(key in taken)) throw missingParameter(name ? `${name}[${key}]` : key);
  }
  return taken;
}
