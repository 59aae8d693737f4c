// @ts-check
/**
 * The errors of Stripe's API: https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes.
 */

export class StripeError extends Error {
  /**
   * @param {number} status
   * @param {Record<string, any>} error what stands under `error` in the answer
   */
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.error = error.code ? { doc_url: `https://stripe.com/docs/error-codes/${error.code.replaceAll('_', '-')}`, ...error } : error;
  }
}

/** @param {string} message @param {{ code?: string, param?: string, status?: number }} [about] */
export const invalid = (message, { code, param, status = 400 } = {}) =>
  new StripeError(status, { type: 'invalid_request_error', ...(code && { code }), message, ...(param && { param }) });

/** @param {string} param */
export const unknownParameter = (param) =>
  invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });

/** @param {string} param */
export const missingParameter = (param) =>
  invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

/**
 * Stripe answers 404 for what the path names and 400 for what a parameter names.
 * @param {string} noun @param {string} id @param {string} param
 */
export const missing = (noun, id, param = 'id') =>
  invalid(`No such ${noun}: '${id}'`, { code: 'resource_missing', param, status: param === 'id' ? 404 : 400 });

/** @param {string} message @param {string} [code] */
export const unauthorized = (message, code) => invalid(message, { code, status: 401 });

/** @param {string} message */
export const apiError = (message) => new StripeError(500, { type: 'api_error', message });

/** @param {number} status @param {string} message @param {string} [code] */
export const idempotencyError = (status, message, code) =>
  new StripeError(status, { type: code ? 'invalid_request_error' : 'idempotency_error', ...(code && { code }), message });

/** @param {{ code: string, message: string, decline_code?: string, param?: string }} card @param {Record<string, any>} [about] */
export const cardError = (card, about = {}) => new StripeError(402, { type: 'card_error', ...card, ...about });
