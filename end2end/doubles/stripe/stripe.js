// @ts-check
/**
 * A stand-in for Stripe.js with the calls of https://docs.stripe.com/js that a Payment Element needs.
 * It is served by the double, and frames and calls the double, wherever the page itself comes from.
 */
(() => {
  const here = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src).origin;
  let turns = 0;

  /** @param {string} message */
  const integration = (message) => Object.assign(new Error(`IntegrationError: ${message}`), { name: 'IntegrationError' });

  /** @param {string} secret */
  function intentOf(secret) {
    const id = String(secret).split('_secret_')[0] ?? '';
    if (/^seti_\w+$/.test(id)) return { id, intents: /** @type {const} */ ('setup_intents'), name: 'setupIntent' };
    if (/^pi_\w+$/.test(id)) return { id, intents: /** @type {const} */ ('payment_intents'), name: 'paymentIntent' };
    throw integration('Invalid value for clientSecret: value should be a client secret of the form ${id}_secret_${secret}.');
  }

  class Element {
    /** @type {Map<string, ((event: Record<string, unknown>) => void)[]>} */
    #listeners = new Map();
    /** @type {Map<number, (answer: any) => void>} */
    #waiting = new Map();
    /** @type {HTMLIFrameElement | null} */
    frame = null;
    ready = false;

    /** @param {'payment' | 'address'} kind */
    constructor(kind) {
      this.kind = kind;
      /** @type {any} */
      this.value = {};
      addEventListener('message', this.#hear);
    }

    /** @param {MessageEvent} message */
    #hear = ({ data, source, origin }) => {
      if (!this.frame || source !== this.frame.contentWindow || origin !== here || data?.stripeDouble !== 'element') return;
      if (data.turn !== undefined) {
        this.#waiting.get(data.turn)?.(data);
        this.#waiting.delete(data.turn);
      }
      if (data.height) this.frame.style.height = `${data.height}px`;
      if (data.event === 'ready') {
        this.ready = true;
        this.emit('ready', {});
      }
      if (data.event === 'change') this.emit('change', { complete: data.complete, empty: data.empty, value: { type: 'card' }, collapsed: false });
    };

    /** @param {string} event @param {Record<string, unknown>} about */
    emit(event, about) {
      for (const listener of this.#listeners.get(event) ?? []) listener({ elementType: this.kind, ...about });
    }

    /** @param {string | HTMLElement} place */
    mount(place) {
      const target = typeof place === 'string' ? document.querySelector(place) : place;
      if (!target) throw integration(`The selector you specified (${place}) applies to no DOM elements that are currently on the page.`);
      this.frame = document.createElement('iframe');
      this.frame.title = this.kind === 'payment' ? 'Secure payment input frame' : 'Secure address input frame';
      this.frame.src = `${here}/element/${this.kind}`;
      this.frame.style.cssText = 'border:0;width:100%;height:26rem;color-scheme:normal';
      const frame = this.frame;
      // A frame that the page's policy forbids loads as an empty page, and never says that it is ready.
      frame.addEventListener('load', () => setTimeout(() => {
        if (!this.ready && this.frame === frame) this.emit('loaderror', { error: { type: 'api_connection_error', message: 'The payment form could not be loaded.' } });
      }, 3000));
      target.replaceChildren(frame);
    }

    unmount() {
      this.frame?.remove();
      this.frame = null;
      this.ready = false;
    }

    destroy() {
      this.unmount();
      removeEventListener('message', this.#hear);
    }

    /** @param {string} event @param {(event: Record<string, unknown>) => void} listener */
    on(event, listener) {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
      if (event === 'ready' && this.ready) queueMicrotask(() => listener({ elementType: this.kind }));
      return this;
    }

    focus() {
      this.frame?.contentWindow?.postMessage({ stripeDouble: 'order', act: 'focus' }, here);
    }

    update() {}

    /** @param {string} act @param {unknown} [order] @returns {Promise<any>} */
    ask(act, order) {
      return new Promise((resolve) => {
        const turn = ++turns;
        this.#waiting.set(turn, resolve);
        this.frame?.contentWindow?.postMessage({ stripeDouble: 'order', turn, act, order }, here);
      });
    }
  }

  class Elements {
    /** @type {Element[]} */
    elements = [];
    submitted = false;

    /** @param {Record<string, any>} options */
    constructor(options) {
      this.options = options;
      if (!options.clientSecret && !options.mode) throw integration('In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.');
      if (options.clientSecret) intentOf(options.clientSecret);
    }

    /** @param {'payment' | 'address'} kind */
    create(kind) {
      if (kind !== 'payment' && kind !== 'address') throw integration(`A valid Element name must be provided. This double knows payment and address; you passed: ${kind}.`);
      if (this.elements.some((element) => element.kind === kind)) throw integration(`Can only create one Element of type ${kind}.`);
      const element = new Element(kind);
      this.elements.push(element);
      return element;
    }

    /** @param {string} kind */
    getElement(kind) {
      return this.elements.find((element) => element.kind === kind) ?? null;
    }

    /** @param {Record<string, any>} options */
    update(options) {
      Object.assign(this.options, options);
    }

    async fetchUpdates() {
      return {};
    }

    async submit() {
      for (const element of this.elements) {
        if (!element.frame) continue;
        const { error, value } = await element.ask('submit');
        if (error) return { error };
        element.value = value;
      }
      this.submitted = true;
      return { selectedPaymentMethod: 'card' };
    }
  }

  /** The bank's page in a dialog; closing it leaves the payment where it is. @param {string} url */
  const authenticate = (url) =>
    new Promise((resolve) => {
      const dialog = document.createElement('dialog');
      dialog.setAttribute('aria-label', '3D Secure');
      const frame = document.createElement('iframe');
      frame.title = '3D Secure';
      frame.src = url;
      frame.style.cssText = 'border:0;width:min(24rem,80vw);height:20rem';
      const close = document.createElement('button');
      close.type = 'button';
      close.textContent = 'Close';
      dialog.append(frame, close);
      document.body.append(dialog);
      /** @param {MessageEvent} message */
      const hear = ({ data, source }) => {
        if (source === frame.contentWindow && data?.stripeDouble === '3d_secure_done') dialog.close();
      };
      addEventListener('message', hear);
      close.addEventListener('click', () => dialog.close());
      dialog.addEventListener('close', () => {
        removeEventListener('message', hear);
        dialog.remove();
        resolve(undefined);
      });
      dialog.showModal();
    });

  class Stripe {
    /** @param {string} key */
    constructor(key) {
      if (!/^pk_/.test(key)) throw integration('Please call Stripe() with your publishable key. You used an empty string or a secret key.');
      this.key = key;
    }

    /** @param {Record<string, any>} [options] */
    elements(options = {}) {
      return new Elements(options);
    }

    /** @param {string} secret */
    async #retrieve(secret) {
      const { id, intents, name } = intentOf(secret);
      const answer = await fetch(`${here}/v1/${intents}/${id}?client_secret=${encodeURIComponent(secret)}`, { headers: { authorization: `Bearer ${this.key}` } });
      const json = await answer.json();
      return json.error ? { error: json.error } : { [name]: json };
    }

    /** @param {string} secret */
    retrieveSetupIntent(secret) {
      return this.#retrieve(secret);
    }

    /** @param {string} secret */
    retrievePaymentIntent(secret) {
      return this.#retrieve(secret);
    }

    /** @param {{ clientSecret: string }} options @returns {Promise<any>} */
    async handleNextAction({ clientSecret }) {
      const { name } = intentOf(clientSecret);
      const found = /** @type {any} */ (await this.#retrieve(clientSecret));
      const intent = found[name];
      if (!intent || intent.status !== 'requires_action') return found;
      await authenticate(intent.next_action.use_stripe_sdk?.stripe_js ?? intent.next_action.redirect_to_url.url);
      const after = /** @type {any} */ (await this.#retrieve(clientSecret));
      if (after[name]?.status === 'succeeded') return after;
      const error = after[name]?.last_setup_error ?? after[name]?.last_payment_error ?? {
        type: 'invalid_request_error', code: `${name === 'setupIntent' ? 'setup' : 'payment'}_intent_authentication_failure`,
        message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      };
      return { error: { ...error, [name === 'setupIntent' ? 'setup_intent' : 'payment_intent']: after[name] } };
    }

    /** @param {{ elements: Elements, clientSecret?: string, confirmParams?: Record<string, any>, redirect?: string }} options @returns {Promise<any>} */
    async #confirm({ elements, clientSecret, confirmParams = {}, redirect = 'always' }) {
      const secret = clientSecret ?? elements?.options.clientSecret;
      if (!secret) throw integration('Missing required param: clientSecret.');
      if (elements.options.mode && !elements.submitted) throw integration('elements.submit() must be called before stripe.confirmPayment() or stripe.confirmSetup().');
      if (redirect === 'always' && !confirmParams.return_url) throw integration('You must provide confirmParams.return_url.');
      const card = elements.getElement('payment');
      if (!card?.frame) throw integration('elements should have a mounted Payment Element or Express Checkout Element.');
      if (!elements.submitted || !elements.options.mode) {
        const { error } = await elements.submit();
        if (error) return { error };
      }
      const { id, intents, name } = intentOf(secret);
      const place = elements.getElement('address')?.value;
      const billing_details = { ...(place?.address && { name: place.name, address: place.address }), ...confirmParams.payment_method_data?.billing_details };
      const { result } = await card.ask('confirm', { key: this.key, intent: intents, id, client_secret: secret, return_url: confirmParams.return_url, billing_details });
      if (result.error) return { error: result.error };
      const done = result.status === 'requires_action' ? await this.handleNextAction({ clientSecret: secret }) : { [name]: result };
      if (done.error || redirect === 'if_required') return done;
      const url = new URL(confirmParams.return_url);
      const kind = intents.slice(0, -1);
      url.searchParams.set(kind, id);
      url.searchParams.set(`${kind}_client_secret`, secret);
      url.searchParams.set('redirect_status', 'succeeded');
      location.assign(url);
      return new Promise(() => {});
    }

    /** @param {any} options */
    confirmSetup(options) {
      return this.#confirm(options);
    }

    /** @param {any} options */
    confirmPayment(options) {
      return this.#confirm(options);
    }
  }

  Object.assign(window, { Stripe: Object.assign((/** @type {string} */ key) => new Stripe(key), { version: 'double' }) });
})();
